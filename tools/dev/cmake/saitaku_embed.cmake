# saitaku_embed(MODULE)
# Puts the message catalogue, the tables of the store, the shipped rule packs and the scenarios into the program, so
# that it runs from any folder. Read back with embedded_file() of engine/base/embedded.h.
function(saitaku_embed module)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
       ${PROJECT_SOURCE_DIR}/engine/*/messages.json
       ${PROJECT_SOURCE_DIR}/engine/*/*.sql
       ${PROJECT_SOURCE_DIR}/rules/*.json
       ${PROJECT_SOURCE_DIR}/scenarios/*.json
       ${PROJECT_SOURCE_DIR}/scenarios/*.csv
       ${PROJECT_SOURCE_DIR}/tools/*/messages.json)
  list(SORT files)
  set(generated ${PROJECT_BINARY_DIR}/generated/embedded_files.cpp)
  set(paths ${files})
  list(TRANSFORM paths PREPEND ${PROJECT_SOURCE_DIR}/)
  string(REPLACE ";" "\n" listing "${files}")
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/embedded_files.txt CONTENT "${listing}" @ONLY)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -DLIST=${PROJECT_BINARY_DIR}/generated/embedded_files.txt
            -DOUTPUT=${generated} -P ${PROJECT_SOURCE_DIR}/tools/dev/cmake/write_embedded.cmake
    DEPENDS ${paths} ${PROJECT_BINARY_DIR}/generated/embedded_files.txt
            ${PROJECT_SOURCE_DIR}/tools/dev/cmake/write_embedded.cmake
    VERBATIM)
  target_sources(saitaku_${module} PRIVATE ${generated})
  set_source_files_properties(${generated} PROPERTIES COMPILE_OPTIONS "-Wno-overlength-strings")
endfunction()

# saitaku_catalogue(MODULE DIR folder TYPE type HEADER header [FILES pattern] [NAME name])
# Every folder/some_name.cpp (or those that match FILES, "audit_*.cpp") must define `const type& some_name();` in the
# namespace of the type. This writes the list of all of them, in file-name order, as
# `std::span<const type* const> all_<folder>()`, or all_<name>().
# Why generated: self-registering globals are dropped silently when they sit in a static library.
function(saitaku_catalogue module)
  cmake_parse_arguments(ARG "" "DIR;TYPE;HEADER;FILES;NAME" "" ${ARGN})
  if(NOT ARG_FILES)
    set(ARG_FILES *.cpp)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_DIR}/${ARG_FILES})
  list(SORT sources)
  if(ARG_NAME)
    set(folder ${ARG_NAME})
  else()
    get_filename_component(folder ${ARG_DIR} NAME)
  endif()
  string(REGEX REPLACE "::[^:]*$" "" namespace ${ARG_TYPE})
  set(declarations "")
  set(entries "")
  foreach(source IN LISTS sources)
    get_filename_component(item ${source} NAME_WE)
    string(APPEND declarations "const ${ARG_TYPE}& ${item}();\n")
    string(APPEND entries "      &${item}(),\n")
  endforeach()
  set(generated ${PROJECT_BINARY_DIR}/generated/${module}_${folder}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"#include <vector>
#include <span>
#include \"${ARG_HEADER}\"
namespace ${namespace} {
${declarations}
std::span<const ${ARG_TYPE}* const> all_${folder}() {
  static const std::vector<const ${ARG_TYPE}*> all{
${entries}  };
  return all;
}
}  // namespace ${namespace}
")
  target_sources(saitaku_${module} PRIVATE ${generated})
endfunction()

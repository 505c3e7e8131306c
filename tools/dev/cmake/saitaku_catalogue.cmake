# saitaku_catalogue(MODULE DIR folder TYPE type HEADER header)
# Every folder/some_name.cpp must define `const type& some_name();` in the namespace of the type. This writes
# the list of all of them, in file-name order, as `std::span<const type* const> all_<folder>()`.
# Why generated: self-registering globals are dropped silently when they sit in a static library.
function(saitaku_catalogue module)
  cmake_parse_arguments(ARG "" "DIR;TYPE;HEADER" "" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_DIR}/*.cpp)
  list(SORT sources)
  get_filename_component(folder ${ARG_DIR} NAME)
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

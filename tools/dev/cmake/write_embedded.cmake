# Writes a C++ file whose array holds each listed file as assembler data (.incbin): quick to build at any size,
# and no limit on the length of a string literal. Called by saitaku_embed.cmake.
file(STRINGS ${LIST} files ENCODING UTF-8)
set(assembly "")
set(externs "")
set(entries "")
set(index 0)
foreach(file IN LISTS files)
  string(APPEND assembly "asm(\".section .rodata\\n.balign 16\\n.global saitaku_embedded_${index}\\nsaitaku_embedded_${index}:\\n.incbin \\\"${ROOT}/${file}\\\"\\n.global saitaku_embedded_${index}_end\\nsaitaku_embedded_${index}_end:\\n.byte 0\\n.previous\\n\");\n")
  string(APPEND externs "extern const char saitaku_embedded_${index}[];\nextern const char saitaku_embedded_${index}_end[];\n")
  string(APPEND entries "      {\"${file}\", {saitaku_embedded_${index}, static_cast<std::size_t>(saitaku_embedded_${index}_end - saitaku_embedded_${index})}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(TIMESTAMP now)  # changes the text, so that the compiler cache does not hand out an older .incbin
file(WRITE ${OUTPUT} "// Generated ${now} by write_embedded.cmake.
#include <vector>
#include \"engine/base/embedded.h\"
${assembly}
extern \"C\" {
${externs}}
namespace saitaku {
std::span<const EmbeddedFile> embedded_files() {
  static const std::vector<EmbeddedFile> files{
${entries}  };
  return files;
}
}  // namespace saitaku
")

// CSV: whatever the bytes, the rows are the same for every size of chunk and block, and the row filler and the preview
// take what the reader gives. The first byte chooses the sizes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/fuzz/tables.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saitaku;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = fuzz::read_text(bytes, std::size_t{1} << 20, std::size_t{1} << 16);
  const auto cut = fuzz::read_text(bytes, std::size_t{1} + data[0], std::size_t{1} + data[0] % 7);
  if (whole != cut) std::abort();
  return 0;
}

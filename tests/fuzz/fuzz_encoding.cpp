// Encodings: what is found, decoded and refused never leaves the bytes, and decoded text is UTF-8. The first byte
// chooses the encoding.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/base/text.h"
#include "tests/fuzz/tables.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saitaku;
  using namespace saitaku::intake;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto encoding = static_cast<Encoding>(data[0] % 6);
  std::string text;
  detail::append_as_utf8(encoding, bytes, text);
  if (!is_utf8(text)) std::abort();
  if (const auto bad = detail::first_bad(encoding, bytes)) {
    if (bad->size == 0 || bad->offset + bad->size > bytes.size()) std::abort();
  }
  (void)detail::detect_by_start(bytes);
  (void)detail::detect_encoding(bytes, bytes.size() % 2 == 0);
  if (detail::is_utf16(encoding)) {
    std::string once;
    auto all = detail::from_utf16(*detail::bytes_in_memory(bytes, bytes.size() + 1)(), encoding);
    while (*all->read(once, 1 << 16)) continue;
    std::string pieces;
    auto one = detail::from_utf16(*detail::bytes_in_memory(bytes, 1)(), encoding);
    while (*one->read(pieces, 1)) continue;
    if (once != pieces || detail::utf16_bytes(once) != bytes.size()) std::abort();
  }
  return 0;
}

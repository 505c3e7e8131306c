// Any text as a date, an instant, a duration, and as text to lay out: no crash, and what is understood comes back.
#include <cstdint>

#include "engine/base/civil.h"
#include "engine/base/expect.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saitaku;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_date(bytes)) {
    SAITAKU_EXPECT(iso_date(to_string(*date)) == *date, "a date comes back from its text");
  }
  if (const auto instant = parse_instant(bytes)) {
    SAITAKU_EXPECT(rfc3339_instant(to_string(*instant)) == *instant, "an instant comes back from its text");
  }
  if (const auto duration = parse_duration(bytes)) {
    SAITAKU_EXPECT(parse_duration(to_string(*duration)) == *duration, "a duration comes back from its text");
  }
  const std::string text = printable_utf8(bytes.substr(0, 4096));
  SAITAKU_EXPECT(is_utf8(text) && is_utf8(nfkc(text)) && is_utf8(folded(text)), "text stays text");
  SAITAKU_EXPECT(to_utf8(to_utf32(text)) == text, "code points come back");
  for (const std::string& line : wrap(text, 20)) {
    SAITAKU_EXPECT(display_width(line) <= 20, "no line is too long");
  }
  const std::vector<std::string> candidates{"budget.direct_total", text.substr(0, 8)};
  static_cast<void>(nearest(text, candidates));
  return 0;
}

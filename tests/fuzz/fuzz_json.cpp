// Any bytes: no crash, and what reads as a document reads the same again once written.
#include <cstdint>

#include "engine/base/expect.h"
#include "engine/base/json.h"

namespace {

using namespace saitaku;

void visit(const JsonText& text, const JsonValue& value) {
  SAITAKU_EXPECT(value.begin < value.end && value.end <= text.text.size(), "every value has its place");
  if (value.is_string()) {
    for (std::size_t offset = 0; offset <= value.string.size() && offset < 64; ++offset) {
      const auto where = text.where_in(value, offset);
      SAITAKU_EXPECT(where.byte > 0 && where.line > 0 && where.column > 0, "a place in a string is in the text");
    }
  }
  for (const JsonValue& item : value.items) visit(text, item);
  for (const JsonMember& member : value.members) visit(text, member.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = parse_json({.file = "fuzz", .text = std::string(bytes)});
  if (!document) {
    for (const Problem& problem : document.problems()) {
      SAITAKU_EXPECT(problem.where.line > 0, "a fault has its place");
      SAITAKU_EXPECT(!problem.what(Language::ja).empty() && !problem.what(Language::en).empty(), "and its words");
    }
    return 0;
  }
  visit(document->text, document->root);
  for (const bool pretty : {false, true}) {
    const std::string written = write_json(document->root, pretty);
    const auto again = parse_json({.file = "again", .text = written});
    SAITAKU_EXPECT(again, "what we write, we read");
    SAITAKU_EXPECT(write_json(again->root, pretty) == written, "and it is the same");
  }
  return 0;
}

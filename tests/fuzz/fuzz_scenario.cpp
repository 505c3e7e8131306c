// Any bytes as a scenario, and perhaps a --set behind a NUL: no crash, every problem can be said, and what was read is
// read again from its own JSON.
#include <cstdint>
#include <string>

#include "engine/review/read_scenario.h"

using namespace saitaku;

namespace {

/// Files of this machine are none of the fuzzer's business.
bool names_files_elsewhere(const JsonValue& value) {
  for (const JsonMember& member : value.members) {
    const bool file = member.key == "table" || member.key == "applications" || member.key == "scores";
    if (file && member.value.is_string() && member.value.string.find('/') != std::string::npos) return true;
    if (names_files_elsewhere(member.value)) return true;
  }
  for (const JsonValue& item : value.items) {
    if (names_files_elsewhere(item)) return true;
  }
  return false;
}

void look_at(const Problems& problems) {
  for (const Problem& problem : problems) {
    SAITAKU_EXPECT(!describe(problem, Language::ja).empty() && !problem.what(Language::en).empty(),
                   "a problem can be said");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::Library library = rules::Library::open();
  if (size > (1u << 14)) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = bytes.find('\0');
  const std::string text = bytes.substr(0, end);
  review::ReadOptions options;
  if (end != std::string::npos) {
    const std::string set = bytes.substr(end + 1);
    const std::size_t equals = set.find('=');
    if (equals != std::string::npos) options.set.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  }
  const auto document = parse_json({"scenario.json", text});
  if (document && names_files_elsewhere(document->root)) return 0;
  if (!options.set.empty() && options.set[0].second.find('/') != std::string::npos) return 0;
  const auto family = review::read_family_text({"scenario.json", text}, "saitaku-no-such-folder", library, options);
  look_at(family.problems());
  if (!family || family->variants.size() > 20) return 0;
  const auto again =
      review::read_family_text({"scenario.json", write_json(family->json)}, "saitaku-no-such-folder", library);
  SAITAKU_EXPECT(static_cast<bool>(again), "what was read is read again");
  for (std::size_t i = 0; i < family->variants.size(); ++i) {
    SAITAKU_EXPECT(again->variants[i].scenario->sha256 == family->variants[i].scenario->sha256, "and is the same");
  }
  return 0;
}

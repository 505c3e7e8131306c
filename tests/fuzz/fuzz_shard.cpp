// Any bytes as the result of a shard: no crash, every problem can be said, and what was read is written and merged.
#include <cstdint>
#include <string>

#include "engine/base/expect.h"
#include "engine/review/read_scenario.h"
#include "engine/review/run.h"

using namespace saitaku;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::Library library = rules::Library::open();
  auto shard = review::read_shard({.file = "part.json", .text = {reinterpret_cast<const char*>(data), size}}, library);
  for (const Problem& problem : shard.problems())
    SAITAKU_EXPECT(!describe(problem, Language::ja).empty(), "every problem can be said");
  if (!shard) return 0;
  SAITAKU_EXPECT(!review::write_shard(*shard).empty(), "what was read can be written");
  for (auto& part : shard->variants) {
    std::vector<review::Partial> parts;
    parts.push_back(std::move(part));
    const auto whole = review::merge(std::move(parts));
    if (whole) static_cast<void>(review::finish(*whole));
  }
  return 0;
}

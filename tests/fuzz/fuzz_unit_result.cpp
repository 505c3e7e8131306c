// Any bytes as a kept result: they come back from a store that people may have edited.
#include <cstdint>
#include <string_view>

#include "engine/audit/detail/unit_result.h"
#include "engine/base/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saitaku::audit::detail;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ResultReader reader(bytes, {"folder/file.ndjson", 1000, 100'000});
  std::size_t records = 0;
  while (const ResultRecord* record = reader.next()) {
    ++records;
    for (const ResultFinding& finding : record->findings) {
      SAITAKU_EXPECT(finding.fingerprint.size() == kDigestBytes, "a fingerprint has its length");
    }
    for (const ResultGroup& group : record->groups) {
      SAITAKU_EXPECT(group.key.size() == kDigestBytes, "a key has its length");
    }
  }
  SAITAKU_EXPECT(records <= size, "a record takes at least a byte");
  SAITAKU_EXPECT(is_intact(bytes) == !reader.damaged(), "where it lies changes nothing");
  return 0;
}

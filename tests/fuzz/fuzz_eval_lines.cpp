// Any bytes as a line of `saitaku eval --lines`: there is always one answer, and it is one line of JSON.
#include <cstdint>
#include <string>

#include "engine/base/expect.h"
#include "engine/base/json.h"
#include "engine/report/eval_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string line(reinterpret_cast<const char*>(data), size);
  const auto answer = saitaku::report::evaluate_line({"fuzz", line}, saitaku::Language::en);
  SAITAKU_EXPECT(answer.find('\n') == std::string::npos, "one line in, one line out");
  const auto read = saitaku::parse_json({"answer", answer}, {.depth = 5000});
  SAITAKU_EXPECT(read && read->root.is_object(), "an answer is a JSON object");
  return 0;
}

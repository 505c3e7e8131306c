// Any bytes as a pack file over a fixed form, and what it compiles to judged with nothing known: no crash, and every
// problem can be said.
#include <cstdint>
#include <string>

#include "engine/rules/judge.h"
#include "engine/rules/lint.h"
#include "engine/rules/load.h"

using namespace saitaku;

namespace {

constexpr std::string_view kForm = R"({"schema": "saitaku.form/1", "id": "tiny", "title": {"ja": "小", "en": "Tiny"},
 "fields": {"name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}, "required": true},
   "total": {"type": "integer", "range": [0, 1000], "label": {"ja": "合計", "en": "Total"}},
   "ok": {"type": "boolean", "label": {"ja": "可", "en": "OK"}},
   "items": {"type": "list", "label": {"ja": "費目", "en": "Items"}},
   "items[].amount": {"type": "integer", "label": {"ja": "金額", "en": "Amount"}, "required_when": "item.amount != 0"}}})";

Where in_file(const std::string& path) {
  Where where;
  where.file = path;
  return where;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (1u << 16)) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const rules::Files files{.read = [&](const rules::FileName& file) -> Result<std::string> {
                             if (file.path == "pack.json") return bytes;
                             if (file.path == "form.json") return std::string(kForm);
                             return Problem{Severity::error, "io.not-found", in_file(file.path), {{"path", file.path}}};
                           },
                           .find = nullptr};
  const auto pack = rules::pack_from_file({"pack.json", false}, files);
  for (const Problem& problem : pack.problems()) {
    SAITAKU_EXPECT(!problem.what(Language::ja).empty() && !problem.what(Language::en).empty(), "a problem can be said");
  }
  if (!pack) return 0;
  static_cast<void>(rules::lint(**pack));
  forms::Batch batch((*pack)->form);
  batch.add_application();
  batch.add_application();
  batch.set_null(0, 1);
  for (std::size_t application = 0; application < 2; ++application) {
    SAITAKU_EXPECT(
        rules::judge(**pack, batch, application).findings.size() == (*pack)->rules.size() + (*pack)->batch_rules.size(),
        "every rule has a finding");
  }
  const std::string ids[] = {"A", "B"};
  static_cast<void>(rules::judge_batch(**pack, batch, ids));
  return 0;
}

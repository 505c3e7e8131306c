// Any bytes as applications: read, laid over themselves as facts, filled into a batch, read as values. No crash; what
// is read is a place that exists, and the document written again is the same document.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/intake/application.h"

using namespace saitaku;

namespace {

constexpr std::string_view kForm = R"({"schema": "saitaku.form/1", "id": "small", "title": "small", "fields": {
  "id": {"type": "string", "digits": 8, "label": "l"},
  "flag": {"type": "boolean", "label": "l"},
  "day": {"type": "date", "label": "l"},
  "at": {"type": "timestamp", "label": "l"},
  "rate": {"type": "real", "label": "l"},
  "b.total": {"type": "integer", "range": [0, 9], "unit": "千円", "label": "l"},
  "b.items": {"type": "list", "label": "l"},
  "b.items[].n": {"type": "integer", "label": "l"},
  "b.items[].tags": {"type": "list", "closed": true, "label": "l"},
  "b.items[].tags[]": {"type": "string", "label": "l"}}})";

std::shared_ptr<const forms::Form> form() {
  static const auto the_form = [] {
    const auto document = parse_json({"form.json", std::string(kForm)});
    return *forms::form_from_json(*document);
  }();
  return the_form;
}

void expect(bool condition) {
  if (!condition) std::abort();
}

void read_all(const expr::Value& value) {
  if (value.kind() == expr::Value::Kind::record) {
    for (std::size_t i = 0; i < value.records().type()->fields.size(); ++i) {
      read_all(value.records().field(value.row(), i));
      (void)value.records().malformed(value.row(), i);
    }
  } else if (value.kind() == expr::Value::Kind::list) {
    for (const auto& item : value.as_list().items) read_all(item);
  } else {
    expect(!value.to_string().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8192) return 0;  // length alone teaches nothing new and slows the search
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  auto drafts = intake::drafts_from_json({"fuzz", bytes});
  expect(!drafts.drafts.empty() || !drafts.problems.empty());
  for (const auto& problem : drafts.problems) expect(!problem.what(Language::ja).empty());

  forms::Batch batch(form());
  for (auto& draft : drafts.drafts) {
    for (const auto& [pointer, where] : draft.places) expect(find_pointer(draft.document, pointer) != nullptr);
    const auto written = write_json(draft.document, false);
    const auto again = parse_json({"again", written}, {.depth = 200});
    expect(static_cast<bool>(again) && write_json(again->root, false) == written);
    const auto row = batch.applications();
    for (const auto& problem : intake::fill(batch, draft)) {
      expect(!describe(problem, Language::en).empty());
      expect(problem.where.pointer.empty() || find_pointer(draft.document, problem.where.pointer) != nullptr);
    }
    for (const auto& value : batch.variables(row)) read_all(value);
    (void)intake::lay_over(draft, *again);
    (void)intake::fill(batch, draft);
  }
  return 0;
}

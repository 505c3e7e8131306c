// Any bytes as a form, as its changes, and as a cell map: no crash, and every problem can be said. What is a form
// makes a batch, a JSON Schema, and is the same form when it is laid over itself.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/forms/batch.h"
#include "engine/forms/cell_map.h"

using namespace saitaku;

namespace {

void expect(bool condition) {
  if (!condition) std::abort();
}

void say_all(const Problems& problems) {
  for (const auto& problem : problems) expect(!problem.what(Language::en).empty());
}

void use(const std::shared_ptr<const forms::Form>& form) {
  forms::Batch batch(form);
  const auto row = batch.add_application();
  for (forms::FieldId id = 0; id < form->fields().size(); ++id) {
    const auto& field = form->fields()[id];
    expect(form->find(field.path) == id);
    if (field.table != forms::kNoField || field.kind != forms::FieldKind::list) continue;
    batch.begin_list(id, row);
    batch.append_item(id, row);
  }
  for (const auto& value : batch.variables(row)) expect(!value.to_string().empty());
  expect(form->json_schema().is_object());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 16384) return 0;  // length alone teaches nothing new and slows the search
  const auto document = parse_json({"fuzz.json", std::string(reinterpret_cast<const char*>(data), size)});
  if (!document) return 0;
  const auto form = forms::form_from_json(*document);
  say_all(form.problems());
  if (form) {
    use(*form);
    const auto again = forms::form_from_json(*document, {{&document->text, document->root.find("fields")}});
    expect(again && (*again)->fields().size() == (*form)->fields().size());
  }
  say_all(forms::form_from_json(*document, {{&document->text, &document->root}}).problems());
  say_all(forms::cell_map_from_json(*document).problems());
  return 0;
}

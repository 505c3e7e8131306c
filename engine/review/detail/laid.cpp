#include "engine/review/detail/laid.h"

#include <algorithm>

namespace saitaku::review::detail {

LaidField laid_field(const InForm& form) {
  LaidField field{.path = form.path, .values = {}, .of_value = {}};
  std::vector<std::string> written;
  for (const JsonValue& value : form.values) {
    std::string text = write_json(value, false);
    const auto found = std::find(written.begin(), written.end(), text);
    field.of_value.push_back(static_cast<std::uint16_t>(found - written.begin()));
    if (found != written.end()) continue;
    written.push_back(std::move(text));
    field.values.push_back(value);
  }
  return field;
}

std::size_t ways(std::span<const LaidField> fields) {
  std::size_t product = 1;
  for (const LaidField& field : fields) product *= field.values.size();
  return product;
}

void lay(JsonValue& document, std::span<const LaidField> fields, std::size_t way) {
  for (std::size_t i = fields.size(); i-- > 0;) {
    const auto& values = fields[i].values;
    lay(document, fields[i].path, values[way % values.size()]);
    way /= values.size();
  }
}

void lay(JsonValue& document, std::string_view path, const JsonValue& value) {
  JsonValue* at = &document;
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    const std::string_view name = path.substr(0, dot);
    if (value.is_null() && at->find(name) == nullptr) return;
    at = &at->at(name);
    path.remove_prefix(dot + 1);
  }
  if (!value.is_null()) {
    at->at(path) = value;
  } else if (at->is_object()) {
    std::erase_if(at->members, [&](const JsonMember& member) { return member.key == path; });
  }
}

}  // namespace saitaku::review::detail

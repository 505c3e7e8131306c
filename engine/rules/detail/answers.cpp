#include "engine/rules/detail/answers.h"

namespace saitaku::rules::detail {
namespace {

std::string given(const forms::Field& field, const std::string& expression) {
  switch (field.kind) {
    case forms::FieldKind::list: return "(" + expression + " != null && size(" + expression + ") > 0)";
    case forms::FieldKind::object: return expression + " != null";
    default: return "!blank(" + expression + ")";
  }
}

/// `rest` is what is left of the path below `base` ("" = the application itself).
void write(OwedAnswer& owed, const forms::Field& field, const std::string& base, std::string_view rest) {
  const std::size_t list = rest.find("[]");
  if (list == std::string_view::npos) {
    const std::string expression = base + std::string(rest);
    if (field.required_when.empty()) {
      owed.text += given(field, expression);
      return;
    }
    owed.text += "(!(";
    owed.condition_begin = owed.text.size();
    owed.text += field.required_when;
    owed.condition_end = owed.text.size();
    owed.text += ") || " + given(field, expression) + ")";
    return;
  }
  const std::string items = base + std::string(rest.substr(0, list));
  owed.text += "(" + items + " == null || " + items + ".all(item, ";
  write(owed, field, "item", rest.substr(list + 2));
  owed.text += "))";
}

}  // namespace

std::vector<OwedAnswer> owed_answers(const forms::Form& form) {
  std::vector<OwedAnswer> all;
  for (std::size_t i = 0; i < form.fields().size(); ++i) {
    const forms::Field& field = form.fields()[i];
    if (!field.required && field.required_when.empty()) continue;
    OwedAnswer owed{static_cast<forms::FieldId>(i), {}, 0, 0};
    write(owed, field, "", field.path);
    all.push_back(std::move(owed));
  }
  return all;
}

}  // namespace saitaku::rules::detail

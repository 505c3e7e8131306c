// The JSON Schema of an application: for editors and for programs that write applications. It says what can be
// read, not what the call asks for: that is for the rules, which also say why.
#include "engine/forms/form.h"

namespace saitaku::forms {
namespace {

std::string both(const LocalText& text) {
  if (text.ja == text.en) return text.ja;
  return text.ja + " / " + text.en;
}

std::string_view json_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::real: return "number";
    case FieldKind::date:
    case FieldKind::timestamp: return "string";
    case FieldKind::list: return "array";
    default: return to_string(kind);
  }
}

/// What a form's author said about the field, for whoever fills it in.
void describe_field(JsonValue& schema, const Field& field) {
  if (!field.label.empty()) schema.at("title") = JsonValue::of(both(field.label));
  std::string description = both(field.help);
  if (!field.unit.empty()) description += (description.empty() ? "" : " ") + ("[" + both(field.unit) + "]");
  if (!description.empty()) schema.at("description") = JsonValue::of(description);
}

/// Examples, not an enumeration: a value outside the choice is readable, and a finding of the rules.
void add_examples(JsonValue& schema, const Field& field) {
  auto examples = JsonValue::array();
  for (const auto& value : field.values) examples.items.push_back(JsonValue::of(value));
  if (field.digits > 0) {
    std::string number;
    while (number.size() < static_cast<std::size_t>(field.digits)) {
      number += static_cast<char>('0' + (number.size() + 1) % 10);
    }
    examples.items.push_back(JsonValue::of(number));
  }
  if (field.kind == FieldKind::date) examples.items.push_back(JsonValue::of("2026-04-17"));
  if (field.kind == FieldKind::timestamp) examples.items.push_back(JsonValue::of("2026-05-18T12:00:00+09:00"));
  if (!examples.items.empty()) schema.at("examples") = std::move(examples);
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Form& form) : form_(form) {}

  /// Adds "properties" for the fields to what is there.
  void add_properties(JsonValue& schema, const std::vector<FieldId>& fields) const {
    auto& properties = schema.at("properties");
    if (!properties.is_object()) properties = JsonValue::object();
    for (const auto id : fields) {
      const auto& path = form_.fields()[id].path;
      properties.at(path.substr(path.rfind('.') + 1)) = field_schema(id);
    }
  }

 private:
  JsonValue field_schema(FieldId id) const {
    const auto& field = form_.fields()[id];
    auto schema = JsonValue::object();
    describe_field(schema, field);
    auto types = JsonValue::array();
    types.items = {JsonValue::of(json_type(field.kind)), JsonValue::of("null")};
    schema.at("type") = std::move(types);
    if (field.kind == FieldKind::date) schema.at("format") = JsonValue::of("date");
    if (field.kind == FieldKind::timestamp) schema.at("format") = JsonValue::of("date-time");
    add_examples(schema, field);
    if (field.kind == FieldKind::object) add_properties(schema, field.children);
    if (field.kind == FieldKind::list) schema.at("items") = item_schema(id);
    return schema;
  }

  JsonValue item_schema(FieldId list) const {
    const auto& children = form_.fields()[list].children;
    if (!form_.holds_objects(list)) return field_schema(children.front());
    auto schema = JsonValue::object();
    schema.at("type") = JsonValue::of("object");
    add_properties(schema, children);
    return schema;
  }

  const Form& form_;
};

}  // namespace

JsonValue Form::json_schema() const {
  auto schema = JsonValue::object();
  schema.at("$schema") = JsonValue::of("https://json-schema.org/draft/2020-12/schema");
  schema.at("title") = JsonValue::of(both(title_));
  schema.at("type") = JsonValue::of("object");
  auto& properties = schema.at("properties");
  properties = JsonValue::object();
  properties.at("schema").at("const") = JsonValue::of("saitaku.application/1");
  for (const auto* name : {"call", "application_id"}) properties.at(name).at("type") = JsonValue::of("string");
  SchemaWriter(*this).add_properties(schema, roots_);
  return schema;
}

}  // namespace saitaku::forms

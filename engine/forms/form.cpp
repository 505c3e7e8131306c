#include "engine/forms/form.h"

#include <set>

#include "engine/forms/detail/declarations.h"

namespace saitaku::forms {

std::string_view to_string(FieldKind kind) {
  switch (kind) {
    case FieldKind::boolean: return "boolean";
    case FieldKind::integer: return "integer";
    case FieldKind::real: return "real";
    case FieldKind::string: return "string";
    case FieldKind::date: return "date";
    case FieldKind::timestamp: return "timestamp";
    case FieldKind::object: return "object";
    case FieldKind::list: return "list";
  }
  return "";
}

std::optional<FieldId> Form::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  if (found == by_path_.end()) return std::nullopt;
  return found->second;
}

/// Puts the declarations together: parents before children, undeclared objects made, then the types.
class FormBuilder {
 public:
  FormBuilder(FormHead head, Problems& problems) : head_(std::move(head)), problems_(problems) {}

  std::shared_ptr<const Form> build() {
    form_.id_ = std::move(head_.id);
    form_.title_ = std::move(head_.title);
    for (const auto& declaration : head_.declarations) declared_.emplace(declaration.field.path, &declaration);
    for (const auto& declaration : head_.declarations) {
      if (declaration.valid) ensure(declaration.field.path, declaration.field.where);
    }
    check_children();
    check_institution();
    check_unit_of();
    if (has_errors(problems_)) return nullptr;
    form_.records_.resize(form_.fields_.size());
    form_.types_.resize(form_.fields_.size());
    form_.record_ = record(form_.id_, form_.roots_);
    return std::make_shared<const Form>(std::move(form_));
  }

 private:
  /// The field, made now if need be. nullopt: it cannot be, and why has been said.
  std::optional<FieldId> ensure(const std::string& path, const Where& asked_at) {
    if (const auto id = form_.find(path)) return id;
    if (failed_.contains(path)) return std::nullopt;
    const auto declared = declared_.find(path);
    const bool is_declared = declared != declared_.end();
    if (is_declared && !declared->second->valid) return std::nullopt;
    const Where where = is_declared ? declared->second->field.where : asked_at;
    if (!is_declared && path.ends_with("[]")) {
      refuse(path, "form.list-not-declared", where, path);
      return std::nullopt;
    }
    Field field;
    field.kind = FieldKind::object;
    if (is_declared) field = declared->second->field;
    field.path = path;
    field.where = where;
    if (!place(field)) {
      failed_.insert(path);
      return std::nullopt;
    }
    return add(std::move(field));
  }

  /// Finds what holds the field. false: nothing can.
  bool place(Field& field) {
    field.table = kNoField;
    const auto holder = holder_path(field.path);
    if (holder.empty()) return true;
    const bool wants_list = held_by_list(field.path);
    if (wants_list && !declared_.contains(holder)) {
      return refuse(field.path, "form.list-not-declared", field.where, holder);
    }
    const auto id = ensure(holder, field.where);
    if (!id) return false;
    const auto& above = form_.fields_[*id];
    if (above.kind != (wants_list ? FieldKind::list : FieldKind::object)) {
      return refuse(field.path, wants_list ? "form.not-a-list" : "form.not-an-object", field.where, holder);
    }
    if (wants_list && field.path.ends_with("[]") && field.kind == FieldKind::object) {
      return refuse(field.path, "form.item-object", field.where, holder);
    }
    field.parent = *id;
    field.table = wants_list ? *id : above.table;
    return true;
  }

  FieldId add(Field field) {
    const auto id = static_cast<FieldId>(form_.fields_.size());
    auto& siblings = field.parent ? form_.fields_[*field.parent].children : form_.roots_;
    field.column = siblings.size();
    siblings.push_back(id);
    form_.by_path_.emplace(field.path, id);
    form_.fields_.push_back(std::move(field));
    return id;
  }

  bool refuse(const std::string& path, std::string code, const Where& where, const std::string& holder) {
    failed_.insert(path);
    const auto above = form_.find(holder);
    const auto type = above ? to_string(form_.fields_[*above].kind) : std::string_view();
    problems_.push_back(
        {Severity::error, std::move(code), where, {{"path", path}, {"holder", holder}, {"type", std::string(type)}}});
    return false;
  }

  void check_children() {
    for (const auto& field : form_.fields_) {
      const auto report = [&](std::string code) {
        problems_.push_back({Severity::error, std::move(code), field.where, {{"path", field.path}}});
      };
      const bool holds = field.kind == FieldKind::object || field.kind == FieldKind::list;
      if (holds && field.children.empty() && failed_.empty() && !has_errors(problems_)) {
        report(field.kind == FieldKind::list ? "form.list-without-items" : "form.object-without-fields");
      }
      if (field.kind == FieldKind::list && field.children.size() > 1 && form_.find(field.path + "[]")) {
        report("form.mixed-items");
      }
    }
  }

  void check_institution() {
    if (head_.institution.empty()) return;
    form_.institution_ = form_.find(head_.institution);
    const bool fits = form_.institution_ && form_.fields_[*form_.institution_].kind == FieldKind::string &&
                      form_.fields_[*form_.institution_].table == kNoField;
    if (fits) return;
    problems_.push_back({Severity::error, "form.institution", head_.institution_where, {{"path", head_.institution}}});
  }

  /// The unit of an application's amounts is stated once, for all of an object.
  void check_unit_of() {
    for (const auto& field : form_.fields_) {
      if (field.unit_of.empty()) continue;
      const auto object = form_.find(field.unit_of);
      const bool fits = object && form_.fields_[*object].kind == FieldKind::object &&
                        form_.fields_[*object].table == kNoField && field.table == kNoField;
      if (!fits) problems_.push_back({Severity::error, "form.unit-of", field.where, {{"path", field.unit_of}}});
    }
  }

  std::shared_ptr<const expr::RecordType> record(const std::string& name, const std::vector<FieldId>& children) {
    auto type = std::make_shared<expr::RecordType>();
    type->name = name;
    for (const auto child : children) {
      form_.types_[child] = type_of(child);
      const auto& field = form_.fields_[child];
      type->fields.push_back({last_name(field.path), form_.types_[child], field.range, field.values, field.label});
    }
    return type;
  }

  expr::Type type_of(FieldId id) {
    const auto& field = form_.fields_[id];
    switch (field.kind) {
      case FieldKind::boolean: return expr::Type::boolean().or_null();
      case FieldKind::integer: return expr::Type::integer().or_null();
      case FieldKind::real: return expr::Type::real().or_null();
      case FieldKind::string: return expr::Type::string().or_null();
      case FieldKind::date: return expr::Type::date().or_null();
      case FieldKind::timestamp: return expr::Type::timestamp().or_null();
      case FieldKind::object: break;
      case FieldKind::list: return expr::Type::list(item_type(id)).or_null();
    }
    form_.records_[id] = record(field.path, field.children);
    return expr::Type::record(form_.records_[id]);
  }

  expr::Type item_type(FieldId list) {
    const auto& field = form_.fields_[list];
    const auto first = field.children.front();
    if (form_.fields_[first].path.ends_with("[]")) return form_.types_[first] = type_of(first);
    form_.records_[list] = record(field.path + "[]", field.children);
    return expr::Type::record(form_.records_[list]);
  }

  static std::string last_name(const std::string& path) { return path.substr(path.rfind('.') + 1); }

  FormHead head_;
  Problems& problems_;
  Form form_;
  std::map<std::string, const Declaration*, std::less<>> declared_;
  std::set<std::string, std::less<>> failed_;
};

Result<std::shared_ptr<const Form>> form_from_json(
    const JsonDocument& document, const std::vector<std::pair<const JsonText*, const JsonValue*>>& changes) {
  Problems problems;
  auto head = read_declarations(document, changes, problems);
  auto form = FormBuilder(std::move(head), problems).build();
  if (has_errors(problems)) return problems;
  return {std::move(form), std::move(problems)};
}

}  // namespace saitaku::forms

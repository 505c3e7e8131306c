#include "engine/forms/detail/declarations.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/forms/strict.h"

namespace saitaku::forms {
namespace {

constexpr std::string_view kSchema = "saitaku.form/1";
constexpr std::array kKinds{FieldKind::boolean, FieldKind::integer,   FieldKind::real,   FieldKind::string,
                            FieldKind::date,    FieldKind::timestamp, FieldKind::object, FieldKind::list};

// An expression could not name them: CEL's key words anywhere, its reserved words and ours as a variable.
constexpr std::array<std::string_view, 4> kKeywords{"false", "in", "null", "true"};
constexpr std::array<std::string_view, 21> kReservedRoots{
    "application_id", "as",  "break", "call",    "const",     "continue", "else",   "for", "function", "if",   "import",
    "item",           "let", "loop",  "package", "namespace", "return",   "schema", "var", "void",     "while"};

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) { return is_name_start(c) || c == '_' || (c >= '0' && c <= '9'); }

/// Offset of the first byte that breaks the grammar name("[]")*("."name("[]")*)*; nullopt when there is none.
/// Names begin with a letter: members that begin with "_" are comments in a document.
std::optional<std::size_t> path_fault(std::string_view path, std::size_t& depth) {
  std::size_t at = 0;
  depth = 0;
  while (true) {
    if (at >= path.size() || !is_name_start(path[at])) return at;
    while (at < path.size() && is_name_part(path[at])) ++at;
    ++depth;
    for (; path.substr(at, 2) == "[]"; at += 2) ++depth;
    if (at == path.size()) return std::nullopt;
    if (path[at++] != '.') return at - 1;
  }
}

/// A name of the path that no expression could use.
std::optional<std::string> reserved_name(std::string_view path) {
  bool root = true;
  for (std::size_t at = 0; at <= path.size(); root = false) {
    const auto end = std::min(path.find('.', at), path.size());
    auto name = path.substr(at, end - at);
    name = name.substr(0, name.find('['));
    const bool keyword = std::find(kKeywords.begin(), kKeywords.end(), name) != kKeywords.end();
    const bool reserved = std::find(kReservedRoots.begin(), kReservedRoots.end(), name) != kReservedRoots.end();
    if (keyword || (root && reserved)) return std::string(name);
    at = end + 1;
  }
  return std::nullopt;
}

class DeclarationReader {
 public:
  DeclarationReader(const JsonText& text, const std::string& path, const JsonValue& value, Problems& problems)
      : text_(text), object_(text, value, "form", problems), problems_(problems) {
    field_.path = path;
  }

  Declaration read(std::size_t key_begin) {
    const auto before = problems_.size();
    field_.where = text_.where(key_begin);
    check_path(key_begin);
    const bool has_kind = read_kind();
    if (object_.required("label") != nullptr) field_.label = object_.local("label").value_or(LocalText{});
    field_.help = object_.local("help").value_or(LocalText{});
    field_.aliases = object_.strings("aliases").value_or(std::vector<std::string>{});
    read_answer();
    read_unit();
    read_range();
    read_values();
    read_digits();
    read_closed();
    object_.finish();
    return {std::move(field_), has_kind && problems_.size() == before};
  }

 private:
  void check_path(std::size_t key_begin) {
    std::size_t depth = 0;
    const auto report = [&](std::string code, Args args) {
      args.emplace_back("path", field_.path);
      problems_.push_back({Severity::error, std::move(code), text_.where(key_begin), std::move(args)});
    };
    if (const auto fault = path_fault(field_.path, depth)) {
      report("form.bad-path", {{"rest", field_.path.substr(*fault)}});
    } else if (depth > kDeepestPath) {
      report("form.too-deep", {{"most", std::to_string(kDeepestPath)}});
    } else if (const auto name = reserved_name(field_.path)) {
      report("form.reserved-name", {{"name", *name}});
    }
  }

  bool read_kind() {
    if (object_.required("type") == nullptr) return false;
    const auto name = object_.string("type");
    if (!name) return false;
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](FieldKind k) { return to_string(k) == *name; });
    if (kind != kKinds.end()) {
      field_.kind = *kind;
      return true;
    }
    std::vector<std::string> known;
    for (const auto k : kKinds) known.emplace_back(to_string(k));
    Args args{{"type", *name}};
    add_hint(args, *name, known);
    object_.problem(".unknown-type", *object_.member("type"), std::move(args));
    return false;
  }

  /// The member, when it may stand here at all.
  const JsonValue* only_for(std::string_view key, std::initializer_list<FieldKind> kinds) {
    const auto* found = object_.member(key);
    if (found == nullptr || std::find(kinds.begin(), kinds.end(), field_.kind) != kinds.end()) return found;
    object_.problem(".member-not-for-type", *found,
                    {{"member", std::string(key)}, {"type", std::string(to_string(field_.kind))}});
    return nullptr;
  }

  void read_answer() {
    const auto required = object_.boolean("required");
    const auto when = object_.string("required_when");
    field_.required = required.value_or(when.has_value());
    field_.required_when = when.value_or("");
    if (when && required == false) object_.problem(".required-when-not-required", *object_.member("required_when"));
    if (field_.required && field_.kind == FieldKind::object) {
      object_.problem(".required-object", *object_.member(required ? "required" : "required_when"));
    }
  }

  void read_unit() {
    if (only_for("unit_of", {FieldKind::integer}) != nullptr) field_.unit_of = object_.string("unit_of").value_or("");
    if (only_for("unit", {FieldKind::integer, FieldKind::real}) == nullptr) return;
    field_.unit = object_.local("unit").value_or(LocalText{});
  }

  void read_range() {
    const auto* range = only_for("range", {FieldKind::integer});
    if (range == nullptr) return;
    const auto& ends = range->items;
    if (ends.size() == 2 && ends[0].is_integer() && ends[1].is_integer() && ends[0].integer <= ends[1].integer) {
      field_.range = expr::IntRange{ends[0].integer, ends[1].integer};
    } else {
      object_.problem(".bad-range", *range);
    }
  }

  void read_values() {
    if (only_for("values", {FieldKind::string}) == nullptr) return;
    auto values = object_.strings("values");
    if (!values) return;
    std::set<std::string> seen;
    for (const auto& value : *values) {
      if (!seen.insert(value).second) object_.problem(".repeated-value", *object_.member("values"), {{"value", value}});
    }
    if (values->empty()) object_.problem(".no-values", *object_.member("values"));
    field_.values = std::move(*values);
  }

  void read_digits() {
    const auto* digits = only_for("digits", {FieldKind::string});
    if (digits == nullptr) return;
    if (digits->is_integer() && digits->integer >= 1 && digits->integer <= 64) {
      field_.digits = static_cast<int>(digits->integer);
    } else {
      object_.problem(".bad-digits", *digits);
    }
  }

  void read_closed() {
    const auto* closed = object_.member("closed");
    if (closed == nullptr) return;
    if (field_.kind == FieldKind::object) {
      object_.problem(".member-not-for-type", *closed, {{"member", "closed"}, {"type", "object"}});
      return;
    }
    field_.closed = object_.boolean("closed").value_or(false);
  }

  const JsonText& text_;
  StrictObject object_;
  Problems& problems_;
  Field field_;
};

bool is_below(std::string_view path, std::string_view above) {
  return path.size() > above.size() && path.starts_with(above) &&
         (path[above.size()] == '.' || path[above.size()] == '[');
}

void remove(std::vector<Declaration>& all, const std::string& path, const Where& where, Problems& problems) {
  std::vector<std::string> paths;
  for (const auto& declaration : all) paths.push_back(declaration.field.path);
  const auto gone =
      std::erase_if(all, [&](const Declaration& d) { return d.field.path == path || is_below(d.field.path, path); });
  if (gone != 0) return;
  Args args{{"path", path}};
  add_hint(args, path, paths);
  problems.push_back({Severity::error, "form.nothing-to-remove", where, std::move(args)});
}

void lay_changes(std::vector<Declaration>& all, const JsonText& text, const JsonValue& changes, Problems& problems) {
  if (!changes.is_object()) {
    StrictObject(text, changes, "form", problems);
    return;
  }
  for (const auto& member : changes.members) {
    if (member.value.is_null()) {
      remove(all, member.key, text.where(member.key_begin), problems);
      continue;
    }
    auto declaration = DeclarationReader(text, member.key, member.value, problems).read(member.key_begin);
    const auto old = std::find_if(all.begin(), all.end(), [&](const auto& d) { return d.field.path == member.key; });
    if (old == all.end()) {
      all.push_back(std::move(declaration));
    } else {
      *old = std::move(declaration);
    }
  }
}

}  // namespace

bool held_by_list(std::string_view path) {
  if (path.ends_with("[]")) return true;
  const auto dot = path.rfind('.');
  return dot != std::string_view::npos && path.substr(0, dot).ends_with("[]");
}

std::string holder_path(std::string_view path) {
  if (!path.ends_with("[]")) {
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos) return "";
    path = path.substr(0, dot);
    if (!path.ends_with("[]")) return std::string(path);
  }
  return std::string(path.substr(0, path.size() - 2));
}

FormHead read_declarations(const JsonDocument& document,
                           const std::vector<std::pair<const JsonText*, const JsonValue*>>& changes,
                           Problems& problems) {
  FormHead head;
  StrictObject object(document.text, document.root, "form", problems);
  object.member("$schema");  // editors' own
  if (const auto schema = object.required_string("schema"); schema && *schema != kSchema) {
    object.problem(".schema", *object.member("schema"), {{"schema", *schema}, {"wanted", std::string(kSchema)}});
  }
  head.id = object.required_string("id").value_or("");
  if (object.required("title") != nullptr) head.title = object.local("title").value_or(LocalText{});
  if (const auto institution = object.string("institution")) {
    head.institution = *institution;
    head.institution_where = document.text.where(*object.member("institution"));
  }
  if (object.required("fields") != nullptr) {
    if (const auto* fields = object.object("fields")) {
      for (const auto& member : fields->members) {
        head.declarations.push_back(
            DeclarationReader(document.text, member.key, member.value, problems).read(member.key_begin));
      }
    }
  }
  object.finish();
  for (const auto& [text, value] : changes) lay_changes(head.declarations, *text, *value, problems);
  if (head.declarations.empty() && !has_errors(problems)) object.problem(".no-fields", document.root);
  return head;
}

}  // namespace saitaku::forms

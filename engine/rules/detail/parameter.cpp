#include "engine/rules/detail/parameter.h"

#include <array>
#include <optional>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/text.h"

namespace saitaku::rules::detail {
namespace {

using expr::Type;
using expr::Value;

const std::array<std::string, 8> kTypeWords = {"integer", "real",      "string",   "boolean",
                                               "date",    "timestamp", "duration", "list"};

Type type_of_word(std::size_t word) {
  static const std::array<Type, 8> types = {Type::integer(),  Type::real(),           Type::string(),
                                            Type::boolean(),  Type::date(),           Type::timestamp(),
                                            Type::duration(), Type::list(Type::dyn())};
  return word < types.size() ? types[word] : Type::dyn();
}

/// What stands in for a value with a fault while the rest of the pack is checked.
Value stand_in(const Type& type) {
  switch (type.kind()) {
    case Type::Kind::integer: return Value::integer(1);
    case Type::Kind::real: return Value::real(1);
    case Type::Kind::string: return Value::string("");
    case Type::Kind::boolean: return Value::boolean(false);
    case Type::Kind::date: return Value::date({});
    case Type::Kind::timestamp: return Value::timestamp({});
    case Type::Kind::duration: return Value::duration({});
    case Type::Kind::list: return Value::list(std::vector<Value>{});
    default: return Value::null();
  }
}

std::optional<Value> text_value(const Type& type, const std::string& text) {
  switch (type.kind()) {
    case Type::Kind::string: return Value::string(text);
    case Type::Kind::date:
      if (const auto date = iso_date(text)) return Value::date(*date);
      return std::nullopt;
    case Type::Kind::timestamp:
      if (const auto instant = rfc3339_instant(text)) return Value::timestamp(*instant);
      return std::nullopt;
    case Type::Kind::duration:
      if (const auto duration = parse_duration(text)) return Value::duration(*duration);
      return std::nullopt;
    default: return std::nullopt;
  }
}

std::optional<Value> scalar(const Type& type, const JsonValue& json) {
  if (json.is_string()) return text_value(type, json.string);
  if (type.kind() == Type::Kind::integer && json.is_integer()) return Value::integer(json.integer);
  if (type.kind() == Type::Kind::real && json.is_number()) {
    const auto real = parse_double(json.string);
    return real ? std::optional(Value::real(*real)) : std::nullopt;
  }
  if (type.kind() == Type::Kind::boolean && json.is_boolean()) return Value::boolean(json.boolean);
  return std::nullopt;
}

class ParameterReader {
 public:
  ParameterReader(Parameter& parameter, std::string type_word, Problems& problems)
      : parameter_(parameter), type_word_(std::move(type_word)), problems_(problems) {}

  Value value(const Part& part) {
    if (parameter_.type.kind() == Type::Kind::list) return list(part);
    if (parameter_.type.is_dyn()) return Value::null();  // the type's own fault has been told
    if (auto read = scalar(parameter_.type, *part.value)) return *read;
    bad(part);
    return stand_in(parameter_.type);
  }

  /// [{"from": "2025-09-25", "value": 6}, …] as a list of maps.
  Value dated(const Part& part) {
    std::vector<Value> entries;
    for (const JsonValue& item : part.value->items) {
      Entry entry;
      entry.name = parameter_.name;
      entry.lay_over(*part.text, item);
      Members members(entry, "dated", problems_);
      const Part from = members.string_part("from", Need::required);
      const Part worth = members.part("value", Need::required);
      members.finish();
      if (!from || !worth) continue;
      const auto date = iso_date(from.value->string);
      if (!date) {
        add("pack.bad-date", from, {{"value", from.value->string}});
        continue;
      }
      entries.push_back(
          Value::map({{Value::string("from"), Value::date(*date)}, {Value::string("value"), value(worth)}}));
    }
    return Value::list(std::move(entries));
  }

 private:
  void add(std::string code, const Part& part, Args args) {
    args.emplace_back("name", parameter_.name);
    problems_.push_back({Severity::error, std::move(code), part.where(), std::move(args)});
  }

  void bad(const Part& part) {
    Args args{{"value", write_json(*part.value, false)}};
    add_text(args, "type", "rules.type." + type_word_);
    add("pack.bad-value", part, std::move(args));
  }

  /// Of texts or of whole numbers, not of both.
  Value list(const Part& part) {
    if (!part.value->is_array()) {
      bad(part);
      return stand_in(parameter_.type);
    }
    std::vector<Value> items;
    Type element;
    for (const JsonValue& item : part.value->items) {
      const Type own = item.is_string() ? Type::string() : Type::integer();
      if (items.empty()) element = own;
      auto read = own == element ? scalar(element, item) : std::nullopt;
      if (!read) {
        bad({part.text, &item});
        return stand_in(parameter_.type);
      }
      items.push_back(std::move(*read));
    }
    element_ = element;
    return Value::list(std::move(items));
  }

 public:
  Type element_;  ///< of the list read last
 private:
  Parameter& parameter_;
  std::string type_word_;
  Problems& problems_;
};

bool is_identifier(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

}  // namespace

std::map<std::string, Document> documents_from(const std::vector<Entry>& entries, Problems& problems) {
  std::map<std::string, Document> documents;
  for (const Entry& entry : entries) {
    Members members(entry, "document", problems);
    Document document;
    document.title = members.local("title", Need::required);
    const Part date = members.string_part("date");
    if (date) {
      document.date = date.value->string;
      if (!iso_date(document.date)) {
        problems.push_back(
            {Severity::error, "pack.bad-date", date.where(), {{"value", document.date}, {"name", entry.name}}});
      }
    }
    document.url = members.string("url");
    members.finish();
    documents.emplace(entry.name, std::move(document));
  }
  return documents;
}

Citation citation_from(const Part& source, const std::map<std::string, Document>& documents, Problems& problems) {
  Citation citation;
  if (!source) return citation;
  Entry entry;
  entry.lay_over(*source.text, *source.value);
  Members members(entry, "source", problems);
  const Part document = members.string_part("document", Need::required);
  citation.place = members.string("place");
  citation.quote = members.string("quote");
  members.finish();
  if (!document) return citation;
  citation.document = document.value->string;
  if (documents.contains(citation.document)) return citation;
  std::vector<std::string> known;
  for (const auto& [key, each] : documents) known.push_back(key);
  Args args{{"document", citation.document}};
  add_hint(args, citation.document, known);
  problems.push_back({Severity::error, "pack.undeclared-document", document.where(), std::move(args)});
  return citation;
}

Status status_from(Members& members) {
  static const std::array<std::string, 3> words = {"official", "announced", "assumed"};
  return static_cast<Status>(members.word("status", words, 2, Need::required));
}

Parameter parameter_from(const Entry& entry, const std::map<std::string, Document>& documents, Problems& problems) {
  Members members(entry, "parameter", problems);
  Parameter parameter;
  parameter.name = entry.name;
  parameter.where = entry.where;
  if (!is_identifier(entry.name)) {
    problems.push_back({Severity::error, "pack.bad-name", entry.where, {{"name", entry.name}}});
  }
  const std::size_t word = members.word("type", kTypeWords, kTypeWords.size(), Need::required);
  parameter.type = type_of_word(word);
  parameter.label = members.local("label", Need::required);
  parameter.unit = members.string("unit");
  parameter.note = members.local("note");
  parameter.status = status_from(members);
  parameter.source = citation_from(members.object("source"), documents, problems);
  const Part dated = members.array("dated");
  const Part value = members.part("value", dated ? Need::optional : Need::required);
  members.finish();
  ParameterReader reader(parameter, word < kTypeWords.size() ? kTypeWords[word] : "", problems);
  if (dated) {
    parameter.value = reader.dated(dated);
    parameter.type = Type::list(Type::map(Type::string(), Type::dyn()));
    parameter.dated = true;
  } else {
    parameter.value = value ? reader.value(value) : stand_in(parameter.type);
    if (parameter.type.kind() == Type::Kind::list) parameter.type = Type::list(reader.element_);
  }
  return parameter;
}

}  // namespace saitaku::rules::detail

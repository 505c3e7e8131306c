// Column maps: schema "saitaku.columns/1".
#include <set>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/forms/strict.h"
#include "engine/intake/tables/detail/encodings.h"
#include "engine/intake/tables/detail/headers.h"
#include "engine/intake/tables/detail/money.h"

namespace saitaku::intake {
namespace {

using namespace detail;
using forms::FieldKind;
using forms::StrictObject;

constexpr std::string_view kSchema = "saitaku.columns/1";
constexpr std::int64_t kLargestFactor = 1'000'000'000'000;

class MapReader {
 public:
  MapReader(const JsonDocument& document, const forms::Form& form) : document_(document), form_(form) {}

  Result<ColumnMap> read() {
    StrictObject object(document_.text, document_.root, "columns", problems_);
    object.member("$schema");  // editors' own
    if (const auto schema = object.required_string("schema"); schema && *schema != kSchema) {
      object.problem(".schema", *object.member("schema"), {{"schema", *schema}, {"wanted", std::string(kSchema)}});
    }
    ColumnMap map;
    map.file = document_.text.file;
    read_dialect(object, map);
    if (object.required("columns") != nullptr) {
      if (const auto* columns = object.array("columns")) {
        for (const auto& column : columns->items) map.columns.push_back(rule(column));
        if (columns->items.empty()) object.problem(".no-columns", *columns);
      }
    }
    read_constants(object, map);
    object.finish();
    if (has_errors(problems_)) return std::move(problems_);
    return {std::move(map), std::move(problems_)};
  }

 private:
  void read_dialect(StrictObject& object, ColumnMap& map) {
    if (const auto name = object.string("encoding")) {
      map.encoding = encoding_named(*name);
      if (!map.encoding) {
        std::vector<std::string> known;
        for (const auto& entry : all_encodings()) known.emplace_back(entry.map_name);
        object.problem(".unknown-encoding", *object.member("encoding"),
                       {{"encoding", *name}, {"known", listing(known)}});
      }
    }
    if (const auto delimiter = object.string("delimiter")) {
      if (*delimiter == "," || *delimiter == "\t" || *delimiter == ";") {
        map.delimiter = delimiter->front();
      } else {
        object.problem(".bad-delimiter", *object.member("delimiter"), {{"delimiter", *delimiter}});
      }
    }
    map.sheet = object.string("sheet").value_or("");
    if (const auto row = object.integer("header_row")) {
      if (*row < 1 || *row > 1000) {
        object.problem(".bad-header-row", *object.member("header_row"), {{"row", std::to_string(*row)}});
      } else {
        map.header_row = static_cast<int>(*row);
      }
    }
  }

  ColumnRule rule(const JsonValue& value) {
    StrictObject object(document_.text, value, "columns", problems_);
    ColumnRule rule;
    rule.path = object.required("path") != nullptr ? object.string("path").value_or("") : "";
    if (object.required("headers") != nullptr)
      rule.headers = object.strings("headers").value_or(std::vector<std::string>{});
    const auto* headers = object.member("headers");
    if (headers != nullptr && rule.headers.empty() && headers->is_array()) object.problem(".no-headers", *headers);
    for (const auto& header : rule.headers) {
      if (!seen_headers_.insert(header_key(header)).second) {
        object.problem(".repeated-header", *headers, {{"header", header}});
      }
    }
    const forms::Field* field = nullptr;
    if (!rule.path.empty() && rule.path != kIdPath) field = field_at(object, *object.member("path"), rule.path);
    if (!rule.path.empty() && !seen_paths_.insert(rule.path).second) {
      object.problem(".repeated-path", *object.member("path"), {{"path", rule.path}});
    }
    read_unit(object, rule, field);
    rule.separator = object.string("separator").value_or("");
    if (!rule.separator.empty() && field != nullptr && field->kind != FieldKind::list) {
      object.problem(".separator-not-for-field", *object.member("separator"), {{"path", rule.path}});
    }
    read_translation(object, rule);
    object.finish();
    return rule;
  }

  const forms::Field* field_at(StrictObject& object, const JsonValue& at, const std::string& path) {
    if (const auto place = column_path(form_, path)) return &form_.fields()[place->field];
    std::vector<std::string> known;
    for (const auto& field : form_.fields()) {
      if (field.kind != FieldKind::object) known.push_back(field.path);
    }
    Args args{{"path", path}};
    const bool list = form_.find(path).has_value() && form_.fields()[*form_.find(path)].table == forms::kNoField;
    forms::add_hint(args, path, known);
    object.problem(path.find("[]") != std::string::npos || list ? ".no-index" : ".unknown-path", at, std::move(args));
    return nullptr;
  }

  void read_unit(StrictObject& object, ColumnRule& rule, const forms::Field* field) {
    const auto unit = object.string("unit");
    rule.factor = factor(object, "factor");
    rule.divisor = factor(object, "divisor");
    const bool is_number = field != nullptr && (field->kind == FieldKind::integer || field->kind == FieldKind::real);
    if (field != nullptr && !is_number) {
      for (const auto* key : {"unit", "factor", "divisor"}) {
        if (const auto* member = object.member(key)) {
          object.problem(".not-a-number", *member, {{"member", key}, {"path", rule.path}});
        }
      }
      return;
    }
    rule.unit_stated = unit || object.member("factor") != nullptr || object.member("divisor") != nullptr;
    if (!unit || field == nullptr) return;
    const auto from = yen_in(*unit);
    const auto to = yen_in(field->unit);
    if (from && to) {
      const auto ratio = ratio_of(*from, *to);
      rule.factor = ratio.factor;
      rule.divisor = ratio.divisor;
    } else {
      object.problem(".unknown-unit", *object.member("unit"), {{"unit", *unit}, {"path", rule.path}});
    }
  }

  std::int64_t factor(StrictObject& object, std::string_view key) {
    const auto value = object.integer(key);
    if (!value) return 1;
    if (*value >= 1 && *value <= kLargestFactor) return *value;
    object.problem(".bad-factor", *object.member(key), {{"factor", std::to_string(*value)}});
    return 1;
  }

  void read_translation(StrictObject& object, ColumnRule& rule) {
    const auto* words = object.object("translate");
    if (words == nullptr) return;
    for (const auto& member : words->members) {
      std::string value = member.value.string;
      if (member.value.is_boolean()) value = member.value.boolean ? "true" : "false";
      if (member.value.is_integer()) value = std::to_string(member.value.integer);
      if (member.value.is_array() || member.value.is_object()) object.wrong_type(member.key, member.value, "string");
      rule.translate.emplace_back(member.key, std::move(value));
    }
  }

  void read_constants(StrictObject& object, ColumnMap& map) {
    const auto* constants = object.object("constants");
    if (constants == nullptr) return;
    for (const auto& member : constants->members) {
      field_at(object, member.value, member.key);
      if (member.key.find('[') != std::string::npos || !seen_paths_.insert(member.key).second) {
        object.problem(".bad-constant", member.value, {{"path", member.key}});
      }
      if (member.value.is_array() || member.value.is_object()) object.wrong_type(member.key, member.value, "string");
      map.constants.emplace_back(member.key, member.value);
    }
  }

  const JsonDocument& document_;
  const forms::Form& form_;
  Problems problems_;
  std::set<std::string> seen_headers_;
  std::set<std::string> seen_paths_;
};

}  // namespace

Result<ColumnMap> column_map_from_json(const JsonDocument& document, const forms::Form& form) {
  return MapReader(document, form).read();
}

}  // namespace saitaku::intake

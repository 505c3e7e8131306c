#include "engine/generate/detail/repair.h"

#include <algorithm>
#include <cmath>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/texts.h"

namespace saitaku::generate::detail {
namespace {

using forms::Field;
using forms::FieldKind;

constexpr int kMostRounds = 200;
constexpr std::uint32_t kRepairPurpose = 0x52455041;

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

JsonValue text_value(const std::string& text) { return JsonValue::of(std::string_view(text)); }

std::string some_text(const Field& field, bool english, std::size_t length) {
  RandomStream random({.purpose = kRepairPurpose});
  return paragraph(section_of(leaf_name(field.path)), {&subjects()[0], &methods()[0]}, english, length, length, random);
}

/// What the pack says of its own time: a day on which applications may be expected.
class Calendar {
 public:
  explicit Calendar(const rules::Pack& pack) {
    for (const auto& parameter : pack.parameters) {
      const auto& value = parameter.value;
      if (value.kind() == expr::Value::Kind::timestamp) instants.push_back(value.as_timestamp());
      if (value.kind() == expr::Value::Kind::date) dates.push_back(value.as_date());
    }
    edition = iso_date(pack.edition).value_or(Date{20000});
  }
  std::vector<Instant> instants;
  std::vector<Date> dates;
  Date edition;
};

class Builder {
 public:
  explicit Builder(const rules::Pack& pack) : form_(*pack.form), calendar_(pack) {}

  JsonValue document() const {
    JsonValue document = JsonValue::object();
    for (const auto id : form_.roots()) document.at(leaf_name(form_.fields()[id].path)) = value(form_.fields()[id]);
    return document;
  }

  JsonValue value(const Field& field) const {
    switch (field.kind) {
      case FieldKind::boolean: return JsonValue::of(true);
      case FieldKind::integer:
        return JsonValue::of(field.range ? std::clamp<std::int64_t>(1, field.range->low, field.range->high)
                                         : std::int64_t{1});
      case FieldKind::real: return JsonValue::of(std::int64_t{1});
      case FieldKind::string: return text_value(text(field));
      case FieldKind::date: return text_value(date(field));
      case FieldKind::timestamp:
        return text_value(to_string_at_offset(
            calendar_.instants.empty() ? Instant{std::int64_t{calendar_.edition.days} * 86400} : calendar_.instants[0],
            kJstOffsetSeconds));
      case FieldKind::object: {
        JsonValue object = JsonValue::object();
        for (const auto child : field.children)
          object.at(leaf_name(form_.fields()[child].path)) = value(form_.fields()[child]);
        return object;
      }
      case FieldKind::list: return list(field, 1);
    }
    return {};
  }

  JsonValue list(const Field& field, std::size_t items) const {
    JsonValue list = JsonValue::array();
    const bool plain = field.children.size() == 1 && form_.fields()[field.children[0]].path == field.path + "[]";
    JsonValue item = JsonValue::object();
    if (plain) {
      item = value(form_.fields()[field.children[0]]);
    } else {
      for (const auto child : field.children)
        item.at(leaf_name(form_.fields()[child].path)) = value(form_.fields()[child]);
    }
    list.items.assign(items, item);
    return list;
  }

 private:
  static std::string text(const Field& field) {
    if (!field.values.empty()) return field.values.front();
    if (field.digits > 0) return std::string(static_cast<std::size_t>(field.digits), '1');
    const auto leaf = leaf_name(field.path);
    const bool institution = holds(field.path, "institution") || holds(field.path, "university");
    if (holds(leaf, "kana")) return person(0).kana;
    if (leaf == "name") return institution ? std::string(institutions()[0].ja) : person(0).name;
    if (holds(leaf, "mail")) return "taro.reino@reiji.example.ac.jp";
    if (leaf == "title") return title({&subjects()[0], &methods()[0]}, false, 60);
    if (leaf == "id" || holds(leaf, "number")) return "A-000001";
    return some_text(field, false, 40);
  }

  std::string date(const Field& field) const {
    if (holds(field.path, "birth")) return "1990-04-02";
    return to_string(calendar_.dates.empty() ? calendar_.edition : calendar_.dates[0]);
  }

  const forms::Form& form_;
  Calendar calendar_;
};

class Repairer {
 public:
  Repairer(JsonValue document, const Trial& trial)
      : document_(std::move(document)), trial_(trial), builder_(trial.pack()), calendar_(trial.pack()) {}

  Result<JsonValue> repair() {
    auto judged = trial_.judge(document_);
    for (int round = 0; round < kMostRounds && !judged.clean(); ++round) {
      if (!improve(judged)) break;
      judged = trial_.judge(document_);
    }
    if (judged.clean()) return document_;
    std::vector<std::string> codes;
    for (const auto* rule : judged.open()) codes.push_back(rule->code);
    return Problem{Severity::error,
                   "generate.cannot-satisfy",
                   {},
                   {{"call", trial_.pack().id}, {"rules", listing(codes, codes.size())}}};
  }

 private:
  /// The first change of one field after which fewer rules are open.
  bool improve(const Judged& judged) {
    const auto before = score(judged);
    const auto verdict = trial_.explain(document_);
    for (const auto* rule : judged.open()) {
      const auto finding = std::find_if(verdict.findings.begin(), verdict.findings.end(),
                                        [&](const rules::Finding& each) { return each.code == rule->code; });
      for (const auto& place : places_of(*finding, *rule)) {
        const auto id = trial_.pack().form->find(field_path(place));
        if (!id) continue;
        for (auto& value : candidates(trial_.pack().form->fields()[*id], place, *rule, *finding)) {
          JsonValue document = document_;
          auto* at = make(document, place);
          if (at == nullptr) continue;
          *at = std::move(value);
          if (score(trial_.judge(document)) >= before) continue;
          document_ = std::move(document);
          return true;
        }
      }
    }
    return false;
  }

  static std::size_t score(const Judged& judged) {
    std::size_t score = judged.readable ? 0 : 1;
    for (const auto* rule : judged.open()) score += rule->severity == Severity::error ? 100 : 99;
    return score;
  }

  std::vector<Place> places_of(const rules::Finding& finding, const rules::Rule& rule) const {
    std::vector<Place> places;
    const auto add = [&](Place place) {
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
    };
    for (const auto* pointers : {&finding.fields, &finding.missing}) {
      for (const auto& pointer : *pointers) add(from_pointer(pointer));
    }
    for (const auto& path : rule.fields) {
      Place place;
      for (auto& step : place_of(path)) {
        const auto brackets = step.name.find("[]");
        const bool listed = brackets != std::string::npos;
        place.push_back({step.name.substr(0, brackets), 0});
        if (listed) {
          add(place);
          place.push_back({"", 0});
        }
      }
      add(place);
    }
    return places;
  }

  static Place from_pointer(std::string_view pointer) {
    Place place;
    while (!pointer.empty()) {
      pointer.remove_prefix(1);
      const auto end = std::min(pointer.find('/'), pointer.size());
      const auto name = pointer.substr(0, end);
      const auto number = parse_int(name);
      if (number && *number >= 0) {
        place.push_back({"", static_cast<std::size_t>(*number)});
      } else {
        place.push_back({std::string(name), 0});
      }
      pointer.remove_prefix(end);
    }
    return place;
  }

  std::vector<JsonValue> candidates(const Field& field, const Place& place, const rules::Rule& rule,
                                    const rules::Finding& finding) const {
    std::vector<JsonValue> values;
    switch (field.kind) {
      case FieldKind::boolean: values = {JsonValue::of(true), JsonValue::of(false)}; break;
      case FieldKind::integer:
      case FieldKind::real: values = numbers(field, place, rule, finding); break;
      case FieldKind::string: values = texts(field, rule); break;
      case FieldKind::date:
        for (const Date date : calendar_.dates) {
          for (const int days : {0, -1, 1, -365, 365}) values.push_back(text_value(to_string(Date{date.days + days})));
        }
        break;
      case FieldKind::timestamp:
        for (const Instant instant : calendar_.instants) {
          for (const int days : {0, -1, 1, -30, 30})
            values.push_back(text_value(
                to_string_at_offset(Instant{instant.seconds + std::int64_t{days} * 86400}, kJstOffsetSeconds)));
        }
        break;
      case FieldKind::list:
        for (const std::size_t items : {0u, 1u, 2u, 3u}) values.push_back(builder_.list(field, items));
        break;
      case FieldKind::object: return {};
    }
    values.emplace_back();  // none
    return values;
  }

  std::vector<JsonValue> numbers(const Field& field, const Place& place, const rules::Rule& rule,
                                 const rules::Finding& finding) const {
    std::vector<JsonValue> values;
    const auto* now = find(document_, place);
    const std::int64_t present = now != nullptr && now->is_integer() ? now->integer : 0;
    const auto add = [&](std::int64_t value) { values.push_back(JsonValue::of(value)); };
    if (finding.distance) add(present + finding.distance->by);
    std::int64_t sum = 0;
    for (const auto& path : rule.fields) {
      const auto* other = find(document_, place_of(path));
      if (other == nullptr || other == now || !other->is_integer()) continue;
      add(other->integer);
      sum += other->integer;
    }
    add(sum);
    for (const auto& name : rule.parameters) {
      const auto& value = trial_.pack().find_parameter(name)->value;
      if (value.kind() == expr::Value::Kind::integer) {
        for (const int by : {0, -1, 1}) add(value.as_integer() + by);
      }
      if (value.kind() != expr::Value::Kind::list) continue;
      for (const auto& item : value.as_list().items) {
        if (item.kind() == expr::Value::Kind::integer) add(item.as_integer());
      }
    }
    for (const std::int64_t value : {0, 1, 2, 10, 100, 1000}) add(value);
    if (field.range) {
      add(field.range->low);
      add(field.range->high);
    }
    return values;
  }

  std::vector<JsonValue> texts(const Field& field, const rules::Rule& rule) const {
    std::vector<JsonValue> values;
    for (const auto& value : field.values) values.push_back(text_value(value));
    for (const auto& name : rule.parameters) {
      const auto& value = trial_.pack().find_parameter(name)->value;
      if (value.kind() == expr::Value::Kind::string) values.push_back(text_value(value.as_string()));
      if (value.kind() != expr::Value::Kind::list) continue;
      for (const auto& item : value.as_list().items) {
        if (item.kind() == expr::Value::Kind::string) values.push_back(text_value(item.as_string()));
      }
    }
    add_literals(rule.require_text, values);
    for (const bool english : {false, true}) {
      for (const std::size_t length : {10u, 30u, 60u, 120u, 250u, 500u, 1000u})
        values.push_back(text_value(some_text(field, english, length)));
    }
    for (const std::size_t digits : {4u, 5u, 6u, 7u, 8u, 9u, 10u, 12u})
      values.push_back(text_value(std::string(digits, '1')));
    return values;
  }

  /// The texts that stand in the rule: what it compares with.
  static void add_literals(const std::string& expression, std::vector<JsonValue>& values) {
    for (std::size_t at = 0; (at = expression.find_first_of("'\"", at)) != std::string::npos;) {
      const auto end = expression.find(expression[at], at + 1);
      if (end == std::string::npos) return;
      values.push_back(text_value(expression.substr(at + 1, end - at - 1)));
      at = end + 1;
    }
  }

  JsonValue document_;
  const Trial& trial_;
  Builder builder_;
  Calendar calendar_;
};

}  // namespace

Result<JsonValue> clean_from_form(const std::vector<rules::Case>& cases, const Trial& trial) {
  if (!cases.empty() && !cases.front().base.members.empty()) {
    auto repaired = Repairer(cases.front().base, trial).repair();
    if (repaired) return repaired;
  }
  return Repairer(Builder(trial.pack()).document(), trial).repair();
}

}  // namespace saitaku::generate::detail

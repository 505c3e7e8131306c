#include "engine/generate/detail/defects.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/text.h"

namespace saitaku::generate::detail {
namespace {

constexpr std::size_t kMostGeneric = 6;  // recipes a rule gets from mutations
constexpr std::size_t kMostFromCases = 12;

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

class Learner {
 public:
  Learner(const std::vector<Construction>& bases, const Trial& trial) : bases_(bases), trial_(trial) {
    for (const auto& base : bases) written_.push_back(trial.as_written(base.document));
  }

  void try_cases(const std::vector<JsonValue>& examples, const std::vector<rules::Case>& cases) {
    for (const auto& worked : cases) {
      const bool fails = std::any_of(worked.expectations.begin(), worked.expectations.end(),
                                     [](const rules::Expectation& e) { return e.outcome == rules::Outcome::fail; });
      if (worked.is_batch || !fails) continue;
      for (std::size_t base = 0; base < bases_.size(); ++base) {
        if (equal(examples[base], worked.base))
          add(Recipe{base, difference(worked.base, worked.applications.front().document)}, kMostFromCases);
      }
    }
  }

  void mutate() {
    for (std::size_t base = 0; base < bases_.size(); ++base) {
      std::map<std::string, bool> seen;  // one item of a list stands for the others
      each_value(bases_[base].document, [&](const Place& place, const JsonValue& value) {
        const auto path = field_path(place);
        if (std::exchange(seen[path], true)) return;
        const auto id = trial_.pack().form->find(path);
        if (id) mutate(base, place, trial_.pack().form->fields()[*id], value);
      });
    }
  }

  std::vector<Target> take() {
    std::vector<Target> targets;
    for (const auto& rule : trial_.pack().rules) {
      if (auto found = recipes_.find(rule.code); found != recipes_.end())
        targets.push_back({rule.code, std::move(found->second)});
    }
    return targets;
  }

 private:
  void add(Recipe recipe, std::size_t most) {
    if (recipe.edits.empty()) return;
    JsonValue document = bases_[recipe.base].document;
    apply_edits(document, recipe.edits);
    const auto written = trial_.as_written(std::move(document));
    // Most fields have no cell in a workbook: what reads as before need not be judged.
    const auto& before = written_[recipe.base];
    if (!written || (before && equal(*written, *before))) return;
    const auto judged = trial_.judge_written(*written);
    if (!judged.decided()) return;
    for (const auto& code : judged.broken()) {
      auto& known = recipes_[code];
      if (known.size() < most) known.push_back(recipe);
    }
  }

  void change(std::size_t base, const Place& place, JsonValue value) {
    Recipe recipe{base, {}};
    recipe.edits.push_back({place, std::move(value)});
    add(std::move(recipe), kMostGeneric);
  }
  void change(std::size_t base, const Place& place, const std::string& text) {
    change(base, place, JsonValue::of(std::string_view(text)));
  }

  void mutate(std::size_t base, const Place& place, const forms::Field& field, const JsonValue& value) {
    using forms::FieldKind;
    if (field.kind != FieldKind::object) change(base, place, JsonValue{});
    switch (field.kind) {
      case FieldKind::boolean: return change(base, place, JsonValue::of(!value.boolean));
      case FieldKind::integer:
      case FieldKind::real: return mutate_number(base, place, field, value);
      case FieldKind::date: return mutate_date(base, place, value);
      case FieldKind::timestamp: return mutate_timestamp(base, place, value);
      case FieldKind::list: return mutate_list(base, place, value);
      case FieldKind::string: return mutate_text(base, place, value);
      case FieldKind::object: return;
    }
  }

  void mutate_number(std::size_t base, const Place& place, const forms::Field& field, const JsonValue& value) {
    if (!value.is_integer()) return;
    for (const std::int64_t number : {value.integer + 1, value.integer - 1, value.integer / 3, value.integer * 11,
                                      std::int64_t{0}, std::int64_t{-1}, value.integer + 1'000'000}) {
      if (field.range && (number < field.range->low || number > field.range->high)) continue;
      change(base, place, JsonValue::of(number));
    }
  }

  void mutate_date(std::size_t base, const Place& place, const JsonValue& value) {
    const auto date = iso_date(value.string);
    if (!date) return;
    for (const int days : {1, 61, 400, 9000, -1, -61, -400, -9000})
      change(base, place, to_string(Date{date->days + days}));
  }

  void mutate_timestamp(std::size_t base, const Place& place, const JsonValue& value) {
    const auto instant = rfc3339_instant(value.string);
    if (!instant) return;
    for (const std::int64_t days : {2, 30, 400, -2, -60, -400})
      change(base, place, to_string_at_offset(Instant{instant->seconds + days * 86400}, kJstOffsetSeconds));
  }

  void mutate_list(std::size_t base, const Place& place, const JsonValue& value) {
    change(base, place, JsonValue::array());
    if (value.items.empty()) return;
    JsonValue longer = JsonValue::array();
    longer.items.assign(25, value.items.front());
    change(base, place, std::move(longer));
    for (std::size_t i = 0; i < std::min<std::size_t>(value.items.size(), 4); ++i) {
      JsonValue shorter = value;
      shorter.items.erase(shorter.items.begin() + static_cast<std::ptrdiff_t>(i));
      change(base, place, std::move(shorter));
    }
  }

  void mutate_text(std::size_t base, const Place& place, const JsonValue& value) {
    const bool japanese = is_japanese(value.string);
    change(base, place, std::string(" "));
    change(base, place, std::string(japanese ? "該当なし" : "not applicable"));
    change(base, place, std::string("1234567"));
    change(base, place, repeated(japanese ? "長い文です。" : "too many words ", 300));
    if (const auto dot = value.string.rfind('.'); dot != std::string::npos)
      change(base, place, value.string.substr(0, dot) + ".docx");
  }

  const std::vector<Construction>& bases_;
  const Trial& trial_;
  std::vector<std::optional<JsonValue>> written_;  ///< the bases
  std::map<std::string, std::vector<Recipe>> recipes_;
};

}  // namespace

std::vector<Target> learn_defects(const std::vector<Construction>& bases, const std::vector<JsonValue>& examples,
                                  const std::vector<rules::Case>& cases, const Trial& trial) {
  Learner learner(bases, trial);
  learner.try_cases(examples, cases);
  learner.mutate();
  return learner.take();
}

}  // namespace saitaku::generate::detail

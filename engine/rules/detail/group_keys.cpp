#include "engine/rules/detail/group_keys.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace saitaku::rules::detail {
namespace {

using expr::Value;

void add_paths(std::vector<std::string>& all, const std::vector<std::string>& paths) {
  all.insert(all.end(), paths.begin(), paths.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

class Placing {
 public:
  Placing(const BatchRule& rule, Placement& placement) : rule_(rule), placement_(placement) {}

  void open(const Value& value, const std::string& condition) {
    placement_.open = true;
    if (value.is_unknown()) {
      add_paths(placement_.missing, value.as_unknown().paths);
    } else if (!placement_.fault) {
      placement_.fault = value;
      placement_.fault_text = condition;
    }
  }

  void item(std::uint32_t item, expr::Evaluation& evaluation) {
    const Value counts = rule_.count ? evaluation.value(*rule_.count) : Value::boolean(true);
    if (counts.is_false()) return;
    placement_.applies = true;
    if (!counts.is_true() && !counts.is_unknown()) return open(counts, rule_.count_text);
    std::string key;
    bool complete = true;
    for (std::size_t part = 0; part < rule_.group_by.size(); ++part) {
      const Value value = evaluation.value(rule_.group_by[part]);
      if (value.is_error() || contains_unknown(value)) {
        const std::array<Value, 1> one = {value};
        open(value.is_error() ? value : expr::merge_unknowns(one), rule_.group_by_text[part]);
        complete = false;
      } else if (value.is_null()) {
        complete = false;
      }
      if (complete) append_key(key, value);
    }
    if (!complete) return;
    placement_.keys.push_back({item, std::move(key), !counts.is_unknown()});
    if (counts.is_unknown()) add_paths(placement_.counts_by, counts.as_unknown().paths);
  }

 private:
  const BatchRule& rule_;
  Placement& placement_;
};

constexpr double kTwoTo63 = 9223372036854775808.0;

}  // namespace

void append_key(std::string& text, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::unsigned_integer: text += std::to_string(value.as_unsigned()); break;
    case Value::Kind::real: {
      const double real = value.as_real();
      const bool whole = real == std::floor(real) && real >= -kTwoTo63 && real < kTwoTo63;
      text += whole ? std::to_string(static_cast<std::int64_t>(real)) : value.to_string();
      break;
    }
    default: text += value.to_string();
  }
  text += '\x1f';
}

Placement place(const Pack& pack, const BatchRule& rule, const forms::Batch& batch, std::size_t application) {
  Placement placement;
  Placing placing(rule, placement);
  const std::vector<Value> variables = group_variables(pack, batch, application);
  if (!rule.each) {
    expr::Evaluation evaluation(*pack.graph, variables);
    placing.item(0, evaluation);
    return placement;
  }
  expr::Evaluation lists(*pack.graph, variables);
  const Items items = items_of(rule, lists);
  if (items.unusable) {
    placement.applies = true;
    placing.open(*items.unusable, rule.each_text);
    return placement;
  }
  for (std::size_t item = 0; item < items.values.size(); ++item) {
    std::vector<Value> with_item = variables;
    with_item[rule.item_slot] = items.values[item];
    expr::Evaluation evaluation(*pack.graph, std::move(with_item));
    placing.item(static_cast<std::uint32_t>(item), evaluation);
  }
  return placement;
}

std::vector<Value> group_variables(const Pack& pack, const forms::Batch& batch, std::size_t application) {
  std::vector<Value> variables = batch.variables(application);
  variables.resize(pack.slots);
  return variables;
}

Items items_of(const BatchRule& rule, expr::Evaluation& evaluation) {
  if (!rule.each) return {{Value::null()}, std::nullopt};
  // What one item leaves open does not concern the others, unless it is which items there are.
  const Value list = evaluation.partial_value(*rule.each);
  if (list.is_null()) return {};
  if (list.kind() != Value::Kind::list) return {{}, list};
  if (list.as_list().has_uncertain()) return {{}, evaluation.value(*rule.each)};
  return {list.as_list().items, std::nullopt};
}

}  // namespace saitaku::rules::detail

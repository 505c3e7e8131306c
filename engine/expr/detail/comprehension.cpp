// The macros that visit a range: all exists exists_one map filter transformList transformMap transformMapEntry.
#include <algorithm>

#include "engine/expr/detail/evaluator.h"
#include "engine/expr/detail/map_builder.h"
#include "engine/expr/detail/ranges.h"

namespace saitaku::expr {
namespace {

using Kind = Value::Kind;

Value whole_unknown(std::vector<std::string> paths, const Type& type) {
  Unknown unknown{.paths = std::move(paths), .type = type, .range = {}, .values = {}, .may_fail = true};
  return Value::unknown(std::move(unknown));
}

Value not_boolean(const Value& value) {
  return Value::error("expr.no-overload", {{"function", "filter"}, {"types", value.type_of().to_string()}});
}

}  // namespace

RangeItems range_items(const Value& range, std::uint8_t variables) {
  RangeItems result;
  if (range.kind() == Kind::list) {
    const List& list = range.as_list();
    result.uncertain_by = list.uncertain_by;
    if (variables == 2 && list.has_uncertain()) {  // the indices are not known
      std::vector<std::string> paths = list.uncertain_by;
      collect_unknowns(range, paths);
      result.instead = whole_unknown(std::move(paths), {});
      return result;
    }
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (variables == 1) {
        result.items.push_back({list.items[i], {}, list.is_uncertain(i)});
      } else {
        result.items.push_back({Value::integer(static_cast<std::int64_t>(i)), list.items[i], false});
      }
    }
  } else if (range.kind() == Kind::map) {
    for (const auto& [key, value] : range.as_map().entries) {
      // An unknown entry of a map may be a field that is absent: its key may not be there at all.
      if (range.as_map().is_doubtful(value)) add_paths(result.uncertain_by, value.as_unknown().paths);
      result.items.push_back({key, value, range.as_map().is_doubtful(value)});
    }
  } else if (range.is_unknown() || range.is_error()) {
    result.instead = range;
  } else {
    result.instead = Value::error("expr.not-a-range", {{"type", range.type_of().to_string()}});
  }
  return result;
}

/// One run of a macro over its range.
class Comprehension {
 public:
  Comprehension(Evaluator& evaluator, const Node& node) : evaluator_(evaluator), node_(node) {}

  Value run() {
    const Value range = evaluator_.evaluate(node_.args[0]);
    range_ = range_items(range, node_.variables);
    if (range_.instead) return range_.instead->is_error() ? *range_.instead : over_unknown(*range_.instead);
    return guarded(over_items(), std::span(&range, 1));
  }

 private:
  Value over_items() {
    if (node_.name == "all" || node_.name == "exists") return test();
    if (node_.name == "exists_one") return exactly_one();
    if (node_.name == "filter") return filter();
    if (node_.name == "map" || node_.name == "transformList") return list();
    return map();
  }

  void bind(const RangeItem& item) {
    evaluator_.locals_[node_.slot] = item.first;
    if (node_.variables == 2) evaluator_.locals_[node_.slot + 1] = item.second;
  }
  Value body(std::size_t i) { return evaluator_.evaluate(node_.args[i]); }
  const std::vector<std::string>* doubt(const RangeItem& item) const {
    return item.uncertain ? &range_.uncertain_by : nullptr;
  }

  /// The range is not known at all: only a body that is the same for every item decides.
  Value over_unknown(const Value& range) {
    const Type::Kind kind = range.as_unknown().type.kind();
    if (kind != Type::Kind::dyn && kind != Type::Kind::list && kind != Type::Kind::map) {
      return Value::error("expr.not-a-range", {{"type", range.as_unknown().type.to_string()}});
    }
    Unknown item{.paths = range.as_unknown().paths, .type = {}, .range = {}, .values = {}, .may_fail = true};
    if (range.as_unknown().type.kind() == Type::Kind::list) item.type = range.as_unknown().type.element();
    const Value open = Value::unknown(item);
    bind({open, open, false});
    std::vector<std::string> paths = range.as_unknown().paths;
    for (std::size_t i = 1; i < node_.args.size(); ++i) {
      const Value value = body(i);
      if (node_.name == "all" && value.is_true() && !range.as_unknown().may_be_error()) return value;
      if (node_.name == "exists" && value.is_false() && !range.as_unknown().may_be_error()) return value;
      collect_unknowns(value, paths);
    }
    return whole_unknown(std::move(paths), node_.type);
  }

  Value test() {
    KleeneFold fold(node_.name == "exists");
    for (const RangeItem& item : range_.items) {
      bind(item);
      if (fold.add(body(1), doubt(item))) break;
    }
    return fold.result();
  }

  Value exactly_one() {
    std::size_t certain = 0;
    bool open = false;
    bool may_fail = false;
    std::vector<std::string> paths;
    for (const RangeItem& item : range_.items) {
      bind(item);
      const Value value = body(1);
      if (value.is_false()) continue;
      if (!item.uncertain) {
        if (value.is_error()) return value;
        if (value.is_true()) {
          ++certain;
          continue;
        }
        if (!value.is_unknown()) return not_boolean(value);
      } else {
        add_paths(paths, range_.uncertain_by);
      }
      open = true;
      may_fail |= value.is_unknown() ? may_fail_as_condition(value.as_unknown()) : !value.is_true();
      collect_unknowns(value, paths);
    }
    if (!open) return Value::boolean(certain == 1);
    if (certain > 1 && !may_fail) return Value::boolean(false);
    Unknown unknown{
        .paths = std::move(paths), .type = Type::boolean(), .range = {}, .values = {}, .may_fail = may_fail};
    return Value::unknown(std::move(unknown));
  }

  /// Whether an item passes the condition. false in `keep`: leave it out. An error ends the macro.
  struct Passed {
    bool keep = false;
    bool uncertain = false;
    std::optional<Value> instead;
  };
  Passed passed(const RangeItem& item, std::size_t condition, std::vector<std::string>& by) {
    const Value value = body(condition);
    if (value.is_true()) return {true, item.uncertain, {}};
    if (value.is_false()) return {false, false, {}};
    if (value.is_unknown()) {
      // Could the condition fail, so could the whole: then nothing of the list is sure.
      if (may_fail_as_condition(value.as_unknown())) return {false, false, open_whole(value)};
      add_paths(by, value.as_unknown().paths);
      return {true, true, {}};
    }
    const Value wrong = value.is_error() ? value : not_boolean(value);
    return {false, false, item.uncertain ? open_whole(value) : wrong};
  }

  /// Nothing of the result is sure: it depends on everything that any condition or body depends on.
  Value open_whole(const Value& because) {
    std::vector<std::string> paths = range_.uncertain_by;
    collect_unknowns(because, paths);
    for (const RangeItem& item : range_.items) {
      collect_unknowns(item.first, paths);
      collect_unknowns(item.second, paths);
      bind(item);
      for (std::size_t i = 1; i < node_.args.size(); ++i) collect_unknowns(body(i), paths);
    }
    return whole_unknown(std::move(paths), node_.type);
  }

  void append(List& list, Value value, bool uncertain) {
    list.items.push_back(std::move(value));
    if (uncertain && list.uncertain.empty()) list.uncertain.assign(list.items.size() - 1, false);
    if (uncertain || list.has_uncertain()) list.uncertain.push_back(uncertain);
  }

  Value filter() {
    List result;
    result.uncertain_by = range_.uncertain_by;
    for (const RangeItem& item : range_.items) {
      bind(item);
      Passed pass = passed(item, 1, result.uncertain_by);
      if (pass.instead) return *pass.instead;
      if (pass.keep) append(result, item.first, pass.uncertain);
    }
    return finished(std::move(result));
  }

  Value list() {
    List result;
    result.uncertain_by = range_.uncertain_by;
    const bool conditional = node_.args.size() == 3;
    for (const RangeItem& item : range_.items) {
      bind(item);
      bool uncertain = item.uncertain;
      if (conditional) {
        Passed pass = passed(item, 1, result.uncertain_by);
        if (pass.instead) return *pass.instead;
        if (!pass.keep) continue;
        uncertain = pass.uncertain;
      }
      Value value = body(node_.args.size() - 1);
      if (value.is_error()) {
        if (!uncertain) return value;
        value = whole_unknown(result.uncertain_by, node_.type.element());
      }
      append(result, std::move(value), uncertain);
    }
    return finished(std::move(result));
  }

  static Value finished(List list) {
    if (!list.has_uncertain()) list.uncertain_by.clear();
    return Value::list(std::move(list));
  }

  Value map() {
    MapBuilder result;
    const bool conditional = node_.args.size() == 3;
    for (const RangeItem& item : range_.items) {
      bind(item);
      if (item.uncertain) return open_whole(item.second);
      if (conditional) {
        std::vector<std::string> by;
        Passed pass = passed(item, 1, by);
        if (pass.instead) return *pass.instead;
        if (pass.uncertain) return open_whole(body(1));
        if (!pass.keep) continue;
      }
      Value value = body(node_.args.size() - 1);
      if (value.is_error()) return value;
      if (node_.name == "transformMap") {
        result.add(item.first, std::move(value));
        continue;
      }
      if (value.kind() != Kind::map) return value.is_unknown() ? open_whole(value) : not_boolean(value);
      for (const auto& [key, inner] : value.as_map().entries) {
        if (!result.add(key, inner)) return Value::error("expr.duplicate-key", {{"key", key.to_string()}});
      }
    }
    return result.finish();
  }

  Evaluator& evaluator_;
  const Node& node_;
  RangeItems range_;
};

Value Evaluator::macro(const Node& node) { return Comprehension(*this, node).run(); }

}  // namespace saitaku::expr

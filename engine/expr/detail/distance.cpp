#include <algorithm>
#include <array>
#include <limits>

#include "engine/expr/detail/explain.h"

namespace saitaku::expr {
namespace {

__extension__ using Wide = __int128;

/// Something a person can change: a number, or the length of a text.
struct Lever {
  NodeId node;
  std::string field;
  std::string measure;
};

constexpr std::array<std::string_view, 3> kMeasures = {"utf16_length", "words", "size"};
/// No change larger than this is worth proposing.
constexpr std::int64_t kFarthest = std::int64_t{1} << 50;

std::optional<std::int64_t> position_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::integer: return value.as_integer();
    case Value::Kind::timestamp: return value.as_timestamp().seconds;
    case Value::Kind::date: return value.as_date().days;
    default: return std::nullopt;
  }
}

std::optional<Value> moved(const Value& value, std::int64_t by) {
  const auto from = position_of(value);
  std::int64_t to = 0;
  if (!from || __builtin_add_overflow(*from, by, &to)) return std::nullopt;
  switch (value.kind()) {
    case Value::Kind::timestamp: {
      if (to < kFirstInstantSecond || to > kLastInstantSecond) return std::nullopt;
      return Value::timestamp({to, by < 0 ? 0 : value.as_timestamp().nanoseconds});
    }
    case Value::Kind::date:
      if (to < std::numeric_limits<std::int32_t>::min() || to > std::numeric_limits<std::int32_t>::max()) {
        return std::nullopt;
      }
      return Value::date({static_cast<std::int32_t>(to)});
    default: return Value::integer(to);
  }
}

class Search {
 public:
  Search(const Evaluator& evaluator, NodeId root, NodeId comparison)
      : evaluator_(evaluator), graph_(evaluator.graph()), root_(root), comparison_(comparison) {}

  std::optional<Distance> run() {
    const Node& node = graph_.nodes[comparison_];
    if (node.op != NodeOp::binary) return std::nullopt;
    for (const NodeId arg : node.args) collect(arg);
    for (const Lever& lever : levers_) {
      if (const auto by = smallest(lever)) return Distance{lever.field, *by, lever.measure};
    }
    return std::nullopt;
  }

 private:
  void collect(NodeId id) {
    const Node& node = graph_.nodes[id];
    if (node.free_locals != 0 || node.op == NodeOp::macro) return;
    const bool measures =
        node.op == NodeOp::call && std::find(kMeasures.begin(), kMeasures.end(), node.name) != kMeasures.end();
    const std::string path = path_of(graph_, measures ? node.args[0] : id, {});
    if (!path.empty()) {
      Evaluator evaluator(graph_, evaluator_.variables());
      const Value value = evaluator.evaluate(id);
      if (!position_of(value)) return;
      std::string measure = measures ? node.name : "";
      if (value.kind() == Value::Kind::timestamp) measure = "seconds";
      if (value.kind() == Value::Kind::date) measure = "days";
      levers_.push_back({id, path, std::move(measure)});
      return;
    }
    // Of an amount times its unit, the amount is what people change.
    const bool product = node.op == NodeOp::binary && node.binary == Op::multiply;
    for (const NodeId arg : node.args) {
      collect(arg);
      if (product && reads_fields(arg)) return;
    }
  }

  bool reads_fields(NodeId id) const {
    std::vector<std::string> paths;
    collect_paths(graph_, id, {}, paths);
    return !paths.empty();
  }

  Value with(const Lever& lever, std::int64_t by, NodeId wanted) {
    Evaluator plain(graph_, evaluator_.variables());
    const auto value = moved(plain.evaluate(lever.node), by);
    if (!value) return Value::error("expr.range");
    Evaluator evaluator(graph_, evaluator_.variables());
    // The same answer may also be read past a null guard: the guard passes it on.
    evaluator.pretend(lever.node, *value);
    return evaluator.evaluate(wanted);
  }
  bool holds(const Lever& lever, std::int64_t by) { return with(lever, by, goal_).is_true(); }

  /// Best a change that mends the whole condition; else one that mends this comparison, when more than one
  /// thing is wrong (a declared total over the cap, and the lines that make it). Going on to the next lever
  /// instead would propose to change the unit of money.
  std::optional<std::int64_t> smallest(const Lever& lever) {
    for (const NodeId goal : {root_, comparison_}) {
      goal_ = goal;
      if (const auto exact = linear(lever); exact && holds(lever, *exact)) return exact;
      const auto up = gallop(lever, 1);
      const auto down = gallop(lever, -1);
      if (up && down) return *up <= -*down ? up : down;
      if (up || down) return up ? up : down;
    }
    return std::nullopt;
  }

  /// Both sides as straight lines through the present value and the next: where do they meet?
  std::optional<std::int64_t> linear(const Lever& lever) {
    const Node& node = graph_.nodes[comparison_];
    std::array<Wide, 2> gap{};
    for (const std::int64_t by : {0, 1}) {
      const auto left = position_of(with(lever, by, node.args[0]));
      const auto right = position_of(with(lever, by, node.args[1]));
      if (!left || !right) return std::nullopt;
      gap[static_cast<std::size_t>(by)] = static_cast<Wide>(*left) - *right;
    }
    const Wide slope = gap[1] - gap[0];
    if (slope == 0) return std::nullopt;
    Wide target = 0;  // of the gap
    if (node.binary == Op::less) target = -1;
    if (node.binary == Op::greater) target = 1;
    const Wide need = target - gap[0];
    Wide by = need / slope;
    const bool inexact = by * slope != need;
    if (inexact && node.binary == Op::equal) return std::nullopt;
    // One step further when the line crosses between two whole numbers.
    if (inexact) by += (need > 0) == (slope > 0) ? 1 : -1;
    if (by == 0 || by > kFarthest || by < -kFarthest) return std::nullopt;
    return static_cast<std::int64_t>(by);
  }

  std::optional<std::int64_t> gallop(const Lever& lever, std::int64_t direction) {
    std::int64_t fails = 0;
    for (std::int64_t reach = 1; reach <= kFarthest; reach *= 2) {
      if (!holds(lever, direction * reach)) {
        fails = reach;
        continue;
      }
      std::int64_t works = reach;
      while (works - fails > 1) {
        const std::int64_t middle = fails + (works - fails) / 2;
        (holds(lever, direction * middle) ? works : fails) = middle;
      }
      return direction * works;
    }
    return std::nullopt;
  }

  const Evaluator& evaluator_;
  const Graph::Impl& graph_;
  NodeId root_;
  NodeId comparison_;
  NodeId goal_ = 0;  ///< what the change must make true
  std::vector<Lever> levers_;
};

}  // namespace

std::optional<Distance> distance_to_hold(const Evaluator& evaluator, NodeId root, NodeId comparison) {
  return Search(evaluator, root, comparison).run();
}

}  // namespace saitaku::expr

#include "engine/rules/kernels/cost.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/expr/detail/graph.h"
#include "engine/rules/kernels/reads.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Node;
using expr::NodeId;
using expr::NodeOp;

/// Explaining a rule, and filling in its message, visits its parts again.
constexpr double kVisits = 8;
constexpr std::size_t kDegrees = 8;

/// Steps as a polynomial in the number of items; the last coefficient stands for everything steeper.
using Steps = std::array<double, kDegrees>;

void add(Steps& steps, const Steps& more) {
  for (std::size_t i = 0; i < kDegrees; ++i) steps[i] += more[i];
}

Steps per_item(const Steps& steps) {
  Steps result{};
  for (std::size_t i = 0; i < kDegrees; ++i) result[std::min(i + 1, kDegrees - 1)] += steps[i];
  return result;
}

class Estimate {
 public:
  explicit Estimate(const Pack& pack) : nodes_(pack.graph->impl().nodes), known_(nodes_.size()) {}

  const Steps& of(NodeId id) {
    if (!known_[id]) known_[id] = steps(nodes_[id]);
    return *known_[id];
  }

 private:
  Steps steps(const Node& node) {
    Steps total{};
    total[0] = 1;
    if (node.op == NodeOp::macro) {
      Steps bodies{};
      bodies[0] = 1;
      for (std::size_t i = 1; i < node.args.size(); ++i) add(bodies, of(node.args[i]));
      const Node& range = nodes_[node.args[0]];
      add(total, of(node.args[0]));
      if (range.op != NodeOp::constant) {
        add(total, per_item(bodies));
      } else {
        for (double& coefficient : bodies) coefficient *= static_cast<double>(expr::weight_of(range.value));
        add(total, bodies);
      }
      return total;
    }
    for (const NodeId arg : node.args) {
      add(total, of(arg));
      // Operands are walked; one that is no constant may be a list.
      const Node& operand = nodes_[arg];
      if (operand.op == NodeOp::constant) {
        total[0] += static_cast<double>(expr::weight_of(operand.value));
      } else if (!operand.type.is_number() && operand.type.kind() != expr::Type::Kind::boolean &&
                 operand.type.kind() != expr::Type::Kind::string) {
        total[1] += 1;
      }
    }
    return total;
  }

  const std::vector<Node>& nodes_;
  std::vector<std::optional<Steps>> known_;
};

double at(const Steps& steps, double items) {
  double total = 0;
  for (std::size_t i = kDegrees; i > 0; --i) total = total * items + steps[i - 1];
  return total;
}

}  // namespace

std::size_t most_items(const Pack& pack) {
  Estimate estimate(pack);
  Steps total{};
  for (const NodeId node : rule_expressions(pack)) add(total, estimate.of(node));
  std::size_t items = 0;
  for (std::size_t step = std::size_t{1} << 20; step > 0; step /= 2) {
    const double steps = kVisits * at(total, static_cast<double>(items + step));
    if (steps <= static_cast<double>(expr::kMostSteps)) items += step;
  }
  return items;
}

std::vector<std::size_t> too_many_items(const forms::Batch& batch, std::size_t most) {
  const auto& fields = batch.form().fields();
  std::vector<forms::FieldId> lists;
  std::size_t all = 0;
  for (forms::FieldId id = 0; id < fields.size(); ++id) {
    if (fields[id].kind != forms::FieldKind::list) continue;
    lists.push_back(id);
    all += batch.table(id).rows;
  }
  if (all <= most) return {};
  std::vector<std::size_t> items(batch.applications(), 0);
  for (const forms::FieldId list : lists) {
    for (std::size_t row = 0; row < batch.table(list).rows; ++row) {
      std::size_t above = batch.table(list).parent[row];
      for (auto at = fields[list].table; at != forms::kNoField; at = fields[at].table)
        above = batch.table(at).parent[above];
      ++items[above];
    }
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i] > most) found.push_back(i);
  }
  return found;
}

}  // namespace saitaku::rules::kernels

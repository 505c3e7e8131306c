#include "engine/rules/kernels/plan.h"

#include "engine/rules/kernels/compiler.h"
#include "engine/rules/kernels/cost.h"

namespace saitaku::rules::kernels {
namespace {

RulePlan rule_plan(const Rule& rule, Compiler& compiler) {
  const auto condition = [&](expr::NodeId node) { return compiler.column(compiler.compile(node), Shape::boolean); };
  RulePlan plan;
  if (rule.when) plan.when = condition(*rule.when);
  for (const Exception& exception : rule.exceptions) plan.exceptions.push_back(condition(exception.when));
  plan.require = condition(rule.require);
  return plan;
}

}  // namespace

Plan plan_of(const Pack& pack) {
  Plan plan;
  Compiler compiler(pack, plan.program);
  for (const Rule& rule : pack.rules) plan.rules.push_back(rule_plan(rule, compiler));
  plan.groups.resize(pack.batch_rules.size());
  plan.most_items = most_items(pack);
  return plan;
}

}  // namespace saitaku::rules::kernels

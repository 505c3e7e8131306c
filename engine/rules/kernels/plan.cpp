#include "engine/rules/kernels/plan.h"

#include <utility>

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

std::optional<Sentences> sentences(const Rule& rule, Language language, Compiler& compiler) {
  auto message = Sentence::of(rule.message, language, compiler);
  auto fix = Sentence::of(rule.fix, language, compiler);
  if (!message || !fix) return std::nullopt;
  return Sentences{std::move(*message), std::move(*fix)};
}

GroupPlan group_plan(const BatchRule& rule, Compiler& compiler) {
  GroupPlan plan;
  if (rule.each) {
    const Operand list = compiler.compile(*rule.each);
    if (!list.is(Operand::Kind::list) || list.mask || list.items || list.table != forms::kNoField) return plan;
    plan.each = list.op;
    plan.list = list.field;
  }
  if (rule.count) plan.count = compiler.column_in(compiler.compile(*rule.count, rule), plan.list, Shape::boolean);
  for (const expr::NodeId key : rule.group_by) {
    const Operand operand = compiler.compile(key, rule);
    const auto shape = compiler.shape_of(operand);
    if (!shape) return plan;
    plan.keys.push_back(compiler.column_in(operand, plan.list, *shape));
  }
  plan.usable = true;
  return plan;
}

}  // namespace

Plan plan_of(const Pack& pack) {
  Plan plan;
  Compiler compiler(pack, plan.program);
  for (const Rule& rule : pack.rules) {
    RulePlan& of_rule = plan.rules.emplace_back(rule_plan(rule, compiler));
    of_rule.explanation = explanation_of(pack, compiler, rule.require);
    of_rule.ja = sentences(rule, Language::ja, compiler);
    of_rule.en = sentences(rule, Language::en, compiler);
  }
  for (const BatchRule& rule : pack.batch_rules) plan.groups.push_back(group_plan(rule, compiler));
  plan.most_items = most_items(pack);
  return plan;
}

}  // namespace saitaku::rules::kernels

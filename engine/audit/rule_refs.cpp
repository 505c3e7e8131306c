#include "engine/audit/sink.h"

namespace saitaku::audit {

std::vector<RuleRef> rule_refs(const rules::Pack& pack) {
  std::vector<RuleRef> refs;
  const auto add = [&refs](const auto& rule, bool over_batch) {
    refs.push_back({refs.size(), rule.code, rule.severity, &rule.title, rule.status, &rule.source, over_batch});
  };
  for (const auto& rule : pack.rules) add(rule, false);
  for (const auto& rule : pack.batch_rules) add(rule, true);
  return refs;
}

}  // namespace saitaku::audit

#include "engine/rules/batch_judge.h"

#include <algorithm>
#include <utility>

#include "engine/rules/detail/decide.h"
#include "engine/rules/detail/group_keys.h"
#include "engine/rules/detail/say.h"
#include "engine/rules/kernels/cost.h"
#include "engine/rules/kernels/place.h"
#include "engine/rules/kernels/plan.h"
#include "engine/rules/kernels/reads.h"

namespace saitaku::rules {

struct BatchPlan::Impl {
  std::shared_ptr<const Pack> pack;
  std::vector<bool> wanted;
  std::vector<forms::FieldId> group_fields;
  kernels::Plan columns;
};

namespace {

/// Adds the field and what it stands in.
void want(const forms::Form& form, forms::FieldId field, std::vector<bool>& wanted) {
  for (std::optional<forms::FieldId> at = field; at; at = form.fields()[*at].parent) wanted[*at] = true;
}

/// The outermost list that holds the field, or the field itself.
forms::FieldId outermost(const forms::Form& form, forms::FieldId field) {
  forms::FieldId found = field;
  for (auto list = form.fields()[field].table; list != forms::kNoField; list = form.fields()[list].table) found = list;
  return found;
}

}  // namespace

BatchPlan::BatchPlan(std::shared_ptr<const Pack> pack, std::span<const forms::FieldId> also)
    : impl_(std::make_unique<Impl>()) {
  const forms::Form& form = *pack->form;
  impl_->wanted = kernels::fields_read(*pack, kernels::rule_expressions(*pack));
  std::vector<bool> kept(form.fields().size(), false);
  for (const BatchRule& rule : pack->batch_rules) {
    const std::vector<bool> read = kernels::fields_read(*pack, kernels::expressions_of(rule), &rule);
    for (forms::FieldId id = 0; id < read.size(); ++id) {
      if (!read[id]) continue;
      impl_->wanted[id] = true;
      const forms::FieldId top = outermost(form, id);
      if (form.fields()[top].kind != forms::FieldKind::object) kept[top] = true;
    }
  }
  for (const forms::FieldId id : also) want(form, id, impl_->wanted);
  for (forms::FieldId id = 0; id < kept.size(); ++id) {
    if (kept[id]) impl_->group_fields.push_back(id);
  }
  impl_->columns = kernels::plan_of(*pack);
  impl_->pack = std::move(pack);
}

BatchPlan::~BatchPlan() = default;
const std::shared_ptr<const Pack>& BatchPlan::pack() const { return impl_->pack; }
const std::vector<bool>& BatchPlan::wanted() const { return impl_->wanted; }
const std::vector<forms::FieldId>& BatchPlan::group_fields() const { return impl_->group_fields; }

using kernels::State;

struct BatchJudge::Impl {
  explicit Impl(std::shared_ptr<const BatchPlan> the_plan)
      : plan(std::move(the_plan)), pack(*plan->pack()), columns(plan->impl().columns.program) {
    outcomes.resize(pack.rules.size());
    asked.resize(pack.rules.size());
  }

  /// The evaluation of one application is kept while one after another of its rules asks.
  expr::Evaluation& evaluation(std::size_t application) {
    if (!kept || kept_of != application) {
      kept = std::make_unique<expr::Evaluation>(*pack.graph, batch->variables(application));
      kept_of = application;
    }
    return *kept;
  }

  void judge() {
    columns.begin(*batch);
    open.clear();
    for (std::size_t rule = 0; rule < pack.rules.size(); ++rule) decide_by_columns(rule);
    heavy = kernels::too_many_items(*batch, plan->impl().columns.most_items);
    for (const std::size_t application : heavy) {
      for (std::size_t rule = 0; rule < pack.rules.size(); ++rule) open.push_back({application, rule});
    }
    ask();
    conclude();
  }

  /// In the order of detail::decide(): what takes the rule away, then what it requires.
  void decide_by_columns(std::size_t rule) {
    const kernels::RulePlan& conditions = plan->impl().columns.rules[rule];
    std::vector<Outcome>& of_rule = outcomes[rule];
    of_rule.assign(batch->applications(), Outcome::unknown);
    std::vector<State>& todo = undecided;
    todo.assign(batch->applications(), 1);
    const auto take_away = [&](kernels::OpId condition, State when) {
      const kernels::Cells& cells = columns.cells(condition);
      for (std::size_t i = 0; i < todo.size(); ++i) {
        const State state = cells.state_at(i);
        if (todo[i] != 1 || state == (kernels::kEither ^ when)) continue;
        todo[i] = state == when ? 0 : 2;
        if (state == when) of_rule[i] = Outcome::not_applicable;
      }
    };
    if (conditions.when) take_away(*conditions.when, kernels::kFalse);
    for (const kernels::OpId exception : conditions.exceptions) take_away(exception, kernels::kTrue);
    const kernels::Cells& require = columns.cells(conditions.require);
    for (std::size_t i = 0; i < todo.size(); ++i) {
      if (todo[i] == 0) continue;
      const State state = todo[i] == 1 ? require.state_at(i) : kernels::kOpen;
      if (state == kernels::kTrue) {
        of_rule[i] = Outcome::pass;
      } else if (state == kernels::kFalse) {
        of_rule[i] = Outcome::fail;
      } else {
        open.push_back({i, rule});
      }
    }
  }

  /// The evaluator decides what the kernels left open, application by application.
  void ask() {
    std::sort(open.begin(), open.end());
    open.erase(std::unique(open.begin(), open.end()), open.end());
    for (const auto& [application, rule] : open) {
      outcomes[rule][application] = detail::decide(pack.rules[rule], evaluation(application)).outcome;
      ++asked[rule];
    }
  }

  void conclude() {
    verdicts.assign(batch->applications(), VerdictKind::eligible);
    failed.assign(pack.rules.size(), 0);
    for (std::size_t rule = 0; rule < pack.rules.size(); ++rule) {
      failed[rule] = static_cast<std::size_t>(std::ranges::count(outcomes[rule], Outcome::fail));
      if (pack.rules[rule].severity != Severity::error) continue;
      for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const Outcome outcome = outcomes[rule][i];
        if (outcome == Outcome::fail) verdicts[i] = VerdictKind::ineligible;
        if (outcome == Outcome::unknown && verdicts[i] == VerdictKind::eligible)
          verdicts[i] = VerdictKind::undetermined;
      }
    }
  }

  void say(std::size_t index, std::size_t application, Language language, Said& said) {
    if (say_by_columns(index, application, language, said)) return;
    const Rule& rule = pack.rules[index];
    expr::Evaluation& at = evaluation(application);
    const detail::Decision decision = detail::decide(rule, at);
    said.fields = detail::pointers_of(detail::deciding_fields(decision.by, at));
    said.missing = detail::pointers_of(decision.missing);
    said.message.clear();
    said.fix.clear();
    if (decision.outcome == Outcome::fail) {
      said.message = detail::said(pack, rule, rule.message, at, language);
      said.fix = detail::said(pack, rule, rule.fix, at, language);
    }
    if (decision.outcome == Outcome::unknown) {
      said.message =
          detail::open_message(*batch, application, decision.missing, decision.fault, decision.fault_text, language);
    }
  }

  /// false: the columns leave something open, or are not worth it. A column of the whole batch for the sake of a few
  /// findings costs more than asking the evaluator about those.
  bool say_by_columns(std::size_t index, std::size_t application, Language language, Said& said) {
    constexpr std::size_t kWorthColumns = 32;
    const kernels::RulePlan& of_rule = plan->impl().columns.rules[index];
    const std::optional<kernels::Sentences>& sentences = language == Language::ja ? of_rule.ja : of_rule.en;
    if (outcomes[index][application] != Outcome::fail || !sentences) return false;
    if (failed[index] * kWorthColumns < batch->applications()) return false;
    if (std::binary_search(heavy.begin(), heavy.end(), application)) return false;
    if (!kernels::deciding_fields(pack, of_rule.explanation, columns, *batch, application, said.fields)) return false;
    said.missing.clear();
    said.message.clear();
    said.fix.clear();
    return sentences->message.append(said.message, columns, application) &&
           sentences->fix.append(said.fix, columns, application);
  }

  void membership(std::size_t index, std::size_t application, Membership& membership) {
    const BatchRule& rule = pack.batch_rules[index];
    const kernels::Plan& by_columns = plan->impl().columns;
    const bool light = !std::binary_search(heavy.begin(), heavy.end(), application);
    if (!light ||
        !kernels::place(by_columns.groups[index], by_columns.program, columns, *batch, application, placement))
      placement = detail::place(pack, rule, *batch, application);
    membership.applies = placement.applies;
    membership.open = placement.open;
    membership.groups.clear();
    for (const bool sure : {true, false}) {
      for (const detail::GroupKey& key : placement.keys) {
        if (key.sure != sure) continue;
        const Sha256 digest = sha256(rule.code + '\x1f' + key.text);
        const auto same = [&](const Membership::Group& group) { return group.key == digest; };
        if (std::ranges::any_of(membership.groups, same)) continue;
        membership.groups.push_back({digest, sure, key.item});
      }
    }
  }

  std::shared_ptr<const BatchPlan> plan;
  const Pack& pack;
  kernels::Columns columns;
  const forms::Batch* batch = nullptr;
  std::vector<std::vector<Outcome>> outcomes;  ///< per rule, per application
  std::vector<VerdictKind> verdicts;
  std::vector<std::size_t> failed;  ///< applications, per rule
  std::vector<std::size_t> heavy;   ///< applications that cost the evaluator so much that it may give up
  std::vector<std::size_t> asked;   ///< per rule
  std::vector<State> undecided;     ///< per application, while a rule is decided: 0 decided, 1 not yet, 2 open
  std::vector<std::pair<std::size_t, std::size_t>> open;  ///< application and rule
  detail::Placement placement;
  std::unique_ptr<expr::Evaluation> kept;
  std::size_t kept_of = 0;
};

BatchJudge::BatchJudge(std::shared_ptr<const BatchPlan> plan) : impl_(std::make_unique<Impl>(std::move(plan))) {}
BatchJudge::~BatchJudge() = default;

void BatchJudge::judge(const forms::Batch& batch) {
  impl_->batch = &batch;
  impl_->kept.reset();
  impl_->judge();
}

std::span<const Outcome> BatchJudge::outcomes(std::size_t rule) const { return impl_->outcomes[rule]; }
VerdictKind BatchJudge::verdict(std::size_t application) const { return impl_->verdicts[application]; }

void BatchJudge::say(std::size_t rule, std::size_t application, Language language, Said& said) {
  impl_->say(rule, application, language, said);
}

void BatchJudge::membership(std::size_t batch_rule, std::size_t application, Membership& membership) {
  impl_->membership(batch_rule, application, membership);
}

std::size_t BatchJudge::asked(std::size_t rule) const { return impl_->asked[rule]; }
std::size_t BatchJudge::asked() const {
  std::size_t all = 0;
  for (const std::size_t of_rule : impl_->asked) all += of_rule;
  return all;
}

}  // namespace saitaku::rules

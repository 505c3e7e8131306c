#include <algorithm>
#include <utility>

#include "engine/base/messages.h"
#include "engine/rules/detail/decide.h"
#include "engine/rules/detail/groups.h"
#include "engine/rules/detail/render.h"
#include "engine/rules/judge.h"

namespace saitaku::rules {
namespace {

using expr::Value;

/// A file handed in a thousand times must not cost a million names.
constexpr std::size_t kMostOthers = 100;
/// Of these the message names so many.
constexpr std::size_t kMostNamed = 10;

class BatchJudge {
 public:
  BatchJudge(const Pack& pack, const BatchRule& rule, const forms::Batch& batch, std::span<const std::string> ids,
             std::vector<std::vector<Finding>>& findings)
      : pack_(pack), rule_(rule), batch_(batch), ids_(ids), findings_(findings) {}

  void run() {
    const detail::Grouping grouping = detail::group(pack_, rule_, batch_);
    for (const auto& members : grouping.oversized) {
      for (const detail::GroupMember& member : members) tell(member, members);
    }
    for (const auto& [application, open] : grouping.open) {
      Finding finding = blank(Outcome::unknown);
      finding.missing = detail::pointers_of(open.missing);
      finding.message = detail::open_message(batch_, application, open.missing, open.fault, open.fault_text);
      if (open.missing.empty() && !open.fault) finding.message = waiting_for(open.others);
      findings_[application].push_back(std::move(finding));
    }
  }

 private:
  Finding blank(Outcome outcome) const {
    Finding finding;
    finding.code = rule_.code;
    finding.outcome = outcome;
    finding.severity = rule_.severity;
    finding.title = rule_.title;
    finding.status = rule_.status;
    finding.source = rule_.source;
    return finding;
  }

  /// What is missing is missing in other applications.
  LocalText waiting_for(const std::vector<std::uint32_t>& others) const {
    std::vector<std::string> names;
    for (const std::uint32_t other : others) names.push_back(ids_[other]);
    LocalText message;
    for (const Language language : {Language::ja, Language::en}) {
      (language == Language::ja ? message.ja : message.en) =
          text("rules.open.others", language, {{"others", detail::joined(names, language)}});
    }
    return message;
  }

  /// One finding per rule and application: a second group's message and names join the first's.
  void tell(detail::GroupMember member, const std::vector<detail::GroupMember>& members) {
    std::vector<std::string> others;
    for (const detail::GroupMember& other : members) {
      if (others.size() == kMostOthers) break;
      if (other.application != member.application) others.push_back(ids_[other.application]);
    }
    Finding finding = describe(member, members.size(), others);
    finding.others = std::move(others);
    std::vector<Finding>& told = findings_[member.application];
    const auto earlier = std::ranges::find(told, rule_.code, &Finding::code);
    if (earlier == told.end()) {
      told.push_back(std::move(finding));
      return;
    }
    earlier->message.ja += finding.message.ja;
    earlier->message.en += ' ' + finding.message.en;
    for (std::string& other : finding.others) {
      if (std::ranges::find(earlier->others, other) == earlier->others.end())
        earlier->others.push_back(std::move(other));
    }
  }

  Finding describe(detail::GroupMember member, std::size_t size, const std::vector<std::string>& others) const {
    std::vector<Value> variables = detail::group_variables(pack_, batch_, member.application);
    if (rule_.each) {
      expr::Evaluation lists(*pack_.graph, variables);
      variables[rule_.item_slot] = detail::items_of(rule_, lists).values[member.item];
    }
    Finding finding = blank(Outcome::fail);
    std::vector<std::string> fields;
    for (const expr::NodeId key : rule_.group_by) {
      for (std::string& field : pack_.graph->fields_of(key)) {
        if (field.find("[]") == std::string::npos) fields.push_back(std::move(field));
      }
    }
    finding.fields = detail::pointers_of(fields);
    for (const Language language : {Language::ja, Language::en}) {
      describe_group(variables, size, others, language);
      expr::Evaluation evaluation(*pack_.graph, variables);
      (language == Language::ja ? finding.message.ja : finding.message.en) =
          detail::fill(rule_.message, evaluation, language);
      (language == Language::ja ? finding.fix.ja : finding.fix.en) = detail::fill(rule_.fix, evaluation, language);
    }
    return finding;
  }

  /// What the message may say of the group. Of many others it names the first.
  void describe_group(std::vector<Value>& variables, std::size_t size, const std::vector<std::string>& others,
                      Language language) const {
    const std::size_t first = pack_.form->roots().size();
    const auto set = [&](GroupSlot slot, Value value) {
      variables[first + static_cast<std::size_t>(slot)] = std::move(value);
    };
    set(GroupSlot::group_size, Value::integer(static_cast<std::int64_t>(size)));
    set(GroupSlot::at_most, Value::integer(rule_.at_most));
    const std::size_t all = size - 1;
    const std::size_t named = all <= kMostNamed ? all : kMostNamed - 1;
    std::vector<Value> names;
    for (std::size_t i = 0; i < named; ++i) names.push_back(Value::string(others[i]));
    if (named < all) {
      names.push_back(Value::string(text("rules.list.rest", language, {{"count", std::to_string(all - named)}})));
    }
    set(GroupSlot::others, Value::list(std::move(names)));
  }

  const Pack& pack_;
  const BatchRule& rule_;
  const forms::Batch& batch_;
  std::span<const std::string> ids_;
  std::vector<std::vector<Finding>>& findings_;
};

}  // namespace

std::vector<std::vector<Finding>> judge_batch(const Pack& pack, const forms::Batch& batch,
                                              std::span<const std::string> ids) {
  SAITAKU_EXPECT(ids.size() == batch.applications(), "every application of the batch has an id");
  std::vector<std::vector<Finding>> findings(batch.applications());
  for (const BatchRule& rule : pack.batch_rules) BatchJudge(pack, rule, batch, ids, findings).run();
  return findings;
}

std::vector<std::vector<Outcome>> batch_outcomes(const Pack& pack, const forms::Batch& batch) {
  std::vector<std::vector<Outcome>> outcomes(batch.applications());
  for (const BatchRule& rule : pack.batch_rules) {
    const detail::Grouping grouping = detail::group(pack, rule, batch);
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i].push_back(grouping.outcomes[i]);
  }
  return outcomes;
}

}  // namespace saitaku::rules

#include "engine/rules/group_findings.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/messages.h"
#include "engine/rules/detail/decide.h"
#include "engine/rules/detail/groups.h"
#include "engine/rules/detail/render.h"

namespace saitaku::rules {
namespace {

using expr::Value;

/// Of the others, the message names so many.
constexpr std::size_t kMostNamed = 10;

void unite(std::vector<std::string>& all, std::vector<std::string>&& more) {
  for (std::string& one : more) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
  }
}

}  // namespace

GroupFindings::GroupFindings(const Pack& pack, const BatchRule& rule, std::optional<Language> only)
    : pack_(pack), rule_(rule), only_(only) {
  languages_ = only ? std::vector{*only} : std::vector{Language::ja, Language::en};
  std::vector<std::string> fields;
  for (const expr::NodeId key : rule_.group_by) {
    for (std::string& field : pack_.graph->fields_of(key)) {
      if (field.find("[]") == std::string::npos) fields.push_back(std::move(field));
    }
  }
  fields_ = detail::pointers_of(fields);
}

Finding GroupFindings::blank(Outcome outcome) const {
  Finding finding;
  finding.code = rule_.code;
  finding.outcome = outcome;
  finding.severity = rule_.severity;
  if (only_) return finding;
  finding.title = rule_.title;
  finding.status = rule_.status;
  finding.source = rule_.source;
  return finding;
}

Finding GroupFindings::too_many(const forms::Batch& batch, std::size_t application, std::size_t item, std::size_t size,
                                std::vector<std::string> others) const {
  std::vector<Value> variables = detail::group_variables(pack_, batch, application);
  if (rule_.each) {
    expr::Evaluation lists(*pack_.graph, variables);
    const auto items = detail::items_of(rule_, lists);
    if (item < items.values.size()) variables[rule_.item_slot] = items.values[item];
  }
  Finding finding = blank(Outcome::fail);
  finding.fields = fields_;
  for (const Language language : languages_) {
    describe_group(variables, size, others, language);
    expr::Evaluation evaluation(*pack_.graph, variables);
    (language == Language::ja ? finding.message.ja : finding.message.en) =
        detail::fill(rule_.message, evaluation, language);
    (language == Language::ja ? finding.fix.ja : finding.fix.en) = detail::fill(rule_.fix, evaluation, language);
  }
  finding.others = std::move(others);
  return finding;
}

void GroupFindings::describe_group(std::vector<Value>& variables, std::size_t size,
                                   const std::vector<std::string>& others, Language language) const {
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

Finding GroupFindings::may_count(const forms::Batch& batch, std::size_t application,
                                 const std::vector<std::string>& missing) const {
  Finding finding = blank(Outcome::unknown);
  finding.missing = detail::pointers_of(missing);
  for (const Language language : languages_) {
    (language == Language::ja ? finding.message.ja : finding.message.en) =
        detail::open_message(batch, application, missing, std::nullopt, "", language);
  }
  return finding;
}

Finding GroupFindings::waits_for(std::span<const std::string> others) const {
  Finding finding = blank(Outcome::unknown);
  for (const Language language : languages_) {
    (language == Language::ja ? finding.message.ja : finding.message.en) =
        text("rules.open.others", language, {{"others", detail::joined(others, language)}});
  }
  finding.others.assign(others.begin(), others.end());
  return finding;
}

std::vector<std::string> GroupFindings::missing_for_count(const forms::Batch& batch, std::size_t application) const {
  std::vector<std::string> missing;
  if (!rule_.count) return missing;
  std::vector<Value> variables = detail::group_variables(pack_, batch, application);
  expr::Evaluation lists(*pack_.graph, variables);
  for (const Value& item : detail::items_of(rule_, lists).values) {
    if (rule_.each) variables[rule_.item_slot] = item;
    expr::Evaluation evaluation(*pack_.graph, variables);
    expr::collect_unknowns(evaluation.value(*rule_.count), missing);
  }
  return missing;
}

void join(Finding& finding, Finding&& other) {
  if (finding.outcome != other.outcome) {
    if (other.outcome == Outcome::fail) finding = std::move(other);
    return;
  }
  if (finding.message != other.message) {
    finding.message.ja += other.message.ja;
    finding.message.en += ' ' + other.message.en;
  }
  unite(finding.others, std::move(other.others));
  unite(finding.missing, std::move(other.missing));
}

}  // namespace saitaku::rules

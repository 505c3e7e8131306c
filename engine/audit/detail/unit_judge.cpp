#include "engine/audit/detail/unit_judge.h"

#include <algorithm>
#include <utility>

#include "engine/base/sha256.h"
#include "engine/forms/cells.h"

namespace saitaku::audit::detail {
namespace {

std::string_view short_key(const Sha256& key) { return {reinterpret_cast<const char*>(key.data()), kDigestBytes}; }

/// The place of the first of the fields that is known, or of what holds it; of a row its sheet, put into `elsewhere`.
const Where& place_of(const intake::Entry& entry, const std::vector<std::string>& fields, Where& elsewhere) {
  elsewhere.sheet = entry.sheet;
  if (entry.places.empty()) return elsewhere;
  for (std::string pointer : fields) {
    while (!pointer.empty()) {
      const auto found = entry.places.find(pointer);
      if (found != entry.places.end()) return found->second;
      pointer.resize(pointer.rfind('/'));
    }
  }
  return elsewhere;
}

std::vector<forms::FieldId> institution_of(const rules::Pack& pack) {
  if (!pack.form->institution()) return {};
  return {*pack.form->institution()};
}

}  // namespace

std::string fingerprint_of(std::string_view call, std::string_view code, rules::Outcome outcome,
                           std::string_view identity) {
  std::string text = fingerprint_head(call, code, outcome);
  text += identity;
  text += '\0';
  return std::string(short_key(sha256(text)));
}

std::string fingerprint_head(std::string_view call, std::string_view code, rules::Outcome outcome) {
  std::string text;
  for (const std::string_view part : {call, code, rules::to_string(outcome)}) {
    text += part;
    text += '\0';
  }
  return text;
}

std::shared_ptr<const rules::BatchPlan> plan_of(const std::shared_ptr<const rules::Pack>& pack) {
  return std::make_shared<rules::BatchPlan>(pack, institution_of(*pack));
}

UnitJudge::UnitJudge(const intake::Inventory& inventory, const Options& options,
                     std::shared_ptr<const rules::BatchPlan> plan)
    : inventory_(inventory),
      options_(options),
      plan_(std::move(plan)),
      pack_(*plan_->pack()),
      filler_(inventory, options.units, plan_->wanted()),
      filled_(pack_.form, plan_->wanted()),
      judge_(plan_),
      memberships_(pack_.batch_rules.size()) {
  find_fields_of_identity();
  for (const rules::Rule& rule : pack_.rules) {
    heads_.push_back(fingerprint_head(pack_.id, rule.code, rules::Outcome::fail));
  }
}

void UnitJudge::find_fields_of_identity() {
  const auto& fields = pack_.form->fields();
  for (forms::FieldId field = 0; field < fields.size(); ++field) {
    const forms::FieldKind kind = fields[field].kind;
    const bool scalar = kind != forms::FieldKind::object && kind != forms::FieldKind::list;
    if (scalar && fields[field].table == forms::kNoField && plan_->wanted()[field]) identity_fields_.push_back(field);
  }
}

void UnitJudge::judge(const intake::Unit& unit, std::string& result) {
  filled_.clear();
  filler_.fill(unit, filled_);
  judge_.judge(filled_.batch);
  mark_applications_with_findings();
  place_ = {inventory_.inputs[unit.input].path, unit.first_line, unit.first_byte};
  if (unit.begins_table) {
    for (const Problem& note : unit.head->notes) put_note(result, place_, note);
  }
  for (const Problem& note : filled_.notes) put_note(result, place_, note);
  const std::size_t applications = filled_.batch.applications();
  std::size_t broken = 0;
  const auto put_broken_before = [&](const intake::Entry* entry) {
    for (; broken < filled_.unreadable.size(); ++broken) {
      const intake::Unreadable& one = filled_.unreadable[broken];
      if (entry != nullptr && std::pair(one.line, one.byte) > std::pair(entry->line, entry->byte)) return;
      put_unreadable(result, place_, one.line, one.byte, one.problem);
    }
  };
  for (std::size_t application = 0; application < applications; ++application) {
    put_broken_before(&filled_.entries[application]);
    put(application, result);
  }
  put_broken_before(nullptr);
  for (const auto& [member, times] : filled_.unknown_members) put_member(result, member, times);
}

void UnitJudge::mark_applications_with_findings() {
  has_findings_.assign(filled_.batch.applications(), 0);
  for (std::size_t rule = 0; rule < pack_.rules.size(); ++rule) {
    const std::span<const rules::Outcome> outcomes = judge_.outcomes(rule);
    for (std::size_t i = 0; i < has_findings_.size(); ++i) {
      const bool told = outcomes[i] == rules::Outcome::fail || outcomes[i] == rules::Outcome::unknown;
      has_findings_[i] |= static_cast<char>(told);
    }
  }
}

/// What makes it the same application in another run: its id; its own key in the rules over the batch (a person); or,
/// with neither, all that was read of it.
void UnitJudge::identify(std::size_t application, const intake::Entry& entry) {
  if (entry.id.empty()) {
    for (const rules::Membership& membership : memberships_) {
      if (membership.groups.empty()) continue;
      identity_ = short_key(membership.groups.front().key);
      return;
    }
    digested_ = "content\n";
    forms::append_cells(filled_.batch, application, identity_fields_, digested_);
  } else {
    digested_ = "id\n";
    digested_ += entry.id;
  }
  identity_ = short_key(sha256(digested_));
}

void UnitJudge::put(std::size_t application, std::string& result) {
  const intake::Entry& entry = filled_.entries[application];
  bool in_groups = false;
  for (std::size_t rule = 0; rule < memberships_.size(); ++rule) {
    judge_.membership(rule, application, memberships_[rule]);
    in_groups = in_groups || memberships_[rule].open || !memberships_[rule].groups.empty();
  }
  const bool told = has_findings_[application] != 0 || in_groups;
  identity_.clear();
  if (told) identify(application, entry);
  std::string_view institution;
  if (const auto field = pack_.form->institution();
      field && filled_.batch.state(*field, application) == forms::CellState::value) {
    institution = filled_.batch.text(*field, application);
  }
  put_application(result, place_, entry.line, entry.byte, entry.sheet, entry.id, institution, identity_,
                  entry.problems);
  if (has_findings_[application] != 0) put_findings(application, entry, result);
  cells_.clear();
  if (in_groups) put_groups(application, result);
  put_end(result, cells_);
}

void UnitJudge::put_findings(std::size_t application, const intake::Entry& entry, std::string& result) {
  for (std::size_t rule = 0; rule < pack_.rules.size(); ++rule) {
    const rules::Outcome outcome = judge_.outcomes(rule)[application];
    if (outcome != rules::Outcome::fail && outcome != rules::Outcome::unknown) continue;
    judge_.say(rule, application, options_.run.language, said_);
    digested_ =
        outcome == rules::Outcome::fail ? heads_[rule] : fingerprint_head(pack_.id, pack_.rules[rule].code, outcome);
    digested_ += identity_;
    digested_ += '\0';
    const Sha256 fingerprint = sha256(digested_);
    put_finding(result, place_, rule, outcome, said_.message, said_.fix, said_.fields, said_.missing, {},
                place_of(entry, said_.fields, elsewhere_), short_key(fingerprint));
  }
}

/// What its own data leave open is said now; the rest waits until every group is known.
void UnitJudge::put_groups(std::size_t application, std::string& result) {
  forms::append_cells(filled_.batch, application, plan_->group_fields(), cells_);
  std::vector<std::vector<rules::Finding>> alone;
  for (std::size_t rule = 0; rule < memberships_.size(); ++rule) {
    for (const rules::Membership::Group& group : memberships_[rule].groups) {
      put_group(result, rule, short_key(group.key), group.sure, group.item);
    }
    if (!memberships_[rule].open) continue;
    if (alone.empty()) {
      forms::Batch batch(pack_.form);
      forms::add_from_cells(batch, plan_->group_fields(), cells_);
      const std::string name = "-";
      alone = rules::judge_batch(pack_, batch, std::span(&name, 1));
    }
    for (const rules::Finding& finding : alone.front()) {
      if (finding.code != pack_.batch_rules[rule].code || finding.outcome != rules::Outcome::unknown) continue;
      put_finding(result, place_, pack_.rules.size() + rule, finding.outcome, finding.message.in(options_.run.language),
                  finding.fix.in(options_.run.language), finding.fields, finding.missing, {}, {},
                  fingerprint_of(pack_.id, finding.code, finding.outcome, identity_));
    }
  }
}

}  // namespace saitaku::audit::detail

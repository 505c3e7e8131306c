#include "engine/audit/detail/teller.h"

#include <algorithm>
#include <utility>

namespace saitaku::audit::detail {
namespace {

constexpr std::size_t kMostSkipped = 10'000;
constexpr std::size_t kMostNotes = 1'000;
constexpr std::size_t kMostMembers = 1'000;

void put_hex(std::string& text, std::string_view digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  text.resize(2 * digest.size());
  char* at = text.data();
  for (const char byte : digest) {
    *at++ = kDigits[static_cast<unsigned char>(byte) >> 4];
    *at++ = kDigits[static_cast<unsigned char>(byte) & 15];
  }
}

void add_verdict(Applications& applications, rules::VerdictKind verdict) {
  ++applications.total;
  switch (verdict) {
    case rules::VerdictKind::eligible: ++applications.eligible; break;
    case rules::VerdictKind::ineligible: ++applications.ineligible; break;
    case rules::VerdictKind::undetermined: ++applications.undetermined; break;
  }
}

}  // namespace

std::string place_of(const ResultRecord& record, std::string_view file) {
  std::string place(file);
  if (!record.sheet.empty()) place.append(" ").append(record.sheet);
  if (record.line != 0) place += ':' + std::to_string(record.line);
  return place;
}

std::string name_of(const ResultRecord& record, std::string_view file) {
  return record.id.empty() ? place_of(record, file) : std::string(record.id);
}

Teller::Teller(const intake::Inventory& inventory, const Options& options, std::span<Sink* const> sinks)
    : inventory_(inventory),
      options_(options),
      sinks_(sinks),
      rules_(rule_refs(*options.run.pack)),
      own_rules_(options.run.pack->rules.size()) {
  summary_.by_rule.resize(rules_.size());
}

void Teller::begin() {
  for (Sink* sink : sinks_) sink->begin(options_.run);
  for (const Problem& problem : inventory_.problems) {
    if (problem.severity == Severity::error) unlisted(problem);
  }
}

/// A path that could not be listed is an input that could not be read.
void Teller::unlisted(const Problem& problem) {
  const UnreadableView view{problem.where.file, 0, -1, &problem};
  for (Sink* sink : sinks_) sink->unreadable(view);
  ++summary_.inputs.files;
  ++summary_.inputs.unreadable;
  ++summary_.inputs.unreadable_records;
  summary_.unreadable_files.push_back({problem.where.file, 1, true, problem});
}

void Teller::tell(const UnitHead& head, std::string_view result, GroupOutcomes* groups) {
  const std::string& file = inventory_.inputs[head.input].path;
  input_ = head.input;
  ++input_units_;
  if (head.reused) ++input_reused_;
  ResultReader reader(result, {file, head.first_line, head.first_byte});
  while (const ResultRecord* record = reader.next()) {
    switch (record->kind) {
      case ResultRecord::Kind::application: application(*record, file, groups); break;
      case ResultRecord::Kind::unreadable: unreadable(*record, file); break;
      case ResultRecord::Kind::member:
        if (members_.size() < kMostMembers || members_.contains(record->member)) {
          members_[std::string(record->member)] += record->times;
        }
        break;
      case ResultRecord::Kind::note:
        summary_.inputs.summary_rows += record->problem.code == "table.summary-row" ? 1 : 0;
        if (summary_.notes.size() < kMostNotes) {
          summary_.notes.push_back(record->problem);
        } else {
          ++summary_.more_notes;
        }
        break;
    }
  }
  if (head.last) end_input();
}

void Teller::end_input() {
  Summary::Inputs& inputs = summary_.inputs;
  const intake::Input& input = inventory_.inputs[input_];
  ++inputs.files;
  inputs.bytes += input.bytes;
  const bool whole = input_unreadable_ > 0 && input_applications_ == 0;
  ++(whole ? inputs.unreadable : input_reused_ == input_units_ ? inputs.reused : inputs.read);
  if (input_unreadable_ > 0) {
    if (summary_.unreadable_files.size() < kMostUnreadable) {
      summary_.unreadable_files.push_back({input.path, input_unreadable_, whole, std::move(input_first_unreadable_)});
    } else {
      ++summary_.more_unreadable_files;
    }
  }
  input_applications_ = input_unreadable_ = input_reused_ = input_units_ = 0;
}

void Teller::unreadable(const ResultRecord& record, std::string_view file) {
  if (input_unreadable_++ == 0) input_first_unreadable_ = record.problem;
  ++summary_.inputs.unreadable_records;
  const UnreadableView view{file, record.line, record.byte, &record.problem};
  for (Sink* sink : sinks_) sink->unreadable(view);
}

/// Filled in where an earlier application's finding stood: most audits with findings have millions.
template <typename Finding>
void Teller::add_finding(std::size_t rule, const Finding& finding) {
  if (findings_used_ == findings_.size()) findings_.emplace_back();
  FindingView& view = findings_[findings_used_++];
  view.rule = &rules_[rule];
  view.outcome = finding.outcome;
  view.message = finding.message;
  view.fix = finding.fix;
  view.fields.assign(finding.fields.begin(), finding.fields.end());
  view.missing.assign(finding.missing.begin(), finding.missing.end());
  view.others.assign(finding.others.begin(), finding.others.end());
  if constexpr (requires { finding.where; }) {
    view.where = finding.where;
  } else {
    view.where = {};
  }
  put_hex(view.fingerprint, finding.fingerprint);
  view.known = options_.baseline == nullptr ? nullptr : options_.baseline->find(view.fingerprint);
}

void Teller::application(const ResultRecord& record, std::string_view file, GroupOutcomes* groups) {
  ++input_applications_;
  const std::string name = name_of(record, file);
  ApplicationView view;
  view.number = ++number_;
  view.name = name;
  view.id = record.id;
  view.institution = record.institution;
  view.file = file;
  view.line = record.line;
  view.byte = record.byte;
  view.notes = record.notes;
  group_findings_.clear();
  if (groups != nullptr) groups->take(number_, group_findings_);
  findings_used_ = 0;
  for (const ResultFinding& finding : record.findings) {
    if (finding.rule >= rules_.size()) continue;
    const auto of_group = std::find_if(group_findings_.begin(), group_findings_.end(),
                                       [&](const GroupFinding& one) { return own_rules_ + one.rule == finding.rule; });
    if (of_group != group_findings_.end()) {
      // Its own data leave the rule over the batch open; its group says more.
      if (of_group->outcome == rules::Outcome::unknown) {
        for (const std::string_view missing : finding.missing) of_group->missing.emplace_back(missing);
        std::sort(of_group->missing.begin(), of_group->missing.end());
        of_group->missing.erase(std::unique(of_group->missing.begin(), of_group->missing.end()),
                                of_group->missing.end());
      }
      continue;
    }
    add_finding(finding.rule, finding);
  }
  for (const GroupFinding& finding : group_findings_) add_finding(own_rules_ + finding.rule, finding);
  const auto by_rule = [](const FindingView& a, const FindingView& b) { return a.rule->index < b.rule->index; };
  const auto end = findings_.begin() + static_cast<std::ptrdiff_t>(findings_used_);
  if (!std::is_sorted(findings_.begin(), end, by_rule)) std::sort(findings_.begin(), end, by_rule);
  view.findings = std::span(findings_).first(findings_used_);
  bool open = false;
  for (const FindingView& finding : view.findings) {
    const bool failed = finding.outcome == rules::Outcome::fail;
    if (!failed) {
      ++view.counts.unknown;
      open = open || finding.rule->severity == Severity::error;
      continue;
    }
    switch (finding.rule->severity) {
      case Severity::error: ++view.counts.error; break;
      case Severity::warning: ++view.counts.warning; break;
      case Severity::advice: ++view.counts.advice; break;
    }
  }
  view.verdict = view.counts.error > 0 ? rules::VerdictKind::ineligible
                 : open                ? rules::VerdictKind::undetermined
                                       : rules::VerdictKind::eligible;
  count(view);
  for (Sink* sink : sinks_) sink->application(view);
}

void Teller::count(const ApplicationView& view) {
  add_verdict(summary_.applications, view.verdict);
  if (options_.run.pack->form->institution()) {
    auto found = summary_.by_institution.find(view.institution);
    if (found == summary_.by_institution.end() && summary_.by_institution.size() < kMostInstitutions) {
      found = summary_.by_institution.emplace(view.institution, Applications{}).first;
    }
    add_verdict(found == summary_.by_institution.end() ? summary_.other_institutions : found->second, view.verdict);
  }
  summary_.findings.error += view.counts.error;
  summary_.findings.warning += view.counts.warning;
  summary_.findings.advice += view.counts.advice;
  summary_.findings.unknown += view.counts.unknown;
  for (const FindingView& finding : view.findings) {
    Tally& tally = summary_.by_rule[finding.rule->index];
    const bool failed = finding.outcome == rules::Outcome::fail;
    ++(failed ? tally.fail : tally.unknown);
    if (failed && finding.known != nullptr) {
      ++tally.known;
      ++summary_.findings.known;
    }
  }
}

void Teller::end(bool interrupted) {
  if (input_units_ > 0) end_input();  // interrupted in the middle of it
  summary_.interrupted = interrupted;
  summary_.inputs.skipped = inventory_.skipped.size();
  summary_.inputs.files += inventory_.skipped.size();
  const std::size_t shown = std::min(inventory_.skipped.size(), kMostSkipped);
  summary_.skipped.assign(inventory_.skipped.begin(), inventory_.skipped.begin() + static_cast<std::ptrdiff_t>(shown));
  summary_.unknown_members.assign(members_.begin(), members_.end());
  for (Sink* sink : sinks_) sink->end(summary_);
}

Problems Teller::problems() const {
  for (Sink* sink : sinks_) {
    if (auto problems = sink->problems(); has_errors(problems)) return problems;
  }
  return {};
}

}  // namespace saitaku::audit::detail

#include "engine/report/html/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/html/words.h"
#include "engine/report/judged.h"

namespace saitaku::report::html {
namespace {

constexpr std::size_t kName = 120, kFile = 200, kMessage = 600, kFix = 300;
constexpr std::size_t kMostOthers = 10, kMostFields = 6;
// <tr>, two cells, a badge: what findings_html() adds to a row.
constexpr std::size_t kAround = 100;
// The frame of a rule: <details>, heading, caption.
constexpr std::size_t kFrame = 3000;

std::string sub(const std::string& html) { return "<span class=\"sub\">" + html + "</span>"; }

/// "応募者 所属、支出費目 4件目 金額", and how many more.
std::string labels(const audit::RunInfo& run, const std::vector<std::string_view>& pointers) {
  std::string all;
  const auto shown = std::min(pointers.size(), kMostFields);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) all += text("report.comma", run.language);
    all += field_label(*run.pack->form, pointers[i], run.language);
  }
  if (pointers.size() > shown) {
    all += text("report.more", run.language, {{"count", number(pointers.size() - shown)}});
  }
  return all;
}

std::string others_html(const audit::RunInfo& run, const std::vector<std::string_view>& others) {
  std::string names;
  const auto shown = std::min(others.size(), kMostOthers);
  for (std::size_t i = 0; i < shown; ++i) {
    names += (i > 0 ? escaped(text("report.comma", run.language)) : "") + isolated(others[i], run.language, kName);
  }
  if (others.size() > shown) {
    names += escaped(text("report.more", run.language, {{"count", number(others.size() - shown)}}));
  }
  return names;
}

}  // namespace

std::size_t FindingSelection::Row::size() const { return who.size() + what.size() + fix.size() + kAround; }

FindingSelection::FindingSelection(const audit::RunInfo& run, std::size_t rules, std::size_t room)
    : run_(run), room_(room), seen_(rules) {}

void FindingSelection::add(const audit::ApplicationView& application, const audit::FindingView& finding) {
  const bool open = finding.outcome == rules::Outcome::unknown;
  auto& seen = seen_.at(finding.rule->index);
  const bool new_rule = seen.fail + seen.open == 0;
  const bool first = ++(open ? seen.open : seen.fail) <= kFirst;
  ++turn_;
  if (!first && (open ? open_end_ : failed_end_)) return;
  auto row = row_of(application, finding);
  if (new_rule) seen.fix = row.fix;
  row.has_rules_fix = !row.fix.empty() && row.fix == seen.fix;
  if (row.has_rules_fix) row.fix.clear();
  taken_ += row.size() + (new_rule ? kFrame : 0);
  (first ? first_ : open ? more_open_ : more_failed_).push_back(std::move(row));
  make_room();
}

void FindingSelection::make_room() {
  while (taken_ > room_) {
    // Hostile findings alone can be too many for the first of each rule; the last come last.
    auto& from = !more_open_.empty() ? more_open_ : !more_failed_.empty() ? more_failed_ : first_;
    if (from.empty()) return;
    open_end_ = true;
    failed_end_ = failed_end_ || &from != &more_open_;
    taken_ -= from.back().size();
    from.pop_back();
  }
}

FindingSelection::Row FindingSelection::row_of(const audit::ApplicationView& application,
                                               const audit::FindingView& finding) const {
  const auto language = run_.language;
  Row row{.is_open = finding.outcome == rules::Outcome::unknown, .rule = finding.rule->index, .turn = turn_};
  row.who = isolated(application.name, language, kName);
  if (!application.institution.empty()) row.who += sub(isolated(application.institution, language, kName));
  // Without an id, the name is the place already.
  if (!application.id.empty()) row.who += sub(place_html(application.file, application.line, language, kFile));
  const auto& where = finding.where;
  const bool elsewhere = !where.file.empty() && where.file != application.file;
  if (elsewhere || !where.sheet.empty() || !where.cell.empty()) {
    row.who += sub(isolated(detail::place_within(where, application.file, language), language, kName));
  }
  row.what = "<span class=\"what\">" + isolated(finding.message, language, kMessage) + "</span>";
  if (!finding.missing.empty()) {
    row.what += sub(escaped(text("report.html.missing", language)) +
                    isolated(labels(run_, finding.missing), language, kMessage));
  }
  if (!finding.others.empty()) {
    row.what += sub(escaped(text("report.html.others", language)) + others_html(run_, finding.others));
  }
  if (finding.known != nullptr) row.what += sub(known_html(*finding.known, language, kFix));
  if (!finding.fix.empty()) row.fix = isolated(finding.fix, language, kFix);
  return row;
}

std::vector<FindingSelection::OfRule> FindingSelection::take() {
  std::vector<OfRule> by_rule(seen_.size());
  for (std::size_t i = 0; i < by_rule.size(); ++i) by_rule[i].fix = seen_[i].fix;
  for (auto* rows : {&first_, &more_failed_, &more_open_}) {
    for (auto& row : *rows) by_rule[row.rule].rows.push_back(std::move(row));
    rows->clear();
  }
  for (auto& [fix, rows] : by_rule) {
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.is_open != b.is_open ? b.is_open : a.turn < b.turn; });
  }
  return by_rule;
}

}  // namespace saitaku::report::html

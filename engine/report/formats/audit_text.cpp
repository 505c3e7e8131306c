// Text: the summary for people, on standard output. The findings themselves are for the other formats.
#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/number_table.h"

namespace saitaku::report {
namespace {

using audit::Applications;
using audit::Summary;
using detail::number;
using detail::NumberTable;

/// So many are named before the rest is counted.
constexpr std::size_t kMostShown = 20;

class SummaryPage {
 public:
  SummaryPage(const audit::RunInfo& run, const Summary& summary, const TextOptions& options)
      : run_(run), summary_(summary), language_(run.language), page_(with_language(options, run.language)) {}

  std::string write() {
    verdicts();
    rules();
    institutions();
    unreadable_files();
    problems("report.audit.section.skipped", summary_.skipped, summary_.inputs.skipped);
    unknown_members();
    problems("report.audit.section.notes", summary_.notes, summary_.notes.size() + summary_.more_notes);
    next_steps();
    footer();
    return page_.take();
  }

 private:
  static TextOptions with_language(TextOptions options, Language language) {
    options.language = language;
    return options;
  }
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }
  void section(std::string_view id, std::uint64_t count) { page_.headline(say(id, {{"count", number(count)}})); }
  void more(std::uint64_t all, std::size_t shown) {
    if (all <= shown) return;
    page_.line(say("report.audit.more", {{"count", number(all - shown)}}), Style::dim, 2);
  }

  void verdicts() {
    const auto& applications = summary_.applications;
    const bool open = applications.undetermined > 0 || summary_.inputs.unreadable_records > 0 ||
                      applications.total == 0 || summary_.interrupted;
    const auto kind = applications.ineligible > 0 ? "ineligible" : open ? "undetermined" : "eligible";
    const auto style = applications.ineligible > 0 ? Style::bad : open ? Style::open : Style::good;
    page_.hanging(0, say(std::string("report.mark.") + kind) + " ",
                  say(applications.total == 0 ? "report.audit.nothing" : "report.audit.verdicts",
                      {{"total", number(applications.total)},
                       {"eligible", number(applications.eligible)},
                       {"ineligible", number(applications.ineligible)},
                       {"undetermined", number(applications.undetermined)}}),
                  style, style);
    if (summary_.interrupted) page_.line(say("report.audit.interrupted"), Style::bad, 2);
    page_.line(say("report.call", {{"title", run_.pack->title.in(language_)}, {"call", run_.pack->id}}), Style::plain,
               2);
    const auto& inputs = summary_.inputs;
    page_.line(say("report.audit.inputs", {{"files", number(inputs.files)},
                                           {"read", number(inputs.read)},
                                           {"reused", number(inputs.reused)},
                                           {"unreadable", number(inputs.unreadable)},
                                           {"skipped", number(inputs.skipped)}}),
               Style::plain, 2);
    const auto& findings = summary_.findings;
    page_.line(say(findings.known > 0 ? "report.audit.findings-known" : "report.audit.findings",
                   {{"error", number(findings.error)},
                    {"warning", number(findings.warning)},
                    {"advice", number(findings.advice)},
                    {"unknown", number(findings.unknown)},
                    {"known", number(findings.known)}}),
               Style::plain, 2);
  }

  void rules() {
    const auto rules = audit::rule_refs(*run_.pack);
    const bool known = summary_.findings.known > 0;
    std::vector<std::string> head{say("report.audit.head.rule"), say("report.audit.head.fail"),
                                  say("report.audit.head.unknown")};
    if (known) head.push_back(say("report.audit.head.known"));
    head.push_back(say("report.audit.head.title"));
    NumberTable table(std::move(head));
    std::size_t shown = 0;
    for (const auto& rule : rules) {
      const auto tally = rule.index < summary_.by_rule.size() ? summary_.by_rule[rule.index] : audit::Tally{};
      if (tally.fail + tally.unknown == 0) continue;
      ++shown;
      auto title = rule.title->in(language_);
      if (rule.severity != Severity::error)
        title += say("report.severity-of",
                     {{"severity", say("report.severity-name." + std::string(to_string(rule.severity)))}});
      const auto style = tally.fail > tally.known && rule.severity == Severity::error ? Style::bad : Style::open;
      std::vector<std::uint64_t> numbers{tally.fail, tally.unknown};
      if (known) numbers.push_back(tally.known);
      table.row({std::string(rule.code), std::move(numbers), std::move(title), style});
    }
    if (summary_.applications.total == 0) return;
    section("report.audit.section.rules", rules.size());
    if (shown > 0) table.print(page_);
    if (shown < rules.size()) {
      page_.line(say(shown == 0 ? "report.audit.rules-clean" : "report.audit.rules-rest",
                     {{"count", number(rules.size() - shown)}}),
                 shown == 0 ? Style::good : Style::dim, 2);
    }
  }

  /// The ones with most to do first.
  void institutions() {
    const auto& all = summary_.by_institution;
    if (all.empty() || (all.size() == 1 && all.begin()->first.empty())) return;  // the form knows none
    using Entry = const std::pair<const std::string, Applications>*;
    std::vector<Entry> entries;
    for (const auto& entry : all) entries.push_back(&entry);
    const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(std::min(kMostShown, entries.size()));
    std::partial_sort(entries.begin(), middle, entries.end(), [](Entry a, Entry b) {
      if (a->second.ineligible != b->second.ineligible) return a->second.ineligible > b->second.ineligible;
      if (a->second.undetermined != b->second.undetermined) return a->second.undetermined > b->second.undetermined;
      return a->first < b->first;
    });
    section("report.audit.section.institutions", entries.size());
    NumberTable table({"", say("report.audit.head.ineligible"), say("report.audit.head.undetermined"),
                       say("report.audit.head.eligible"), say("report.audit.head.institution")});
    for (auto at = entries.begin(); at != middle; ++at) {
      const auto& [name, applications] = **at;
      table.row({"",
                 {applications.ineligible, applications.undetermined, applications.eligible},
                 name.empty() ? say("report.audit.no-institution") : name,
                 applications.ineligible > 0     ? Style::bad
                 : applications.undetermined > 0 ? Style::open
                                                 : Style::good});
    }
    table.print(page_);
    auto rest = summary_.other_institutions;
    for (auto at = middle; at != entries.end(); ++at) {
      rest.ineligible += (*at)->second.ineligible;
      rest.undetermined += (*at)->second.undetermined;
      rest.eligible += (*at)->second.eligible;
    }
    const auto left_out = entries.size() - static_cast<std::size_t>(middle - entries.begin());
    if (left_out == 0 && rest.total == 0) return;
    page_.line(say(rest.total > 0 ? "report.audit.other-institutions-and-more" : "report.audit.other-institutions",
                   {{"count", number(left_out)},
                    {"ineligible", number(rest.ineligible)},
                    {"undetermined", number(rest.undetermined)},
                    {"eligible", number(rest.eligible)}}),
               Style::dim, 2);
  }

  void unreadable_files() {
    const auto& files = summary_.unreadable_files;
    if (files.empty() && summary_.inputs.unreadable_records == 0) return;
    page_.headline(
        say("report.audit.section.unreadable", {{"count", number(files.size() + summary_.more_unreadable_files)},
                                                {"places", number(summary_.inputs.unreadable_records)}}));
    const auto shown = std::min(kMostShown, files.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& file = files[i];
      auto name = file.file;
      if (file.places > 1) name += say("report.audit.places", {{"count", number(file.places)}});
      page_.line(name, Style::bad, 2);
      problem(file.first, file.file);
    }
    more(files.size() + summary_.more_unreadable_files, shown);
  }

  /// "  12行目  what" and its fix below.
  void problem(const Problem& problem, const std::string& own_file) {
    const auto place = detail::place_within(problem.where, own_file, language_);
    const auto what = problem.what(language_);
    page_.line(place.empty() ? what : place + "  " + what, Style::plain, 4);
    const auto fix = problem.fix(language_);
    if (!fix.empty()) page_.hanging(4, say("report.arrow"), fix, Style::dim);
  }

  void problems(std::string_view title, const std::vector<Problem>& list, std::uint64_t all) {
    if (all == 0) return;
    section(title, all);
    const auto shown = std::min(kMostShown, list.size());
    for (std::size_t i = 0; i < shown; ++i) {
      if (!list[i].where.file.empty()) page_.line(list[i].where.file, Style::plain, 2);
      problem(list[i], list[i].where.file);
    }
    more(all, shown);
  }

  void unknown_members() {
    const auto& members = summary_.unknown_members;
    if (members.empty()) return;
    section("report.audit.section.unknown-members", members.size());
    NumberTable table({"", say("report.audit.head.times"), say("report.audit.head.member")});
    const auto shown = std::min(kMostShown, members.size());
    for (std::size_t i = 0; i < shown; ++i) table.row({"", {members[i].second}, members[i].first, Style::open});
    table.print(page_);
    more(members.size(), shown);
    page_.hanging(2, say("report.arrow"), say("report.audit.unknown-members-fix"), Style::dim);
  }

  void next_steps() {
    std::vector<std::string> steps;
    const auto& findings = summary_.findings;
    if (summary_.interrupted) steps.push_back(say("report.audit.next.resume"));
    if (findings.error + findings.warning + findings.advice + findings.unknown > 0) {
      steps.push_back(say("report.audit.next.report"));
      steps.push_back(say("report.audit.next.check"));
    }
    if (summary_.inputs.unreadable_records > 0) steps.push_back(say("report.audit.next.unreadable"));
    if (steps.empty()) return;
    page_.headline(say("report.audit.section.next"));
    for (const auto& step : steps) page_.hanging(2, say("report.arrow"), step);
  }

  void footer() {
    page_.blank();
    const auto& pack = *run_.pack;
    page_.line(say(pack.edition.empty() ? "report.pack" : "report.pack-edition",
                   {{"call", pack.id}, {"version", pack.version}, {"edition", pack.edition}}),
               Style::dim);
  }

  const audit::RunInfo& run_;
  const Summary& summary_;
  Language language_;
  Page page_;
};

class TextReport final : public detail::AuditWriter {
 public:
  TextReport(ByteSink& sink, const TextOptions& options) : AuditWriter(sink), options_(options) {}
  void end(const Summary& summary) override { out().write(SummaryPage(run(), summary, options_).write()); }

 private:
  TextOptions options_;
};

std::unique_ptr<audit::Sink> make(ByteSink& out, const TextOptions& options) {
  return std::make_unique<TextReport>(out, options);
}

}  // namespace

const AuditFormat& audit_text() {
  static const AuditFormat format{.name = "text", .ending = ".txt", .make = make};
  return format;
}

}  // namespace saitaku::report

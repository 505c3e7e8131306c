// Markdown for an issue or a wiki: the summary first, then every finding by application; those are told first, and
// wait in a spool.
#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/spool.h"

namespace saitaku::report {
namespace {

/// A text that stays one: on one line, every mark that Markdown or HTML would take for its own escaped.
std::string plain(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]>|~&#";
  const auto shown = printable(text);
  // At the beginning of a text these make a list.
  auto start = shown.find_first_not_of("0123456789");
  if (start == 0 && !shown.starts_with('-') && !shown.starts_with('+')) start = std::string::npos;
  if (start != std::string::npos && start > 0 && shown[start] != '.' && shown[start] != ')') start = std::string::npos;
  std::string escaped;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (shown[at] == '<') {
      escaped += "&lt;";  // older renderers pass \< through
      continue;
    }
    if (at == start || kMarks.find(shown[at]) != std::string_view::npos) escaped += '\\';
    escaped += shown[at];
  }
  return escaped;
}

class MarkdownReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void unreadable(const audit::UnreadableView& view) override {
    Where where;
    where.line = static_cast<std::int64_t>(view.line);
    where.byte = view.byte;
    auto place = detail::place_within(where, {}, language());
    auto line = "- " + plain(view.file) + (place.empty() ? "" : " ") + plain(place) + ": " +
                plain(view.problem->what(language()));
    const auto fix = view.problem->fix(language());
    if (!fix.empty()) line += " → " + plain(fix);
    unreadable_.write((any_unreadable_ ? "" : "\n") + line + "\n");
    any_unreadable_ = true;
  }

  void application(const audit::ApplicationView& view) override {
    if (view.findings.empty() && view.notes.empty()) return;
    any_findings_ = true;
    auto& text = buffer();
    text += "\n### " + plain(view.name) + "\n\n";
    text += say("report.audit.verdict." + std::string(to_string(view.verdict)));
    if (!view.institution.empty()) text += " — " + plain(view.institution);
    auto file = std::string(view.file);
    if (view.line > 0) file += ":" + std::to_string(view.line);
    text += " — " + plain(file) + "\n\n";
    for (const auto& each : view.findings) finding(view, each);
    for (const auto& note : view.notes) {
      text += "- " + say("report.audit.outcome.note") + ": " + plain(note.what(language()));
      place(note.where, view.file);
      text += "\n";
    }
    findings_.write(text);
    text.clear();
  }

  void end(const audit::Summary& summary) override {
    const auto& pack = *run().pack;
    auto& text = buffer();
    text += "# " + plain(say("report.audit.label.title", {{"title", pack.title.in(language())}})) + "\n\n";
    if (summary.interrupted) text += "**" + say("report.audit.interrupted") + "**\n\n";
    verdicts(summary);
    rules(summary);
    institutions(summary);
    if (any_unreadable_) section("report.audit.sheet.unreadable");
    drain();
    unreadable_.copy_to(out());
    if (any_findings_) section("report.audit.sheet.findings");
    drain();
    findings_.copy_to(out());
    text += "\n" +
            plain(say(pack.edition.empty() ? "report.pack" : "report.pack-edition",
                      {{"call", pack.id}, {"version", pack.version}, {"edition", pack.edition}})) +
            "\n";
    drain();
  }

  Problems problems() const override {
    auto problems = AuditWriter::problems();
    for (const auto* spool : {&findings_, &unreadable_}) {
      for (auto& problem : spool->problems()) problems.push_back(std::move(problem));
    }
    return problems;
  }

 private:
  void section(std::string_view id) { buffer() += "\n## " + say(id) + "\n"; }

  void row(std::initializer_list<std::string> cells) {
    for (const auto& cell : cells) buffer() += "| " + cell + " ";
    buffer() += "|\n";
  }
  /// Headings, the first `texts` columns flush left and the numbers flush right.
  void head(std::initializer_list<std::string> headings, std::size_t texts) {
    row(headings);
    for (std::size_t i = 0; i < headings.size(); ++i) buffer() += i < texts ? "|---" : "|---:";
    buffer() += "|\n";
  }
  static std::string number(std::uint64_t count) { return with_thousands(static_cast<std::int64_t>(count)); }

  void verdicts(const audit::Summary& summary) {
    const auto& applications = summary.applications;
    head({say("report.audit.label.total"), say("report.audit.verdict.eligible"), say("report.audit.verdict.ineligible"),
          say("report.audit.verdict.undetermined")},
         0);
    row({number(applications.total), number(applications.eligible), number(applications.ineligible),
         number(applications.undetermined)});
    const auto& inputs = summary.inputs;
    buffer() += "\n" +
                plain(say("report.audit.inputs", {{"files", number(inputs.files)},
                                                  {"read", number(inputs.read)},
                                                  {"reused", number(inputs.reused)},
                                                  {"unreadable", number(inputs.unreadable)},
                                                  {"skipped", number(inputs.skipped)}})) +
                "\n";
  }

  void rules(const audit::Summary& summary) {
    section("report.audit.section.rules");
    buffer() += "\n";
    head({say("report.audit.head.rule"), say("report.audit.head.title"), say("report.audit.column.severity"),
          say("report.audit.head.fail"), say("report.audit.head.unknown"), say("report.audit.head.known")},
         3);
    for (const auto& rule : audit::rule_refs(*run().pack)) {
      const auto tally = rule.index < summary.by_rule.size() ? summary.by_rule[rule.index] : audit::Tally{};
      row({plain(rule.code), plain(rule.title->in(language())),
           say("report.severity-name." + std::string(to_string(rule.severity))), number(tally.fail),
           number(tally.unknown), number(tally.known)});
    }
  }

  void institutions(const audit::Summary& summary) {
    const auto& all = summary.by_institution;
    if (all.empty() || (all.size() == 1 && all.begin()->first.empty())) return;
    section("report.audit.by-institution");
    buffer() += "\n";
    head({say("report.audit.head.institution"), say("report.audit.label.total"), say("report.audit.verdict.eligible"),
          say("report.audit.verdict.ineligible"), say("report.audit.verdict.undetermined")},
         1);
    const auto write = [&](const std::string& name, const audit::Applications& counts) {
      row({name, number(counts.total), number(counts.eligible), number(counts.ineligible),
           number(counts.undetermined)});
      drain_when_full();
    };
    for (const auto& [name, counts] : all)
      write(name.empty() ? say("report.audit.no-institution") : plain(name), counts);
    if (summary.other_institutions.total > 0)
      write(say("report.audit.label.other-institutions"), summary.other_institutions);
  }

  void finding(const audit::ApplicationView& view, const audit::FindingView& finding) {
    auto& text = buffer();
    text += "- **" + plain(finding.rule->code) + "** ";
    text += plain(finding.rule->title->in(language()));
    text += say("report.severity-of",
                {{"severity", finding.outcome == rules::Outcome::unknown
                                  ? say("report.audit.outcome.unknown")
                                  : say("report.severity-name." + std::string(to_string(finding.rule->severity)))}});
    if (!finding.message.empty()) text += ": " + plain(finding.message);
    if (!finding.fix.empty()) text += " → " + plain(finding.fix);
    place(finding.where, view.file);
    if (!finding.others.empty()) {
      std::string others;
      for (const auto other : finding.others) others.append(others.empty() ? "" : say("report.comma")).append(other);
      text += " " + plain(say("report.audit.other", {{"name", others}}));
    }
    if (finding.known != nullptr) text += plain(say("report.audit.known-because", {{"reason", finding.known->reason}}));
    text += "\n";
  }

  void place(const Where& where, std::string_view own_file) {
    const auto place = detail::place_within(where, own_file, language());
    if (!place.empty()) buffer() += plain(say("report.application", {{"id", place}}));
  }

  detail::Spool findings_, unreadable_;
  bool any_findings_ = false, any_unreadable_ = false;
};

}  // namespace

const AuditFormat& audit_markdown() {
  static const AuditFormat format{.name = "markdown", .ending = ".md", .make = detail::make_report<MarkdownReport>};
  return format;
}

}  // namespace saitaku::report

// Markdown for an issue or a wiki: the summary first, then every finding by application; those are told first, and
// wait in a spool.
#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/markdown.h"
#include "engine/report/detail/spool.h"

namespace saitaku::report {
namespace {

class MarkdownReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void unreadable(const audit::UnreadableView& view) override {
    Where where;
    where.line = static_cast<std::int64_t>(view.line);
    where.byte = view.byte;
    auto place = detail::place_within(where, {}, language());
    auto line = "- " + detail::markdown_text(view.file) + (place.empty() ? "" : " ") + detail::markdown_text(place) +
                ": " + detail::markdown_text(view.problem->what(language()));
    const auto fix = view.problem->fix(language());
    if (!fix.empty()) line += " → " + detail::markdown_text(fix);
    unreadable_.write((any_unreadable_ ? "" : "\n") + line + "\n");
    any_unreadable_ = true;
  }

  void application(const audit::ApplicationView& view) override {
    if (view.findings.empty() && view.notes.empty()) return;
    any_findings_ = true;
    auto& text = buffer();
    text += "\n### " + detail::markdown_text(view.name) + "\n\n";
    text += say("report.audit.verdict." + std::string(to_string(view.verdict)));
    if (!view.institution.empty()) text += " — " + detail::markdown_text(view.institution);
    auto file = std::string(view.file);
    if (view.line > 0) file += ":" + std::to_string(view.line);
    text += " — " + detail::markdown_text(file) + "\n\n";
    for (const auto& each : view.findings) finding(view, each);
    for (const auto& note : view.notes) {
      text += "- " + say("report.audit.outcome.note") + ": " + detail::markdown_text(note.what(language()));
      place(note.where, view.file);
      text += "\n";
    }
    findings_.write(text);
    text.clear();
  }

  void end(const audit::Summary& summary) override {
    const auto& pack = *run().pack;
    auto& text = buffer();
    text +=
        "# " + detail::markdown_text(say("report.audit.label.title", {{"title", pack.title.in(language())}})) + "\n\n";
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
            detail::markdown_text(say(pack.edition.empty() ? "report.pack" : "report.pack-edition",
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
                detail::markdown_text(say("report.audit.inputs", {{"files", number(inputs.files)},
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
      row({detail::markdown_text(rule.code), detail::markdown_text(rule.title->in(language())),
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
      write(name.empty() ? say("report.audit.no-institution") : detail::markdown_text(name), counts);
    if (summary.other_institutions.total > 0)
      write(say("report.audit.label.other-institutions"), summary.other_institutions);
  }

  void finding(const audit::ApplicationView& view, const audit::FindingView& finding) {
    auto& text = buffer();
    text += "- **" + detail::markdown_text(finding.rule->code) + "** ";
    text += detail::markdown_text(finding.rule->title->in(language()));
    text += say("report.severity-of",
                {{"severity", finding.outcome == rules::Outcome::unknown
                                  ? say("report.audit.outcome.unknown")
                                  : say("report.severity-name." + std::string(to_string(finding.rule->severity)))}});
    if (!finding.message.empty()) text += ": " + detail::markdown_text(finding.message);
    if (!finding.fix.empty()) text += " → " + detail::markdown_text(finding.fix);
    place(finding.where, view.file);
    if (!finding.others.empty()) {
      std::string others;
      for (const auto other : finding.others) others.append(others.empty() ? "" : say("report.comma")).append(other);
      text += " " + detail::markdown_text(say("report.audit.other", {{"name", others}}));
    }
    if (finding.known != nullptr)
      text += detail::markdown_text(say("report.audit.known-because", {{"reason", finding.known->reason}}));
    text += "\n";
  }

  void place(const Where& where, std::string_view own_file) {
    const auto place = detail::place_within(where, own_file, language());
    if (!place.empty()) buffer() += detail::markdown_text(say("report.application", {{"id", place}}));
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

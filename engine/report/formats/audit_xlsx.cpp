// XLSX: the summary, every finding, every application, what could not be read, and how it was run.
#include <optional>

#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/workbook.h"

namespace saitaku::report {
namespace {

using detail::Cell;
using detail::Sheet;

Cell cell_of(Severity severity) {
  switch (severity) {
    case Severity::error: return Cell::bad;
    case Severity::warning: return Cell::warn;
    case Severity::advice: return Cell::plain;
  }
  return Cell::plain;
}

Cell cell_of(rules::VerdictKind verdict) {
  switch (verdict) {
    case rules::VerdictKind::eligible: return Cell::good;
    case rules::VerdictKind::ineligible: return Cell::bad;
    case rules::VerdictKind::undetermined: return Cell::open;
  }
  return Cell::plain;
}

class XlsxReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    rules_ = audit::rule_refs(*run.pack);
    title_ = say("report.audit.label.title", {{"title", run.pack->title.in(language())}});
    book_.emplace(title_, say("report.audit.label.cut"), detail::Workbook::kExcelRows);
    summary_ = &book_->add(sheet_name("summary"), {{{}, 40}, {{}, 30}, {{}, 12}, {{}, 12}, {{}, 12}, {{}, 12}}, false);
    findings_ = &book_->add(
        sheet_name("findings"),
        {column("outcome", 10), column("severity", 9), column("code", 11), column("title", 28),
         column("application", 22), column("institution", 24), column("message", 60), column("fix", 44),
         column("place", 22), column("fields", 24), column("missing", 24), column("others", 24), column("file", 36),
         column("line", 8), column("byte", 12), column("known", 24), column("expires", 12), column("fingerprint", 34)});
    applications_ = &book_->add(
        sheet_name("applications"),
        {column("application", 26), column("institution", 30), column("verdict", 12), column("error", 9),
         column("warning", 9), column("advice", 9), column("unknown", 9), column("file", 44), column("line", 8)});
    unreadable_ =
        &book_->add(sheet_name("unreadable"), {column("file", 44), column("line", 8), column("byte", 12),
                                               column("problem", 22), column("reason", 60), column("fix", 60)});
    run_ = &book_->add(sheet_name("run"), {column("name", 36), column("value", 80)});
  }

  void unreadable(const audit::UnreadableView& view) override {
    auto& sheet = *unreadable_;
    sheet.text(view.file);
    place(sheet, view.line, view.byte);
    sheet.text(view.problem->code);
    sheet.text(view.problem->what(language()), Cell::wrapped);
    sheet.text(view.problem->fix(language()), Cell::wrapped);
    sheet.next_row();
  }

  void application(const audit::ApplicationView& view) override {
    auto& sheet = *applications_;
    sheet.text(view.name);
    sheet.text(view.institution);
    sheet.text(say("report.audit.verdict." + std::string(to_string(view.verdict))), cell_of(view.verdict));
    for (const auto count : {view.counts.error, view.counts.warning, view.counts.advice, view.counts.unknown})
      sheet.number(count);
    sheet.text(view.file);
    if (view.line > 0) sheet.number(view.line);
    sheet.next_row();
    for (const auto& each : view.findings) finding(view, each);
    for (const auto& each : view.notes) note(view, each);
  }

  void end(const audit::Summary& summary) override {
    write_summary(summary);
    write_run(summary);
    book_->finish(out());
  }

  Problems problems() const override {
    auto problems = AuditWriter::problems();
    if (book_) {
      for (auto& problem : book_->problems()) problems.push_back(std::move(problem));
    }
    return problems;
  }

 private:
  std::string sheet_name(std::string_view name) const { return say("report.audit.sheet." + std::string(name)); }
  detail::SheetColumn column(std::string_view name, double width) const {
    return {say("report.audit.column." + std::string(name)), width};
  }
  std::string label(std::string_view name) const { return say("report.audit.label." + std::string(name)); }

  static void place(Sheet& sheet, std::uint64_t line, std::int64_t byte) {
    line > 0 ? sheet.number(line) : sheet.skip();
    byte >= 0 ? sheet.number(static_cast<std::uint64_t>(byte)) : sheet.skip();
  }

  static std::string lines(const std::vector<std::string_view>& texts) {
    std::string joined;
    for (const auto text : texts) joined.append(joined.empty() ? "" : "\n").append(text);
    return joined;
  }

  void finding(const audit::ApplicationView& view, const audit::FindingView& finding) {
    auto& sheet = *findings_;
    const bool open = finding.outcome == rules::Outcome::unknown;
    sheet.text(say("report.audit.outcome." + std::string(to_string(finding.outcome))),
               open ? Cell::open : cell_of(finding.rule->severity));
    sheet.text(say("report.severity-name." + std::string(to_string(finding.rule->severity))),
               cell_of(finding.rule->severity));
    sheet.text(finding.rule->code);
    sheet.text(finding.rule->title->in(language()), Cell::wrapped);
    sheet.text(view.name);
    sheet.text(view.institution);
    sheet.text(finding.message, Cell::wrapped);
    sheet.text(finding.fix, Cell::wrapped);
    sheet.text(detail::place_within(finding.where, view.file, language()));
    sheet.text(lines(finding.fields), Cell::wrapped);
    sheet.text(lines(finding.missing), Cell::wrapped);
    sheet.text(lines(finding.others), Cell::wrapped);
    sheet.text(view.file);
    place(sheet, view.line, view.byte);
    sheet.text(finding.known == nullptr ? std::string_view{} : finding.known->reason, Cell::wrapped);
    sheet.text(finding.known == nullptr ? std::string_view{} : finding.known->expires);
    sheet.text(finding.fingerprint);
    sheet.next_row();
  }

  void note(const audit::ApplicationView& view, const Problem& problem) {
    auto& sheet = *findings_;
    sheet.text(say("report.audit.outcome.note"));
    sheet.text(say("report.severity-name." + std::string(to_string(problem.severity))));
    sheet.text(problem.code);
    sheet.skip();
    sheet.text(view.name);
    sheet.text(view.institution);
    sheet.text(problem.what(language()), Cell::wrapped);
    sheet.text(problem.fix(language()), Cell::wrapped);
    sheet.text(detail::place_within(problem.where, view.file, language()));
    sheet.skip(3);
    sheet.text(view.file);
    place(sheet, view.line, view.byte);
    sheet.next_row();
  }

  void headings(std::initializer_list<std::string> texts) {
    summary_->next_row();
    for (const auto& text : texts) summary_->text(text, Cell::heading);
    summary_->next_row();
  }

  void counts(const audit::Applications& applications) {
    summary_->number(applications.total);
    summary_->number(applications.eligible, applications.eligible > 0 ? Cell::good : Cell::plain);
    summary_->number(applications.ineligible, applications.ineligible > 0 ? Cell::bad : Cell::plain);
    summary_->number(applications.undetermined, applications.undetermined > 0 ? Cell::open : Cell::plain);
    summary_->next_row();
  }

  void write_summary(const audit::Summary& summary) {
    auto& sheet = *summary_;
    sheet.text(title_, Cell::title);
    sheet.next_row();
    if (summary.interrupted) {
      sheet.text(label("interrupted"), Cell::bad);
      sheet.next_row();
    }
    const auto verdict = [&](std::string_view kind) { return say("report.audit.verdict." + std::string(kind)); };
    headings({"", "", label("total"), verdict("eligible"), verdict("ineligible"), verdict("undetermined")});
    sheet.text(run().pack->id);
    sheet.skip();
    counts(summary.applications);

    headings({say("report.audit.head.rule"), say("report.audit.column.title"), say("report.audit.column.severity"),
              say("report.audit.head.fail"), say("report.audit.head.unknown"), say("report.audit.head.known")});
    for (const auto& rule : rules_) {
      const auto tally = rule.index < summary.by_rule.size() ? summary.by_rule[rule.index] : audit::Tally{};
      sheet.text(rule.code);
      sheet.text(rule.title->in(language()), Cell::wrapped);
      sheet.text(say("report.severity-name." + std::string(to_string(rule.severity))));
      sheet.number(tally.fail, tally.fail > 0 ? cell_of(rule.severity) : Cell::plain);
      sheet.number(tally.unknown, tally.unknown > 0 ? Cell::open : Cell::plain);
      sheet.number(tally.known);
      sheet.next_row();
    }
    write_institutions(summary);
  }

  void write_institutions(const audit::Summary& summary) {
    const auto verdict = [&](std::string_view kind) { return say("report.audit.verdict." + std::string(kind)); };
    headings({say("report.audit.head.institution"), "", label("total"), verdict("eligible"), verdict("ineligible"),
              verdict("undetermined")});
    for (const auto& [name, applications] : summary.by_institution) {
      summary_->text(name.empty() ? say("report.audit.no-institution") : name);
      summary_->skip();
      counts(applications);
    }
    if (summary.other_institutions.total == 0) return;
    summary_->text(label("other-institutions"));
    summary_->skip();
    counts(summary.other_institutions);
  }

  void fact(std::string_view name, std::string_view value) {
    run_->text(label(name));
    run_->text(value, Cell::wrapped);
    run_->next_row();
  }
  void fact(std::string_view name, std::uint64_t value) {
    run_->text(label(name));
    run_->number(value);
    run_->next_row();
  }
  void fact(std::string_view name, const Problem& problem) {
    auto value = problem.where.file;
    if (!value.empty()) value += "\n";
    fact(name, value + problem.what(language()));
  }

  void write_run(const audit::Summary& summary) {
    const auto& pack = *run().pack;
    fact("call", pack.id);
    fact("pack", pack.version);
    fact("edition", pack.edition);
    fact("hash", pack.hash);
    fact("program", run().program_version);
    for (const auto& path : run().arguments) fact("path", path);
    if (!run().baseline.empty()) fact("baseline", run().baseline);
    fact("files", summary.inputs.files);
    fact("read", summary.inputs.read);
    fact("reused", summary.inputs.reused);
    fact("unreadable-files", summary.inputs.unreadable);
    fact("skipped-files", summary.inputs.skipped);
    fact("places", summary.inputs.unreadable_records);
    fact("bytes", summary.inputs.bytes);
    for (const auto& problem : summary.skipped) fact("skipped", problem);
    for (const auto& [name, count] : summary.unknown_members) fact("member", name + " (" + std::to_string(count) + ")");
    for (const auto& problem : summary.notes) fact("note", problem);
  }

  std::vector<audit::RuleRef> rules_;
  std::string title_;
  std::optional<detail::Workbook> book_;
  Sheet* summary_ = nullptr;
  Sheet* findings_ = nullptr;
  Sheet* applications_ = nullptr;
  Sheet* unreadable_ = nullptr;
  Sheet* run_ = nullptr;
};

}  // namespace

const AuditFormat& audit_xlsx() {
  static const AuditFormat format{.name = "xlsx", .ending = ".xlsx", .make = detail::make_report<XlsxReport>};
  return format;
}

}  // namespace saitaku::report

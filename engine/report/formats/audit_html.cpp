// --report audit.html: one page for people, of bounded size whatever the audit. NDJSON, CSV and XLSX have everything.
#include <utility>

#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/html/findings.h"
#include "engine/report/html/sections.h"
#include "engine/report/html/shell.h"

namespace saitaku::report {

const AuditFormat& audit_html();

namespace {

using namespace html;

// What mail systems and document stores still take, in bytes; and what each part may have of it. The rest is for style,
// script, summary and the room that a section's frame takes.
constexpr std::size_t kMostBytes = 5'000'000;
constexpr std::size_t kFindingsKept = 3'000'000, kFindingsWritten = 3'400'000;
constexpr std::size_t kRules = 500'000, kInstitutions = 300'000, kUnreadable = 250'000, kReading = 200'000;
constexpr std::size_t kApplicationNotes = kReading / 4, kArguments = 40'000;

class HtmlReport : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    rules_ = audit::rule_refs(*run.pack);
    findings_.emplace(this->run(), rules_.size(), kFindingsKept);
  }

  void application(const audit::ApplicationView& view) override {
    for (const auto& finding : view.findings) findings_->add(view, finding);
    for (const auto& note : view.notes) {
      ++all_notes_;
      if (notes_end_) continue;
      auto item = application_note_html(view, note, language());
      notes_size_ += item.size();
      notes_end_ = notes_size_ > kApplicationNotes;
      if (!notes_end_) notes_.push_back(std::move(item));
    }
  }

  void end(const audit::Summary& summary) override {
    const AuditPage page{.run = run(),
                         .summary = summary,
                         .rules = std::move(rules_),
                         .findings = findings_->take(),
                         .application_notes = std::move(notes_),
                         .all_application_notes = all_notes_};
    const auto bytes = page_of(shell_of(page));
    SAITAKU_EXPECT(bytes.size() <= kMostBytes, "every section keeps to its room");
    out().write(bytes);
  }

 private:
  Shell shell_of(const AuditPage& page) const {
    Shell shell{.language = language(),
                .kind = say("report.html.kind-of-report"),
                .title = shortened(run().pack->title.in(language()), 200),
                .footer = say("report.html.disclaimer")};
    shell.sections = {
        {"summary", say("report.html.section.summary"), summary_section(page)},
        {"rules", say("report.html.section.rules"), rules_section(page, kRules)},
        {"institutions", say("report.html.section.institutions"), institutions_section(page, kInstitutions)},
        {"findings", say("report.html.section.findings"), findings_section(page, kFindingsWritten)},
        {"unreadable", say("report.html.section.unreadable"), unreadable_section(page, kUnreadable)},
        {"reading", say("report.html.section.reading"), reading_section(page, kReading)},
        {"run", say("report.html.section.run"), run_section(page, kArguments)}};
    std::erase_if(shell.sections, [](const Section& section) { return section.body.empty(); });
    return shell;
  }

  std::vector<audit::RuleRef> rules_;
  std::optional<FindingSelection> findings_;
  std::vector<std::string> notes_;
  std::size_t notes_size_ = 0;
  std::uint64_t all_notes_ = 0;
  bool notes_end_ = false;
};

}  // namespace

const AuditFormat& audit_html() {
  static const AuditFormat format{.name = "html", .ending = ".html", .make = detail::make_report<HtmlReport>};
  return format;
}

}  // namespace saitaku::report

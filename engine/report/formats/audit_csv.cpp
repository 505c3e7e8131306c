// CSV for Excel: UTF-8 with its mark, CRLF, one finding a row, headings in the reader's language. A text that Excel
// would take for a formula, a number or a date gets an apostrophe before it (detail/csv.h).
#include <array>
#include <map>
#include <utility>

#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/csv.h"

namespace saitaku::report {
namespace {

constexpr std::array<std::string_view, 19> kColumns{
    "outcome", "severity", "code", "title", "application", "institution", "message", "fix",     "place",      "fields",
    "missing", "others",   "file", "line",  "byte",        "verdict",     "known",   "expires", "fingerprint"};

class CsvReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    buffer() += detail::kCsvMark;
    for (const auto column : kColumns) text(say("report.audit.column." + std::string(column)));
    end_row();
    for (const auto& rule : audit::rule_refs(*run.pack))
      titles_.push_back(detail::csv_text(rule.title->in(language())));
  }

  void unreadable(const audit::UnreadableView& view) override {
    const auto& problem = *view.problem;
    begin_problem(problem, "report.audit.outcome.unreadable");
    empty(2);
    say_problem(problem, view.file);
    empty(3);
    place(view.file, view.line, view.byte);
    empty(4);
    end_row();
  }

  void application(const audit::ApplicationView& view) override {
    if (view.findings.empty() && view.notes.empty()) return;
    const auto& verdict = prepared_word("report.audit.verdict.", to_string(view.verdict));
    for (const auto& finding : view.findings) {
      raw(prepared_word("report.audit.outcome.", to_string(finding.outcome)));
      raw(prepared_word("report.severity-name.", to_string(finding.rule->severity)));
      text(finding.rule->code);
      raw(titles_[finding.rule->index]);
      text(view.name);
      text(view.institution);
      text(finding.message);
      text(finding.fix);
      text(detail::place_within(finding.where, view.file, language()));
      list(finding.fields);
      list(finding.missing);
      list(finding.others);
      place(view.file, view.line, view.byte);
      raw(verdict);
      text(finding.known == nullptr ? std::string_view{} : std::string_view(finding.known->reason));
      text(finding.known == nullptr ? std::string_view{} : std::string_view(finding.known->expires));
      text(finding.fingerprint);
      end_row();
    }
    for (const auto& note : view.notes) {
      begin_problem(note, "report.audit.outcome.note");
      text(view.name);
      text(view.institution);
      say_problem(note, view.file);
      empty(3);
      place(view.file, view.line, view.byte);
      raw(verdict);
      empty(3);
      end_row();
    }
  }

  void end(const audit::Summary&) override { drain(); }

 private:
  /// One of a few words, looked up and quoted once.
  const std::string& prepared_word(std::string_view prefix, std::string_view word) {
    auto& field = words_[{prefix, word}];
    if (field.empty()) field = detail::csv_text(say(std::string(prefix) + std::string(word)));
    return field;
  }
  void raw(std::string_view field) {
    if (!first_) buffer() += ',';
    first_ = false;
    buffer() += field;
  }
  void text(std::string_view content) { content.empty() ? raw("") : raw(detail::csv_text(content)); }
  void empty(int fields) {
    for (int i = 0; i < fields; ++i) raw("");
  }
  void list(const std::vector<std::string_view>& texts) {
    std::string joined;
    for (const auto each : texts) joined.append(joined.empty() ? "" : "\n").append(each);
    text(joined);
  }
  void place(std::string_view file, std::uint64_t line, std::int64_t byte) {
    text(file);
    raw(line > 0 ? std::to_string(line) : std::string{});
    raw(byte >= 0 ? std::to_string(byte) : std::string{});
  }
  void begin_problem(const Problem& problem, std::string_view outcome) {
    text(say(outcome));
    text(say("report.severity-name." + std::string(to_string(problem.severity))));
    text(problem.code);
    empty(1);
  }
  void say_problem(const Problem& problem, std::string_view own_file) {
    text(problem.what(language()));
    text(problem.fix(language()));
    text(detail::place_within(problem.where, own_file, language()));
  }
  void end_row() {
    buffer() += detail::kCsvLineEnd;
    first_ = true;
    drain_when_full();
  }

  std::vector<std::string> titles_;                                             ///< ready to write, per rule
  std::map<std::pair<std::string_view, std::string_view>, std::string> words_;  ///< keys live as long as the program
  bool first_ = true;
};

}  // namespace

const AuditFormat& audit_csv() {
  static const AuditFormat format{.name = "csv", .ending = ".csv", .make = detail::make_report<CsvReport>};
  return format;
}

}  // namespace saitaku::report

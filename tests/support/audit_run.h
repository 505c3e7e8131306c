// An audit told by hand, with what people and their machines really write: quotes, formulas, markup, line breaks, NUL,
// emoji, direction marks, bytes that are no UTF-8, and a text that fills a book. For tests of reports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/sink.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::tests {

using namespace std::string_literals;
using namespace std::string_view_literals;

inline constexpr std::string_view kFormula = "=cmd|'/C calc'!A0";
inline constexpr std::string_view kMarkup = "<script>alert(\"x\")</script>&amp;大学";
inline constexpr std::string_view kTurned = "\u202Efdp.exe\u202C 🎓 `pipe|\\` *x* _y_ [z](http://example.org)";
inline constexpr std::string_view kNoUtf8 = "提出/\xff\xfe名前.xlsx";
inline constexpr std::string_view kBreaks = "一行目\r\n二行目\t「三」\x01\x1b[31m\0終わり"sv;

/// So many findings of one more application, for reports that hold nothing back.
struct AuditRun {
  Language language = Language::ja;
  std::size_t more_findings = 0;
};

inline std::shared_ptr<const rules::Pack> hostile_pack() {
  auto pack = std::make_shared<rules::Pack>(*tiny_pack());
  pack->title = {"小さな公募 <b>&\"'|", "A tiny call <b>&\"'|"};
  pack->hash = std::string(64, 'a');
  pack->rules[1].title = {"締切|まで", "Deadline|kept"};
  return pack;
}

inline Problem problem_at(std::string code, std::string file, std::int64_t line, std::int64_t byte, Args args) {
  Problem problem{Severity::error, std::move(code), named(file), std::move(args)};
  problem.where.line = line;
  problem.where.byte = byte;
  return problem;
}

class AuditTeller {
 public:
  AuditTeller(audit::Sink& sink, const AuditRun& run)
      : sink_(sink), run_(run), pack_(hostile_pack()), rules_(audit::rule_refs(*pack_)) {}

  void tell() {
    sink_.begin({.pack = pack_,
                 .language = run_.language,
                 .program_version = "0.1.0",
                 .arguments = {"b.ndjson", "提出 <1>/"},
                 .baseline = "既知.json"});
    unreadable();
    hostile();
    clean();
    long_one();
    in_a_workbook();
    many();
    sink_.end(summary());
  }

 private:
  std::string_view in(std::string_view ja, std::string_view en) const {
    return run_.language == Language::ja ? ja : en;
  }
  audit::FindingView finding(std::string_view code, rules::Outcome outcome, std::string_view message,
                             std::string_view fix) const {
    audit::FindingView view;
    for (const auto& rule : rules_) {
      if (rule.code == code) view.rule = &rule;
    }
    view.outcome = outcome;
    view.message = message;
    view.fix = fix;
    view.fingerprint = "0123456789abcdef0123456789abcd0" + std::to_string(view.rule->index);
    return view;
  }

  void unreadable() {
    const auto line = problem_at("json.utf8", "b.ndjson", 3, 120, {{"byte", "ff"}});
    const auto whole = problem_at("io.unreadable", std::string(kNoUtf8), 0, -1,
                                  {{"path", std::string(kNoUtf8)}, {"reason", "<EACCES> \"x\""}});
    sink_.unreadable({"b.ndjson", 3, 120, &line});
    sink_.unreadable({kNoUtf8, 0, -1, &whole});
  }

  void hostile() {
    const auto message =
        std::string(in("合計は\"5,200,000\"円で、", "The total is \"5,200,000\" yen: ")).append(kBreaks);
    auto over = finding("TN-B01", rules::Outcome::fail, message, in("減らしてください。", "Reduce it."));
    over.fields = {"/total", "/unit"};
    auto late = finding("TN-W01", rules::Outcome::fail, kTurned, "");
    late.fields = {"/sent_at"};
    const audit::Known known{"締切後の修正を認めた（-1+1）", "2026-12-31"};
    late.known = &known;
    auto open = finding("TN-E01", rules::Outcome::unknown, in("級が書かれていません。", "The level is missing."), "");
    open.missing = {"/level"};
    auto twice = finding("TN-U01", rules::Outcome::fail, in("2件あります。", "There are 2."), "1");
    twice.others = {"00124", "@SUM(A1)"};
    const std::vector<audit::FindingView> findings{over, late, open, twice};
    sink_.application({.number = 1,
                       .name = kFormula,
                       .id = kFormula,
                       .institution = kMarkup,
                       .file = "b.ndjson",
                       .line = 4,
                       .byte = 2048,
                       .verdict = rules::VerdictKind::ineligible,
                       .counts = {.error = 2, .warning = 1, .unknown = 1},
                       .findings = findings});
  }

  void clean() {
    sink_.application({.number = 2,
                       .name = "00123",
                       .id = "00123",
                       .institution = "例示大学",
                       .file = "b.ndjson",
                       .line = 5,
                       .byte = 4096,
                       .verdict = rules::VerdictKind::eligible});
  }

  void long_one() {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "長𠮷";  // three UTF-16 units each
    const auto blank = finding("TN-F01", rules::Outcome::fail, text, in("書いてください。", "Fill it in."));
    sink_.application({.number = 3,
                       .name = "2026-04-17",
                       .id = "2026-04-17",
                       .file = "b.ndjson",
                       .line = 6,
                       .byte = 5000,
                       .verdict = rules::VerdictKind::ineligible,
                       .counts = {.error = 1},
                       .findings = {&blank, 1}});
  }

  void in_a_workbook() {
    auto open = finding("TN-E01", rules::Outcome::unknown, in("級が読めません。", "The level cannot be read."), "");
    open.missing = {"/level"};
    open.where.sheet = "研究計画調書_1枚目";
    open.where.cell = "D48";
    auto note =
        problem_at("field.not-whole", "提出 <1>/12-34-56 様式1.xlsx", 0, -1,
                   {{"field", "合計"}, {"value", "1.5"}, {"field@ja", "合計"}, {"field@en", "Total"}, {"unit", ""}});
    note.severity = Severity::warning;
    note.where.sheet = "研究計画調書_1枚目";
    note.where.cell = "D50";
    sink_.application({.number = 4,
                       .name = "提出 <1>/12-34-56 様式1.xlsx",
                       .institution = "例示大学",
                       .file = "提出 <1>/12-34-56 様式1.xlsx",
                       .verdict = rules::VerdictKind::undetermined,
                       .counts = {.unknown = 1},
                       .findings = {&open, 1},
                       .notes = {&note, 1}});
  }

  void many() {
    if (run_.more_findings == 0) return;
    const std::vector<audit::FindingView> findings(
        run_.more_findings, finding("TN-F01", rules::Outcome::fail, in("空です。", "It is blank."), "x"));
    sink_.application({.number = 5,
                       .name = "5",
                       .id = "5",
                       .institution = "例示大学",
                       .file = "c.json",
                       .verdict = rules::VerdictKind::ineligible,
                       .counts = {.error = run_.more_findings},
                       .findings = findings});
  }

  audit::Summary summary() const {
    const bool more = run_.more_findings > 0;
    audit::Summary summary;
    summary.inputs = {
        .files = 5, .read = 2, .reused = 1, .unreadable = 1, .skipped = 1, .unreadable_records = 2, .bytes = 123'456};
    summary.applications = {4u + more, 1, 2u + more, 1};
    summary.by_rule.resize(rules_.size());
    summary.by_rule[0].fail = 1;
    summary.by_rule[1] = {.fail = 1, .known = 1};
    summary.by_rule[2].fail = 1 + run_.more_findings;
    summary.by_rule[3].unknown = 2;
    summary.by_rule[4].fail = 1;
    summary.findings = {.error = 3 + run_.more_findings, .warning = 1, .unknown = 2, .known = 1};
    summary.by_institution = {
        {"", {1, 0, 1, 0}}, {std::string(kMarkup), {1, 0, 1, 0}}, {"例示大学", {2u + more, 1, 0u + more, 1}}};
    summary.unreadable_files = {{"b.ndjson", 1, false, problem_at("json.utf8", "b.ndjson", 3, 120, {{"byte", "ff"}})},
                                {std::string(kNoUtf8), 1, true,
                                 problem_at("io.unreadable", std::string(kNoUtf8), 0, -1,
                                            {{"path", std::string(kNoUtf8)}, {"reason", "<EACCES> \"x\""}})}};
    summary.skipped = {problem_at("draft.other-format", "提出 <1>/写真.png", 0, -1, {{"format", "PNG"}})};
    summary.unknown_members = {{"=HYPERLINK(\"x\")", 2}, {"memo|備考", 1}};
    summary.notes = {problem_at("field.unknown", "提出 <1>/表.csv", 1, -1, {{"pointer", "備考<br>"}, {"hint", ""}})};
    summary.notes.front().severity = Severity::advice;
    return summary;
  }

  audit::Sink& sink_;
  AuditRun run_;
  std::shared_ptr<const rules::Pack> pack_;
  std::vector<audit::RuleRef> rules_;
};

inline void tell_audit(audit::Sink& sink, const AuditRun& run = {}) { AuditTeller(sink, run).tell(); }

}  // namespace saitaku::tests

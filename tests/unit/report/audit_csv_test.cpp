#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/cell_text.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

/// RFC 4180, strictly: a quote in a quoted field is doubled, lines end in CRLF.
std::vector<std::vector<std::string>> rows_of(std::string_view csv) {
  std::vector<std::vector<std::string>> rows(1);
  std::string field;
  bool quoted = false;
  for (std::size_t at = 0; at < csv.size(); ++at) {
    const char c = csv[at];
    if (quoted) {
      const bool doubled = c == '"' && at + 1 < csv.size() && csv[at + 1] == '"';
      if (doubled) ++at;
      if (c == '"' && !doubled)
        quoted = false;
      else
        field += c;
    } else if (c == '"') {
      REQUIRE(field.empty());
      quoted = true;
    } else if (c == ',' || c == '\r') {
      rows.back().push_back(std::move(field));
      field.clear();
      if (c == ',') continue;
      REQUIRE(csv[++at] == '\n');
      rows.emplace_back();
    } else {
      field += c;
    }
  }
  REQUIRE(rows.back().empty());
  rows.pop_back();
  return rows;
}

std::string csv_of(const AuditRun& run = {}) {
  StringSink out;
  tell_audit(*find_audit_format("csv")->make(out, {}), run);
  return out.text;
}

}  // namespace

TEST_CASE("what Excel would take for a formula, a number or a date is told apart") {
  for (const auto* text : {"=1+1",
                           "+81",
                           "-1",
                           "@SUM(A1)",
                           "\t=1",
                           "\r=1",
                           "\n=1",
                           " =1",
                           "　＝1",
                           "＋1",
                           "－1",
                           "＠x",
                           "−1",
                           "'=1",
                           "\u200B=1",
                           "00123",
                           "1E5",
                           "1e5",
                           "1-2",
                           "2026-04-17",
                           "4/17",
                           "12:30",
                           "12:30 PM",
                           "3月4日",
                           "令和8年4月17日",
                           "R8.4.17",
                           "MAR1",
                           "Sept 2",
                           "1-May",
                           "1,234",
                           "50%",
                           "(5)",
                           "¥100",
                           "１２３",
                           "true",
                           "FALSE",
                           "12345678901234567890",
                           "1 2"}) {
    CAPTURE(text);
    CHECK(detail::spreadsheet_would_convert(text));
  }
  for (const auto* text : {"", "例示大学", "SP-B01", "A1", "R001", "E12", "T-1x", "12-34-56 様式1.xlsx", "提出/1.json",
                           "abc", "marx1", "令和の会", "円", "a=b", "0123456789abcdef"}) {
    CAPTURE(text);
    CHECK_FALSE(detail::spreadsheet_would_convert(text));
  }
}

TEST_CASE("a cell keeps line breaks and loses what harms") {
  CHECK(detail::cell_text("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te");
  CHECK(detail::cell_text("a\0b\x01\x1b[31m\x7f"sv) == "ab[31m");
  CHECK(detail::cell_text("\xff\u202Egnp\uFFFF\u0085") == "\uFFFDgnp");
}

TEST_CASE("a text is cut between characters, with a mark") {
  CHECK(detail::cut_to_utf16("長𠮷長𠮷", 6, "…") == "長𠮷長𠮷");
  CHECK(detail::cut_to_utf16("長𠮷長𠮷", 5, "…") == "長𠮷長…");
  CHECK(detail::cut_to_utf16("長𠮷長𠮷", 3, "…") == "長…");
}

TEST_CASE("the CSV report has a mark, CRLF, one row a finding, and no cell that Excel runs") {
  const auto csv = csv_of();
  REQUIRE(csv.starts_with("\uFEFF"));
  CHECK(is_utf8(csv));
  const auto rows = rows_of(std::string_view(csv).substr(3));
  REQUIRE(rows.size() == 1 + 2 + 5 + 1 + 1);
  for (const auto& row : rows) {
    REQUIRE(row.size() == 19);
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column == 13 || column == 14) continue;  // line and byte are numbers
      CHECK_FALSE((detail::spreadsheet_would_convert(row[column]) && !row[column].starts_with('\'')));
    }
  }
  CHECK(rows[1][0] == "読み取り不能");
  CHECK(rows[1][13] == "3");
  CHECK(rows[3][4] == "'" + std::string(kFormula));
  CHECK(rows[3][5] == kMarkup);
  CHECK(rows[3][6] == "合計は\"5,200,000\"円で、一行目\n二行目\t「三」[31m終わり");
  CHECK(rows[3][9] == "/total\n/unit");
  CHECK(rows[6][11] == "00124\n@SUM(A1)");
  CHECK(rows[7][4] == "'2026-04-17");
  CHECK(rows[7][6].size() == 20'000 * 7);
  CHECK(rows[9][0] == "読み取りの注記");
}

TEST_CASE("the CSV report leaves no finding out") {
  const auto csv = csv_of({.more_findings = 20'000});
  CHECK(rows_of(std::string_view(csv).substr(3)).size() == 10 + 20'000);
}

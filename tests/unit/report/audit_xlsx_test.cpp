#include <cstdlib>

#include "engine/base/text.h"
#include "engine/intake/workbook.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/workbook.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string xlsx_of(const AuditRun& run = {}) {
  StringSink out;
  const auto sink = find_audit_format("xlsx")->make(out, {});
  tell_audit(*sink, run);
  CHECK(sink->problems().empty());
  return out.text;
}

intake::Workbook read(const std::string& bytes) {
  auto book = intake::read_workbook(bytes, "report.xlsx");
  REQUIRE_MESSAGE(book, describe(book.problems(), Language::en));
  return *book;
}

std::string text_at(const intake::Sheet& sheet, std::string_view cell) {
  const auto* found = sheet.find(cell);
  return found == nullptr ? std::string{} : found->text;
}

bool is_text(const intake::Sheet& sheet, std::string_view cell) {
  const auto* found = sheet.find(cell);
  return found != nullptr && found->kind == intake::Cell::Kind::text && found->formula.empty();
}

}  // namespace

TEST_CASE("the workbook has its sheets in order, ids as text and no formula") {
  const auto book = read(xlsx_of());
  std::vector<std::string> names;
  for (const auto& sheet : book.sheets) names.push_back(sheet.name);
  CHECK(names == std::vector<std::string>{"要約", "指摘一覧", "課題別", "読めないファイル", "実行情報"});
  for (const auto& sheet : book.sheets) {
    for (const auto& [place, cell] : sheet.cells) CHECK(cell.formula.empty());
  }
  const auto& findings = *book.find("指摘一覧");
  CHECK(text_at(findings, "A1") == "結果");
  CHECK(text_at(findings, "E2") == kFormula);
  CHECK(text_at(findings, "G2") == "合計は\"5,200,000\"円で、一行目\n二行目\t「三」[31m終わり");
  CHECK(is_text(findings, "E6"));
  CHECK(text_at(findings, "E6") == "2026-04-17");
  const auto& applications = *book.find("課題別");
  CHECK(is_text(applications, "A3"));
  CHECK(text_at(applications, "A3") == "00123");
  CHECK(text_at(applications, "C3") == "適合");
  CHECK(text_at(*book.find("読めないファイル"), "B2") == "3");
}

TEST_CASE("a text that is too long for a cell of Excel ends with a mark") {
  const auto cell = text_at(*read(xlsx_of()).find("指摘一覧"), "G6");
  CHECK(utf16_length(cell) <= 32'767);
  CHECK(utf16_length(cell) >= 32'765);
  CHECK(cell.ends_with("…（長いので以下略）"));
}

TEST_CASE("sheets go on where Excel's rows end") {
  StringSink out;
  detail::Workbook book("title", "…", 4);
  auto& first = book.add("first", {{"id", 10}, {"n", 5}});
  auto& second = book.add("second", {{"id", 10}});
  for (std::uint64_t i = 0; i < 7; ++i) {
    first.text("0" + std::to_string(i));
    first.number(i);
    first.next_row();
    second.text("x");
    if (i < 2) second.next_row();
  }
  book.finish(out);
  CHECK(book.problems().empty());
  const auto read_back = read(out.text);
  REQUIRE(read_back.sheets.size() == 4);
  CHECK(read_back.sheets[2].name == "first (2)");
  CHECK(text_at(read_back.sheets[0], "A4") == "02");
  CHECK(text_at(read_back.sheets[2], "A1") == "id");
  CHECK(text_at(read_back.sheets[2], "A2") == "03");
  CHECK(text_at(read_back.sheets[3], "B2") == "6");
}

TEST_CASE("every finding is in the workbook") {
  const auto book = read(xlsx_of({.more_findings = 3'000}));
  CHECK(text_at(*book.find("指摘一覧"), "C3008") == "TN-F01");
}

TEST_CASE("a workbook that cannot be put together says so") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/proc", 1);  // a folder where nobody can write
  StringSink out;
  const auto sink = find_audit_format("xlsx")->make(out, {});
  tell_audit(*sink);
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
  CHECK(out.text.empty());
  REQUIRE(has_errors(sink->problems()));
  CHECK(sink->problems().front().code == "report.no-room");
}

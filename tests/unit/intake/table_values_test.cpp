// Values as people write them in tables.
#include <doctest/doctest.h>

#include "engine/intake/tables/detail/cell_values.h"
#include "engine/intake/tables/detail/cell_writer.h"
#include "engine/intake/tables/detail/plain_cells.h"
#include "tests/support/tables.h"

using namespace saitaku;
using namespace saitaku::test;
using intake::detail::ContentKind;

namespace {

std::shared_ptr<const forms::Form> values_form() {
  static const auto form = tests::form_of(R"(
    "amount": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, ~},
    "count": {"type": "integer", ~},
    "share": {"type": "real", "unit": {"ja": "%", "en": "%"}, ~},
    "flag": {"type": "boolean", ~},
    "day": {"type": "date", ~},
    "at": {"type": "timestamp", ~},
    "number": {"type": "string", "digits": 8, ~},
    "choice": {"type": "string", "values": ["Yes", "no"], ~},
    "text": {"type": "string", ~})");
  return form;
}

struct Written {
  std::string value;
  std::string codes;
};

intake::detail::ColumnUse use_of(std::string_view path) {
  intake::detail::ColumnUse use;
  use.field = *values_form()->find(path);
  use.declared = &values_form()->fields()[use.field];
  use.plain = true;
  return use;
}

Written write(std::string_view path, std::string_view text, ContentKind kind = ContentKind::typed,
              bool date_1904 = false) {
  forms::Batch batch(values_form());
  const auto row = batch.add_application();
  Problems problems;
  const auto use = use_of(path);
  intake::detail::CellWriter(batch, date_1904, problems, [] { return Where{}; }).write(use, row, {text, kind});
  for (const auto& problem : problems) {
    CHECK(!problem.what(Language::ja).empty());
    CHECK(problem.what(Language::en).find('{') == std::string::npos);
  }
  return {cell_text(batch, use.field, row), tests::codes_of(problems)};
}

std::string value(std::string_view path, std::string_view text) {
  const auto written = write(path, text);
  return written.value + (written.codes.empty() ? "" : " " + written.codes);
}

std::string sheet_value(std::string_view path, std::string_view number, bool date_1904 = false) {
  const auto written = write(path, number, ContentKind::number, date_1904);
  return written.value + (written.codes.empty() ? "" : " " + written.codes);
}

}  // namespace

TEST_CASE("amounts: full width, separators, units of their own") {
  CHECK(value("amount", "5000") == "5000");
  CHECK(value("amount", "５，０００") == "5000");
  CHECK(value("amount", "5,000千円") == "5000");
  CHECK(value("amount", "500万円") == "5000 table.own-unit");
  CHECK(value("amount", "5,000,000円") == "5000 table.own-unit");
  CHECK(value("amount", "1.5百万円") == "1500 table.own-unit");
  CHECK(value("amount", "¥5,000") == "5000");
  CHECK(value("amount", "－３") == "-3");
  CHECK(value("amount", "5,000,500円") == "! table.not-whole");
  CHECK(value("amount", "約500") == "! table.not-a-number");
  CHECK(value("amount", "1,23") == "! table.not-a-number");
  CHECK(value("amount", "9999999999999999") == "! table.out-of-range");
  CHECK(value("count", "5円") == "! table.not-a-number");
  CHECK(value("count", "1e3") == "! table.not-a-number");
  CHECK(value("share", "12.5%") == "12.500000");
  CHECK(value("amount", "　") == "null");
}

TEST_CASE("yes and no in the words of tables") {
  for (const auto* yes : {"はい", "○", "〇", "TRUE", "True", "1", "有", "Y", "Ｙ", "yes", "✓"})
    CHECK(value("flag", yes) == "true");
  for (const auto* no : {"いいえ", "×", "FALSE", "0", "無", "N", "no"}) CHECK(value("flag", no) == "false");
  CHECK(value("flag", "") == "null");
  CHECK(value("flag", "たぶん") == "! table.not-a-boolean");
}

TEST_CASE("dates as people and Excel write them; a bare count of days is said") {
  CHECK(value("day", "2026-04-17") == "2026-04-17");
  CHECK(value("day", "2026/4/17") == "2026-04-17");
  CHECK(value("day", "2026/4/17 0:00") == "2026-04-17");
  CHECK(value("day", "20260417") == "2026-04-17");
  CHECK(value("day", "令和8年4月17日") == "2026-04-17");
  CHECK(value("day", "R8.4.17") == "2026-04-17");
  CHECK(value("day", "46129") == "2026-04-17 table.serial-date");
  CHECK(value("day", "2026-02-30") == "! table.bad-date");
  CHECK(value("day", "8.4.17") == "! table.bad-date");
  CHECK(value("at", "2026-05-18T12:00:00+09:00") == "2026-05-18T03:00:00Z");
  CHECK(value("at", "2026-05-18 12:00") == "2026-05-18T03:00:00Z table.date-read");
  CHECK(value("at", "2026/5/18 12:00") == "2026-05-18T03:00:00Z table.date-read");
  CHECK(value("at", "2026-05-18") == "! table.bad-date");
}

TEST_CASE("number cells of sheets: days since 1900 with its leap day that never was, or since 1904") {
  CHECK(sheet_value("day", "46129") == "2026-04-17");
  CHECK(sheet_value("day", "44667", true) == "2026-04-17");
  CHECK(sheet_value("day", "59") == "1900-02-28");
  CHECK(sheet_value("day", "61") == "1900-03-01");
  CHECK(sheet_value("day", "1") == "1900-01-01");
  CHECK(sheet_value("day", "0", true) == "1904-01-01");
  CHECK(sheet_value("day", "20260417") == "2026-04-17");
  CHECK(sheet_value("day", "60") == "! table.bad-date");
  CHECK(sheet_value("at", "46160.5") == "2026-05-18T03:00:00Z");
  CHECK(sheet_value("at", "46160") == "! table.bad-date");
  CHECK(sheet_value("amount", "5.0E3") == "5000");
  CHECK(sheet_value("text", "1.2E3") == "1200");
  CHECK(sheet_value("flag", "1") == "true");
}

TEST_CASE("ids keep their zeros: number cells are filled up; texts are left as written, as in documents, and said") {
  CHECK(value("number", "01234567") == "01234567");
  CHECK(value("number", "０１２３４５６７") == "０１２３４５６７ table.number-as-written");
  CHECK(value("number", "01234567 ") == "01234567  table.number-as-written");
  CHECK(value("number", "１２３") == "１２３ table.short-number");
  CHECK(value("number", "1234567") == "1234567 table.short-number");
  CHECK(sheet_value("number", "1234567") == "01234567 table.leading-zeros");
  CHECK(sheet_value("number", "12345678") == "12345678");
}

TEST_CASE("choices and texts are kept as they are but for ends of line: the rules judge what is there") {
  CHECK(value("choice", "ＹＥＳ") == "ＹＥＳ");
  CHECK(value("choice", "maybe") == "maybe");
  CHECK(value("text", " a\r\nb ") == " a\nb ");
  CHECK(write("text", "#REF!", ContentKind::error).codes == "table.error-value");
  CHECK(write("text", "-", ContentKind::no_result).value == "!");
}

TEST_CASE("what is written straight from the bytes is what a second look gives") {
  const std::vector<std::string> cells{"",
                                       "0",
                                       "-0",
                                       "-",
                                       "+5",
                                       "007",
                                       "123456789012345",
                                       "1234567890123456",
                                       "1,000",
                                       "1.0",
                                       " 5",
                                       "5 ",
                                       "2026-04-17",
                                       "2026-02-30",
                                       "0000-01-01",
                                       "9999-12-31",
                                       "true",
                                       "TRUE",
                                       "True",
                                       "1",
                                       "false",
                                       "はい",
                                       "Yes",
                                       "yes",
                                       "no",
                                       "12345678",
                                       "1234567",
                                       "abcdefgh",
                                       "　x",
                                       "x　",
                                       "あ",
                                       "\xC2\xA0",
                                       "a\rb",
                                       "a\nb",
                                       "\t",
                                       "　",
                                       "２０２６",
                                       "2026-04-17 ",
                                       "2026-04-1７",
                                       "-2026-4-1"};
  for (const auto* path : {"amount", "count", "share", "flag", "day", "at", "number", "choice", "text"}) {
    for (const auto& cell : cells) {
      CAPTURE(path);
      CAPTURE(cell);
      forms::Batch batch(values_form());
      const auto row = batch.add_application();
      const auto use = use_of(path);
      if (!intake::detail::write_plain(batch, use, row, cell, true)) continue;
      const auto second = write(path, cell);
      CHECK(cell_text(batch, use.field, row) == second.value);
      CHECK(second.codes.empty());
    }
  }
}

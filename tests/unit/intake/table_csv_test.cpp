// CSV and TSV: records, rows that do not fit, chunks.
#include <doctest/doctest.h>

#include "tests/support/tables.h"

using namespace saitaku;
using namespace saitaku::test;

namespace {

std::shared_ptr<const forms::Form> small_form() {
  return tests::form_of(R"(
    "applicant.name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}},
    "budget.total": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, "label": {"ja": "総額", "en": "Total"}},
    "starts_on": {"type": "date", "label": {"ja": "開始日", "en": "Start"}})");
}

}  // namespace

TEST_CASE("a table is read by the labels of the form, row by row") {
  const auto read =
      read_table("受付番号,氏名,総額,開始日\n0012,山田 花子,5000,2026-04-01\n0013,\"Smith, J\",,\n", small_form());
  CHECK(read.failed.empty());
  CHECK(joined(read.rows) ==
        "2 0012 name=山田 花子 total=5000 starts_on=2026-04-01\n"
        "3 0013 name=Smith, J total=null starts_on=null\n");
  CHECK(read.problems.empty());
}

TEST_CASE("quotes hold delimiters, line ends and doubled quotes; CRLF, LF and CR end rows") {
  const auto read = read_table("ID,氏名\r\n1,\"a,\"\"b\"\"\r\nc\"\r2,5\" disk\n3,\"x\"y\n\n4,\"\"\r\n", small_form());
  CHECK(joined(read.rows) ==
        "2 1 name=a,\"b\"\nc total=? starts_on=?\n"
        "4 2 name=5\" disk total=? starts_on=?\n"
        "5 3 name=xy total=? starts_on=?\n"
        "7 4 name=null total=? starts_on=?\n");
}

TEST_CASE("tabs and semicolons are found, and titles above the headers are passed over") {
  const auto tsv = read_table("応募一覧\n2026年度\n\nID\t氏名\t総額\na\tb\t1\n", small_form());
  CHECK(tsv.head->delimiter == '\t');
  CHECK(tsv.head->header_row == 4);
  CHECK(joined(tsv.rows) == "5 a name=b total=1 starts_on=?\n");
  const auto semicolons = read_table("ID;氏名;総額\na;b,c;1\n", small_form());
  CHECK(semicolons.head->delimiter == ';');
  CHECK(joined(semicolons.rows) == "2 a name=b,c total=1 starts_on=?\n");
}

TEST_CASE("short rows leave the rest unknown, long ones cannot be read, empty ones are nobody's") {
  const auto read = read_table("ID,氏名,総額\n1,a\n2,b,3,,\n3,c,4,5\n,,\n4,d,6\n", small_form());
  CHECK(joined(read.rows) ==
        "2 1 name=a total=? starts_on=?\n"
        "3 2 name=b total=3 starts_on=?\n"
        "6 4 name=d total=6 starts_on=?\n");
  CHECK(joined(read.unreadable) == "4 29 table.too-many-cells\n");
  CHECK(read.problems == "table.too-few-cells");
}

TEST_CASE("an open quote costs its line, not the rest") {
  const auto read = read_table("ID,氏名\n1,a\n2,\"b\n3,c\n4,d\n", small_form());
  CHECK(joined(read.rows) ==
        "2 1 name=a total=? starts_on=?\n"
        "4 3 name=c total=? starts_on=?\n"
        "5 4 name=d total=? starts_on=?\n");
  CHECK(joined(read.unreadable) == "3 16 table.open-quote\n");
}

TEST_CASE("a quoted row that never seems to end costs its first line; many of them end the reading") {
  const std::string filler = "2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n9,i\n";
  const auto once = read_table("ID,氏名\n1,\"a\n" + filler + "x,\"\n", small_form(), {.longest = 20});
  CHECK(once.rows.size() == 8);
  CHECK(joined(once.unreadable) == "2 12 table.open-quote\n11 49 table.open-quote\n");
  std::string text = "ID,氏名\n";
  for (int i = 0; i < 60; ++i) text += "1,\"a\n" + filler;
  const auto many = read_table(text, small_form(), {.longest = 20});
  CHECK(many.failed == "table.too-many-open-quotes");
  CHECK(many.unreadable.size() == 20);
}

TEST_CASE("a line longer than any row is the end, said with its place; the rows before it are read") {
  const auto read = read_table("ID,氏名\n1,a\n" + std::string(200, 'x') + "\n2,b\n", small_form(), {.longest = 100});
  CHECK(joined(read.rows) == "2 1 name=a total=? starts_on=?\n");
  CHECK(read.failed == "table.row-too-long");
}

TEST_CASE("a row of bytes that are no UTF-8, or with NUL, is one finding and the others are read") {
  const auto read = read_table(std::string("ID,氏名\n1,山\n2,\xE5\xB1\n3,a\0b\n4,川\n", 33), small_form());
  CHECK(joined(read.rows) == "2 1 name=山 total=? starts_on=?\n5 4 name=川 total=? starts_on=?\n");
  CHECK(joined(read.unreadable) == "3 18 encoding.invalid\n4 24 table.nul\n");
}

TEST_CASE("wherever the reading and the chunks are cut, the same rows come out") {
  const std::string text =
      "受付番号,氏名,総額,開始日\r\n1,\"山,田\r\n太郎\",１，０００,R8.4.1\r2,\"\"\"x\"\"\",500万円,2026/4/"
      "1\n\n3,\xE5\xB1,1,\n4,z,9,8,7\n"
      "5,\"w\",-3,46113\n6,\"open\n7,ok,1,2026-02-30\n";
  const auto whole = read_table(text, small_form());
  for (std::size_t size = 1; size <= text.size() + 1; ++size) {
    CAPTURE(size);
    const auto in_chunks = read_table(text, small_form(), {.chunk = size});
    CHECK(joined(in_chunks.rows) == joined(whole.rows));
    CHECK(joined(in_chunks.unreadable) == joined(whole.unreadable));
    CHECK(in_chunks.problems == whole.problems);
    const auto in_blocks = read_table(text, small_form(), {.chunk = 30, .block = size});
    CHECK(joined(in_blocks.rows) == joined(whole.rows));
    CHECK(joined(in_blocks.unreadable) == joined(whole.unreadable));
  }
  CHECK(joined(whole.rows) ==
        "2 1 name=山,田\n太郎 total=1000 starts_on=2026-04-01\n"
        "4 2 name=\"x\" total=5000 starts_on=2026-04-01\n"
        "8 5 name=w total=-3 starts_on=2026-04-01\n"
        "10 7 name=ok total=1 starts_on=!\n");
}

#include "engine/report/page.h"

#include <doctest/doctest.h>

#include "engine/report/judged.h"

using namespace saitaku;
using namespace saitaku::report;

TEST_CASE("text hangs under its label in columns of East Asian width") {
  Page page({.language = Language::ja, .color = false, .columns = 24});
  page.hanging(2, "場所  ", "あいうえおかきくけこ");
  CHECK(page.take() == "  場所  あいうえおかきく\n        けこ\n");
}

TEST_CASE("colour wraps the words, not the margin") {
  Page page({.language = Language::en, .color = true, .columns = 80});
  page.hanging(2, "A  ", "b", Style::bad, Style::plain);
  CHECK(page.take() == "  \x1b[1;31mA  \x1b[0mb\n");
}

TEST_CASE("what would harm a terminal is replaced") {
  CHECK(printable("a\x1b[2Jb\nc\xE2\x80\xAEz") == "a\uFFFD[2Jb c\uFFFDz");
  CHECK(printable("\xff") == "\uFFFD");
}

TEST_CASE("columns are as wide as their widest cell") {
  Columns table({"id", "title"});
  table.row({"あ", "x"});
  Page page({.language = Language::en, .color = false, .columns = 80});
  table.print(page);
  CHECK(page.take() == "id  title\nあ  x\n");
}

TEST_CASE("a pointer becomes a path, with its escapes") {
  CHECK(path_from_pointer("/budget/items/3/amount") == "budget.items[3].amount");
  CHECK(path_from_pointer("/a~1b/c~0d") == "a/b.c~d");
  CHECK(path_from_pointer("already.a[0].path") == "already.a[0].path");
  CHECK(without_indices("budget.items[3].amount") == "budget.items[].amount");
}

TEST_CASE("a place in the draft itself is told without the file that the report names already") {
  Where where;
  where.file = "draft.json";
  where.line = 12;
  where.column = 5;
  CHECK(place_text(where, Language::ja, "draft.json") == "12行目 5文字目");
  CHECK(place_text(where, Language::en, "facts.json") == "draft.json:12:5");
  where.sheet = "1枚目";
  where.cell = "D48";
  CHECK(place_text(where, Language::en, "draft.json") == "1枚目!D48");
}

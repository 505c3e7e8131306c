#include "engine/base/problem.h"

#include <doctest/doctest.h>

using namespace saitaku;

namespace {

Problem missing(Where where) {
  return {.severity = Severity::error, .code = "io.not-found", .where = std::move(where), .args = {{"path", "a.json"}}};
}

}  // namespace

TEST_CASE("problem: a line with its place, and the fix below") {
  CHECK(describe(missing({.file = "a.json", .line = 12, .column = 5}), Language::en) ==
        "a.json:12:5: error[io.not-found]: the file a.json was not found\n  fix: check the name and the folder");
  CHECK(describe(missing({.file = "f.xlsx", .sheet = "研究計画調書_1枚目", .cell = "D48"}), Language::ja) ==
        "f.xlsx [研究計画調書_1枚目!D48]: エラー[io.not-found]: ファイル a.json が見つかりません。\n"
        "  対処: ファイル名とフォルダーを確かめてください。");
}

TEST_CASE("problem: places that are only partly known") {
  const auto place = [](Where where) {
    const std::string line = describe(missing(std::move(where)), Language::en);
    return line.substr(0, line.find("error["));
  };
  CHECK(place({}) == "");
  CHECK(place({.file = "a"}) == "a: ");
  CHECK(place({.file = "a", .line = 3}) == "a:3: ");
  CHECK(place({.file = "a", .sheet = "s"}) == "a [s]: ");
  CHECK(place({.file = "a", .cell = "B2"}) == "a [B2]: ");
  CHECK(place({.pointer = "/budget/direct_total"}) == "(/budget/direct_total): ");
  CHECK(place({.file = "a", .byte = 17}) == "a [byte 17]: ");
  CHECK(place({.file = "a", .line = 2, .column = 1, .byte = 17}) == "a:2:1: ");
}

TEST_CASE("problem: a list is one line after the other") {
  const Problems problems{missing({}),
                          {.severity = Severity::advice, .code = "no.such-code", .where = {}, .args = {{"x", "1"}}}};
  CHECK(describe(problems, Language::en) ==
        "error[io.not-found]: the file a.json was not found\n  fix: check the name and the folder\n"
        "advice[no.such-code]: no.such-code x=1\n");
  CHECK(describe(Problems{}, Language::en) == "");
}

TEST_CASE("result: a value exactly when no problem is an error") {
  const Problem error = missing({});
  Problem warning = error;
  warning.severity = Severity::warning;
  CHECK_FALSE(has_errors({warning}));
  CHECK(has_errors({warning, error}));

  Result<int> good(5, {warning});
  CHECK(good);
  CHECK(*good == 5);
  Problems all;
  good.take_problems(all);
  CHECK(all.size() == 1);
  CHECK(good.problems().empty());
  CHECK_FALSE(Result<int>(5, {warning, error}));
  CHECK_FALSE(Result<int>(error));
}

TEST_CASE("problem: control characters of names and values are shown, not obeyed") {
  auto problem = missing({.file = "a\nb\x1b[31m.json", .pointer = "/x\ty"});
  problem.args = {{"path", "c\r\xc2\x9b\x7f.json"}};
  CHECK(describe(problem, Language::en) ==
        "a\\nb\\x1b[31m.json (/x\\ty): error[io.not-found]: the file c\\r\\u009b\\x7f.json was not found\n"
        "  fix: check the name and the folder");
}

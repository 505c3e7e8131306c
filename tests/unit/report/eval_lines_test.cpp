#include "engine/report/eval_lines.h"

#include <doctest/doctest.h>

using namespace saitaku;
using namespace saitaku::report;

namespace {

std::string answer(const std::string& line) {
  auto text = evaluate_line({"lines", line}, Language::en);
  std::erase(text, ' ');
  return text;
}

}  // namespace

TEST_CASE("a value is answered with its tag") {
  CHECK(answer(R"({"expr":"1 + 1"})") == R"({"value":{"int":"2"}})");
  CHECK(answer(R"({"expr":"x * 2.0","bindings":{"x":{"double":1.5}}})") == R"({"value":{"double":3.0}})");
  CHECK(answer(R"({"expr":"[a, a + 1]","bindings":{"a":{"int":"9007199254740993"}}})") ==
        R"({"value":{"list":[{"int":"9007199254740993"},{"int":"9007199254740994"}]}})");
}

TEST_CASE("an unknown result names the fields that can still change it") {
  CHECK(answer(R"({"expr":"a.b > 1 && c","bindings":{},"unknown":["c","a.b"]})") == R"({"unknown":["a.b","c"]})");
  CHECK(answer(R"({"expr":"a.b > 1 && c","bindings":{"c":{"bool":false}},"unknown":["a.b"]})") ==
        R"({"value":{"bool":false}})");
  CHECK(answer(R"({"expr":"[1, x]","unknown":["x"]})") == R"({"unknown":["x"]})");
  CHECK(
      answer(
          R"~({"expr":"lines.all(l, l.amount > 0)","bindings":{"lines":{"list":[{"map":[[{"string":"amount"},{"int":"-1"}]]}]}},)~"
          R"~("unknown":["lines[1].amount"]})~") == R"({"value":{"bool":false}})");
}

TEST_CASE("an error has its place") {
  const auto syntax = answer(R"({"expr":"1 +"})");
  CHECK(syntax.starts_with(R"({"error":")"));
  CHECK(syntax.find(R"("line":1)") != std::string::npos);
  const auto undeclared = answer(R"({"expr":"1 + nobody"})");
  CHECK(undeclared.find(R"("column":5)") != std::string::npos);
  const auto division = answer(R"({"expr":"1 / x","bindings":{"x":{"int":"0"}}})");
  CHECK(division.starts_with(R"({"error":")"));
}

TEST_CASE("a line that cannot be read is answered all the same") {
  for (const char* line :
       {"{", "[]", "1", R"({"expr":1})", R"({"expr":"1","bindings":[]})", R"({"expr":"1","unknown":"a"})",
        R"({"expr":"1","unknown":[1]})", R"({"expr":"1","bindings":{"x":1}})", R"({"expr":"1","unknown":["a..b"]})"}) {
    CAPTURE(line);
    CHECK(answer(line).starts_with(R"({"error":")"));
  }
}

// Whole numbers beside fractions: CEL refuses, amounts of a scenario promote.
#include <doctest/doctest.h>

#include <string>

#include "engine/expr/program.h"

namespace saitaku::expr {
namespace {

std::string answer(const std::string& text, bool promotes) {
  Environment environment;
  environment.declare("n", Type::integer());
  if (promotes) environment.promote_numbers();
  Graph graph;
  const auto node = graph.compile({text, {}}, environment);
  if (!node) return node.problems()[0].code;
  return Evaluation(graph, {Value::integer(7)}).value(*node).to_string();
}

TEST_CASE("a whole number beside a fraction becomes one only where the environment promotes") {
  for (const char* text : {"n * 0.5", "0.5 + n", "n > 1 ? 2 : 0.5"}) {
    CAPTURE(text);
    CHECK(answer(text, false) == "expr.no-overload");
  }
  CHECK(answer("n * 0.5", true) == "3.5");
  CHECK(answer("0.5 + n", true) == "7.5");
  CHECK(answer("n > 1 ? 2 : 0.5", true) == "2.0");
  CHECK(answer("min(n, 9.5) * 2", true) == "14.0");
  CHECK(answer("max(n, 1, 9.5) / 2", true) == "4.75");
}

TEST_CASE("whole numbers among themselves stay whole, and other types are not promoted") {
  CHECK(answer("n / 2", true) == "3");
  CHECK(answer("min(n, 9)", true) == "7");
  CHECK(answer("n % 2.0", true) == "expr.no-overload");
  CHECK(answer("n + 'a'", true) == "expr.no-overload");
}

}  // namespace
}  // namespace saitaku::expr

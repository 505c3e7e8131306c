#include <doctest/doctest.h>

#include "tests/unit/expr/support.h"

using namespace saitaku::expr;

namespace {

/// Names a…e are unknown and may be anything; n is an unknown int from 0 to 100; flag an unknown bool.
struct Unknowns {
  Environment environment{Environment::Typing::lenient};
  std::vector<Value> values;
  Unknowns() {
    for (const char* name : {"a", "b", "c"}) {
      environment.declare(name, Type::dyn());
      values.push_back(Value::unknown(name));
    }
    environment.declare("n", Type::integer());
    Unknown n;
    n.paths = {"n"};
    n.type = Type::integer();
    n.range = IntRange{0, 100};
    n.may_fail = false;
    n.is_field = true;
    values.push_back(Value::unknown(n));
    environment.declare("flag", Type::boolean());
    values.push_back(Value::unknown("flag", Type::boolean()));
    environment.declare("kind", Type::string());
    Unknown kind;
    kind.paths = {"kind"};
    kind.type = Type::string();
    kind.values = {"x", "y"};
    kind.may_fail = false;
    kind.is_field = true;
    values.push_back(Value::unknown(kind));
  }
  std::string operator()(const std::string& text) const { return outcome(text, environment, values); }
};

}  // namespace

TEST_CASE("evaluate: whole numbers keep to 64 bits") {
  CHECK(outcome("1 + 2 * 3") == "7");
  CHECK(outcome("-9223372036854775808") == "-9223372036854775808");
  CHECK(outcome("9223372036854775807 + 1") == "error: expr.overflow");
  CHECK(outcome("-(-9223372036854775808)") == "error: expr.overflow");
  CHECK(outcome("-9223372036854775808 / -1") == "error: expr.overflow");
  CHECK(outcome("9223372036854775808") == "problem: expr.integer-range 1:1");
  CHECK(outcome("18446744073709551615u + 1u") == "error: expr.overflow");
  CHECK(outcome("0u - 1u") == "error: expr.overflow");
  CHECK(outcome("7 / 0") == "error: expr.divide-by-zero");
  CHECK(outcome("7 % 0") == "error: expr.modulus-by-zero");
  CHECK(outcome("-7 / 2") == "-3");
  CHECK(outcome("-7 % 2") == "-1");
  CHECK(outcome("0xFFu") == "255u");
}

TEST_CASE("evaluate: numbers of different kinds compare on one line") {
  CHECK(outcome("1 == 1.0 && 1u == 1 && 1 < 1.5 && 2u > 1") == "true");
  CHECK(outcome("9007199254740993 == 9007199254740992.0") == "false");
  CHECK(outcome("18446744073709551615u > 9223372036854775807") == "true");
  CHECK(outcome("0.0 / 0.0 == 0.0 / 0.0") == "false");
  CHECK(outcome("0.0 / 0.0 < 1.0 || 0.0 / 0.0 >= 1.0") == "false");
  CHECK(outcome("1 == 'a'") == "false");
  CHECK(outcome("[1, 2.0] == [1u, 2]") == "true");
}

TEST_CASE("evaluate: errors do not hide behind what decides without them, and do not vanish either") {
  CHECK(outcome("false && 1 / 0 > 0") == "false");
  CHECK(outcome("1 / 0 > 0 || true") == "true");
  CHECK(outcome("true && 1 / 0 > 0") == "error: expr.divide-by-zero");
  CHECK(outcome("1 / 0 > 0 ? 1 : 1") == "error: expr.divide-by-zero");
  CHECK(outcome("true || 1") == "true");
  CHECK(outcome("1 && true") == "error: expr.no-overload");
  CHECK(outcome("[1, 0].all(x, 1 / x > 5)") == "false");
  CHECK(outcome("[1, 0].exists(x, 1 / x == 1)") == "true");
  CHECK(outcome("[1, 0].exists_one(x, 1 / x == 1)") == "error: expr.divide-by-zero");
}

TEST_CASE("evaluate: macros") {
  CHECK(outcome("[1, 2, 3].map(x, x * x)") == "[1, 4, 9]");
  CHECK(outcome("[1, 2, 3].map(x, x > 1, x * 10)") == "[20, 30]");
  CHECK(outcome("[1, 2, 3].filter(x, x % 2 == 1)") == "[1, 3]");
  CHECK(outcome("{'a': 1, 'b': 2}.map(k, k)") == "[\"a\", \"b\"]");
  CHECK(outcome("[5, 6].transformList(i, v, i * 10 + v)") == "[5, 16]");
  CHECK(outcome("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 2)") == "{\"b\": 4}");
  CHECK(outcome("[1, 2].all(i, v, v == i + 1)") == "true");
  CHECK(outcome("cel.bind(x, 20, x * x)") == "400");
  CHECK(outcome("[[1, 2], [3]].map(x, x.map(y, x[0] + y))") == "[[2, 3], [6]]");
  CHECK(outcome("has({'a': 1}.a) && !has({'a': 1}.b)") == "true");
  CHECK(outcome("{'a b': 1}.`a b`") == "1");
}

TEST_CASE("evaluate: an unknown decides nothing that another value of it could undo") {
  const Unknowns with;
  CHECK(with("a && false") == "false");
  CHECK(with("a || true") == "true");
  CHECK(with("a && b") == "unknown: a b");
  CHECK(with("a || (b && false)") == "unknown: a");
  CHECK(with("a ? 1 : 1") == "1");
  CHECK(with("a > 1 ? 1 : 1") == "1");
  CHECK(with("(1 / a > 0) ? 1 : 1") == "unknown: a");
  CHECK(with("a ? b : b") == "unknown: b");
  CHECK(with("a ? b : c") == "unknown: a b c");
  CHECK(with("a && 1 / 0 > 0") == "unknown: a");
  CHECK(with("a + 1 / 0") == "error: expr.divide-by-zero");
  CHECK(with("[1, a][0]") == "1");
  CHECK(with("1 in [1, a]") == "true");
  CHECK(with("2 in [1, a]") == "unknown: a");
  CHECK(with("[1, a] == [2, 1]") == "false");
  CHECK(with("[a, 2].all(x, x == 1)") == "false");
  CHECK(with("[a, 1].exists(x, x == 1)") == "true");
  CHECK(with("[a, 1, 1].exists_one(x, x == 1)") == "false");
  CHECK(with("[1, a]") == "unknown: a");
  CHECK(with("a.b.c == 1") == "unknown: a");
  CHECK(with("a.all(x, true)") == "true");
  CHECK(with("n.all(x, true)") == "error: expr.not-a-range");
  CHECK(with("[1].filter(x, flag).exists(x, 5)") == "unknown: flag");
  CHECK(with("[a[0]] == [1, 2]") == "unknown: a");
  CHECK(with("[1, 2].filter(x, x == a)[0] == 1") == "unknown: a");
}

TEST_CASE("evaluate: a part that may yet be an error leaves everything around it open") {
  const Unknowns with;
  CHECK(with("{'a': 1, 'b': 1 / a}.a") == "unknown: a");
  CHECK(with("has({'a': 1, 'b': 1 / a}.c)") == "unknown: a");
  CHECK(with("[1, 2].filter(x, x == 1 ? a + 1 > 0 : b > 0)") == "unknown: a b");
  CHECK(with("[0].map(x, a + x > 0, 1 / b)") == "unknown: a b");
  CHECK(with("[true, true, flag].exists_one(x, x)") == "false");
}

TEST_CASE("evaluate: the keys of a map that is written out are there, whatever their values") {
  const Unknowns with;
  CHECK(with("'k' in {'k': a}") == "true");
  CHECK(with("has({'k': a}.k)") == "true");
  CHECK(with("size({'k': a})") == "1");
  CHECK(with("{'k': a}.map(k, k)") == "[\"k\"]");
  CHECK(with("a in {}") == "false");
}

TEST_CASE("evaluate: what grows without end is given up") {
  std::string doubling = "size(x24)";
  for (int i = 24; i > 0; --i) {
    doubling = "cel.bind(x" + std::to_string(i) + ", [x" + std::to_string(i - 1) + ", x" + std::to_string(i - 1) +
               "], " + doubling + ")";
  }
  CHECK(outcome("cel.bind(x0, [1], " + doubling + ")") == "error: expr.too-large");
  CHECK(outcome("lists.range(30000).filter(x, x in lists.range(30000)).size()") == "error: expr.too-costly");
}

TEST_CASE("compile: an error is placed where it happened, not where the same text stood first") {
  Graph graph;
  const auto node = graph.compile({"false ? 1 / 0 : (2 + 1 / 0)", {}}, Environment(Environment::Typing::lenient));
  REQUIRE(static_cast<bool>(node));
  CHECK(Evaluation(graph, {}).value(*node).as_error().begin == 23);
}

TEST_CASE("compile: the text of an expression reads back as itself") {
  for (const char* text : {"--0", "-(0)", "-(-0)", "--5", "-(0.0)", "0 - 0", "-(0u)"}) {
    const Environment environment(Environment::Typing::lenient);
    Graph graph;
    const auto node = graph.compile({text, {}}, environment);
    REQUIRE(static_cast<bool>(node));
    const std::string written = graph.text_of(*node);
    Graph again;
    const auto reread = again.compile({written, {}}, environment);
    REQUIRE(static_cast<bool>(reread));
    CHECK(again.text_of(*reread) == written);
  }
}

TEST_CASE("compile: names") {
  CHECK(outcome("a.?b") == "problem: expr.not-supported 1:3");
  CHECK(outcome("optional.of(1)") == "problem: expr.not-supported 1:1");
  CHECK(outcome("true ?.5 : 1.0") == "0.5");
  CHECK(outcome("{'a': 1}.transformMapEntry(k, v, k == 'z', {v: k})") == "{}");
}

TEST_CASE("evaluate: the declared range of an unknown number may decide") {
  const Unknowns with;
  CHECK(with("n <= 100") == "true");
  CHECK(with("n + 5000 <= 5000") == "unknown: n");
  CHECK(with("n + 5001 <= 5000") == "false");
  CHECK(with("n * 1000 + 1 > 0") == "true");
  CHECK(with("n * 9223372036854775807 >= 0") == "unknown: n");
  CHECK(with("n == 101") == "false");
  CHECK(with("(flag ? n : 7) < 101") == "true");
  CHECK(with("kind in ['x', 'y', 'z']") == "true");
  CHECK(with("kind == 'q'") == "false");
}

TEST_CASE("compile: syntax faults have a place") {
  CHECK(outcome("1 +") == "problem: expr.unexpected-end 1:4");
  CHECK(outcome("1 + + 2") == "problem: expr.syntax 1:5");
  CHECK(outcome("'abc") == "problem: expr.unterminated-string 1:1");
  CHECK(outcome("x +\n  y") == "problem: expr.undeclared-name 1:1");
  CHECK(outcome("Foo{a: 1}") == "problem: expr.not-supported 1:1");
  CHECK(outcome("[1][?0]") == "problem: expr.not-supported 1:5");
  CHECK(outcome(std::string(100000, '(')) == "problem: expr.too-deep 1:251");
  CHECK(outcome("if + 1") == "problem: expr.reserved-word 1:1");
}

// What an unknown names and what is definite all the same, one cause of mistakes a test. The property test
// tests/property/unknowns_test.cpp looks for more of them.
#include <doctest/doctest.h>

#include "tests/unit/expr/support.h"

using namespace saitaku::expr;

namespace {

/// q is an unknown bool, r an unknown bool or null, m an unknown int of any size, n one from 0 to 3.
std::string found(const std::string& text) {
  Environment environment(Environment::Typing::lenient);
  std::vector<Value> values;
  const auto declare = [&](const std::string& name, const Type& type) {
    environment.declare(name, type);
    values.push_back(Value::unknown(name, type));
  };
  declare("q", Type::boolean());
  declare("r", Type::boolean().or_null());
  declare("m", Type::integer());
  environment.declare("n", Type::integer());
  Unknown n{.paths = {"n"}, .type = Type::integer(), .range = IntRange{0, 3}, .values = {}, .may_fail = false};
  n.is_field = true;
  values.push_back(Value::unknown(n));
  return outcome(text, environment, values);
}

}  // namespace

TEST_CASE("unknowns: an item that may fail and may not be in the list hangs on what decides whether it is") {
  // Were q false, m * m would not be computed, and nothing could overflow.
  CHECK(found("[1].map(x, q, m * m) == [1, 2]") == "unknown: m q");
  CHECK(found("[1].map(x, q, m * m).all(x, true)") == "unknown: m q");
  CHECK(found("([5] + [1].map(x, q, m * m))[0]") == "unknown: m q");
}

TEST_CASE("unknowns: a way of a conditional that is a list with an item that may fail may fail") {
  CHECK(found("(q ? [m * m] : [1]).size() >= 0") == "unknown: m q");
  CHECK(found("(q ? [m] : [1]).size() >= 0") == "unknown: m q");
  CHECK(found("blank(q ? {'a': m * m} : {'a': 1})") == "unknown: m q");
}

TEST_CASE("unknowns: what may be null is no sure condition") {
  CHECK(found("r ? 1 : 1") == "unknown: r");
  CHECK(found("(r && true ? 1 : 1) == 1") == "unknown: r");
  CHECK(found("r && false") == "false");
  CHECK(found("r || true") == "true");
  CHECK(found("[true, true, r].exists_one(x, x)") == "unknown: r");
  CHECK(found("[1].filter(x, r).size() < 5") == "unknown: r");
  CHECK(found("(q ? 1 : 1) == 1") == "true");
}

TEST_CASE("unknowns: what is no boolean is no condition") {
  CHECK(found("(m && true ? 1 : 1) == 1") == "unknown: m");
  CHECK(found("[1].filter(x, m).size() < 5") == "unknown: m");
}

TEST_CASE("unknowns: keys that are not known may turn out to be the same") {
  CHECK(found("blank({n: 1, m: 2})") == "unknown: m n");
  CHECK(found("[{n: 1, m: 2}].size() == 1") == "unknown: m n");
}

TEST_CASE("unknowns: the smallest and largest item are those of a list, not of a number") {
  CHECK(found("dyn(n).max() >= 0") == "unknown: n");
  CHECK(found("dyn(n).min() >= 0") == "unknown: n");
  CHECK(found("[n].max() >= 0") == "true");
}

TEST_CASE("unknowns: a product with zero is not sure while a factor may fail") {
  CHECK(found("0 * (q ? m * m : 0)") == "unknown: m q");
  CHECK(found("0 * n") == "unknown: n");
  CHECK(found("0 * n >= 0") == "true");
}

// What functions say although something is not known.
#include <doctest/doctest.h>

#include "engine/expr/function.h"
#include "tests/unit/expr/support.h"

using namespace saitaku::expr;

namespace {

Value integer(std::int64_t number) { return Value::integer(number); }

Value ranged(const char* path, std::int64_t low, std::int64_t high) {
  return Value::unknown({.paths = {path},
                         .type = Type::integer(),
                         .range = IntRange{low, high},
                         .values = {},
                         .may_fail = false,
                         .is_field = true});
}

/// An item that may turn out to be an error.
Value doubtful(const char* path) { return Value::unknown({.paths = {path}, .type = Type::integer()}); }

/// A list whose last item may turn out not to be in it.
Value with_uncertain_last(std::vector<Value> items) {
  List list;
  list.uncertain.assign(items.size(), false);
  list.uncertain.back() = true;
  list.uncertain_by = {"f"};
  list.items = std::move(items);
  return Value::list(std::move(list));
}

/// "3", "1..4 by a f", "open by a" with a question mark where it may fail.
std::string told(const char* function, std::vector<Value> arguments) {
  const Value value = find_function(function)->evaluate_partial(arguments);
  if (!value.is_unknown()) return value.to_string();
  const Unknown& unknown = value.as_unknown();
  std::string text =
      unknown.range ? std::to_string(unknown.range->low) + ".." + std::to_string(unknown.range->high) : "open";
  text += " by";
  for (const std::string& path : unknown.paths) text += " " + path;
  return text + (unknown.may_fail ? " ?" : "");
}

}  // namespace

TEST_CASE("partial: the size of a list does not need its items") {
  CHECK(told("size", {Value::list({Value::unknown("a"), integer(1)})}) == "2");
  CHECK(told("size", {with_uncertain_last({integer(1), Value::unknown("a")})}) == "1..2 by f");
  CHECK(told("size", {Value::list({doubtful("a")})}) == "open by a ?");
  CHECK(told("size", {Value::unknown("a")}) == "open by a ?");
  CHECK(told("size", {Value::map({{Value::string("k"), Value::unknown("a")}}, true)}) == "1");
  CHECK(told("size", {Value::map({{Value::string("k"), Value::unknown("a")}})}) == "0..1 by a");
}

TEST_CASE("partial: a sum of ranges is a range") {
  CHECK(told("sum", {Value::list({ranged("a", 0, 10), integer(5), ranged("b", -2, 3)})}) == "3..18 by a b");
  CHECK(told("sum", {with_uncertain_last({integer(5), integer(7)})}) == "5..12 by f");
  CHECK(told("sum", {with_uncertain_last({integer(5), ranged("a", -3, -1)})}) == "2..5 by a f");
  CHECK(told("sum", {Value::list({ranged("a", 4, 4)})}) == "4");
  CHECK(told("sum", {Value::list({ranged("a", 0, INT64_MAX), integer(1)})}) == "open by a ?");
  CHECK(told("sum", {Value::list({Value::unknown("a", Type::integer()), integer(1)})}) == "open by a ?");
  CHECK(told("sum", {Value::list({ranged("a", 0, 1), doubtful("b")})}) == "open by a b ?");
}

TEST_CASE("partial: the smallest and the largest of ranges") {
  const Value list = Value::list({ranged("a", 0, 10), integer(5)});
  CHECK(told("min", {list}) == "0..5 by a");
  CHECK(told("max", {list}) == "5..10 by a");
  CHECK(told("min", {Value::list({ranged("a", 6, 10), integer(5)})}) == "5");
  CHECK(told("max", {with_uncertain_last({integer(5), integer(9)})}) == "5..9 by f");
  CHECK(told("min", {with_uncertain_last({integer(5), integer(9)})}) == "5");
  CHECK(told("max", {with_uncertain_last({integer(5)})}) == "open by f ?");  // the list may be empty
  CHECK(told("math.greatest", {ranged("a", 0, 10), integer(20)}) == "20");
  CHECK(told("math.least", {ranged("a", 0, 10), integer(20)}) == "0..10 by a");
  CHECK(told("math.least", {ranged("a", 0, 10), Value::real(1.5)}) == "open by a ?");
  CHECK(told("math.least", {ranged("a", INT64_MIN, 0), integer(3)}) == "-9223372036854775808..0 by a");
}

TEST_CASE("partial: a ratio of a range is a range") {
  CHECK(told("floor_ratio", {ranged("a", -1, 101), integer(30), integer(100)}) == "-1..30 by a");
  CHECK(told("ceil_ratio", {ranged("a", -1, 101), integer(30), integer(100)}) == "0..31 by a");
  CHECK(told("floor_ratio", {ranged("a", 0, 3), integer(1), integer(10)}) == "0");
  CHECK(told("floor_ratio", {ranged("a", 0, 3), integer(-1), integer(10)}) == "open by a ?");
  CHECK(told("floor_ratio", {ranged("a", 0, 3), integer(1), integer(0)}) == "open by a ?");
  CHECK(told("floor_ratio", {ranged("a", 0, INT64_MAX), integer(2), integer(1)}) == "open by a ?");
  CHECK(told("floor_ratio", {integer(7), ranged("a", 0, 3), integer(2)}) == "open by a ?");
  CHECK(told("floor_div", {ranged("a", -7, 7), integer(2)}) == "-4..3 by a");
  CHECK(told("floor_div", {ranged("a", -7, 7), integer(-2)}) == "open by a ?");
}

TEST_CASE("partial: what cannot be blank is not") {
  CHECK(told("blank", {Value::unknown("a")}) == "open by a");
  CHECK(told("blank", {Value::unknown("a", Type::string())}) == "open by a");
  CHECK(told("blank", {Value::unknown("a", Type::integer())}) == "false");
  CHECK(told("blank", {Value::unknown("a", Type::integer().or_null())}) == "open by a");
  CHECK(told("blank", {doubtful("a")}) == "open by a ?");
  CHECK(told("blank", {Value::list({Value::unknown("a")})}) == "false");
  CHECK(told("blank", {with_uncertain_last({integer(1)})}) == "open by f");
  CHECK(told("blank", {with_uncertain_last({Value::unknown("a"), integer(1)})}) == "false");
}

TEST_CASE("partial: moving items around does not need to know them, dropping one that may be an error does") {
  const Value list = Value::list({Value::unknown("a"), integer(2), integer(3)});
  CHECK(told("last", {list}) == "3");
  CHECK(told("first", {list}) == "open by a ?");
  CHECK(told("reverse", {list}) == "[3, 2, unknown(a)]");
  CHECK(told("slice", {list, integer(1), integer(3)}) == "[2, 3]");
  CHECK(told("slice", {list, Value::unknown("b"), integer(3)}) == "open by a b ?");
  CHECK(told("last", {Value::list({doubtful("a"), integer(3)})}) == "open by a ?");
  CHECK(told("slice", {Value::list({doubtful("a"), integer(3)}), integer(1), integer(2)}) == "open by a ?");
  CHECK(told("reverse", {Value::list({doubtful("a"), integer(3)})}) == "[3, unknown(a)]");
  CHECK(told("first", {with_uncertain_last({integer(1), integer(2)})}) == "1");
  CHECK(told("last", {with_uncertain_last({integer(1), integer(2)})}) == "open by f ?");
  CHECK(told("flatten", {Value::list({Value::list({integer(1), ranged("n", 0, 1)})})}) == "[1, unknown(n)]");
  CHECK(told("flatten", {list}) == "open by a ?");  // it may be a list
}

TEST_CASE("partial: an unknown that has the type already is converted to itself") {
  CHECK(told("int", {ranged("a", 0, 3)}) == "0..3 by a");
  CHECK(told("double", {ranged("a", 0, 3)}) == "open by a ?");
}

#include "engine/expr/value.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "engine/expr/type.h"

using namespace saitaku;
using namespace saitaku::expr;

namespace {

Value integer(std::int64_t n) { return Value::integer(n); }
Value text(const char* s) { return Value::string(s); }
Value list(std::vector<Value> items) { return Value::list(std::move(items)); }

Value ranged(const char* path, std::int64_t low, std::int64_t high) {
  Unknown unknown;
  unknown.paths = {path};
  unknown.type = Type::integer();
  unknown.range = IntRange{low, high};
  unknown.may_fail = false;
  unknown.is_field = true;
  return Value::unknown(unknown);
}

Value failing(const char* path) {
  Unknown unknown;
  unknown.paths = {path};
  unknown.type = Type::integer();
  return Value::unknown(unknown);
}

std::vector<std::string> paths_of(const Value& value) {
  std::vector<std::string> paths;
  collect_unknowns(value, paths);
  return paths;
}

}  // namespace

TEST_CASE("numbers of all kinds compare on one line, exactly") {
  CHECK(same(integer(1), Value::unsigned_integer(1)));
  CHECK(same(integer(1), Value::real(1.0)));
  CHECK_FALSE(same(integer(9007199254740993), Value::real(9007199254740992.0)));
  CHECK(compare(integer(9007199254740993), Value::real(9007199254740992.0)) == 1);
  CHECK(compare(Value::unsigned_integer(18446744073709551615u), Value::real(18446744073709551616.0)) == -1);
  CHECK(compare(Value::real(18446744073709551616.0), Value::unsigned_integer(18446744073709551615u)) == 1);
  CHECK(compare(integer(std::numeric_limits<std::int64_t>::max()), Value::real(9223372036854775808.0)) == -1);
  CHECK(same(integer(std::numeric_limits<std::int64_t>::min()), Value::real(-9223372036854775808.0)));
  CHECK(compare(integer(-1), Value::unsigned_integer(18446744073709551615u)) == -1);
  CHECK(compare(Value::unsigned_integer(0), Value::real(-0.5)) == 1);
  CHECK(same(Value::unsigned_integer(0), Value::real(-0.0)));
  CHECK(compare(integer(2), Value::real(2.5)) == -1);
  CHECK(compare(integer(-2), Value::real(-2.5)) == 1);
  CHECK(compare(integer(2), Value::real(std::numeric_limits<double>::infinity())) == -1);
  CHECK(compare(integer(2), Value::real(-std::numeric_limits<double>::infinity())) == 1);
}

TEST_CASE("NaN equals nothing and has no order, also inside lists") {
  const Value nan = Value::real(std::nan(""));
  CHECK(equal(nan, nan).is_false());
  CHECK(equal(list({nan}), list({nan})).is_false());
  CHECK_FALSE(compare(nan, integer(1)).has_value());
}

TEST_CASE("values of different kinds are unequal, not an error") {
  CHECK(equal(integer(1), text("1")).is_false());
  CHECK(equal(Value::null(), Value::boolean(false)).is_false());
  CHECK(equal(text("a"), Value::bytes("a")).is_false());
  CHECK_FALSE(compare(integer(1), text("1")).has_value());
}

TEST_CASE("maps are equal whatever the order of their entries and the kind of their number keys") {
  const Value a = Value::map({{integer(1), text("x")}, {text("k"), integer(2)}});
  const Value b = Value::map({{text("k"), Value::real(2.0)}, {Value::unsigned_integer(1), text("x")}});
  CHECK(equal(a, b).is_true());
  CHECK(equal(a, Value::map({{integer(1), text("x")}})).is_false());
}

TEST_CASE("a large map finds its keys as a small one does") {
  std::vector<std::pair<Value, Value>> entries;
  for (int i = 0; i < 100; ++i) {
    entries.emplace_back(text(("k" + std::to_string(i)).c_str()), integer(i));
    entries.emplace_back(integer(i), integer(-i));
  }
  entries.emplace_back(Value::boolean(true), integer(7));
  const Value map = Value::map(std::move(entries));
  REQUIRE(map.as_map().find("k77") != nullptr);
  CHECK(map.as_map().find("k77")->as_integer() == 77);
  CHECK(map.as_map().find(Value::real(42.0))->as_integer() == -42);
  CHECK(map.as_map().find(Value::unsigned_integer(42))->as_integer() == -42);
  CHECK(map.as_map().find(Value::boolean(true))->as_integer() == 7);
  CHECK(map.as_map().find(Value::real(42.5)) == nullptr);
  CHECK(map.as_map().find(Value::real(std::nan(""))) == nullptr);
  CHECK(map.as_map().find(Value::boolean(false)) == nullptr);
  CHECK(map.as_map().find("k100") == nullptr);
  CHECK(map.as_map().find(Value::null()) == nullptr);
}

TEST_CASE("an unknown leaves equality open only where it can still decide") {
  const Value u = Value::unknown("a.b");
  CHECK(equal(u, integer(1)).is_unknown());
  CHECK_FALSE(equal(u, integer(1)).as_unknown().may_fail);
  CHECK(equal(list({integer(1), u}), list({integer(2), integer(2)})).is_false());
  CHECK(equal(list({integer(1), u}), list({integer(1)})).is_false());
  const Value open = equal(list({u, Value::unknown("c")}), list({integer(1), Value::unknown("d")}));
  CHECK(paths_of(open) == std::vector<std::string>{"a.b", "c", "d"});
  CHECK(equal(Value::map({{text("k"), u}}, true), Value::map({{text("l"), u}}, true)).is_false());
  CHECK(equal(Value::map({{text("k"), u}}), Value::map({{text("l"), u}})).is_unknown());
}

TEST_CASE("what is known of an unknown can make it unequal") {
  CHECK(equal(ranged("n", 0, 10), integer(11)).is_false());
  CHECK(equal(ranged("n", 0, 10), Value::real(2.5)).is_false());
  CHECK(equal(ranged("n", 0, 10), integer(10)).is_unknown());
  CHECK(equal(ranged("n", 0, 10), ranged("m", 11, 20)).is_false());
  CHECK(equal(ranged("n", 0, 10), text("10")).is_false());
  CHECK(equal(ranged("n", 0, 10), Value::null()).is_false());
  Unknown choice;
  choice.paths = {"c"};
  choice.type = Type::string().or_null();
  choice.values = {"yes", "no"};
  choice.is_field = true;
  CHECK(equal(Value::unknown(choice), text("maybe")).is_false());
  CHECK(equal(Value::unknown(choice), text("yes")).is_unknown());
  CHECK(equal(Value::unknown(choice), Value::null()).is_unknown());
}

TEST_CASE("an unknown that may be an error keeps equality open") {
  const Value answer = equal(list({failing("x"), integer(2)}), list({integer(1), integer(3)}));
  REQUIRE(answer.is_unknown());
  CHECK(answer.as_unknown().may_fail);
  CHECK(paths_of(answer) == std::vector<std::string>{"x"});
}

TEST_CASE("a list with uncertain items differs when no choice of them makes the sizes meet") {
  List partly;
  partly.items = {integer(1), integer(2), integer(3)};
  partly.uncertain = {false, true, true};
  partly.uncertain_by = {"f"};
  const Value value = Value::list(partly);
  CHECK(equal(value, list({})).is_false());
  CHECK(equal(value, list({integer(9), integer(2)})).is_false());
  CHECK(equal(value, list({integer(1), integer(1), integer(1), integer(1)})).is_false());
  CHECK(paths_of(equal(value, list({integer(1), integer(3)}))) == std::vector<std::string>{"f"});
}

TEST_CASE("merged unknowns carry all paths once") {
  const std::vector<Value> values{Value::unknown("b", Type::integer()),
                                  list({Value::unknown("a", Type::integer()), Value::unknown("b", Type::integer())})};
  const Value merged = merge_unknowns(values, Type::integer());
  CHECK(merged.as_unknown().paths == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(merged.as_unknown().may_fail);
  CHECK_FALSE(merged.as_unknown().is_field);
  CHECK(merge_unknowns(values).as_unknown().may_fail);
}

TEST_CASE("types of run time do not know their elements") {
  CHECK(same(Value::type(Type::list(Type::integer())), Value::type(list({text("a")}).type_of())));
  CHECK_FALSE(same(Value::type(Type::integer()), Value::type(Type::unsigned_integer())));
}

TEST_CASE("values read like the expression that makes them") {
  CHECK(
      list({integer(5200000), text("a\"\n"), Value::real(2), Value::unsigned_integer(3), Value::null()}).to_string() ==
      "[5200000, \"a\\\"\\n\", 2.0, 3u, null]");
  CHECK(Value::map({{text("a"), integer(1)}}).to_string() == "{\"a\": 1}");
  CHECK(Value::bytes("a\xFF").to_string() == "b\"a\\xff\"");
  CHECK(Value::type(Type::null()).to_string() == "null_type");
  CHECK(Value::real(std::nan("")).to_string() == "NaN");
  CHECK(Type::map(Type::string(), Type::list(Type::integer())).or_null().to_string() ==
        "map(string, list(int)) or null");
}

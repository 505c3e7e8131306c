#include "engine/report/tagged.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace saitaku;
using namespace saitaku::report;
using expr::Value;

namespace {

Result<Value> read(const std::string& json) {
  const auto document = parse_json({"line", json});
  REQUIRE(document);
  return value_from_tagged(document->text, document->root);
}

/// What comes out again when the value is written.
std::string round_trip(const std::string& json) {
  const auto value = read(json);
  REQUIRE(value);
  return write_json(tagged_from_value(*value), false);
}

std::string packed(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::string first_code(const Result<Value>& result) {
  return result.problems().empty() ? "" : result.problems().front().code;
}

}  // namespace

TEST_CASE("every tag comes back as it was read") {
  for (const char* json :
       {R"({"int":"1"})", R"({"int":"-9223372036854775808"})", R"({"uint":"18446744073709551615"})",
        R"({"double":1.5})", R"({"double":"NaN"})", R"({"double":"Infinity"})", R"({"double":"-Infinity"})",
        R"({"string":"x"})", R"({"bytes":"AP8="})", R"({"bool":true})", R"({"null":null})",
        R"({"list":[{"int":"1"},{"string":"a"}]})", R"({"map":[[{"string":"a"},{"int":"1"}]]})",
        R"({"timestamp":"2026-05-18T03:00:00Z"})", R"({"duration":"1.5s"})", R"({"type":"google.protobuf.Timestamp"})",
        R"({"type":"null_type"})", R"({"date":"2026-05-18"})"}) {
    CAPTURE(json);
    CHECK(packed(round_trip(json)) == json);
  }
}

TEST_CASE("a double keeps that it is a double, and the sign of its zero") {
  CHECK(packed(round_trip(R"({"double":1})")) == R"({"double":1.0})");
  CHECK(packed(round_trip(R"({"double":-0.0})")) == R"({"double":-0.0})");
  const auto zero = read(R"({"double":-0})");
  REQUIRE(zero);
  CHECK(std::signbit(zero->as_real()));
}

TEST_CASE("an offset is read and written in UTC") {
  CHECK(packed(round_trip(R"({"timestamp":"2026-05-18T12:00:00+09:00"})")) ==
        R"({"timestamp":"2026-05-18T03:00:00Z"})");
}

TEST_CASE("what is no tagged value is said, and all of it") {
  CHECK(first_code(read("1")) == "tagged.not-a-value");
  CHECK(first_code(read(R"({"int":"1","uint":"1"})")) == "tagged.not-a-value");
  CHECK(first_code(read(R"({"integer":"1"})")) == "tagged.unknown-tag");
  CHECK(first_code(read(R"({"int":"1.5"})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"int":"9223372036854775808"})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"uint":"-1"})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"bytes":"%%"})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"timestamp":"yesterday"})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"map":[[{"double":1.5},{"int":"1"}]]})")) == "tagged.bad-payload");
  CHECK(first_code(read(R"({"map":[[{"int":"1"},{"int":"1"}],[{"uint":"1"},{"int":"2"}]]})")) ==
        "tagged.duplicate-key");
  CHECK(read(R"({"list":[{"int":"a"},{"bool":1},{"int":"3"}]})").problems().size() == 2);
}

TEST_CASE("plain JSON keeps numbers that every reader can hold, and writes the others as text") {
  CHECK(write_json(plain_from_value(Value::integer(5200000)), false) == "5200000");
  CHECK(write_json(plain_from_value(Value::integer(std::int64_t{1} << 53)), false) == "9007199254740992");
  CHECK(write_json(plain_from_value(Value::integer((std::int64_t{1} << 53) + 1)), false) == "\"9007199254740993\"");
  CHECK(write_json(plain_from_value(Value::real(std::numeric_limits<double>::quiet_NaN())), false) == "\"NaN\"");
  CHECK(write_json(plain_from_value(Value::unknown("a.b")), false) == "null");
  CHECK(packed(write_json(plain_from_value(Value::map({{Value::string("a"), Value::boolean(true)}})), false)) ==
        R"({"a":true})");
}

TEST_CASE("an unknown is placed where its path leads, and what is missing on the way is made") {
  Bindings bindings{{"a", Value::map({{Value::string("c"), Value::integer(1)}})}};
  CHECK(place_unknown(bindings, "a.b").empty());
  REQUIRE(bindings.size() == 1);
  const auto* b = bindings[0].second.as_map().find("b");
  REQUIRE(b != nullptr);
  CHECK(b->as_unknown().paths == std::vector<std::string>{"a.b"});
  CHECK(bindings[0].second.as_map().find("c")->as_integer() == 1);

  CHECK(place_unknown(bindings, "new.deep.er").empty());
  REQUIRE(bindings.size() == 2);
  CHECK(bindings[1].first == "new");
  CHECK(bindings[1].second.as_map().find("deep")->as_map().find("er")->is_unknown());

  CHECK(place_unknown(bindings, "x").empty());
  CHECK(bindings[2].second.is_unknown());
}

TEST_CASE("a list grows by the items whose parts are unknown") {
  Bindings bindings{
      {"lines", Value::list(std::vector<Value>{Value::map({{Value::string("amount"), Value::integer(1)}})})}};
  CHECK(place_unknown(bindings, "lines[0].amount").empty());
  CHECK(place_unknown(bindings, "lines[1].amount").empty());
  CHECK(place_unknown(bindings, "lines[4]").empty());
  const auto& items = bindings[0].second.as_list().items;
  REQUIRE(items.size() == 5);
  CHECK(items[0].as_map().find("amount")->is_unknown());
  CHECK(items[1].as_map().find("amount")->as_unknown().paths == std::vector<std::string>{"lines[1].amount"});
  // Nobody has said what lies between.
  CHECK(items[3].as_unknown().paths == std::vector<std::string>{"lines[3]"});
}

TEST_CASE("a path that leads nowhere is a problem") {
  Bindings bindings{{"s", Value::string("text")}};
  CHECK(place_unknown(bindings, "s.b").front().code == "tagged.path-into-scalar");
  for (const char* path : {"", ".", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[0]b"}) {
    CAPTURE(path);
    CHECK(place_unknown(bindings, path).front().code == "tagged.bad-path");
  }
  CHECK(bindings.size() == 1);
}

TEST_CASE("a binding's type is deep where its parts agree") {
  const auto numbers = Value::list(std::vector<Value>{Value::integer(1), Value::integer(2)});
  CHECK(deep_type(numbers).to_string() == "list(int)");
  CHECK(deep_type(Value::list(std::vector<Value>{Value::integer(1), Value::string("a")})).element().is_dyn());
  CHECK(deep_type(Value::map({{Value::string("a"), numbers}})).to_string() == "map(string, list(int))");
}

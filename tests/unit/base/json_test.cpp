#include "engine/base/json.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

using namespace saitaku;

namespace {

JsonDocument read(std::string text) {
  auto document = parse_json({.file = "a.json", .text = std::move(text)});
  INFO(describe(document.problems(), Language::en));
  REQUIRE(document);
  return *document;
}

Problem refused(std::string text, const JsonLimits& limits = {}) {
  INFO(text.substr(0, 60));
  const auto document = parse_json({.file = "a.json", .text = std::move(text)}, limits);
  REQUIRE_FALSE(document);
  REQUIRE_FALSE(document.problems().empty());
  for (const Problem& problem : document.problems()) {  // every fault has words in both languages
    for (const Language language : {Language::ja, Language::en}) {
      CHECK(problem.what(language).find("{detail}") == std::string::npos);
      CHECK_FALSE(problem.fix(language).empty());
    }
  }
  return document.problems().front();
}

std::string source(const JsonDocument& document, const JsonValue& value) {
  return document.text.text.substr(value.begin, value.end - value.begin);
}

std::string at(const Where& where) { return fmt::format("{}:{}", where.line, where.column); }

/// "line:column detail", the detail being the beginning of the English sentence.
std::string fault(std::string text) {
  const Problem problem = refused(std::move(text));
  CHECK(problem.code == "json.syntax");
  return at(problem.where) + " " + problem.what(Language::en);
}

}  // namespace

TEST_CASE("json: every kind of value, with the bytes it stands in") {
  const auto document =
      read(R"( {"a": [1, -2.50e1 , "x\ny"] ,"b":{"c":null,"d" : true,"e":false},"f":[],"g":{}, "h":0 } )");
  const JsonValue& root = document.root;
  CHECK(source(document, root).front() == '{');
  CHECK(source(document, root).back() == '}');
  REQUIRE(root.members.size() == 5);
  const auto& a = root.find("a")->items;
  CHECK(source(document, *root.find("a")) == R"([1, -2.50e1 , "x\ny"])");
  CHECK(a[0].integer == 1);
  CHECK(source(document, a[0]) == "1");
  CHECK(a[1].kind == JsonValue::Kind::number);
  CHECK(a[1].number == -25.0);
  CHECK(a[1].string == "-2.50e1");
  CHECK(source(document, a[1]) == "-2.50e1");
  CHECK(a[2].string == "x\ny");
  CHECK(source(document, a[2]) == R"("x\ny")");
  const JsonValue& b = *root.find("b");
  CHECK(b.find("c")->is_null());
  CHECK(source(document, *b.find("c")) == "null");
  CHECK(b.find("d")->boolean);
  CHECK(source(document, *b.find("e")) == "false");
  CHECK(source(document, *root.find("f")) == "[]");
  CHECK(source(document, *root.find("g")) == "{}");
  CHECK(source(document, *root.find("h")) == "0");
  CHECK(document.text.text[b.members[1].key_begin] == '"');
  CHECK(at(document.text.where(b.members[1].key_begin)) == "1:45");
}

TEST_CASE("json: a number alone, at the very end") {
  for (const std::string_view text : {"7", " 7", "7 ", "7\n", "-0.5e-3", "1E5"}) {
    const auto document = read(std::string(text));
    CHECK(document.root.is_number());
    CHECK(source(document, document.root) == document.root.string);
  }
}

TEST_CASE("json: integers keep 64 bits, longer ones their digits") {
  const auto document = read(
      "[9223372036854775807,9223372036854775808,18446744073709551615,18446744073709551616,"
      "-9223372036854775808,-9223372036854775809,0.1]");
  const auto& items = document.root.items;
  CHECK(items[0].integer == INT64_MAX);
  CHECK(items[1].kind == JsonValue::Kind::unsigned_integer);
  CHECK(items[1].unsigned_integer == 9223372036854775808u);
  CHECK(items[2].unsigned_integer == UINT64_MAX);
  CHECK(items[3].kind == JsonValue::Kind::number);
  CHECK(items[3].string == "18446744073709551616");
  CHECK(items[4].integer == INT64_MIN);
  CHECK(items[5].kind == JsonValue::Kind::number);
  CHECK(write_json(document.root, false) == document.text.text);
}

TEST_CASE("json: lines and columns count code points, and a byte order mark is nothing") {
  const auto document = read("\xEF\xBB\xBF{\"題\":\r\n  \"採択𠮷\", \"b\":\n1}");
  CHECK(at(document.text.where(document.root)) == "1:1");
  CHECK(at(document.text.where(*document.root.find("題"))) == "2:3");
  CHECK(at(document.text.where(document.root.members[1].key_begin)) == "2:10");
  CHECK(at(document.text.where(*document.root.find("b"))) == "3:1");
  CHECK(document.text.where(document.root).byte == 3);
}

TEST_CASE("json: a line of a longer file says its own place") {
  const auto document = parse_json({.file = "x.ndjson", .text = "{\"a\": 1}", .first_line = 7, .first_byte = 600});
  REQUIRE(document);
  const Where where = document->text.where(*document->root.find("a"));
  CHECK(where.file == "x.ndjson");
  CHECK(at(where) == "7:7");
  CHECK(where.byte == 606);
}

TEST_CASE("json: a place inside a string is seen through its escapes") {
  // decoded: a " あ 𠮷 b newline é c, with あ, 𠮷 and é as escapes
  const auto document = read("{\n \"x\": \"a\\\"\\u3042\\ud842\\udfb7b\\n\\u00e9c\"}");
  const JsonValue& x = *document.root.find("x");
  REQUIRE(x.string == "a\"あ𠮷b\néc");
  const auto column = [&](std::string_view part) { return document.text.where_in(x, x.string.find(part)).column; };
  CHECK(column("a") == 8);
  CHECK(column("\"") == 9);
  CHECK(column("あ") == 11);
  CHECK(column("𠮷") == 17);
  CHECK(column("b") == 29);
  CHECK(column("\n") == 30);
  CHECK(column("é") == 32);
  CHECK(column("c") == 38);
  CHECK(document.text.where_in(x, x.string.find("𠮷") + 2).column == 17);  // within the character
  CHECK(document.text.where_in(x, x.string.size()).column == 39);          // just past the last one
  CHECK(document.text.where_in(x, 1000).column == 39);
  CHECK(document.text.where_in(JsonValue::of("made here"), 3).line == 1);
}

TEST_CASE("json: what is not JSON is named, at its place") {
  CHECK(fault("{\"a\": NaN}") == "1:7 NaN is not a number in JSON");
  CHECK(fault("[1,\n -Infinity]") == "2:2 -Infinity is not a number in JSON");
  CHECK(fault("{\"a\": Infinity, \"b\": 1}") == "1:7 Infinity is not a number in JSON");
  CHECK(fault("[nan]") == "1:2 nan is not a number in JSON");
  CHECK(fault("[True]") == "1:2 True is not a value in JSON");
  CHECK(fault("[1, 2,]") == "1:7 there is a comma after the last element");
  CHECK(fault("{\"a\": 1,\n}") == "2:1 there is a comma after the last element");
  CHECK(fault("{\"a\": 1 // one\n}") == "1:9 JSON has no comments");
  CHECK(fault("# note\n{}") == "1:1 JSON has no comments");
  CHECK(fault("{'a': 1}") == "1:2 a string stands in single quotes");
  CHECK(fault("{“a”: 1}") == "1:2 the quotation marks are typographic (“ ”)");
  CHECK(fault("{a: 1}") == "1:2 a stands without quotation marks");
  CHECK(fault("{\"a\":}") == "1:6 } cannot stand here");
  CHECK(fault("\xEF\xBB\xBFyes") == "1:1 yes stands without quotation marks");
  CHECK(fault("{\"a\": yes}") == "1:7 yes stands without quotation marks");
  CHECK(fault("{\"a\": 1 \"b\": 2}") == "1:9 a comma or colon is missing before \"b\", or it stands after the end");
  CHECK(fault("{} {}") == "1:4 a comma or colon is missing before {, or it stands after the end");
  CHECK(fault("{\"a\": 012}") == "1:7 012 is not a number as JSON writes it");
  CHECK(fault("{\"a\": +1}") == "1:7 +1 is not a number as JSON writes it");
  CHECK(fault("{\"a\": 1.}") == "1:7 1. is not a number as JSON writes it");
  CHECK(fault("[1") == "1:3 the JSON ends in the middle");
  CHECK(fault("{\"a\"") == "1:5 the JSON ends in the middle");
  CHECK(fault("[\"abc") == "1:2 a string is not closed");
  CHECK(fault("[\"a\nb\"]") == "1:4 a string contains a line break");
  CHECK(fault("[\"a\tb\"]") == "1:4 there is a control character that cannot stand here");
  CHECK(fault("[\"a\\qb\"]") == "1:4 the escape after \\ is not one that JSON has (\\qb\")");
  CHECK(fault("[\"\\u12G4\"]") == "1:3 the escape after \\ is not one that JSON has (\\u12G4\")");
  CHECK(fault("[\"\\ud842x\"]") == "1:3 half of a surrogate pair stands alone");
  CHECK(fault("[\"\\udfb7\"]") == "1:3 half of a surrogate pair stands alone");
  CHECK(fault(std::string("{}\0{}", 5)) == "1:3 there is a control character that cannot stand here");
  CHECK(fault("[1}") == "1:3 the closing } does not match the bracket that is open");
}

TEST_CASE("json: numbers beyond a double, empty text, bad UTF-8") {
  const Problem range = refused("{\"amount\": 1e999}");
  CHECK(range.code == "json.number-range");
  CHECK(at(range.where) == "1:12");
  CHECK(range.what(Language::en) == "the number 1e999 is too large to represent");
  CHECK(std::isfinite(read("1e308").root.number));
  CHECK(read("1e-999").root.number == 0.0);

  for (const std::string_view empty : {"", " \n", "\xEF\xBB\xBF"})
    CHECK(refused(std::string(empty)).code == "json.empty");

  const Problem utf8 = refused("{\"a\":\n \"\x8d\xcc\"}");
  CHECK(utf8.code == "json.utf8");
  CHECK(at(utf8.where) == "2:3");
  CHECK(utf8.where.byte == 8);
}

TEST_CASE("json: every duplicate key is reported, also nested ones, few or many") {
  const auto document = parse_json({.file = "a.json", .text = R"({"a":1,"b":{"x":1,"x":{"y":[{"y":1,"y":2}]}},
"a":{"c":1,"c":2}})"});
  REQUIRE_FALSE(document);
  REQUIRE(document.problems().size() == 4);
  CHECK(document.problems()[0].where.column == 19);
  CHECK(document.problems()[2].what(Language::en) == "the key \"a\" stands twice in one object (first in line 1)");
  CHECK(at(document.problems()[3].where) == "2:12");

  std::string wide = "{";
  for (int i = 0; i < 1000; ++i) wide += fmt::format("\"k{}\":{},", i, i);
  CHECK(read(wide + "\"end\":0}").root.members.size() == 1001);
  CHECK(refused(wide + "\"k5\":0}").code == "json.duplicate-key");
  CHECK(refused(wide + "\"k999\":0}").code == "json.duplicate-key");
}

TEST_CASE("json: limits of size, depth and number of values") {
  const std::size_t deep = 100;
  CHECK(read(std::string(deep, '[') + std::string(deep, ']')).root.is_array());
  const Problem too_deep = refused(std::string(deep + 1, '[') + std::string(deep + 1, ']'));
  CHECK(too_deep.code == "json.too-deep");
  CHECK(at(too_deep.where) == "1:101");
  CHECK(refused(std::string(1'000'000, '[')).code == "json.too-deep");
  CHECK(refused(std::string(1'000'000, '{')).code == "json.syntax");
  CHECK(refused("[1, 2]", {.bytes = 5}).code == "json.too-large");
  CHECK(refused("[1, 2, 3]", {.values = 3}).code == "json.too-many-values");
}

TEST_CASE("json: written text reads back as the same document") {
  const std::string text = "{\n  \"a\": [\n    1,\n    \"採択\\n\\u0001\\\"\"\n  ],\n  \"b\": {},\n  \"c\": 1.50\n}";
  const auto document = read(text);
  CHECK(write_json(document.root) == text);
  CHECK(write_json(document.root, false) == "{\"a\":[1,\"採択\\n\\u0001\\\"\"],\"b\":{},\"c\":1.50}");
}

TEST_CASE("json: values are made in code") {
  JsonValue value;
  value.at("b") = JsonValue::of("text");
  value.at("a").at("n") = JsonValue::of(5);
  value.at("yes") = JsonValue::of(true);
  value.at("list") = JsonValue::array();
  value.at("b") = JsonValue::of(std::string_view("again"));
  CHECK(write_json(value, false) == R"({"b":"again","a":{"n":5},"yes":true,"list":[]})");
}

TEST_CASE("json: pointers of RFC 6901") {
  const auto document = read(R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, "~1": 9})");
  const JsonValue& root = document.root;
  CHECK(find_pointer(root, "") == &root);
  CHECK(find_pointer(root, "/foo/1")->string == "baz");
  CHECK(find_pointer(root, "/")->integer == 0);
  CHECK(find_pointer(root, "/a~1b")->integer == 1);
  CHECK(find_pointer(root, "/m~0n")->integer == 8);
  CHECK(find_pointer(root, "/~01")->integer == 9);
  for (const std::string_view nothing : {"foo", "/foo/2", "/foo/01", "/foo/-", "/foo/1/x", "/nope", "/foo/"}) {
    INFO(nothing);
    CHECK(find_pointer(root, nothing) == nullptr);
  }
}

TEST_CASE("json: an overlay merges objects, replaces the rest, and null is an answer") {
  JsonValue target = read(R"({"a": {"x": 1, "y": [1, 2]}, "b": 2})").root;
  overlay(target, read(R"({"a": {"y": [3], "z": null}, "b": null, "c": {"d": 1}})").root);
  CHECK(write_json(target, false) == R"({"a":{"x":1,"y":[3],"z":null},"b":null,"c":{"d":1}})");
}

TEST_CASE("json: a text in both languages, or one for both") {
  const auto document = read(
      R"([{"ja": "あ", "en": "a"}, "same", {"ja": "あ"}, {"ja": "あ", "en": 1}, {"ja": "", "en": "", "fr": ""}, 3])");
  const auto& items = document.root.items;
  CHECK(*local_text(document.text, items[0]) == LocalText{"あ", "a"});
  CHECK(*local_text(document.text, items[1]) == LocalText{"same", "same"});
  for (std::size_t i = 2; i < items.size(); ++i) CHECK_FALSE(local_text(document.text, items[i]));
  CHECK(local_text(document.text, items[5]).problems().front().where.column == 101);
}

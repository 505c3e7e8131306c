#include "engine/intake/application.h"
#include "tests/support/forms.h"

using namespace saitaku;
using namespace std::string_view_literals;
using intake::drafts_from_json;
using tests::codes_of;

namespace {

intake::Drafts read(std::string_view text, std::string file = "draft.json") {
  return drafts_from_json({std::move(file), std::string(text)});
}

}  // namespace

TEST_CASE("one document is one draft, with its call, its id and the place of every answer") {
  const auto drafts = read(R"({
  "schema": "saitaku.application/1", "call": "small/1", "application_id": "A-1",
  "budget": {"items": [{"amount": 1}, {"a/b~c": "答え", "amount": 2}]}
})");
  REQUIRE_MESSAGE(drafts.problems.empty(), describe(drafts.problems, Language::en));
  REQUIRE(drafts.drafts.size() == 1);
  const auto& draft = drafts.drafts[0];
  CHECK(draft.kind == intake::SourceKind::json);
  CHECK(draft.file == "draft.json");
  CHECK(draft.call == "small/1");
  CHECK_FALSE(draft.call_recognised);
  CHECK(draft.application_id == "A-1");
  const auto& place = draft.places.at("/budget/items/1/amount");
  CHECK(place.line == 3);
  CHECK(place.column == 65);
  CHECK(place.byte == 151);
  CHECK(place.pointer == "/budget/items/1/amount");
  CHECK(draft.places.at("/budget/items/1/a~1b~0c").line == 3);
  CHECK(draft.places.at("").line == 1);
}

TEST_CASE("an array holds a draft per item; an item that is no object does not take the others with it") {
  const auto drafts = read("[{\"application_id\": \"a\"},\n 5,\n {\"application_id\": 17}]");
  CHECK(codes_of(drafts.problems) == "draft.not-an-object");
  CHECK(drafts.problems[0].where.line == 2);
  CHECK(drafts.problems[0].where.column == 2);
  REQUIRE(drafts.drafts.size() == 2);
  CHECK(drafts.drafts[1].application_id == "17");
  CHECK(drafts.drafts[1].places.at("/application_id").line == 3);
  CHECK(codes_of(read("[]").problems) == "draft.empty-array");
}

TEST_CASE("of NDJSON a broken line is a problem with line and byte, and the others are read") {
  const auto drafts =
      read("{\"application_id\": \"a\"}\r\n{\"application_id\": \r\n\r\n{\"application_id\": \"c\", \"x\": 1}\n");
  REQUIRE(drafts.drafts.size() == 2);
  CHECK(drafts.drafts[1].application_id == "c");
  CHECK(drafts.drafts[1].places.at("/x").line == 4);
  CHECK(drafts.drafts[1].places.at("/x").byte == 77);
  REQUIRE(drafts.problems.size() == 1);
  CHECK(drafts.problems[0].code == "json.syntax");
  CHECK(drafts.problems[0].where.line == 2);
  CHECK(drafts.problems[0].where.byte >= 25);
}

TEST_CASE("NDJSON is seen although its first line is broken, or by the ending of its name") {
  const auto drafts = read("{\"a\": \n{\"application_id\": \"b\"}\n{\"application_id\": \"c\"}");
  CHECK(drafts.drafts.size() == 2);
  CHECK(codes_of(drafts.problems) == "json.syntax");
  CHECK(read("{\"a\": 1}\n", "one.ndjson").drafts.size() == 1);
  CHECK(codes_of(read("[1]\n{}\n", "one.jsonl").problems) == "draft.not-an-object");
  CHECK(codes_of(read("\n \n", "empty.ndjson").problems) == "json.empty");
}

TEST_CASE("a document over several lines is one document, also when its lines begin with braces") {
  CHECK(read("{\"a\":\n{\"b\":\n{}}}").drafts.size() == 1);
  CHECK(read("[\n{\"a\": 1},\n{\"a\": 2}\n]").drafts.size() == 2);
  CHECK(read("{\n \"a\": \"}\\\"{\"\n}").drafts.size() == 1);
  CHECK(codes_of(read("{\n \"a\": 1,\n}").problems) == "json.syntax");
}

TEST_CASE("what is no application is named") {
  CHECK(codes_of(read("").problems) == "json.empty");
  CHECK(codes_of(read("5").problems) == "draft.not-an-object");
  CHECK(codes_of(read("{\"schema\": \"saitaku.verdict/1\"}").problems) == "draft.schema");
  CHECK(codes_of(read("{\"schema\": 1}").problems) == "draft.schema");
  CHECK(codes_of(read("%PDF-1.7 …").problems) == "draft.other-format");
  CHECK(codes_of(read("{\"a\": NaN}").problems) == "json.syntax");
  CHECK(codes_of(read("{\"a\": 1, \"a\": 2}").problems) == "json.duplicate-key");
  const std::string deep(200, '[');
  CHECK(codes_of(read("{\"a\": " + deep + std::string(200, ']') + "}").problems) == "json.too-deep");
}

TEST_CASE("a call or an id of another type is a problem of its draft, which is judged all the same") {
  const auto drafts = read("{\"call\": [1], \"application_id\": null}");
  REQUIRE(drafts.drafts.size() == 1);
  CHECK(drafts.drafts[0].call.empty());
  CHECK(drafts.drafts[0].application_id.empty());
  CHECK(codes_of(drafts.drafts[0].problems) == "draft.member-type");
  CHECK(drafts.drafts[0].problems[0].where.pointer == "/call");
}

TEST_CASE("a file in another encoding is named as such, once") {
  const auto encoding = [](std::string_view bytes) -> std::string {
    const auto drafts = read(bytes);
    if (codes_of(drafts.problems) != "draft.encoding") return codes_of(drafts.problems);
    return drafts.problems[0].args.at(0).second;
  };
  CHECK(encoding("{\"a\": \"\x93\xFA\x96\x7B\x8C\xEA\"}\n{\"a\": \"\x82\xA0\"}\n") == "Shift_JIS (CP932)");
  CHECK(encoding("{\"a\": \"\xC6\xFC\xCB\xDC\xB8\xEC\"}") == "EUC-JP");
  CHECK(encoding("{\"a\": \"\x1B$BF|K\\\x1B(B\"}") == "ISO-2022-JP");
  CHECK(encoding("\xFF\xFE{\0}\0"sv) == "UTF-16");
  CHECK(encoding("\xFE\xFF\0{\0}"sv) == "UTF-16");
  CHECK(encoding("{\0}\0"sv) == "UTF-16");
  CHECK(encoding("{\"a\": \"\xFF\"}") == "json.utf8");
}

TEST_CASE("one line that is no UTF-8 leaves the others standing") {
  const auto drafts = read("{\"a\": \"日本語\"}\n{\"a\": \"\x93\xFA\x96\x7B\"}\n{\"a\": \"語\"}\n");
  CHECK(drafts.drafts.size() == 2);
  REQUIRE(codes_of(drafts.problems) == "json.utf8");
  CHECK(drafts.problems[0].where.line == 2);
}

TEST_CASE("a byte order mark is skipped and takes no column") {
  const auto one = read("\xEF\xBB\xBF{\"a\": 1}");
  REQUIRE(one.drafts.size() == 1);
  CHECK(one.drafts[0].places.at("/a").column == 7);
  CHECK(read("\xEF\xBB\xBF{\"a\": 1}\n{\"a\": 2}\n").drafts.size() == 2);
  CHECK(codes_of(read("{\"a\"\n\xEF\xBB\xBF").problems) == "json.syntax");  // a line of nothing but a mark
}

TEST_CASE("escapes and surrogate pairs are decoded, a lone half is refused") {
  const auto drafts = read("{\"application_id\": \"\\ud842\\udfb7\\u91ce\"}");
  REQUIRE(drafts.drafts.size() == 1);
  CHECK(drafts.drafts[0].application_id == "𠮷野");
  CHECK(read("{\"application_id\": \"\\ud842\"}").drafts.empty());
}

TEST_CASE("a large document is read in one go, places included") {
  std::string text = "[";
  for (int i = 0; i < 20000; ++i)
    text += (i == 0 ? "\n" : ",\n") + std::string("{\"application_id\": \"あ\", \"n\": 1}");
  text += "\n]";
  const auto drafts = read(text);
  REQUIRE(drafts.drafts.size() == 20000);
  CHECK(drafts.drafts.back().places.at("/n").line == 20001);
}

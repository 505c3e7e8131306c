#include "engine/intake/application.h"
#include "tests/support/forms.h"

using namespace saitaku;
using tests::codes_of;
using tests::json_of;

namespace {

intake::Draft draft_of(std::string_view text) {
  auto drafts = intake::drafts_from_json({"draft.json", std::string(text)});
  REQUIRE_MESSAGE(drafts.drafts.size() == 1, describe(drafts.problems, Language::en));
  return std::move(drafts.drafts[0]);
}

/// The document after the facts were laid over it, on one line.
std::string laid(std::string_view draft_text, std::string_view facts) {
  auto draft = draft_of(draft_text);
  const auto problems = intake::lay_over(draft, json_of(facts, "facts.json"));
  for (const auto language : {Language::ja, Language::en})
    CHECK(describe(problems, language).find("{path}") == std::string::npos);
  return problems.empty() ? write_json(draft.document, false) : codes_of(problems);
}

std::string plain(std::string_view text) { return write_json(json_of(text).root, false); }

}  // namespace

TEST_CASE("facts are laid over a draft nested, with dots or as pointers, and later ones win") {
  CHECK(laid(R"({"a": {"b": 1, "c": 2}})", R"({"a": {"b": 3}, "d.e": true})") ==
        plain(R"({"a": {"b": 3, "c": 2}, "d": {"e": true}})"));
  CHECK(laid(R"({"a": {"b": 1}})", R"({"a": {"x.y": 1}, "/a/b": null, "a.b": 5})") ==
        plain(R"({"a": {"b": 5, "x": {"y": 1}}})"));
  CHECK(laid(R"({"l": [{"n": 1}, {"n": 2}]})", R"({"l[1].n": 7, "/l/0/n": 8, "l[2].n": 9})") ==
        plain(R"({"l": [{"n": 8}, {"n": 7}, {"n": 9}]})"));
  CHECK(laid(R"({})", R"({"l[0]": "x", "schema": "saitaku.facts/1"})") == plain(R"({"l": ["x"]})"));
  CHECK(laid(R"({"l": [1, 2]})", R"({"l": []})") == plain(R"({"l": []})"));
  CHECK(laid(R"({"a": "text"})", R"({"a.b": 1})") == plain(R"({"a": {"b": 1}})"));
  CHECK(laid(R"({})", R"({"/a~1b": 1})") == plain(R"({"a/b": 1})"));
}

TEST_CASE("a list of objects is laid over another one item by item") {
  constexpr std::string_view kDraft = R"({"l": [{"n": 1}, {"n": 2, "m": 0}]})";
  CHECK(laid(kDraft, R"({"l": [{}, {"n": 7}, {"n": 9}]})") ==
        plain(R"({"l": [{"n": 1}, {"n": 7, "m": 0}, {"n": 9}]})"));
  CHECK(laid(kDraft, R"({"l": [{"n": null}]})") == plain(R"({"l": [{"n": null}, {"n": 2, "m": 0}]})"));
  CHECK(laid(kDraft, R"({"l": []})") == plain(R"({"l": []})"));
  CHECK(laid(kDraft, R"({"/l/1/p": "x"})") == plain(R"({"l": [{"n": 1}, {"n": 2, "m": 0, "p": "x"}]})"));
  CHECK(laid(kDraft, R"({"l[1].p": "x"})") == plain(R"({"l": [{"n": 1}, {"n": 2, "m": 0, "p": "x"}]})"));
  CHECK(laid(R"({"l": [1, 2]})", R"({"l": [{"n": 1}]})") == plain(R"({"l": [{"n": 1}]})"));
}

TEST_CASE("the places of facts are those of the facts file") {
  auto draft = draft_of("{\"a\": {\"b\": [1, 2], \"c\": 1}}");
  REQUIRE(intake::lay_over(draft, json_of("{\"a.b\":\n [3]}", "facts.json")).empty());
  CHECK(draft.places.at("/a/b/0").file == "facts.json");
  CHECK(draft.places.at("/a/b/0").line == 2);
  CHECK(draft.places.at("/a/b/0").pointer == "/a/b/0");
  CHECK_FALSE(draft.places.contains("/a/b/1"));
  CHECK(draft.places.at("/a/c").file == "draft.json");
}

TEST_CASE("facts may say the call and the id") {
  auto draft = draft_of("{}");
  draft.call_recognised = true;
  REQUIRE(intake::lay_over(draft, json_of(R"({"call": "small/1", "application_id": "7"})")).empty());
  CHECK(draft.call == "small/1");
  CHECK_FALSE(draft.call_recognised);
  CHECK(draft.application_id == "7");
}

TEST_CASE("facts that name no place are problems, and the others hold") {
  CHECK(laid("{}", "[]") == "facts.not-an-object");
  CHECK(laid("{}", R"({"a..b": 1})") == "facts.bad-path");
  CHECK(laid("{}", R"({"": 1})") == "facts.bad-path");
  CHECK(laid("{}", R"({"a[x]": 1})") == "facts.bad-path");
  CHECK(laid("{}", R"({"a[": 1})") == "facts.bad-path");
  CHECK(laid("{}", R"({"/a//b": 1})") == "facts.bad-path");
  CHECK(laid("{}", R"({"/": 1})") == "facts.bad-path");
  CHECK(laid(R"({"l": [1]})", R"({"l[2]": 1})") == "facts.no-such-item");
  CHECK(laid(R"({"l": [1]})", R"({"l.x": 1})") == "facts.no-such-item");
  CHECK(laid(R"({"l": 5})", R"({"l[0]": 1})") == "facts.not-a-list");
  auto draft = draft_of("{}");
  CHECK(codes_of(intake::lay_over(draft, json_of(R"({"a..b": 1, "c": 2})"))) == "facts.bad-path");
  CHECK(draft.document.find("c") != nullptr);
}

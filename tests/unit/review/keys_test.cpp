// The keys of one object of a scenario against what is declared of them.
#include "engine/review/keys.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace saitaku::review {
namespace {

const std::vector<Key> kKeys = {
    {.name = "mean", .type = Key::Type::number, .ja = "", .en = "", .required = true, .low = -10, .high = 10},
    {.name = "take", .type = Key::Type::count, .ja = "", .en = "", .low = 1},
    {.name = "share", .type = Key::Type::share},
    {.name = "total_yen", .type = Key::Type::yen},
    {.name = "then", .type = Key::Type::choice, .choices = {"continue", "award"}},
    {.name = "within", .type = Key::Type::attribute},
    {.name = "when", .type = Key::Type::condition},
    {.name = "award_yen", .type = Key::Type::amount},
    {.name = "fixed", .type = Key::Type::flag},
    {.name = "note", .type = Key::Type::text},
    {.name = "scale", .type = Key::Type::other},
};

struct Reading {
  explicit Reading(const std::string& json)
      : document(*parse_json({"a.json", json})),
        reader(document.text, document.root, kKeys, vocabulary, problems, kAlso) {}
  std::string codes() const {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : " ") + problem.code;
    return text;
  }
  static constexpr std::array<std::string_view, 1> kAlso = {"do"};
  JsonDocument document;
  Vocabulary vocabulary{{{"field", {"a", "b"}}}};
  Problems problems;
  KeyReader reader;
};

TEST_CASE("values are read as what they are declared") {
  Reading r(R"({"do": "x", "mean": -1.5, "take": 1e2, "share": 1, "total_yen": 5000000000, "then": "award",
               "within": "field", "when": "field == 'b'", "award_yen": 500, "fixed": true, "note": "n", "scale": null})");
  CHECK(r.codes() == "");
  CHECK(r.reader.number("mean") == -1.5);
  CHECK(r.reader.integer("take") == 100);
  CHECK(r.reader.number("share") == 1);
  CHECK(r.reader.integer("total_yen") == 5'000'000'000);
  CHECK(r.reader.text("then") == "award");
  CHECK(r.reader.attribute("within") == AttributeId{0});
  CHECK(r.reader.condition("when")->at(std::vector<Codes>{{1}}, 0));
  CHECK(r.reader.amount("award_yen")->yen({}, 0, {}) == 500);
  CHECK(r.reader.flag("fixed") == true);
  CHECK(r.reader.text("note") == "n");
  CHECK_FALSE(r.reader.has("scale"));  // null counts as absent
}

TEST_CASE("every unusable value is told once, with its place, and is then absent") {
  Reading r(R"({"meen": 1, "take": 1.5, "share": 2, "total_yen": -1, "then": "awards", "within": "feild",
               "when": 3, "award_yen": [], "fixed": "yes", "note": 1})");
  CHECK(
      r.codes() ==
      "scenario.unknown-key scenario.missing-key scenario.not-whole scenario.out-of-range scenario.out-of-range "
      "scenario.unknown-choice scenario.unknown-attribute scenario.wrong-type scenario.wrong-type scenario.wrong-type "
      "scenario.wrong-type");
  CHECK(r.problems[0].where.column == 2);
  CHECK(r.problems[0].fix(Language::en) == "did you mean \"mean\"?");
  CHECK(r.problems[5].fix(Language::en) == "did you mean \"award\"?");
  CHECK(r.problems[5].where.column == 63);
  CHECK_FALSE(r.reader.integer("take"));
  CHECK_FALSE(r.reader.attribute("within"));
  CHECK_FALSE(r.reader.condition("when"));
  CHECK(r.problems.size() == 11);
  for (const Problem& problem : r.problems) CHECK_FALSE(describe(problem, Language::ja).empty());
}

TEST_CASE("NaN and infinity as texts are told apart from other texts") {
  for (const char* text : {"\"NaN\"", "\"-Infinity\"", "\"inf\""}) {
    CAPTURE(text);
    CHECK(Reading("{\"mean\": " + std::string(text) + "}").codes() == "scenario.not-finite");
  }
  CHECK(Reading(R"({"mean": "5"})").codes() == "scenario.wrong-type");
}

TEST_CASE("exactly one of contradicting keys") {
  static constexpr std::array<std::string_view, 2> kOf = {"take", "share"};
  Reading one(R"({"mean": 0, "share": 0.5})");
  CHECK(one.reader.one_of(kOf) == "share");
  Reading both(R"({"mean": 0, "take": 3, "share": 0.5})");
  CHECK_FALSE(both.reader.one_of(kOf));
  CHECK(both.codes() == "scenario.only-one-of");
  Reading none(R"({"mean": 0})");
  CHECK_FALSE(none.reader.one_of(kOf));
  CHECK(none.codes() == "scenario.one-of");
}

TEST_CASE("what is no object is told once") { CHECK(Reading("[1, 2]").codes() == "scenario.not-an-object"); }

}  // namespace
}  // namespace saitaku::review

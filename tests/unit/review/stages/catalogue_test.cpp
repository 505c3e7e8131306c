// Every stage there is: documented, and its examples come out.
#include <algorithm>
#include <set>

#include "tests/unit/review/stages/support.h"

namespace saitaku::review::stages {
namespace {

TEST_CASE("every stage is documented in both languages and has examples") {
  std::set<std::string_view> names;
  REQUIRE(all_stages().size() >= 8);
  for (const Kind* kind : all_stages()) {
    CAPTURE(kind->name);
    CHECK(names.insert(kind->name).second);
    CHECK(!kind->ja.empty());
    CHECK(!kind->en.empty());
    CHECK(!kind->examples.empty());
    std::set<std::string_view> keys;
    for (const Key& key : kind->keys) {
      CAPTURE(key.name);
      CHECK(keys.insert(key.name).second);
      CHECK(!key.ja.empty());
      CHECK(!key.en.empty());
    }
  }
}

TEST_CASE("the examples of every stage come out") {
  for (const Kind* kind : all_stages()) {
    for (const Example& example : kind->examples) {
      const Call call(static_cast<std::size_t>(example.applications));
      const std::string text(example.stages);
      CAPTURE(text);
      const Made made = make(call, text);
      CHECK(codes_of(made.problems) == "");
      Bench bench(call);
      for (std::uint32_t replication = 0; replication < 5; ++replication) {
        const Standing& standing = bench.run(made, replication);
        check_sound(standing);
        if (example.from_seed) {
          CHECK(standing.awards == example.awarded.size());
          CHECK(standing.playing == example.playing.size());
        } else {
          CHECK(flagged(standing.awarded) == example.awarded);
          CHECK(flagged(standing.in_play) == example.playing);
        }
        CHECK(static_cast<std::int64_t>(standing.awards) <= made.awards);
      }
    }
  }
}

TEST_CASE("a stage that may award says so") {
  for (const Kind* kind : all_stages()) {
    for (const Example& example : kind->examples) {
      auto document = parse_json({.file = "", .text = std::string(example.stages)});
      REQUIRE(document);
      bool says = false;
      for (const JsonValue& stage : document->root.items) {
        const Kind* of = kind_of(stage.find("do")->string);
        says = says || (of->awards != nullptr && of->awards(stage));
      }
      CHECK(says == !example.awarded.empty());
    }
  }
}

}  // namespace
}  // namespace saitaku::review::stages

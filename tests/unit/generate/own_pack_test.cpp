// Packs that are not ours: with cases, without, and impossible ones.
#include <doctest/doctest.h>

#include "engine/generate/detail/trial.h"
#include "engine/generate/generate.h"
#include "engine/rules/library.h"
#include "tests/support/packs.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::generate {
namespace {

JsonValue fields_of(JsonValue document) {
  document.members.erase(document.members.begin(), document.members.begin() + 3);
  return document;
}

void check_eligible(const std::shared_ptr<const rules::Pack>& pack, const rules::Files& files) {
  constexpr std::uint64_t kCount = 60;
  auto made = Generator::make(pack, files, {.seed = 9, .count = kCount});
  REQUIRE_MESSAGE(made, describe(made.problems(), Language::en));
  const detail::Trial trial(pack);
  std::vector<JsonValue> documents;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    documents.push_back(fields_of((*made)->application(i).document));
    CAPTURE(write_json(documents.back()));
    CHECK(trial.judge(documents.back()).broken() == std::vector<std::string>{});
    CHECK(trial.clean(documents.back()));
  }
  for (const auto& broken : trial.broken_together(documents)) CHECK(broken == std::vector<std::string>{});
}

TEST_CASE("the tutorial's pack gets applications from its worked cases") {
  const auto library = rules::Library::open({std::string(SAITAKU_SOURCE_DIR) + "/tests/cases/tutorial"});
  auto pack = library.load("reiji-university/young-researcher");
  REQUIRE(pack);
  check_eligible(*pack, library.files());
}

tests::MemoryFiles without_cases() {
  auto files = tests::tiny_files();
  auto& pack = files["pack.json"];
  const auto at = pack.find(R"("cases": ["cases.json"])");
  REQUIRE(at != std::string::npos);
  pack.replace(at, std::string_view(R"("cases": ["cases.json"])").size(), R"("cases": [])");
  return files;
}

TEST_CASE("a pack without cases gets applications from its form and rules") {
  const auto files = tests::files_of(without_cases());
  check_eligible(tests::pack_of(files), files);
}

TEST_CASE("rules that nothing satisfies are named") {
  auto memory = without_cases();
  auto& pack = memory["pack.json"];
  const std::string before = R"("require": "total * unit <= call.cap")";
  const auto at = pack.find(before);
  REQUIRE(at != std::string::npos);
  pack.replace(at, before.size(), R"("require": "total * unit <= call.cap && total < 0 && total > 0")");
  const auto text = pack.find(R"("when": "total != null && unit != null")");
  REQUIRE(text != std::string::npos);
  pack.replace(text, std::string_view(R"("when": "total != null && unit != null")").size(), R"("when": "true")");
  const auto files = tests::files_of(memory);
  const auto made = Generator::make(tests::pack_of(files), files, {});
  REQUIRE(!made);
  CHECK(made.problems().front().code == "generate.cannot-satisfy");
  CHECK(describe(made.problems(), Language::en).find("TN-B01") != std::string::npos);
}

TEST_CASE("every rule of every shipped pack can be broken on purpose") {
  const auto library = rules::Library::open();
  for (const auto& entry : library.entries()) {
    CAPTURE(entry.id);
    auto pack = library.load(entry.id);
    REQUIRE(pack);
    const auto made = Generator::make(*pack, library.files(), {.defects = 0.1, .count = 10});
    REQUIRE(made);
    std::vector<std::string> codes;
    for (const auto& rule : (*pack)->rules) codes.push_back(rule.code);
    for (const auto& rule : (*pack)->batch_rules) codes.push_back(rule.code);
    CHECK((*made)->breakable() == codes);
  }
}

}  // namespace
}  // namespace saitaku::generate

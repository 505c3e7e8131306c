// Generated applications against the engine that judges them.
#include "engine/generate/generate.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "engine/generate/run.h"
#include "engine/intake/application.h"
#include "engine/rules/judge.h"
#include "engine/rules/library.h"

namespace saitaku::generate {
namespace {

const rules::Library& library() {
  static const rules::Library shipped = rules::Library::open();
  return shipped;
}

std::unique_ptr<Generator> generator(const std::string& call, const Options& options) {
  auto pack = library().load(call);
  REQUIRE(pack);
  auto made = Generator::make(*pack, library().files(), options);
  REQUIRE_MESSAGE(made, describe(made.problems(), Language::en));
  return std::move(*made);
}

/// As `check` and `audit` read it.
void add(forms::Batch& batch, const Application& application) {
  const auto drafts = intake::drafts_from_json({"<generated>", write_json(application.document)});
  REQUIRE(describe(drafts.problems, Language::en) == "");
  REQUIRE(drafts.drafts.size() == 1);
  CHECK(drafts.drafts.front().application_id == application.id);
  CHECK(drafts.drafts.front().call == application.document.find("call")->string);
  intake::fill(batch, drafts.drafts.front());
}

struct Judged {
  std::vector<std::vector<std::string>> broken;  ///< per application, pack order
  std::vector<bool> open;                        ///< a rule is unknown
};

Judged judge(const Generator& from, std::size_t count) {
  forms::Batch batch(from.pack().form);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) {
    const auto application = from.application(i);
    ids.push_back(application.id);
    add(batch, application);
  }
  const auto together = rules::judge_batch(from.pack(), batch, ids);
  Judged judged;
  for (std::size_t i = 0; i < count; ++i) {
    auto& broken = judged.broken.emplace_back();
    judged.open.push_back(false);
    const auto take = [&](const std::vector<rules::Finding>& findings) {
      for (const auto& finding : findings) {
        if (finding.outcome == rules::Outcome::fail) broken.push_back(finding.code);
        if (finding.outcome == rules::Outcome::unknown) judged.open[i] = true;
      }
    };
    take(rules::judge(from.pack(), batch, i).findings);
    take(together[i]);
  }
  return judged;
}

std::string everything(const Generator& from, std::uint64_t count, unsigned jobs) {
  std::string all;
  run(
      from, count, jobs,
      [](const Application& application, std::string& text) { text += write_json(application.document, false) + "\n"; },
      [&](const Piece& piece) {
        all += piece.text + piece.defects;
        return true;
      });
  return all;
}

TEST_CASE("clean applications of every shipped pack are eligible, alone and together") {
  for (const auto& entry : library().entries()) {
    CAPTURE(entry.id);
    constexpr std::size_t kCount = 150;
    const auto from = generator(entry.id, {.seed = 11, .count = kCount});
    const auto judged = judge(*from, kCount);
    for (std::size_t i = 0; i < kCount; ++i) {
      CAPTURE(i);
      CHECK(from->application(i).breaks.empty());
      CHECK(judged.broken[i] == std::vector<std::string>{});
      CHECK(!judged.open[i]);
    }
  }
}

TEST_CASE("what a defective application is said to break is what judging it says") {
  for (const auto& entry : library().entries()) {
    CAPTURE(entry.id);
    constexpr std::size_t kCount = 120;
    const auto from = generator(entry.id, {.seed = 5, .defects = 0.6, .count = kCount});
    const auto judged = judge(*from, kCount);
    std::size_t defective = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
      CAPTURE(i);
      const auto application = from->application(i);
      defective += application.breaks.empty() ? 0 : 1;
      CHECK(judged.broken[i] == application.breaks);
      CHECK(!judged.open[i]);
    }
    CHECK(defective > kCount * 45 / 100);
    CHECK(defective < kCount * 75 / 100);
  }
}

TEST_CASE("an application is known by seed and number") {
  const auto few = generator("spread-1000/round-2", {.seed = 3, .defects = 0.3, .count = 40});
  const auto many = generator("spread-1000/round-2", {.seed = 3, .defects = 0.3, .count = 400});
  const auto other = generator("spread-1000/round-2", {.seed = 4, .defects = 0.3, .count = 40});
  for (const std::uint64_t number : {39u, 7u, 0u, 7u}) {
    CHECK(write_json(few->application(number).document) == write_json(many->application(number).document));
    CHECK(write_json(few->application(number).document) != write_json(other->application(number).document));
  }
}

TEST_CASE("threads make no difference") {
  const auto from = generator("arise/strategic-target", {.seed = 3, .defects = 0.2, .count = 2000});
  CHECK(everything(*from, 2000, 1) == everything(*from, 2000, 3));
}

TEST_CASE("more applications than there can be people are refused") {
  auto pack = library().load("spread-1000/round-2");
  REQUIRE(pack);
  const auto made = Generator::make(*pack, library().files(), {.count = 1'000'000'000'000});
  REQUIRE(!made);
  CHECK(made.problems().front().code == "generate.too-many");
}

}  // namespace
}  // namespace saitaku::generate

// The pack that the tutorial of rules/README.md builds: a user's own, outside the program (--rules DIR).
// tools/dev/check_tutorial.py holds the README to the same files.
#include <doctest/doctest.h>

#include <string>

#include "engine/intake/application.h"
#include "engine/rules/cases.h"
#include "engine/rules/library.h"
#include "engine/rules/lint.h"

namespace saitaku::rules {
namespace {

const std::string kFolder = std::string(SAITAKU_SOURCE_DIR) + "/tests/cases/tutorial";
constexpr const char* kCall = "reiji-university/young-researcher";

Problems fill(forms::Batch& batch, const JsonValue& document) {
  intake::Draft draft;
  draft.document = document;
  return intake::fill(batch, draft);
}

TEST_CASE("the tutorial's pack loads beside the shipped ones, and lint has no warning for it") {
  const Library library = Library::open({kFolder});
  CHECK(describe(library.problems(), Language::en) == "");
  CHECK(library.entries().size() == Library::open().entries().size() + 1);
  const auto pack = library.load(kCall);
  REQUIRE(pack);
  for (const Problem& problem : lint(**pack)) {
    CAPTURE(describe(problem, Language::en));
    CHECK(problem.severity == Severity::advice);
  }
}

TEST_CASE("the tutorial's worked cases hold and show every rule pass, fail and stay open") {
  const Library library = Library::open({kFolder});
  const auto pack = library.load(kCall);
  REQUIRE(pack);
  const auto cases = load_cases(**pack, library.files());
  REQUIRE(cases);
  const CasesReport report = run_cases(**pack, *cases, fill);
  CHECK(report.passed());
  for (const Coverage& each : report.coverage) {
    CAPTURE(each.code);
    CHECK(each.complete());
  }
}

TEST_CASE("the tutorial's draft is 50,000 yen over the limit, and nothing else is wrong") {
  const Library library = Library::open({kFolder});
  const auto pack = library.load(kCall);
  REQUIRE(pack);
  const auto text = library.read(kFolder + "/draft.json", false);
  REQUIRE(text);
  const auto drafts = intake::drafts_from_json({.file = "draft.json", .text = *text});
  REQUIRE(drafts.drafts.size() == 1);
  forms::Batch batch((*pack)->form);
  CHECK(describe(intake::fill(batch, drafts.drafts[0]), Language::en) == "");
  const Verdict verdict = judge(**pack, batch, 0);
  CHECK(verdict.kind == VerdictKind::ineligible);
  for (const Finding& finding : verdict.findings) {
    CAPTURE(finding.code);
    CHECK((finding.outcome == Outcome::fail) == (finding.code == "YR-B01"));
    CHECK(finding.outcome != Outcome::unknown);
    if (finding.code != "YR-B01") continue;
    REQUIRE(finding.distance);
    CHECK(finding.distance->field == "budget.total_yen");
    CHECK(finding.distance->by == -50000);
  }
}

}  // namespace
}  // namespace saitaku::rules

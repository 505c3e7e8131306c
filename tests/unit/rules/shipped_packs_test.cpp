// The packs that travel inside the program: they load, their worked cases hold, and lint finds no error.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "engine/intake/application.h"
#include "engine/rules/cases.h"
#include "engine/rules/library.h"
#include "engine/rules/lint.h"

namespace saitaku::rules {
namespace {

Problems fill(forms::Batch& batch, const JsonValue& document) {
  intake::Draft draft;
  draft.document = document;
  return intake::fill(batch, draft);
}

std::string told(const CaseResult& result) {
  std::string text = describe(result.problems, Language::en);
  for (const CaseDifference& each : result.differences) {
    text += each.code + (each.application.empty() ? "" : " of " + each.application) + ": expected " + each.expected +
            ", got " + each.actual + (each.message.en.empty() ? "" : " (" + each.message.en + ")") + "\n";
  }
  return text;
}

TEST_CASE("every shipped pack loads without a problem") {
  const Library library = Library::open();
  CHECK(describe(library.problems(), Language::en) == "");
  for (const PackEntry& entry : library.entries()) {
    CAPTURE(entry.id);
    const auto pack = library.load(entry.id);
    CHECK(describe(pack.problems(), Language::en) == "");
    if (!pack) continue;
    CHECK((*pack)->id == entry.id);
    CHECK((*pack)->title == entry.title);
    CHECK((*pack)->hash.size() == 64);
    CHECK((*pack)->rules.size() + (*pack)->batch_rules.size() > 0);
  }
}

TEST_CASE("every worked case of every shipped pack holds") {
  const Library library = Library::open();
  for (const PackEntry& entry : library.entries()) {
    CAPTURE(entry.id);
    const auto pack = library.load(entry.id);
    if (!pack) continue;
    const auto cases = load_cases(**pack, library.files());
    CHECK(describe(cases.problems(), Language::en) == "");
    if (!cases) continue;
    const CasesReport report = run_cases(**pack, *cases, fill);
    for (const CaseResult& result : report.results) {
      CAPTURE(result.worked->title.en);
      CHECK(told(result) == "");
    }
  }
}

TEST_CASE("lint finds no error in the shipped packs") {
  const Library library = Library::open();
  for (const PackEntry& entry : library.entries()) {
    CAPTURE(entry.id);
    const auto pack = library.load(entry.id);
    if (!pack) continue;
    for (const Problem& problem : lint(**pack)) {
      if (problem.severity == Severity::error) CHECK(describe(problem, Language::en) == "");
    }
  }
}

}  // namespace
}  // namespace saitaku::rules

// The packs that travel inside the program. Their worked cases are run with intake's own fill() by `saitaku rules test`.
#include <doctest/doctest.h>

#include "engine/rules/library.h"

namespace saitaku::rules {
namespace {

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

}  // namespace
}  // namespace saitaku::rules

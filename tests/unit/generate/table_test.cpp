#include "engine/generate/table.h"

#include <doctest/doctest.h>

#include <set>

#include "engine/base/text.h"
#include "engine/rules/library.h"

namespace saitaku::generate {
namespace {

TEST_CASE("a table has a column for every answer that any application has, in the form's order") {
  const auto library = rules::Library::open();
  auto pack = library.load("spread-1000/round-2");
  REQUIRE(pack);
  const auto from = std::move(*Generator::make(*pack, library.files(), {.seed = 2, .defects = 0.5, .count = 60}));
  Widths widths;
  for (std::uint64_t i = 0; i < 60; ++i) widths.see(from->application(i).document);
  const CsvTable table(*(*pack)->form, widths);
  CHECK(table.header().starts_with("application_id,submission.submitted_at,"));
  CHECK(table.header().ends_with("\r\n"));
  std::set<std::string> columns(table.columns().begin(), table.columns().end());
  CHECK(columns.size() == table.columns().size());
  CHECK(columns.contains("budget.items[0].amount"));
  for (std::uint64_t i = 0; i < 60; ++i) {
    const Application application = from->application(i);  // what scalars() gives points into it
    for (const auto& each : scalars(application.document)) {
      const auto& path = each.first;
      const auto& value = each.second;
      CAPTURE(path);
      // A list or object may be null as a whole, which a table cannot say.
      if (path != "schema" && path != "call" && !value->is_null()) CHECK(columns.contains(path));
    }
  }
}

TEST_CASE("cells are quoted as spreadsheets expect") {
  auto pack = rules::Library::open().load("doe-genesis/phase-1");
  REQUIRE(pack);
  const CsvTable table(*(*pack)->form, {});
  auto document = parse_json({"x", R"({"application_id": "A,1", "proposal": {"title": "a \"b\"\nc", "months": 9}})"});
  REQUIRE(document);
  std::string line;
  table.append(document->root, line);
  CHECK(line.starts_with("\"A,1\","));
  CHECK(line.find("\"a \"\"b\"\"\nc\"") != std::string::npos);
  CHECK(line.find(",9") != std::string::npos);
}

TEST_CASE("what is generated has a place in CP932; what has none becomes a question mark") {
  CHECK(to_cp932("㈱①髙～") == "\x87\x8a\x87\x40\xfb\xfc\x81\x60");
  CHECK(to_cp932("a😀b") == "a??b");
  const auto library = rules::Library::open();
  auto pack = library.load("spread-1000/round-2");
  REQUIRE(pack);
  const auto from = std::move(*Generator::make(*pack, library.files(), {.seed = 2, .count = 50}));
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto text = write_json(from->application(i).document);
    CHECK(to_cp932(text).find('?') == std::string::npos);
  }
}

}  // namespace
}  // namespace saitaku::generate

// What is written as official workbooks and folders, read back by the program's own reader.
#include "engine/generate/workbook.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "engine/base/files.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/trial.h"
#include "engine/generate/folder.h"
#include "engine/generate/generate.h"
#include "engine/intake/application.h"
#include "engine/rules/library.h"

namespace saitaku::generate {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const rules::Pack> pack_of(const rules::Library& library, const std::string& call) {
  auto pack = library.load(call);
  REQUIRE(pack);
  return *pack;
}

JsonValue without_envelope(const JsonValue& document) {
  JsonValue fields = document;
  std::erase_if(fields.members, [](const JsonMember& member) {
    return member.key == "schema" || member.key == "call" || member.key == "application_id";
  });
  return fields;
}

/// "SP-B01 pass", … of the draft with `facts` laid over it.
std::string outcomes(const detail::Trial& trial, const JsonValue& document) {
  std::string all;
  const auto judged = trial.judge(document);
  for (std::size_t i = 0; i < judged.outcomes.size(); ++i)
    all += trial.pack().rules[i].code + " " + std::string(to_string(judged.outcomes[i])) + "\n";
  return all;
}
std::string outcomes(const detail::Trial& trial, intake::Draft draft, const JsonValue& facts) {
  auto document = parse_json({"facts", write_json(facts)});
  REQUIRE(document);
  CHECK(describe(intake::lay_over(draft, *document), Language::en) == "");
  return outcomes(trial, draft.document);
}

bool has_cell(const forms::CellMap& map, const std::string& path) {
  for (const auto& entry : map.cells) {
    if (entry.path == path) return entry.translate.empty();  // the reader gives the other language's word for it
  }
  for (const auto& table : map.tables) {
    for (const auto& column : table.columns) {
      if (table.path + "[]." + column.path == path) return true;
    }
  }
  return false;
}

/// Fields that had to be said beside the workbook although it has a cell for them.
std::string said_twice(const forms::CellMap& map, const JsonValue& facts) {
  std::string all;
  detail::each_value(facts, [&](const detail::Place& place, const JsonValue& value) {
    if (!value.is_array() && has_cell(map, detail::field_path(place))) all += detail::field_path(place) + " ";
  });
  return all;
}

TEST_CASE("a workbook made of an application reads back as that application") {
  const auto library = rules::Library::open();
  for (const std::string call : {"spread-1000/round-1", "spread-1000/round-2"}) {
    CAPTURE(call);
    const auto pack = pack_of(library, call);
    const detail::Trial trial(pack);
    const auto maps = library.workbooks();
    const auto generator =
        std::move(*Generator::make(pack, library.files(), {.seed = 21, .defects = 0.5, .count = 60}));
    for (std::uint64_t number = 0; number < 60; ++number) {
      CAPTURE(number);
      const auto application = generator->application(number);
      const auto* map = workbook_for(*pack, application.document);
      REQUIRE(map != nullptr);
      auto draft = intake::draft_from_workbook("form.xlsx", workbook_bytes(*map, application.document), maps);
      REQUIRE_MESSAGE(draft, describe(draft.problems(), Language::en));
      CHECK(draft->call == call);
      const auto facts = facts_between(draft->document, application.document);
      if (application.breaks.empty()) {
        CHECK(describe(draft->problems, Language::en) == "");
        // Everything that has a cell was read from it.
        CHECK(said_twice(*map, facts) == "");
      }
      CHECK(outcomes(trial, std::move(*draft), facts) == outcomes(trial, without_envelope(application.document)));
    }
  }
}

TEST_CASE("a folder made of an application is judged as that application") {
  const auto library = rules::Library::open();
  const auto pack = pack_of(library, "spread-1000/round-2");
  const detail::Trial trial(pack);
  const auto maps = library.workbooks();
  const auto generator = std::move(*Generator::make(pack, library.files(), {.seed = 22, .defects = 0.5, .count = 30}));
  const auto root = fs::temp_directory_path() / ("saitaku-generate-test-" + std::to_string(::getpid()));
  for (std::uint64_t number = 0; number < 30; ++number) {
    CAPTURE(number);
    const auto application = generator->application(number);
    const auto folder = (root / application.id).string();
    REQUIRE(describe(write_folder(*pack, application, folder), Language::en) == "");
    const auto draft = intake::draft_from_folder(folder, maps);
    REQUIRE_MESSAGE(draft, describe(draft.problems(), Language::en));
    CHECK(draft->call == pack->id);
    CHECK(draft->application_id == application.id);
    CHECK(outcomes(trial, draft->document) == outcomes(trial, without_envelope(application.document)));
  }
  fs::remove_all(root);
}

}  // namespace
}  // namespace saitaku::generate

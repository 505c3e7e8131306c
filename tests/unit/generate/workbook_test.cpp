// What is written as official workbooks and folders, read back by the program's own reader: the model of what they say,
// the writer and the reader must agree on every answer, and on nothing but what can be written.
#include "engine/generate/workbook.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "engine/base/files.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/trial.h"
#include "engine/generate/folder.h"
#include "engine/generate/generate.h"
#include "engine/generate/written.h"
#include "engine/intake/application.h"
#include "engine/rules/library.h"

namespace saitaku::generate {
namespace {

namespace fs = std::filesystem;

const rules::Library& library() {
  static const rules::Library shipped = rules::Library::open();
  return shipped;
}

std::shared_ptr<const rules::Pack> pack_of(const std::string& call) {
  auto pack = library().load(call);
  REQUIRE(pack);
  return *pack;
}

std::unique_ptr<Generator> generator_of(const std::string& call, const Options& options) {
  auto made = Generator::make(pack_of(call), library().files(), options);
  REQUIRE_MESSAGE(made, describe(made.problems(), Language::en));
  return std::move(*made);
}

/// Without the head, and without sizes of workbooks: only writing one tells its size.
JsonValue comparable(JsonValue document) {
  std::erase_if(document.members, [](const JsonMember& member) {
    return member.key == "schema" || member.key == "call" || member.key == "application_id";
  });
  auto* list = detail::find(document, detail::place_of("submission.documents"));
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    if (list->items[i].find("kind")->string == "xlsx") list->items[i].at("bytes") = JsonValue{};
  }
  return document;
}

/// The answers that differ: "budget.items[].amount 5 not 6".
std::string differences(const JsonValue& model, const JsonValue& read) {
  std::string all;
  for (const auto& edit : detail::difference(model, read)) {
    const auto* wanted = detail::find(model, edit.place);
    all += detail::field_path(edit.place) + " " + (edit.value ? write_json(*edit.value, false) : "absent") + " not " +
           (wanted != nullptr ? write_json(*wanted, false) : "absent") + "\n";
  }
  return all;
}

std::vector<std::string> broken(const detail::Trial& trial, const JsonValue& document) {
  return trial.judge(document).broken();
}

/// Without those of rules over the batch, which one document alone does not break.
std::vector<std::string> own_breaks(const rules::Pack& pack, const Application& application) {
  auto codes = application.breaks;
  std::erase_if(codes, [&](const std::string& code) {
    return std::any_of(pack.batch_rules.begin(), pack.batch_rules.end(),
                       [&](const rules::BatchRule& rule) { return rule.code == code; });
  });
  return codes;
}

constexpr std::uint64_t kCount = 50;

TEST_CASE("a workbook reads back as the model says, and breaks what it is said to break") {
  for (const std::string call : {"spread-1000/round-1", "spread-1000/round-2"}) {
    CAPTURE(call);
    const auto pack = pack_of(call);
    const detail::Trial trial(pack);
    const auto maps = library().workbooks();
    const auto generator =
        generator_of(call, {.seed = 21, .defects = 0.6, .count = kCount, .writing = Writing::workbooks});
    std::set<std::string> planted;
    for (std::uint64_t number = 0; number < kCount; ++number) {
      CAPTURE(number);
      const auto application = generator->application(number);
      const auto* map = workbook_for(*pack, application.document);
      REQUIRE(map != nullptr);
      const auto model = workbook_answers(*map, application.document);
      REQUIRE(model);
      const auto draft = intake::draft_from_workbook("form.xlsx", workbook_bytes(*map, application.document), maps);
      REQUIRE_MESSAGE(draft, describe(draft.problems(), Language::en));
      CHECK(draft->call == call);
      CHECK(differences(model->document, draft->document) == "");
      if (application.breaks.empty()) CHECK(describe(draft->problems, Language::en) == "");
      CHECK(broken(trial, draft->document) == own_breaks(*pack, application));
      planted.insert(application.breaks.begin(), application.breaks.end());
    }
    CHECK(planted.size() > 10);
  }
}

TEST_CASE("a folder reads back as the model says, breaks what it is said to break, and contradicts nothing") {
  const auto root = fs::temp_directory_path() / ("saitaku-generate-test-" + std::to_string(::getpid()));
  for (const std::string call : {"spread-1000/round-1", "spread-1000/round-2"}) {
    CAPTURE(call);
    const auto pack = pack_of(call);
    const detail::Trial trial(pack);
    const auto maps = library().workbooks();
    const auto generator =
        generator_of(call, {.seed = 22, .defects = 0.6, .count = kCount, .writing = Writing::folders});
    std::set<std::string> planted;
    for (std::uint64_t number = 0; number < kCount; ++number) {
      CAPTURE(number);
      const auto application = generator->application(number);
      const auto folder = (root / application.id).string();
      REQUIRE(describe(write_folder(*pack, application, folder), Language::en) == "");
      const auto plan = plan_folder(*workbook_for(*pack, application.document), application.document);
      REQUIRE(plan);
      const auto draft = intake::draft_from_folder(folder, maps);
      REQUIRE_MESSAGE(draft, describe(draft.problems(), Language::en));
      CHECK(draft->call == call);
      CHECK(draft->application_id == application.id);
      CHECK(differences(comparable(plan->document), comparable(draft->document)) == "");
      const auto said = describe(draft->problems, Language::en);
      CHECK_MESSAGE(said.find("folder.") == std::string::npos, said);
      CHECK(broken(trial, draft->document) == own_breaks(*pack, application));
      if (application.breaks.empty()) CHECK(trial.judge(draft->document).decided());
      planted.insert(application.breaks.begin(), application.breaks.end());
    }
    CHECK(planted.size() > 15);
  }
  fs::remove_all(root);
}

}  // namespace
}  // namespace saitaku::generate

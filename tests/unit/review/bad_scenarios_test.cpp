// Every fault of a scenario file with its whole message: tests/bad/scenarios/<fault>.json and what is said of it in
// <fault>.txt. UPDATE_GOLDEN=1 writes the .txt files anew; read the difference before committing it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/files.h"
#include "engine/base/messages.h"
#include "engine/review/read_scenario.h"

namespace saitaku::review {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SAITAKU_SOURCE_DIR) / "tests/bad/scenarios";

std::vector<std::string> faults() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The same messages wherever the project lies.
std::string without_folder(std::string text) {
  const std::string folder = kFolder.generic_string() + "/";
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
    text.erase(at, folder.size());
  return text;
}

std::string said(const std::string& name, const rules::Library& library) {
  auto text = read_file((kFolder / (name + ".json")).string());
  REQUIRE(text);
  const auto family = read_family_text({name + ".json", *std::move(text)}, kFolder.generic_string(), library);
  return without_folder(describe(family.problems(), Language::ja) + describe(family.problems(), Language::en));
}

TEST_CASE("every fault of a scenario is told with its place, the fact and a fix, in both languages") {
  const auto library = rules::Library::open();
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  for (const std::string& name : faults()) {
    CAPTURE(name);
    const std::string path = (kFolder / (name + ".txt")).string();
    const std::string now = said(name, library);
    if (update) CHECK(write_file(path, now).empty());
    const auto expected = read_file(path);
    REQUIRE(expected);
    CHECK(now == *expected);
    if (name.starts_with("scenario.")) CHECK(now.find("[" + name + "]") != std::string::npos);
  }
}

TEST_CASE("every code of a scenario file has its file in tests/bad/scenarios") {
  // Told of a name instead of a file, or of the command line; a reason inside another problem; and more values or
  // attributes than anybody would like to read here.
  const std::vector<std::string> elsewhere = {"scenario.not-found", "scenario.set-and-swept", "scenario.not-a-result",
                                              "scenario.too-many-values", "scenario.too-many-attributes"};
  for (const std::string& id : message_ids()) {
    if (!id.starts_with("scenario.") || message_part(id, "what", Language::en, {}).empty()) continue;
    if (std::find(elsewhere.begin(), elsewhere.end(), id) != elsewhere.end()) continue;
    CHECK_MESSAGE(fs::exists(kFolder / (id + ".json")), id);
  }
}

}  // namespace
}  // namespace saitaku::review

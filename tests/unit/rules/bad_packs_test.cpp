// Every fault of a pack file with its whole message: tests/bad/rules/<fault>.json and what is said of it in
// <fault>.txt. UPDATE_GOLDEN=1 writes the .txt files anew; read the difference before committing it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/files.h"
#include "engine/base/messages.h"
#include "engine/rules/load.h"

namespace saitaku::rules {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SAITAKU_SOURCE_DIR) / "tests/bad/rules";

std::vector<std::string> faults() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".json" && path.filename() != "form.json") names.push_back(path.stem().string());
  }
  std::ranges::sort(names);
  return names;
}

/// Paths as the pack sees them, so that the messages are the same in every folder.
Files files() {
  return {.read = [](const FileName& file) -> Result<std::string> { return read_file((kFolder / file.path).string()); },
          .find = nullptr};
}

std::string said(const std::string& name) {
  const auto pack = pack_from_file({name + ".json", false}, files());
  return describe(pack.problems(), Language::ja) + describe(pack.problems(), Language::en);
}

TEST_CASE("every fault of a pack is told with its place, the fact and a fix, in both languages") {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  for (const std::string& name : faults()) {
    CAPTURE(name);
    const std::string path = (kFolder / (name + ".txt")).string();
    if (update) CHECK(write_file(path, said(name)).empty());
    const auto expected = read_file(path);
    REQUIRE(expected);
    CHECK(said(name) == *expected);
  }
}

TEST_CASE("every code of a pack file has its file in tests/bad/rules") {
  // Told by the library, which knows ids and folders, not by a pack; and a chain too long to write down here.
  const std::vector<std::string> elsewhere = {"pack.not-found",       "pack.no-id",        "pack.duplicate-id",
                                              "pack.no-folder",       "pack.empty-folder", "pack.not-embedded",
                                              "pack.extends-too-deep"};
  for (const std::string& id : message_ids()) {
    if (!id.starts_with("pack.") || std::ranges::find(elsewhere, id) != elsewhere.end()) continue;
    CAPTURE(id);
    CHECK(fs::exists(kFolder / (id + ".json")));
    CHECK(said(id).find("[" + id + "]") != std::string::npos);
  }
}

}  // namespace
}  // namespace saitaku::rules

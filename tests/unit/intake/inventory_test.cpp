#include "tests/unit/intake/units_support.h"

using namespace saitaku;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// The inputs' paths within the folder, folders with a slash behind; skipped files in brackets.
std::string inventory_of(const TemporaryFolder& folder, const std::vector<std::string>& paths) {
  const auto inventory = intake::take_inventory(paths, {});
  const auto inner = [&](const std::string& path) {
    return path.starts_with(folder.path() + "/") ? path.substr(folder.path().size() + 1) : path;
  };
  std::string text;
  for (const auto& input : inventory.inputs) text += inner(input.path) + (input.folder ? "/ " : " ");
  for (const auto& skipped : inventory.skipped) text += "(" + inner(skipped.where.file) + ") ";
  for (const auto& problem : inventory.problems) text += "!" + problem.code + " ";
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("every file below the arguments once, sorted, whatever their order and overlap") {
  const TemporaryFolder folder;
  for (const char* name : {"b/2.json", "b/1.json", "a.ndjson", "b/c/3.csv"}) folder.write(name, "{}");
  const auto& root = folder.path();
  const std::string all = "a.ndjson b/1.json b/2.json b/c/3.csv";
  CHECK(inventory_of(folder, {root}) == all);
  CHECK(inventory_of(folder, {root + "/", root + "/b/c/", root + "/./a.ndjson", root + "/b//1.json"}) == all);
  CHECK(inventory_of(folder, {root + "/b/1.json", root + "/b", root + "/a.ndjson"}) == all);
  CHECK(inventory_of(folder, {root + "/a.ndjson", root + "/b"}) == all);
  CHECK(inventory_of(folder, {"-"}) == "-");
}

TEST_CASE("what systems leave and what is no application is skipped by name, unless it was named itself") {
  const TemporaryFolder folder;
  for (const char* name : {".DS_Store", "Thumbs.db", "~$plan.xlsx", "__MACOSX/x.json", ".git/config", "call.pdf",
                           "notes.txt", "old.zip", "x.json"}) {
    folder.write(name, std::string_view(name).ends_with(".zip") ? "PK\x03\x04" : "{}");
  }
  const auto& root = folder.path();
  CHECK(inventory_of(folder, {root}) ==
        "x.json (.DS_Store) (.git) (Thumbs.db) (__MACOSX) (call.pdf) (notes.txt) (old.zip) (~$plan.xlsx)");
  CHECK(inventory_of(folder, {root + "/call.pdf"}) == "call.pdf");
  CHECK(inventory_of(folder, {root, root + "/call.pdf"}) ==
        "call.pdf x.json (.DS_Store) (.git) (Thumbs.db) (__MACOSX) (notes.txt) (old.zip) (~$plan.xlsx)");
  CHECK(inventory_of(folder, {root + "/none"}) == "!io.not-found");
}

TEST_CASE("a table that somebody named as an archive is read, and a link that leads nowhere is said") {
  const TemporaryFolder folder;
  folder.write("list.zip", "氏名,総額\n");
  folder.write("empty.zip", "");
  fs::create_symlink("gone.xlsx", folder.path() + "/plan.xlsx");
  CHECK(inventory_of(folder, {folder.path()}) == "list.zip (empty.zip) !io.dangling-link");
  CHECK(inventory_of(folder, {folder.path() + "/plan.xlsx"}) == "!io.dangling-link");
}

TEST_CASE("links that lead back are followed once") {
  const TemporaryFolder folder;
  folder.write("a/x.json", "{}");
  fs::create_directory_symlink(folder.path(), folder.path() + "/a/loop");
  fs::create_directory_symlink(folder.path() + "/a", folder.path() + "/0-first");
  fs::create_symlink(folder.path() + "/a/x.json", folder.path() + "/a/y.json");
  fs::create_symlink(folder.path() + "/nowhere", folder.path() + "/a/z.json");
  CHECK(inventory_of(folder, {folder.path()}) == "a/x.json !io.dangling-link");
}

TEST_CASE("the files of one application are one input; workbooks of many are many") {
  const TemporaryFolder folder;
  for (const char* name : {"one/様式1.xlsx", "one/様式0.pdf", "two/application.json", "two/facts.json",
                           "three/application.json", "many/A_様式1.xlsx", "many/B_様式1.xlsx", "many/様式0.xlsx",
                           "lone/様式1.xlsx", "four/form0.xlsx", "four/form1.xls", "four/form2.pdf"}) {
    folder.write(name, "{}");
  }
  const auto& root = folder.path();
  CHECK(inventory_of(folder, {root}) ==
        "four/ lone/様式1.xlsx many/A_様式1.xlsx many/B_様式1.xlsx many/様式0.xlsx one/ three/application.json two/");
  CHECK(inventory_of(folder, {root + "/one"}) == "one/");
  CHECK(inventory_of(folder, {root + "/one/様式1.xlsx", root + "/one"}) == "one/");
  CHECK(inventory_of(folder, {root + "/one/様式1.xlsx"}) == "one/様式1.xlsx");
}

TEST_CASE("what lies in or below an application's folder and is no part of it is an input of its own") {
  const TemporaryFolder folder;
  for (const char* name : {"x/application.json", "x/様式0_checklist.pdf", "x/様式2_consent.pdf", "x/more.ndjson",
                           "x/below/y.json", "x/list.csv"}) {
    folder.write(name, "{}");
  }
  CHECK(inventory_of(folder, {folder.path()}) == "x/ x/below/y.json x/list.csv x/more.ndjson");
}

TEST_CASE("blank forms on top of a pile of folders make no application of the pile") {
  const TemporaryFolder folder;
  for (const char* name : {"様式0_checklist.pdf", "様式2_consent.pdf", "a/x.json", "b/y.json"})
    folder.write(name, "{}");
  CHECK(inventory_of(folder, {folder.path()}) == "a/x.json b/y.json (様式0_checklist.pdf) (様式2_consent.pdf)");
}

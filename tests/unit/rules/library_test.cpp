#include "engine/rules/library.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "engine/base/files.h"
#include "engine/rules/detail/sniff.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone when the test ends.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / ("saitaku-library-" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }
  std::string write(const std::string& name, std::string_view content) const {
    fs::create_directories((path_ / name).parent_path());
    REQUIRE(write_file((path_ / name).string(), content).empty());
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

TEST_CASE("the shipped packs are listed by id with their titles, without compiling one") {
  const Library library = Library::open();
  REQUIRE(library.find("nih/application-limits"));
  CHECK(library.find("nih/application-limits")->embedded);
  CHECK(!library.find("nih/application-limits")->title.ja.empty());
  CHECK(std::is_sorted(library.entries().begin(), library.entries().end(),
                       [](const PackEntry& a, const PackEntry& b) { return a.id < b.id; }));
}

TEST_CASE("a folder adds packs, one of a shipped id takes its place, and a file will do") {
  const Folder folder("adds");
  folder.write("club/form.json", tests::kTinyForm);
  const std::string file = folder.write("club/pack.json", tests::kTinyPack);
  folder.write("other.json",
               R"({"schema": "saitaku.pack/1", "id": "nih/application-limits", "title": {"ja": "私", "en": "Mine"}})");
  const Library library = Library::open({folder.path()});
  REQUIRE(library.find("tiny/one"));
  CHECK(library.find("tiny/one")->path == file);
  CHECK(library.find("nih/application-limits")->title.en == "Mine");
  CHECK(library.load("tiny/one"));
  CHECK(library.load(file));
  CHECK(Library::open({file}).find("tiny/one"));
  CHECK(Library::open().load(file));
}

TEST_CASE("a pack of one's own extends a shipped one by its id") {
  const Folder folder("extends");
  folder.write("mine.json", R"({"schema": "saitaku.pack/1", "id": "mine/nih", "version": "1", "edition": "2026-06-10",
    "title": {"ja": "私", "en": "Mine"}, "extends": "nih/application-limits"})");
  const Library library = Library::open({folder.path()});
  const auto pack = library.load("mine/nih");
  REQUIRE_MESSAGE(pack, describe(pack.problems(), Language::en));
  CHECK((*pack)->find("NIH-A02"));
}

TEST_CASE("an id that is a slip is met with the nearest one") {
  const auto missing = Library::open().load("nih/aplication-limits");
  REQUIRE(!missing);
  CHECK(describe(missing.problems(), Language::en) ==
        "error[pack.not-found]: there is no rule pack \"nih/aplication-limits\"\n"
        "  fix: did you mean \"nih/application-limits\"?; \"saitaku rules list\" shows all\n");
}

TEST_CASE("a folder that is not there, has no pack, or has one twice is a problem that hides nothing else") {
  const Folder empty("empty");
  const Folder twice("twice");
  twice.write("a.json", R"({"schema": "saitaku.pack/1", "id": "twin"})");
  twice.write("b.json", R"({"schema": "saitaku.pack/1", "id": "twin"})");
  twice.write("c.json", R"({"schema": "saitaku.pack/1"})");
  const Library library = Library::open({empty.path() + "/nowhere", empty.path(), twice.path()});
  std::string codes;
  for (const Problem& problem : library.problems()) codes += problem.code + " ";
  CHECK(codes == "pack.no-folder pack.empty-folder pack.duplicate-id pack.no-id ");
  CHECK(library.find("twin")->path == twice.path() + "/a.json");
}

TEST_CASE("a glance finds schema, id and title wherever they stand, and nothing in what is no object") {
  const auto found = detail::sniff(R"( {"rules": [{"id": "no", "x": "}\"]"}], "title": {"ja": "あ", "en": "A"},
     "schema": "saitaku.pack/1", "id": "a\/b"} )");
  REQUIRE(found);
  CHECK(found->schema == "saitaku.pack/1");
  CHECK(found->id == "a/b");
  CHECK(found->title.ja == "あ");
  for (const char* text : {"", "[]", "{", "{}", "{\"schema\"", "{\"schema\":", "{\"schema\": 1}", "{\"a\": \"",
                           "nonsense", "{\"a\": [}", "}", "{\"schema\": \"x"}) {
    CAPTURE(text);
    CHECK(!detail::sniff(text));
  }
}

}  // namespace
}  // namespace saitaku::rules

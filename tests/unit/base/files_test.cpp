#include "engine/base/files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/base/embedded.h"

using namespace saitaku;

namespace {

/// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "saitaku-files-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::ptrdiff_t count() const {
    return std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator());
  }

 private:
  std::filesystem::path path_;
};

std::string code(const Problems& problems) { return problems.empty() ? "" : problems.front().code; }

}  // namespace

TEST_CASE("files: what is written is read, byte for byte") {
  const Folder folder;
  std::string bytes(200'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  CHECK(write_file(folder.file("採択.bin"), bytes).empty());
  CHECK(*read_file(folder.file("採択.bin")) == bytes);
  CHECK(write_file(folder.file("採択.bin"), "").empty());
  CHECK(read_file(folder.file("採択.bin"))->empty());
  CHECK(folder.count() == 1);  // nothing is left beside it
}

TEST_CASE("files: what cannot be read is named") {
  const Folder folder;
  CHECK(code(read_file(folder.file("none.json")).problems()) == "io.not-found");
  CHECK(code(read_file(folder.file("")).problems()) == "io.is-directory");
  REQUIRE(write_file(folder.file("a"), "12345").empty());
  CHECK(code(read_file(folder.file("a/b")).problems()) == "io.not-found");
  CHECK(code(read_file(folder.file("a"), 4).problems()) == "io.too-large");
  CHECK(*read_file(folder.file("a"), 5) == "12345");
  CHECK(code(read_file("/dev/zero", 1000).problems()) == "io.too-large");
  CHECK(read_file("/dev/null")->empty());
}

TEST_CASE("files: a target that cannot be written says why and keeps what was there") {
  const Folder folder;
  const Problems missing = write_file(folder.file("no/such/folder.txt"), "x");
  REQUIRE(code(missing) == "io.cannot-write");
  CHECK(missing[0].what(Language::en).ends_with("(the folder does not exist)"));
  CHECK(code(write_file(folder.file(""), "x")) == "io.cannot-write");
  CHECK(code(write_file("/dev/full", "x")) == "io.cannot-write");
  CHECK(write_file("/dev/null", "x").empty());
}

TEST_CASE("files: a link keeps leading to its file, and rights stay") {
  const Folder folder;
  REQUIRE(write_file(folder.file("real"), "old").empty());
  std::filesystem::permissions(folder.file("real"), std::filesystem::perms(0640));
  std::filesystem::create_symlink("real", folder.file("link"));
  CHECK(write_file(folder.file("link"), "new").empty());
  CHECK(std::filesystem::is_symlink(folder.file("link")));
  CHECK(*read_file(folder.file("real")) == "new");
  CHECK(std::filesystem::status(folder.file("real")).permissions() == std::filesystem::perms(0640));
}

TEST_CASE("embedded: the files are sorted, found by path, and the same as on disk") {
  REQUIRE_FALSE(embedded_files().empty());
  std::string_view before;
  for (const EmbeddedFile& file : embedded_files()) {
    CHECK(before < file.path);
    before = file.path;
    const auto on_disk = read_file(std::string(SAITAKU_SOURCE_DIR "/") + std::string(file.path));
    REQUIRE(on_disk);
    CHECK((*on_disk == file.content));
    CHECK(embedded_file(file.path)->data() == file.content.data());
  }
  CHECK_FALSE(embedded_file("engine/base/no.json"));
  CHECK_FALSE(embedded_file(""));
}

#include "engine/base/output_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace saitaku;

namespace {

std::string content(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("saitaku-output-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
  }
};

}  // namespace

TEST_CASE("a file appears whole when it is committed, and not before") {
  const Folder folder;
  const auto path = folder.path / "report";
  const std::string piece(100'000, 'x');
  {
    auto file = OutputFile::create(path.string());
    REQUIRE(file);
    for (int i = 0; i < 10; ++i) (*file)->write(piece);
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK((*file)->commit().empty());
  }
  CHECK(content(path).size() == 1'000'000);
  CHECK(folder.files() == 1);
}

TEST_CASE("small and large pieces come in their order") {
  const Folder folder;
  const auto path = folder.path / "report";
  auto file = OutputFile::create(path.string());
  REQUIRE(file);
  std::string all;
  for (const std::size_t size : {3u, 70'000u, 100'000u, 5u, 300'000u, 1u, 0u, 65'536u}) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    (*file)->write(piece);
    all += piece;
  }
  CHECK((*file)->commit().empty());
  CHECK(content(path) == all);
}

TEST_CASE("what is not committed leaves nothing, and the older file as it was") {
  const Folder folder;
  const auto path = folder.path / "report";
  std::ofstream(path) << "old";
  {
    auto file = OutputFile::create(path.string());
    REQUIRE(file);
    (*file)->write("new");
  }
  CHECK(content(path) == "old");
  CHECK(folder.files() == 1);
}

TEST_CASE("a full disk is told at commit, and leaves nothing") {
  auto file = OutputFile::create("/dev/full");
  REQUIRE(file);
  (*file)->write("x");
  const auto problems = (*file)->commit();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "io.cannot-write");
  CHECK_FALSE(OutputFile::create("/nowhere/at/all"));
}

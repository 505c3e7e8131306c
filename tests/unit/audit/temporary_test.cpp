// Frames that wait on disk.
#include "engine/audit/detail/temporary.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/unit/intake/units_support.h"

using namespace saitaku;
using audit::detail::Temporary;

namespace {

std::string frame(std::size_t i) { return std::string(i * 7 % 50, static_cast<char>('a' + i % 26)); }

std::size_t matching(Temporary& file, std::size_t frames) {
  std::size_t found = 0;
  for (std::string_view read; file.next(read); ++found) {
    if (found >= frames || read != frame(found)) return 0;
  }
  return found;
}

}  // namespace

TEST_CASE("frames come back in order, as often as wanted, wherever the buffer ends") {
  for (const std::size_t buffered : {0u, 1u, 7u, 8u, 9u, 64u, 100'000u}) {
    CAPTURE(buffered);
    Temporary file("", buffered);
    for (std::size_t i = 0; i < 300; ++i) file.append(frame(i));
    for (int again = 0; again < 3; ++again) {
      file.rewind();
      CHECK(matching(file, 300) == 300);
    }
    file.rewind();
    std::string_view some;
    CHECK(file.next(some));
    file.rewind();
    CHECK(matching(file, 300) == 300);
    CHECK(file.problems().empty());
  }
}

TEST_CASE("a frame may be larger than the buffer") {
  Temporary file("", 16);
  const std::string large(1'000'000, 'x');
  file.append("a");
  file.append(large);
  file.append("");
  file.rewind();
  std::string_view read;
  CHECK(file.next(read));
  CHECK(read == "a");
  CHECK(file.next(read));
  CHECK(read == large);
  CHECK(file.next(read));
  CHECK(read.empty());
  CHECK_FALSE(file.next(read));
}

TEST_CASE("nothing is left in the folder, not even while the file is in use") {
  const tests::TemporaryFolder folder;
  Temporary file(folder.path(), 1);
  file.append("x");
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("what was moved keeps its frames") {
  Temporary file("", 1);
  file.append("x");
  Temporary other(std::move(file));
  other.append("y");
  other.rewind();
  std::string_view read;
  CHECK(other.next(read));
  CHECK(read == "x");
  other = Temporary("", 1);
  other.rewind();
  CHECK_FALSE(other.next(read));
}

TEST_CASE("a folder that takes nothing is a problem, once something has to go there") {
  Temporary file("/no/such/folder", 4);
  CHECK(file.problems().empty());
  file.append("12345");
  REQUIRE(file.problems().size() == 1);
  CHECK(file.problems().front().code == "audit.no-room");
  file.append("more");
  file.rewind();
  std::string_view read;
  CHECK_FALSE(file.next(read));
}

TEST_CASE("a full disk is a problem") {
  if (!std::filesystem::exists("/dev/full")) return;
  // A folder cannot be full on demand; the limit on the size of a file stands for it elsewhere (tests/cli).
  Temporary file("/dev/full", 1);
  file.append("x");
  CHECK(has_errors(file.problems()));
}

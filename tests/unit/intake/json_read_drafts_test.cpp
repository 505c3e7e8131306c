#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/intake/application.h"
#include "tests/support/forms.h"

using namespace saitaku;
using tests::codes_of;

namespace {

/// A folder of this test's own, removed with everything in it.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("saitaku-read-drafts-" + std::to_string(getpid()));
};

}  // namespace

TEST_CASE("a file is read by what is in it, whatever it is called") {
  const Folder folder;
  const auto json = intake::read_drafts(folder.write("draft.txt", R"({"application_id": "a"})"), {});
  REQUIRE(json.drafts.size() == 1);
  CHECK(json.drafts[0].application_id == "a");
  CHECK(json.drafts[0].file.ends_with("draft.txt"));
  CHECK(intake::read_drafts(folder.write("two.ndjson", "{}\n{}\n"), {}).drafts.size() == 2);
  // A package without the ending of a workbook goes to the workbook's reader all the same, and so does the ending
  // alone.
  CHECK(codes_of(intake::read_drafts(folder.write("mail", "PK\x03\x04zip"), {}).problems).starts_with("workbook."));
  CHECK(codes_of(intake::read_drafts(folder.write("form.XLSX", "{}"), {}).problems).starts_with("workbook."));
  CHECK(codes_of(intake::read_drafts(folder.write("form.pdf", "%PDF-1.7"), {}).problems) == "draft.other-format");
}

TEST_CASE("what cannot be read at all is a problem with the file's name") {
  const Folder folder;
  const auto missing = intake::read_drafts(folder.write("x", "") + "-missing.json", {});
  CHECK(missing.drafts.empty());
  CHECK(codes_of(missing.problems) == "io.not-found");
  CHECK(codes_of(intake::read_drafts(folder.write("empty.json", ""), {}).problems) == "json.empty");
}

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/intake/application.h"
#include "tests/support/form_workbook.h"

namespace saitaku::intake {
namespace {

namespace fs = std::filesystem;
using test::FormWorkbook;
using test::shipped_maps;

/// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "saitaku-folder-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder& add(const std::string& name, const std::string& content) {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
    return *this;
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

const std::string kPdf = "%PDF-1.7\n";
const std::string kPlan = "第2回_様式1_研究計画調書_1234567890_Yamada Taro.xlsx";

std::string form1() {
  FormWorkbook form(shipped_maps()[1]);
  return form.set("研究計画調書_1枚目", "C35", "題名").bytes();
}

Draft read(const Folder& folder) {
  auto result = draft_from_folder(folder.path(), shipped_maps());
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  return std::move(*result);
}

std::string at(const Draft& draft, std::string_view pointer) {
  const auto* value = find_pointer(draft.document, pointer);
  return value == nullptr ? "absent" : write_json(*value, false);
}

std::string documents(const Draft& draft) {
  std::string all;
  for (const auto& item : find_pointer(draft.document, "/submission/documents")->items) {
    all += (all.empty() ? "" : ", ") + item.find("form")->string + ":" + item.find("kind")->string;
  }
  return all;
}

std::string codes(const Draft& draft) {
  std::string all;
  for (const auto& problem : draft.problems) all += (all.empty() ? "" : " ") + problem.code;
  return all;
}

TEST_CASE("the files of an application are told apart and form 1 is read") {
  Folder folder;
  folder.add("第2回_様式0_申請様式チェックリスト_1234567890_YamadaTaro.pdf", kPdf).add(kPlan, form1());
  folder.add("第2回_様式2_同意確認書_1234567890_YamadaTaro.pdf", kPdf + "12345");
  const auto draft = read(folder);
  CHECK(draft.kind == SourceKind::folder);
  CHECK(draft.file == folder.path());
  CHECK(draft.call == "spread-1000/round-2");
  CHECK(documents(draft) == "form-0:pdf, form-1:xlsx, form-2:pdf");
  CHECK(at(draft, "/submission/documents/1/file_name") == "\"" + kPlan + "\"");
  CHECK(at(draft, "/submission/documents/2/bytes") == "14");
  CHECK(at(draft, "/plan/title") == "\"題名\"");
  CHECK(draft.places.at("/plan/title").cell == "C35");
  CHECK(draft.places.at("/plan/title").file == folder.path() + "/" + kPlan);
  CHECK(codes(draft) == "");
}

TEST_CASE("official names are known in every spelling") {
  for (const char* name :
       {"様式１＿研究計画調書＿1234567890＿YamadaTaro.xlsx", "2nd_Form1_Research Plan_1234567890_Yamada Taro.xlsx",
        "FORM 1.xlsx", "研究計画調書.xlsx", "様式_1.xlsx"}) {
    CHECK_MESSAGE(documents(read(Folder().add(name, form1()))) == "form-1:xlsx", std::string(name));
  }
  CHECK(documents(read(Folder().add("様式3.pdf", kPdf).add("form4.pdf", kPdf))) == "form-3:pdf, form-4:pdf");
  CHECK_FALSE(draft_from_folder(Folder().add("様式10.pdf", kPdf).path(), shipped_maps()));
}

TEST_CASE("names that macOS took apart are put together") {
  const std::string apart = "様式2_カ\xE3\x82\x99ク.pdf";  // カ and its mark, two characters
  CHECK(at(read(Folder().add(apart, kPdf)), "/submission/documents/0/file_name") == "\"様式2_ガク.pdf\"");
}

TEST_CASE("kinds come from the content, not from the ending") {
  const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  Folder folder;
  folder.add("様式0.pdf", "not a PDF")
      .add("様式1.xlsx", kPdf)
      .add("様式2.docx", test::zip_of({{"[Content_Types].xml", "wordprocessingml"}}));
  folder.add("様式3.pdf", ole + std::string("W\0o\0r\0k\0b\0o\0o\0k\0", 16)).add("様式4.pdf", form1());
  CHECK(documents(read(folder)) == "form-0:other, form-1:pdf, form-2:other, form-3:xls, form-4:xlsx");
}

TEST_CASE("a form 1 that cannot be read is a problem, and the rest is judged") {
  auto draft = read(Folder().add("様式1.xlsx", form1().substr(0, 900)).add("様式0.pdf", kPdf));
  CHECK(codes(draft) == "workbook.damaged");
  CHECK(documents(draft) == "form-0:pdf, form-1:other");
  draft = read(Folder().add("様式1.pdf", kPdf));
  CHECK(codes(draft) == "");
  CHECK(draft.call == "");
  CHECK(at(draft, "/plan") == "absent");
}

TEST_CASE("a workbook with another name is form 1 when its labels say so") {
  CHECK(documents(read(Folder().add("計画.xlsx", form1()))) == "form-1:xlsx");
}

TEST_CASE("what does not belong is said, what the system leaves behind is not") {
  Folder folder;
  folder.add(kPlan, form1())
      .add("memo.txt", "x")
      .add(".DS_Store", "x")
      .add("Thumbs.db", "x")
      .add("desktop.ini", "x")
      .add("__MACOSX/a", "x");
  CHECK(codes(read(folder)) == "folder.unknown-file");
  CHECK(codes(read(folder.add("~$" + kPlan, "x").add("old/様式1.xlsx", "x"))) ==
        "folder.lock-file folder.inner-folder folder.unknown-file");
}

TEST_CASE("two files of one form are a warning, and the first workbook is read") {
  const auto draft = read(Folder().add("様式1 古い.pdf", kPdf).add("様式1.xlsx", form1()));
  CHECK(codes(draft) == "folder.several-forms");
  CHECK(draft.problems[0].severity == Severity::warning);
  CHECK(at(draft, "/plan/title") == "\"題名\"");
  CHECK(documents(draft) == "form-1:pdf, form-1:xlsx");
}

TEST_CASE("where form 1 is a PDF, the official file names say which call it is") {
  const auto call = [](const std::string& name) { return read(Folder().add(name, kPdf)).call; };
  CHECK(call("第2回_様式1_研究計画調書_1234567890_Yamada Taro.pdf") == "spread-1000/round-2");
  CHECK(call("2nd_Form1_Research Plan_1234567890_Yamada Taro.pdf") == "spread-1000/round-2");
  CHECK(call("様式１＿研究計画調書＿1234567890＿YamadaTaro.pdf") == "spread-1000/round-1");
  CHECK(call("様式1＿研究計画調書.pdf") == "spread-1000/round-1");
  CHECK(call("様式1_研究計画調書.pdf") == "");
  CHECK(read(Folder().add("第2回_様式1.pdf", kPdf).add("様式０＿.pdf", kPdf)).call == "");
  CHECK(read(Folder().add("様式１＿研究計画調書.pdf", kPdf).add("様式1.xlsx", form1())).call == "spread-1000/round-2");
}

TEST_CASE("application.json and facts.json are laid over the workbook") {
  Folder folder;
  folder.add(kPlan, form1())
      .add("application.json",
           R"({"schema":"saitaku.application/1","application_id":"A-1","plan":{"kind":"research","title":"別の題"}})");
  folder.add("facts.json", R"({"plan.title":"事実の題"})");
  const auto draft = read(folder);
  CHECK(draft.application_id == "A-1");
  CHECK(draft.call == "spread-1000/round-2");
  CHECK(at(draft, "/plan/kind") == "\"research\"");
  CHECK(at(draft, "/plan/title") == "\"事実の題\"");
  CHECK(codes(draft) == "");
}

TEST_CASE("a broken facts.json is an error of the input, not a note on the draft") {
  Folder folder;
  folder.add(kPlan, form1()).add("facts.json", "{\"plan.title\": ");
  const auto drafts = read_drafts(folder.path(), shipped_maps());
  CHECK(drafts.drafts.empty());
  CHECK(has_errors(drafts.problems));
}

TEST_CASE("a link to nowhere in a folder is said") {
  Folder folder;
  fs::create_symlink("nowhere", fs::path(folder.add(kPlan, form1()).path()) / "様式2.pdf");
  CHECK(codes(read(folder)) == "folder.unknown-file");
}

TEST_CASE("an unpacked archive may be a folder in a folder") {
  CHECK(documents(read(Folder().add("a/b/" + kPlan, form1()))) == "form-1:xlsx");
}

TEST_CASE("a folder without files, or without forms, is an error") {
  const auto code = [](const std::string& path) {
    const auto result = draft_from_folder(path, shipped_maps());
    return result ? "" : result.problems()[0].code;
  };
  CHECK(code(Folder().path() + "/nowhere") == "folder.unreadable");
  const Folder empty;
  CHECK(code(empty.path()) == "folder.empty");
  Folder system;
  CHECK(code(system.add(".DS_Store", "x").path()) == "folder.empty");
  Folder other;
  CHECK(code(other.add("memo.txt", "x").path()) == "folder.no-form");
}

}  // namespace
}  // namespace saitaku::intake

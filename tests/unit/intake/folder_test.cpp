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

std::string arg(const Problem& problem, std::string_view name) {
  for (const auto& [key, value] : problem.args) {
    if (key == name || key == std::string(name) + "@en") return value;
  }
  return "none";
}

/// "folder.contradiction /plan/title \"題名\" not \"別の題\"", a line each.
std::string contradictions(const Draft& draft) {
  std::string all;
  for (const auto& problem : draft.problems) {
    if (!problem.code.starts_with("folder.")) continue;
    if (problem.code.starts_with("folder.file-")) {
      all += problem.code + " " + arg(problem, "file") + " " + arg(problem, "found") + " not " + arg(problem, "stated");
    } else {
      all += problem.code + " " + arg(problem, "field") + " " + arg(problem, "form") + " not " + arg(problem, "stated");
    }
    all += "\n";
  }
  return all;
}

TEST_CASE("application.json adds what form 1 has no cell for, and form 1 is taken where they differ") {
  Folder folder;
  folder.add(kPlan, form1())
      .add("application.json",
           R"({"schema":"saitaku.application/1","application_id":"A-1","plan":{"kind":"research",
               "title":"別の題","objective":"目的"},"institution":{"country":"JP"},"budget":{"unit_yen":1}})");
  const auto draft = read(folder);
  CHECK(draft.application_id == "A-1");
  CHECK(draft.call == "spread-1000/round-2");
  CHECK(at(draft, "/plan/kind") == "\"research\"");
  CHECK(draft.places.at("/institution/country").file == folder.path() + "/application.json");
  CHECK(at(draft, "/plan/title") == "\"題名\"");
  CHECK(at(draft, "/plan/objective") == "null");  // a blank cell is handed in blank
  CHECK(at(draft, "/budget/unit_yen") == "1000");
  CHECK(contradictions(draft) ==
        "folder.contradiction /plan/title \"題名\" not \"別の題\"\n"
        "folder.contradiction /plan/objective blank not \"目的\"\n"
        "folder.contradiction /budget/unit_yen 1000 not 1\n");
  CHECK(describe(draft.problems[0], Language::en) ==
        folder.path() +
            "/application.json:2:24: warning[folder.contradiction]: /plan/title is \"題名\" in form 1 "
            "(研究計画調書_1枚目!C35) but \"別の題\" in application.json; form 1, which is handed in, was taken\n"
            "  fix: find out which is right, and correct form 1 or application.json");
}

TEST_CASE("the same answer spelt another way is no contradiction, and neither is nothing") {
  Folder folder;
  folder.add(kPlan, form1())
      .add("application.json", R"({"plan.title":" 題名 ","plan":{"figures":null,"sub_use_cases":null},
      "applicant":{"is_student":null,"name":""},"budget":{"items":[],"unit_yen":"１０００"}})");
  CHECK(contradictions(read(folder)) == "");
}

TEST_CASE("a box that is ticked in one and not in the other is a contradiction") {
  Folder folder;
  folder.add(kPlan, form1()).add("application.json", R"({"applicant":{"is_student":true}})");
  CHECK(contradictions(read(folder)) == "folder.contradiction /applicant/is_student false not true\n");
}

TEST_CASE("lines of the budget are known by what they say, not by their place") {
  FormWorkbook form(shipped_maps()[1]);
  const std::string sheet = "研究計画調書_3枚目";
  form.set(sheet, "D40", "実験補助").set(sheet, "E40", "#30").set(sheet, "D41", "講演").set(sheet, "E41", "#20");
  Folder folder;
  folder.add(kPlan, form.bytes()).add("application.json", R"({"budget":{"items":[
    {"category":"honorarium","what":"講演","amount":20,"payee":"講師"},
    {"category":"honorarium","what":"実験補助","amount":31},
    {"category":"other","what":"API","amount":5}]}})");
  const auto draft = read(folder);
  CHECK(at(draft, "/budget/items/1/payee") == "\"講師\"");
  CHECK(draft.places.at("/budget/items/1/payee").line == 2);
  CHECK(at(draft, "/budget/items/0/payee") == "absent");
  CHECK(at(draft, "/budget/items/0/amount") == "30");
  CHECK(at(draft, "/budget/items/2") == "absent");
  CHECK(
      contradictions(draft).starts_with("folder.contradiction /budget/items/0/amount 30 not 31\n"
                                        "folder.contradiction /budget/items/2 blank not {"));
  Folder shorter;
  shorter.add(kPlan, form.bytes()).add("application.json", R"({"budget":{"items":[{"what":"講演"}]}})");
  CHECK(contradictions(read(shorter)).starts_with("folder.contradiction /budget/items/0 {"));
}

TEST_CASE("the list of files is matched by their names, and the files themselves are taken") {
  Folder folder;
  folder.add(kPlan, form1()).add("第2回_様式0.pdf", kPdf).add("scan.pdf", kPdf).add("memo.txt", "x");
  folder.add("application.json", R"({"submission":{"documents":[
    {"form":"form-1","file_name":")" +
                                     kPlan + R"(","note":"控え"},
    {"form":"form-2","file_name":"scan.pdf","kind":"pdf"},
    {"form":"form-3","file_name":"第2回_様式3.pdf"},
    {"file_name":"memo.txt"},
    {"form":"form-2","file_name":"第2回_様式0.pdf","kind":"xlsx","bytes":10}]}})");
  const auto draft = read(folder);
  CHECK(documents(draft) == "form-0:pdf, form-1:xlsx, form-2:pdf");
  CHECK(at(draft, "/submission/documents/1/note") == "\"控え\"");
  CHECK(contradictions(draft) ==
        "folder.unknown-file none none not none\n"
        "folder.file-missing 第2回_様式3.pdf none not none\n"
        "folder.file-contradiction 第2回_様式0.pdf \"form-0\" not \"form-2\"\n"
        "folder.file-contradiction 第2回_様式0.pdf \"pdf\" not \"xlsx\"\n"
        "folder.file-contradiction 第2回_様式0.pdf 9 not 10\n");
}

TEST_CASE("a file that application.json does not list is said and counted") {
  Folder folder;
  folder.add(kPlan, form1()).add("様式2.pdf", kPdf);
  folder.add("application.json", R"({"submission":{"documents":[{"form":"form-1"}]}})");
  const auto draft = read(folder);
  CHECK(documents(draft) == "form-1:xlsx, form-2:pdf");
  CHECK(contradictions(draft) == "folder.file-unlisted 様式2.pdf none not none\n");
}

TEST_CASE("the call of application.json is taken, and said where the form is another's") {
  Folder folder;
  folder.add(kPlan, form1()).add("application.json", R"({"call":"mine/round-9"})");
  const auto draft = read(folder);
  CHECK(draft.call == "mine/round-9");
  CHECK_FALSE(draft.call_recognised);
  CHECK(contradictions(draft) == "folder.call-contradiction none spread-1000/round-2 not mine/round-9\n");
}

TEST_CASE("without a form 1 that can be read, application.json says everything") {
  Folder folder;
  folder.add("第2回_様式1.pdf", kPdf)
      .add("application.json", R"({"plan":{"title":"題"},"budget":{"items":[{"amount":1}]}})");
  const auto draft = read(folder);
  CHECK(at(draft, "/plan/title") == "\"題\"");
  CHECK(at(draft, "/budget/items/0/amount") == "1");
  CHECK(codes(draft) == "");
}

TEST_CASE("a bilingual form does not say its language, and application.json does") {
  FormWorkbook form(shipped_maps()[0]);
  Folder folder;
  folder.add("様式1.xlsx", form.set("研究計画調書_1枚目", "B22", "題名").bytes());
  CHECK(at(read(folder), "/plan/language") == "\"ja\"");
  folder.add("application.json", R"({"plan":{"language":"en"}})");
  CHECK(at(read(folder), "/plan/language") == "\"en\"");
  CHECK(codes(read(folder)) == "");
}

TEST_CASE("facts.json is laid over everything, and what it changes is said") {
  Folder folder;
  folder.add(kPlan, form1()).add("facts.json", R"({"plan.title":"事実の題","plan.kind":"research"})");
  const auto draft = read(folder);
  CHECK(at(draft, "/plan/title") == "\"事実の題\"");
  CHECK(at(draft, "/plan/kind") == "\"research\"");
  REQUIRE(codes(draft) == "folder.facts-taken");
  CHECK(draft.problems[0].severity == Severity::advice);
  CHECK(arg(draft.problems[0], "before") == "\"題名\"");
  CHECK(arg(draft.problems[0], "taken") == "\"事実の題\"");
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

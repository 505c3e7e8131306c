// The official workbooks, where they lie beside the project (../shared/forms) or where SAITAKU_FORMS says.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/intake/application.h"
#include "tests/support/form_workbook.h"

namespace saitaku::intake {
namespace {

namespace fs = std::filesystem;
using test::shipped_maps;

const std::string kRound1 = "spread-1000-round-1-form-1.xlsx";
const std::string kRound2 = "spread-1000-round-2-form-1-ja.xlsx";
const std::string kRound2En = "spread-1000-round-2-form-1-en.xlsx";

std::string official(const std::string& name) {
  const char* named = std::getenv("SAITAKU_FORMS");
  const fs::path folder = named != nullptr ? fs::path(named) : fs::path(SAITAKU_SOURCE_DIR) / ".." / "shared" / "forms";
  const auto path = (folder / name).string();
  if (fs::exists(path)) return path;
  MESSAGE("skipped: the official workbook is not here: ", path);
  return "";
}

std::string at(const Draft& draft, std::string_view pointer) {
  const auto* value = find_pointer(draft.document, pointer);
  return value == nullptr ? "absent" : write_json(*value, false);
}

Draft read(const std::string& path) {
  auto bytes = read_file(path);
  REQUIRE(bytes);
  auto result = draft_from_workbook(path, std::move(*bytes), shipped_maps());
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  return std::move(*result);
}

std::string codes(const Draft& draft) {
  std::string all;
  for (const auto& problem : draft.problems) {
    all += (all.empty() ? "" : " ") + problem.code.substr(problem.code.find('.') + 1) + "@" + problem.where.cell;
  }
  return all;
}

/// The draft of an official form filled in by openpyxl; nothing when either is missing.
std::optional<Draft> filled(const std::string& name, const std::string& changes) {
  const auto source = official(name);
  if (source.empty()) return std::nullopt;
  std::string folder = (fs::temp_directory_path() / "saitaku-filled-XXXXXX").string();
  mkdtemp(folder.data());
  const std::string changes_file = folder + "/changes.json";
  const std::string target = folder + "/filled.xlsx";
  std::ofstream(changes_file) << changes;
  const std::string command = "/usr/bin/python3 '" + std::string(SAITAKU_SOURCE_DIR) +
                              "/tests/support/fill_workbook.py' '" + source + "' '" + target + "' '" + changes_file +
                              "' 2>/dev/null";
  const int status = std::system(command.c_str());
  std::optional<Draft> draft;
  if (status == 0) draft = read(target);
  if (status != 0) MESSAGE("skipped: python3-openpyxl could not fill the workbook");
  fs::remove_all(folder);
  return draft;
}

TEST_CASE("the official blank forms are recognised, and every answer is blank") {
  for (const auto& [name, call, language] :
       {std::tuple{kRound1, "spread-1000/round-1", "absent"}, std::tuple{kRound2, "spread-1000/round-2", "\"ja\""},
        std::tuple{kRound2En, "spread-1000/round-2", "\"en\""}}) {
    const auto path = official(name);
    if (path.empty()) continue;
    const auto draft = read(path);
    CHECK(draft.call == call);
    CHECK(codes(draft) == "");
    CHECK(at(draft, "/plan/language") == language);
    for (const char* pointer :
         {"/applicant/name", "/applicant/erad/researcher_number", "/applicant/birth_date", "/institution/name",
          "/plan/title", "/plan/objective", "/plan/know_how", "/budget/direct_total", "/budget/justification/other"}) {
      CHECK_MESSAGE(at(draft, pointer) == "null", std::string(pointer));
    }
    for (const char* pointer : {"/budget/items", "/budget/details/api", "/plan/achievements", "/plan/sub_use_cases"}) {
      CHECK_MESSAGE(at(draft, pointer) == "[]", std::string(pointer));
    }
  }
}

TEST_CASE("the official round-2 form, filled in by openpyxl") {
  const auto draft =
      filled(kRound2,
             R"({"研究計画調書_1枚目": {"C8": 1234567, "D13": "山田 太郎", "C15": 1985, "F15": 4, "H15": 2, "L20": "Y",
      "C21": "その他（上記のいずれにも該当しない場合に限る）", "C29": "4.既存モデル評価", "C32": "Y", "C35": "題名"},
      "研究計画調書_2枚目": {"D8": "一\n二", "D14": "業績"},
      "研究計画調書_3枚目": {"D11": "GPU", "G11": 450, "I11": 2, "D40": "謝金", "E40": "４００", "D69": "API", "E69": 1200, "C34": "要る"}})");
  if (!draft) return;
  CHECK(codes(*draft) == "number-as-text@E40 leading-zeros@C8");
  CHECK(at(*draft, "/applicant/erad/researcher_number") == "\"01234567\"");
  CHECK(at(*draft, "/applicant/birth_date") == "\"1985-04-02\"");
  CHECK(at(*draft, "/applicant/is_student") == "true");
  CHECK(at(*draft, "/institution/category") == "\"その他\"");
  CHECK(at(*draft, "/plan/objective") == R"("一\n二")");
  CHECK(at(*draft, "/budget/items/0/amount") == "900");
  CHECK(at(*draft, "/budget/direct_total") == "2500");
  CHECK(at(*draft, "/budget/justification/equipment_consumables") == "\"要る\"");
}

TEST_CASE("the official English form, filled in by openpyxl") {
  const auto draft = filled(
      kRound2En, R"({"Research Plan_Sheet 1": {"D12": "Yamada Taro", "C27": "Chemistry", "C29": "9. Other", "I33": "Y"},
      "Research Plan_Sheet 3": {"M40": "Vienna", "N40": 350}})");
  if (!draft) return;
  CHECK(at(*draft, "/applicant/name") == "\"Yamada Taro\"");
  CHECK(at(*draft, "/applicant/name_kana") == "absent");
  CHECK(at(*draft, "/plan/field") == "\"化学\"");
  CHECK(at(*draft, "/plan/main_use_case") == "\"9.その他\"");
  CHECK(at(*draft, "/plan/sub_use_cases") == R"(["8.高度データ解析・モデリング"])");
  CHECK(at(*draft, "/budget/direct_total") == "350");
}

TEST_CASE("the official round-1 form with rows inserted, filled in by openpyxl") {
  const auto draft = filled(
      kRound1, R"({"研究計画調書_1枚目": {"B6": 12345678, "B10": 19850402, "B15": "学部学生", "B20": true, "F21": true},
      "研究計画調書_2枚目": {"A3": "目的を書く", "A15": "一\n二"},
      "研究計画調書_3枚目": {"insert_rows": [8, 3], "A6": "x", "E6": 200, "A10": "y", "E10": 50, "E12": 250, "A26": "他", "B26": 9, "B30": 9},
      "研究計画調書_5枚目": {"A3": true}, "メモ": {"create": 1}})");
  if (!draft) return;
  CHECK(draft->call == "spread-1000/round-1");
  CHECK(codes(*draft) == "rows-added@D12 sheet-added@");
  CHECK(at(*draft, "/applicant/birth_date") == "\"1985-04-02\"");
  CHECK(at(*draft, "/applicant/interview_completed") == "true");
  CHECK(at(*draft, "/plan/language") == "\"ja\"");
  CHECK(at(*draft, "/plan/sub_use_cases") == R"(["1.学習用データセット構築","8.高度データ解析・モデリング"])");
  CHECK(at(*draft, "/budget/items/1/what") == "\"y\"");
  CHECK(at(*draft, "/budget/direct_total") == "259");
}

}  // namespace
}  // namespace saitaku::intake

// Writes the pages that tests/browser opens: make_html_report FOLDER. What they say is made up; their making is not.
#include <cstdio>
#include <functional>
#include <string>

#include "engine/base/output_file.h"
#include "engine/report/audit_report.h"
#include "engine/report/simulation_report.h"
#include "engine/rules/library.h"
#include "tests/support/audit_feed.h"
#include "tests/support/simulation_pages.h"

namespace {

using namespace saitaku;
using tests::AuditFeed;
using tests::FedApplication;
using tests::FedFinding;

std::shared_ptr<const rules::Pack> shipped_pack() {
  auto library = rules::Library::open({});
  auto pack = library.load("spread-1000/round-2");
  SAITAKU_EXPECT(static_cast<bool>(pack), "the shipped pack loads");
  return *pack;
}

struct Page {
  std::string name;
  std::function<void(AuditFeed&)> fill;
  std::string baseline;
};

const audit::Known kKnown{.reason = "学内で確認済み（担当: 研究推進課）", .expires = "2026-12-31"};

FedFinding finding_of(const AuditFeed& feed, std::size_t rule, std::size_t number) {
  const auto& title = feed.rules()[rule].title->in(Language::ja);
  const auto total = std::to_string(5000 + number % 997);
  FedFinding finding{
      .rule = rule,
      .message = title + ": 記入された値 " + total + " は、この公募の上限を超えています（合計 " + total + ",000円）。",
      .fix = rule % 3 == 0 ? "上限に収まるように直してください。" : "「" + total + "」を直してください。"};
  if (number % 5 == 0) {
    finding.outcome = rules::Outcome::unknown;
    finding.message = title + ": 記入がないため、まだ確かめられません。";
    finding.missing = {"/applicant/name", "/budget/direct_total"};
  }
  if (number % 7 == 0) {
    finding.where.sheet = "研究計画調書_1枚目";
    finding.where.cell = "D48";
  }
  if (number % 11 == 0 && finding.outcome == rules::Outcome::fail) finding.known = &kKnown;
  if (feed.rules()[rule].over_batch) finding.others = {"R2-000007", "R2-000019"};
  return finding;
}

std::string padded(std::size_t number) {
  auto digits = std::to_string(number);
  return std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

/// `applications` of 40 institutions, of which about one in three has findings.
void fill_sample(AuditFeed& feed, std::size_t applications, std::size_t findings_each) {
  static const char* const kNames[] = {"国立大学法人 例示大学", "学校法人れいじ学園 れいじ工科大学",
                                       "国立研究開発法人 架空科学技術総合研究機構", "Example Institute of Science",
                                       "公立大学法人 見本県立大学"};
  for (std::size_t i = 1; i <= applications; ++i) {
    FedApplication application{.id = "R2-" + padded(i), .file = "申請書類/2026/" + padded(i) + "_様式1.xlsx"};
    application.institution =
        i % 17 == 0 ? "" : kNames[i % 5] + std::string(i % 8 < 5 ? "" : " 第" + std::to_string(i % 8) + "部");
    if (i % 3 == 0) {
      for (std::size_t k = 0; k < findings_each; ++k) {
        application.findings.push_back(finding_of(feed, (i * 7 + k * 5) % (1 + i % feed.rules().size()), i + k));
      }
    }
    if (i % 50 == 0)
      application.notes.push_back({Severity::warning, "json.duplicate-key", {}, {{"key", "budget"}, {"line", "3"}}});
    feed.application(application);
  }
  feed.summary.inputs.read = applications;
  feed.summary.inputs.skipped = 2;
  feed.summary.inputs.bytes = applications * 123'456;
  Where where;
  where.file = "申請書類/名簿.csv";
  feed.summary.skipped = {{Severity::advice, "json.empty", where, {}}};
  feed.summary.notes = {{Severity::warning, "json.empty", where, {}}};
  feed.summary.unknown_members = {{"budget.memo", 12}, {"応募者.旧姓", 3}};
  where.line = 12;
  feed.unreadable("申請書類/壊れた.ndjson", 12, {Severity::error, "json.too-deep", where, {{"limit", "100"}}}, false);
  feed.unreadable("申請書類/空.json", 0, {Severity::error, "json.empty", {}, {}}, true);
}

/// Text that would do harm where a page obeyed it.
void fill_hostile(AuditFeed& feed) {
  const std::string bad =
      "<script>document.title='owned'</script><img src=x onerror=\"alert(1)\">&amp;'\"</td></details>";
  for (std::size_t i = 0; i < feed.rules().size(); ++i) {
    FedApplication application{.id = bad + std::to_string(i),
                               .institution = "<b>大学</b>\xE2\x80\xAEgnp.exe\xff\x01",
                               .file = "a\xE2\x80\xAE/../" + bad};
    application.findings = {{.rule = i, .message = bad + std::string(5000, 'x'), .fix = bad + "javascript:alert(1)"}};
    application.findings.front().others = {bad, "\xE2\x81\xA7" + bad};
    feed.application(application);
  }
  Where where;
  where.file = bad;
  feed.unreadable(bad, 0, {Severity::error, "io.not-found", where, {{"path", bad}}}, true);
  feed.summary.unknown_members = {{bad, 1}};
}

void fill_clean(AuditFeed& feed) {
  for (int i = 1; i <= 3; ++i)
    feed.application({.id = "A-" + std::to_string(i), .institution = "例示大学", .file = "a.json"});
  feed.summary.inputs.read = 1;
}

bool write(const std::string& folder, const Page& page, Language language) {
  const auto path = folder + "/" + page.name + (language == Language::ja ? ".ja.html" : ".en.html");
  auto file = OutputFile::create(path);
  if (!file) {
    std::fputs(describe(file.problems(), Language::en).c_str(), stderr);
    return false;
  }
  const auto sink = report::find_audit_format("html")->make(**file, {});
  static const auto pack = shipped_pack();
  AuditFeed feed(*sink, {.pack = pack,
                         .language = language,
                         .program_version = "0.0.0",
                         .arguments = {"申請書類"},
                         .baseline = page.baseline});
  page.fill(feed);
  feed.end();
  return !has_errors((*file)->commit());
}

bool write(const std::string& folder, const tests::SimulationPage& page, Language language) {
  auto file = OutputFile::create(folder + "/" + page.name + (language == Language::ja ? ".ja.html" : ".en.html"));
  if (!file) {
    std::fputs(describe(file.problems(), Language::en).c_str(), stderr);
    return false;
  }
  report::find_simulation_format("html")->write(**file, page.simulations, {.language = language});
  return !has_errors((*file)->commit());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: make_html_report FOLDER\n", stderr);
    return 2;
  }
  const Page pages[] = {{"sample", [](AuditFeed& feed) { fill_sample(feed, 300, 2); }, "既知.json"},
                        {"large", [](AuditFeed& feed) { fill_sample(feed, 60'000, 10); }, ""},
                        {"hostile", fill_hostile, ""},
                        {"clean", fill_clean, ""}};
  for (const auto& page : pages) {
    for (const auto language : {Language::ja, Language::en}) {
      if (!write(arguments[1], page, language)) return 1;
    }
  }
  for (const auto& page : tests::simulation_pages()) {
    for (const auto language : {Language::ja, Language::en}) {
      if (!write(arguments[1], page, language)) return 1;
    }
  }
  return 0;
}

// The findings, rule by rule, in <details>: readable without script, and short until somebody opens one.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/report/html/sections.h"
#include "engine/report/html/words.h"

namespace saitaku::report::html {
namespace {

// Rules are unfolded from the first on while their findings stay a page or two.
constexpr std::size_t kUnfolded = 60;

struct Shown {
  std::uint64_t fail = 0, open = 0;
};

Shown shown_of(const std::vector<FindingSelection::Row>& rows) {
  const auto open = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.is_open; });
  return {rows.size() - static_cast<std::uint64_t>(open), static_cast<std::uint64_t>(open)};
}

/// "不適合 20 / 1,234": the second number only where some are left out; empty where there are none.
std::string count_of(std::string_view id, std::uint64_t shown, std::uint64_t all, Language language) {
  if (all == 0) return {};
  const auto counts = shown == all
                          ? number(all)
                          : text("report.html.shown-of", language, {{"shown", number(shown)}, {"all", number(all)}});
  return text(id, language) + " " + counts;
}

std::string counts_of(const Shown& shown, const audit::Tally& all, Language language) {
  const auto fail = count_of("report.html.fail", shown.fail, all.fail, language);
  const auto open = count_of("report.html.open", shown.open, all.unknown, language);
  return fail + (fail.empty() || open.empty() ? "" : text("report.comma", language)) + open;
}

/// What to do, said once for all rows that share it. Empty where each says its own.
std::string common_fix_html(const FindingSelection::OfRule& of, Language language) {
  const auto sharing = std::count_if(of.rows.begin(), of.rows.end(), [](const auto& row) { return row.has_rules_fix; });
  if (sharing < 2) return {};
  const bool all = static_cast<std::size_t>(sharing) == of.rows.size();
  return fmt::format("<p>{} {}</p>\n", escaped(text(all ? "report.html.fix-is" : "report.html.fix-mostly", language)),
                     of.fix);
}

std::string fix_html(const std::string& fix) { return "<span class=\"fix\">" + fix + "</span>"; }

std::string group_html(const AuditPage& page, const audit::RuleRef& rule, bool open) {
  const auto language = page.run.language;
  const auto& rows = page.findings[rule.index].rows;
  const auto& all = page.summary.by_rule[rule.index];
  const auto shown = shown_of(rows);
  auto html = fmt::format(
      "<details class=\"rule\" id=\"{}\"{}>\n<summary><h3>{}</h3> {} <span class=\"quiet\">{}</span></summary>\n",
      rule_anchor(rule), open ? " open" : "", rule_html(rule, language),
      severity_html(rule.severity, language, all.fail > 0), escaped(counts_of({all.fail, all.unknown}, all, language)));
  if (const auto source = citation_html(*page.run.pack, rule, language); !source.empty()) {
    html += fmt::format("<p>{} {}</p>\n", escaped(text("report.html.source-is", language)), source);
  }
  const auto common = common_fix_html(page.findings[rule.index], language);
  html += common;
  const Table table({{text("report.html.application", language)}, {text("report.html.finding", language)}},
                    Table::Narrow::keeps);
  html += table.begin(escaped(std::string(shortened(rule.code, 120)) + ": " + counts_of(shown, all, language)));
  for (const auto& row : rows) {
    auto what = row.is_open ? open_html(language) + " " + row.what : row.what;
    const auto& fix = row.has_rules_fix && common.empty() ? page.findings[rule.index].fix : row.fix;
    if (!fix.empty()) what += fix_html(fix);
    html += table.row({row.who, what});
  }
  return html + table.end() + "</details>\n";
}

std::string tools_html(Language language) {
  const auto words = [language](std::string_view id) { return escaped(text(id, language)); };
  return fmt::format(
      "<div class=\"tools\" hidden><label>{}<input type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label>"
      "<button type=\"button\" data-open=\"1\">{}</button><button type=\"button\" data-open=\"0\">{}</button>"
      "<output data-found=\"{}\"></output></div>\n",
      words("report.html.filter"), words("report.html.unfold"), words("report.html.fold"), words("report.html.found"));
}

}  // namespace

std::string findings_section(const AuditPage& page, std::size_t room) {
  const auto language = page.run.language;
  std::uint64_t all = 0, shown = 0;
  std::size_t unfolded = 0;
  std::string groups;
  for (const auto& rule : page.rules) {
    const auto& tally = page.summary.by_rule[rule.index];
    all += tally.fail + tally.unknown;
    const auto& rows = page.findings[rule.index].rows;
    if (rows.empty()) continue;
    unfolded += rows.size();
    const auto group = group_html(page, rule, unfolded <= kUnfolded);
    if (groups.size() + group.size() > room) continue;
    groups += group;
    shown += rows.size();
  }
  if (all == 0) return "<p>" + escaped(text("report.html.no-findings", language)) + "</p>\n";
  if (shown == all) {
    return "<p>" + escaped(text("report.html.all-findings", language, {{"count", number(all)}})) + "</p>\n" +
           tools_html(language) + groups;
  }
  const Args args{{"all", number(all)}, {"shown", number(shown)}, {"left", number(all - shown)}};
  return "<div class=\"notice open\"><p>" + escaped(text("report.html.some-findings", language, args)) + "</p><p>" +
         escaped(text("report.html.complete-list", language)) + "</p></div>\n" + tools_html(language) + groups;
}

}  // namespace saitaku::report::html

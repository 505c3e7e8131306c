// Sections that count: the summary, by rule, by institution.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/report/html/chart.h"
#include "engine/report/html/sections.h"
#include "engine/report/html/words.h"

namespace saitaku::report::html {
namespace {

using Kind = Column::Kind;
constexpr std::size_t kMostBars = 12;
constexpr std::size_t kName = 120;

std::string say(const AuditPage& page, std::string_view id, const Args& args = {}) {
  return text(id, page.run.language, args);
}

std::string notice(std::string_view ink, std::string_view html) {
  return fmt::format("<div class=\"notice {}\"><p>{}</p></div>\n", ink, html);
}

std::string notices(const AuditPage& page) {
  std::string html;
  const auto& inputs = page.summary.inputs;
  if (page.summary.interrupted) html += notice("bad", escaped(say(page, "report.html.interrupted")));
  if (inputs.unreadable_records > 0) {
    html += notice(
        "open",
        fmt::format("{} <a href=\"#unreadable\">{}</a>",
                    escaped(say(page, "report.html.unreadable-notice", {{"count", number(inputs.unreadable_records)}})),
                    escaped(say(page, "report.html.section.unreadable"))));
  }
  return html;
}

struct Line {
  std::string_view label;  ///< message id
  std::uint64_t count = 0;
};

/// A table of two or three columns: what, how many, and how much of the whole.
std::string count_table(const AuditPage& page, std::string_view caption, std::string_view head,
                        const std::vector<Line>& lines, const Line& whole, bool shares) {
  std::vector<Column> columns{{say(page, head)}, {say(page, "report.html.count"), Kind::number}};
  if (shares) columns.push_back({say(page, "report.html.share"), Kind::number});
  const Table table(std::move(columns), Table::Narrow::keeps);
  const auto row = [&](const Line& line) {
    std::vector<std::string> cells{escaped(say(page, line.label)), number(line.count)};
    if (shares) cells.push_back(escaped(percentage(line.count, whole.count)));
    return cells;
  };
  auto html = "<div>" + table.begin(escaped(say(page, caption)));
  for (const auto& line : lines) html += table.row(row(line));
  return html + table.end(row(whole)) + "</div>\n";
}

std::vector<Series> verdict_series(const AuditPage& page) {
  return {{say(page, "report.html.ineligible"), Ink::bad},
          {say(page, "report.html.undetermined"), Ink::open},
          {say(page, "report.html.eligible"), Ink::good}};
}

std::vector<std::uint64_t> verdict_parts(const audit::Applications& of) {
  return {of.ineligible, of.undetermined, of.eligible};
}

/// Rules with findings, the most failed first.
std::vector<const audit::RuleRef*> worst_rules(const AuditPage& page) {
  std::vector<const audit::RuleRef*> rules;
  const auto& counts = page.summary.by_rule;
  for (const auto& rule : page.rules) {
    if (counts[rule.index].fail + counts[rule.index].unknown > 0) rules.push_back(&rule);
  }
  std::stable_sort(rules.begin(), rules.end(), [&](const auto* a, const auto* b) {
    const auto& x = counts[a->index];
    const auto& y = counts[b->index];
    return x.fail != y.fail ? x.fail > y.fail : x.unknown > y.unknown;
  });
  return rules;
}

std::string rules_chart(const AuditPage& page) {
  Chart chart{.id = "chart-rules",
              .title = say(page, "report.html.chart.rules"),
              .description = say(page, "report.html.chart.rules-desc"),
              .series = {{say(page, "report.html.fail"), Ink::bad}, {say(page, "report.html.open"), Ink::open}}};
  for (const auto* rule : worst_rules(page)) {
    if (chart.bars.size() == kMostBars) break;
    const auto& counts = page.summary.by_rule[rule->index];
    chart.bars.push_back(
        {std::string(rule->code) + " " + rule->title->in(page.run.language), {counts.fail, counts.unknown}});
  }
  return chart.bars.empty() ? std::string{} : bar_chart(chart, page.run.language);
}

using Institution = std::pair<std::string, audit::Applications>;

/// The most ineligible first, then undetermined, then the largest; equal ones by name.
std::vector<Institution> worst_institutions(const audit::Summary& summary) {
  std::vector<Institution> all(summary.by_institution.begin(), summary.by_institution.end());
  std::stable_sort(all.begin(), all.end(), [](const Institution& a, const Institution& b) {
    const auto& x = a.second;
    const auto& y = b.second;
    if (x.ineligible != y.ineligible) return x.ineligible > y.ineligible;
    return x.undetermined != y.undetermined ? x.undetermined > y.undetermined : x.total > y.total;
  });
  return all;
}

void add(audit::Applications& sum, const audit::Applications& more) {
  sum.total += more.total;
  sum.eligible += more.eligible;
  sum.ineligible += more.ineligible;
  sum.undetermined += more.undetermined;
}

std::vector<std::string> institution_row(std::string name_html, const audit::Applications& of) {
  return {std::move(name_html), number(of.total), number(of.ineligible), number(of.undetermined), number(of.eligible)};
}

std::string institutions_chart(const AuditPage& page, const std::vector<Institution>& all) {
  Chart chart{.id = "chart-institutions",
              .title = say(page, "report.html.chart.institutions"),
              .description = say(page, "report.html.chart.institutions-desc"),
              .series = verdict_series(page)};
  for (const auto& [name, counts] : all) {
    if (chart.bars.size() == kMostBars) break;
    chart.bars.push_back({name.empty() ? say(page, "report.html.no-institution") : name, verdict_parts(counts)});
  }
  return bar_chart(chart, page.run.language);
}

}  // namespace

std::string summary_section(const AuditPage& page) {
  const auto& inputs = page.summary.inputs;
  const auto& applications = page.summary.applications;
  const auto& findings = page.summary.findings;
  const Chart chart{.id = "chart-verdicts",
                    .title = say(page, "report.html.chart.verdicts"),
                    .description = say(page, "report.html.chart.verdicts-desc"),
                    .series = verdict_series(page),
                    .bars = {{say(page, "report.html.judged"), verdict_parts(applications)}}};
  auto html = notices(page) + bar_chart(chart, page.run.language) + "<div class=\"grid\">\n";
  html += count_table(page, "report.html.caption.verdicts", "report.html.verdict",
                      {{"report.html.ineligible", applications.ineligible},
                       {"report.html.undetermined", applications.undetermined},
                       {"report.html.eligible", applications.eligible}},
                      {"report.html.total", applications.total}, true);
  html +=
      count_table(page, "report.html.caption.findings", "report.html.kind",
                  {{"report.html.severity.error", findings.error},
                   {"report.html.severity.warning", findings.warning},
                   {"report.html.severity.advice", findings.advice},
                   {"report.html.open", findings.unknown}},
                  {"report.html.total", findings.error + findings.warning + findings.advice + findings.unknown}, false);
  html += count_table(page, "report.html.caption.inputs", "report.html.inputs",
                      {{"report.html.read", inputs.read},
                       {"report.html.reused", inputs.reused},
                       {"report.html.unreadable", inputs.unreadable},
                       {"report.html.skipped", inputs.skipped}},
                      {"report.html.total", inputs.files}, false);
  html += "</div>\n";
  if (!page.run.baseline.empty()) {
    html += "<p>" + escaped(say(page, "report.html.known-count", {{"count", number(findings.known)}})) + "</p>\n";
  }
  return html + "<p class=\"quiet\">" + escaped(say(page, "report.html.verdict-means")) + "</p>\n";
}

std::string rules_section(const AuditPage& page, std::size_t room) {
  const bool baseline = !page.run.baseline.empty();
  std::vector<Column> columns{{say(page, "report.html.rule")},
                              {say(page, "report.html.severity")},
                              {say(page, "report.html.fail"), Kind::number}};
  if (baseline) columns.push_back({say(page, "report.html.known-of"), Kind::number});
  columns.push_back({say(page, "report.html.open"), Kind::number});
  columns.push_back({say(page, "report.html.source"), Kind::prose});
  const Table table(std::move(columns), Table::Narrow::stacks);
  const auto cells = [&](std::string name, std::string severity, const audit::Tally& tally, std::string source) {
    std::vector<std::string> row{std::move(name), std::move(severity), number(tally.fail)};
    if (baseline) row.push_back(number(tally.known));
    row.push_back(number(tally.unknown));
    row.push_back(std::move(source));
    return row;
  };
  auto html = rules_chart(page) + table.begin(escaped(say(page, "report.html.caption.rules")));
  audit::Tally total, left_out;
  std::uint64_t rules_left_out = 0;
  for (const auto& rule : page.rules) {
    const auto& tally = page.summary.by_rule[rule.index];
    total = {total.fail + tally.fail, total.unknown + tally.unknown, total.known + tally.known};
    auto name = rule_html(rule, page.run.language);
    if (!page.findings[rule.index].rows.empty()) name = fmt::format("<a href=\"#{}\">{}</a>", rule_anchor(rule), name);
    const auto row = table.row(cells(std::move(name), severity_html(rule.severity, page.run.language, tally.fail > 0),
                                     tally, citation_html(*page.run.pack, rule, page.run.language)));
    if (rules_left_out == 0 && html.size() + row.size() <= room) {
      html += row;
    } else {
      left_out = {left_out.fail + tally.fail, left_out.unknown + tally.unknown, left_out.known + tally.known};
      ++rules_left_out;
    }
  }
  if (rules_left_out > 0) {
    html += table.row(
        cells(escaped(say(page, "report.html.more-rules", {{"count", number(rules_left_out)}})), "", left_out, ""));
  }
  return html + table.end(cells(escaped(say(page, "report.html.total")), "", total, ""));
}

std::string institutions_section(const AuditPage& page, std::size_t room) {
  const auto& summary = page.summary;
  // A call whose form does not ask for the institution has nothing to say here.
  const bool none = summary.by_institution.empty() ||
                    (summary.by_institution.size() == 1 && summary.by_institution.begin()->first.empty());
  if (none && summary.other_institutions.total == 0) return {};
  const auto all = worst_institutions(summary);
  const Table table({{say(page, "report.html.institution")},
                     {say(page, "report.html.column.applications"), Kind::number},
                     {say(page, "report.html.column.ineligible"), Kind::number},
                     {say(page, "report.html.column.undetermined"), Kind::number},
                     {say(page, "report.html.eligible"), Kind::number}},
                    Table::Narrow::stacks);
  auto html = institutions_chart(page, all) + table.begin(escaped(say(page, "report.html.caption.institutions")));
  auto left_out = summary.other_institutions;
  audit::Applications total = left_out;
  std::uint64_t names_left_out = 0;
  for (const auto& [name, counts] : all) {
    add(total, counts);
    if (names_left_out == 0) {
      const auto row = table.row(institution_row(
          name.empty() ? escaped(say(page, "report.html.no-institution")) : isolated(name, page.run.language, kName),
          counts));
      if (html.size() + row.size() <= room) {
        html += row;
        continue;
      }
    }
    add(left_out, counts);
    ++names_left_out;
  }
  if (left_out.total > 0) {
    html += table.row(institution_row(escaped(say(page, "report.html.other-institutions")), left_out));
  }
  html += table.end(institution_row(escaped(say(page, "report.html.total")), total));
  if (left_out.total == 0) return html;
  return html + "<p>" +
         escaped(say(page, "report.html.institutions-left-out",
                     {{"count", number(all.size() - names_left_out)}, {"others", number(left_out.total)}})) +
         "</p>\n";
}

}  // namespace saitaku::report::html

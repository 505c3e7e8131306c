// pack_text, explanation_text, diff_text, cases_text.
#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/report/citation.h"
#include "engine/report/formats/pack.h"

namespace saitaku::report {
namespace {

/// Labels in a column of their own, as in the report of `check`.
class Sheet {
 public:
  explicit Sheet(const TextOptions& options) : language(options.language), page(options) {}

  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language, args); }
  void detail(std::string_view label_id, std::string_view content, Style style = Style::plain, std::size_t indent = 4) {
    if (content.empty()) return;
    constexpr std::size_t kLabelWidth = 12;
    page.hanging(indent, pad_right(say(label_id), kLabelWidth), content, Style::dim, style);
  }
  void number_detail(std::string_view label_id, std::int64_t number) { detail(label_id, with_thousands(number)); }

  Language language;
  Page page;
};

void print_explanation(Sheet& sheet, const rules::Pack& pack, const rules::Explanation& rule) {
  auto title = rule.title.in(sheet.language);
  title += sheet.say("report.severity-of",
                     {{"severity", sheet.say("report.severity-name." + std::string(to_string(rule.severity)))}});
  sheet.page.hanging(2, rule.code + "  ", title, Style::bold, Style::bold);
  sheet.detail("report.label.when", rule.when);
  sheet.detail("report.label.require", rule.answers ? sheet.say("report.answers") : rule.require);
  if (rule.batch) {
    sheet.detail("report.label.each", rule.each);
    sheet.detail("report.label.counts", rule.count);
    std::string keys;
    for (const auto& key : rule.group_by) keys += (keys.empty() ? "" : ", ") + key;
    sheet.detail("report.label.group-by", keys);
    sheet.number_detail("report.label.at-most", rule.at_most);
  }
  for (const auto& exception : rule.exceptions) {
    sheet.detail("report.label.exception", exception.name.in(sheet.language) + ": " + exception.when);
  }
  sheet.detail("report.label.what", rule.message.in(sheet.language));
  sheet.detail("report.label.fix", rule.fix.in(sheet.language));
  sheet.detail("report.label.source", citation_text(pack, rule.source, rule.status, sheet.language), Style::dim);
}

void print_parameter(Sheet& sheet, const rules::Pack& pack, const rules::Parameter& parameter) {
  auto value = rules::shown_value(parameter).in(sheet.language);
  if (!parameter.unit.empty()) value += " " + parameter.unit;
  sheet.page.hanging(2, "call." + parameter.name + "  ", value, Style::bold);
  sheet.page.line(parameter.label.in(sheet.language), Style::plain, 4);
  sheet.page.line(citation_text(pack, parameter.source, parameter.status, sheet.language), Style::dim, 4);
  if (!parameter.note.empty()) sheet.page.line(parameter.note.in(sheet.language), Style::dim, 4);
}

std::vector<std::string> codes_of(const rules::Pack& pack) {
  std::vector<std::string> codes;
  for (const auto& rule : pack.rules) codes.push_back(rule.code);
  for (const auto& rule : pack.batch_rules) codes.push_back(rule.code);
  return codes;
}

void print_change(Sheet& sheet, const rules::PackChange& change) {
  using Kind = rules::PackChange::Kind;
  const auto style = change.kind == Kind::added ? Style::good : change.kind == Kind::removed ? Style::bad : Style::open;
  const auto mark = change.kind == Kind::added ? "+ " : change.kind == Kind::removed ? "- " : "~ ";
  sheet.page.hanging(2, mark + change.name + "  ", change.title.in(sheet.language), style, Style::bold);
  for (const auto& member : change.members) {
    const auto before = member.before.in(sheet.language);
    const auto after = member.after.in(sheet.language);
    if (!before.empty()) sheet.page.hanging(6, member.member + "  - ", before, Style::dim);
    if (!after.empty()) sheet.page.hanging(6, member.member + "  + ", after, Style::dim);
  }
}

void print_changes(Sheet& sheet, std::string_view section, const std::vector<rules::PackChange>& changes) {
  if (changes.empty()) return;
  sheet.page.headline(sheet.say(section, {{"count", std::to_string(changes.size())}}));
  for (const auto& change : changes) print_change(sheet, change);
}

/// One outcome of one rule: its mark and how many cases have it. A gap shows without colours too.
std::pair<std::string, Style> coverage_cell(std::string_view mark, std::size_t count, Style style) {
  constexpr std::size_t kCellWidth = 8;
  if (count == 0) return {pad_right("-", kCellWidth), Style::dim};
  return {pad_right(std::string(mark) + " " + std::to_string(count), kCellWidth), style};
}

void print_case(Sheet& sheet, const rules::CaseResult& result) {
  const auto& worked = *result.worked;
  sheet.page.hanging(2, sheet.say("report.mark.ineligible") + " ", worked.title.in(sheet.language), Style::bad,
                     Style::bold);
  auto place = worked.where.file;
  if (worked.where.line > 0) place += ":" + std::to_string(worked.where.line);
  sheet.page.line(place, Style::dim, 4);
  for (const auto& difference : result.differences) {
    auto name = difference.code;
    if (!difference.application.empty()) name += " (" + difference.application + ")";
    sheet.page.hanging(
        4, name + "  ",
        sheet.say("report.case-difference", {{"expected", difference.expected}, {"actual", difference.actual}}));
    const auto message = difference.message.in(sheet.language);
    if (!message.empty()) sheet.page.line(message, Style::dim, 6);
  }
  for (const auto& problem : result.problems) {
    sheet.page.line(problem.what(sheet.language), problem.severity == Severity::error ? Style::bad : Style::open, 4);
  }
}

}  // namespace

std::string pack_text(const rules::Pack& pack, const TextOptions& options) {
  Sheet sheet(options);
  const auto language = options.language;
  sheet.page.line(pack.title.in(language), Style::bold);
  sheet.detail("report.label.call", pack.id, Style::plain, 2);
  sheet.detail("report.label.issuer", pack.issuer.in(language), Style::plain, 2);
  sheet.detail("report.label.version", pack.version + sheet.say("report.edition-of", {{"edition", pack.edition}}),
               Style::plain, 2);
  sheet.detail("report.label.hash", pack.hash, Style::plain, 2);
  if (!pack.note.empty()) sheet.detail("report.label.note", pack.note.in(language), Style::plain, 2);

  sheet.page.headline(sheet.say("report.section.documents", {{"count", std::to_string(pack.documents.size())}}));
  for (const auto& [key, document] : pack.documents) {
    auto line = document.title.in(language);
    if (!document.date.empty()) line += " (" + document.date + ")";
    sheet.page.hanging(2, key + "  ", line, Style::bold);
    if (!document.url.empty()) sheet.page.line(document.url, Style::dim, 4);
  }
  sheet.page.headline(sheet.say("report.section.parameters", {{"count", std::to_string(pack.parameters.size())}}));
  for (const auto& parameter : pack.parameters) print_parameter(sheet, pack, parameter);

  const auto codes = codes_of(pack);
  sheet.page.headline(sheet.say("report.section.rules", {{"count", std::to_string(codes.size())}}));
  for (const auto& code : codes) {
    if (const auto explanation = rules::explain(pack, code)) print_explanation(sheet, pack, *explanation);
    sheet.page.blank();
  }
  return sheet.page.take();
}

std::string explanation_text(const rules::Pack& pack, const rules::Explanation& explanation,
                             const std::vector<const rules::Case*>& cases, const TextOptions& options) {
  Sheet sheet(options);
  sheet.page.line(sheet.say("report.pack-title", {{"title", pack.title.in(options.language)}, {"call", pack.id}}),
                  Style::dim);
  print_explanation(sheet, pack, explanation);
  if (explanation.document != nullptr && !explanation.document->url.empty()) {
    sheet.detail("report.label.url", explanation.document->url, Style::dim);
  }
  for (const auto& used : explanation.parameters) {
    auto line = "call." + used.parameter->name + " = " + used.value.in(options.language);
    if (!used.parameter->unit.empty()) line += " " + used.parameter->unit;
    sheet.detail("report.label.value",
                 line + "  " + citation_text(pack, used.parameter->source, used.parameter->status, options.language));
  }
  for (const auto& field : explanation.fields) {
    auto line = field.path;
    if (!field.label.empty()) line += "  " + field.label.in(options.language);
    if (!field.unit.empty()) line += " [" + field.unit.in(options.language) + "]";
    sheet.detail("report.label.field", line);
  }
  for (const auto* worked : cases) {
    for (const auto& expectation : worked->expectations) {
      if (expectation.code != explanation.code) continue;
      sheet.detail("report.label.case",
                   worked->title.in(options.language) + " → " + std::string(to_string(expectation.outcome)));
      break;
    }
  }
  auto place = explanation.where.file;
  if (explanation.where.line > 0) place += ":" + std::to_string(explanation.where.line);
  sheet.detail("report.label.file", place, Style::dim);
  return sheet.page.take();
}

std::string cases_text(const rules::Pack& pack, const rules::CasesReport& report, const Problems& problems,
                       const TextOptions& options) {
  Sheet sheet(options);
  const auto failed = static_cast<std::size_t>(
      std::count_if(report.results.begin(), report.results.end(), [](const auto& result) { return !result.passed(); }));
  const auto incomplete = static_cast<std::size_t>(
      std::count_if(report.coverage.begin(), report.coverage.end(), [](const auto& rule) { return !rule.complete(); }));
  sheet.page.hanging(
      0, sheet.say(failed == 0 ? "report.mark.eligible" : "report.mark.ineligible") + " ",
      sheet.say("report.cases-total", {{"call", pack.id},
                                       {"cases", std::to_string(report.results.size())},
                                       {"failed", std::to_string(failed)},
                                       {"rules", std::to_string(report.coverage.size())},
                                       {"complete", std::to_string(report.coverage.size() - incomplete)}}),
      failed == 0 ? Style::good : Style::bad, Style::bold);
  for (const auto& result : report.results) {
    if (!result.passed()) print_case(sheet, result);
  }
  std::size_t width = 0;
  for (const auto& rule : report.coverage) width = std::max(width, display_width(rule.code));
  for (const auto& rule : report.coverage) {
    sheet.page.pieces(2, {{pad_right(rule.code, width + 2), Style::plain},
                          coverage_cell(sheet.say("report.mark.eligible"), rule.pass, Style::good),
                          coverage_cell(sheet.say("report.mark.ineligible"), rule.fail, Style::bad),
                          coverage_cell(sheet.say("report.mark.undetermined"), rule.unknown, Style::open),
                          {rule.complete() ? std::string{} : sheet.say("report.coverage-incomplete"), Style::open}});
  }
  for (const auto& problem : problems) sheet.page.line(problem.what(options.language), Style::open, 2);
  return sheet.page.take();
}

std::string diff_text(const rules::Pack& before, const rules::Pack& after, const rules::PackDiff& diff,
                      const TextOptions& options) {
  Sheet sheet(options);
  sheet.page.line(sheet.say("report.diff", {{"before", before.id}, {"after", after.id}}), Style::bold);
  if (diff.empty()) sheet.page.line(sheet.say("report.diff-none"), Style::good);
  print_changes(sheet, "report.section.parameters", diff.parameters);
  print_changes(sheet, "report.section.rules", diff.rules);
  print_changes(sheet, "report.section.fields", diff.fields);
  return sheet.page.take();
}

}  // namespace saitaku::report

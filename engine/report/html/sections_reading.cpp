// Sections on what was read and how: unreadable files, what was passed over, what was noticed, and the run itself.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/report/html/bounded.h"
#include "engine/report/html/sections.h"
#include "engine/report/html/words.h"

namespace saitaku::report::html {
namespace {

using Kind = Column::Kind;
constexpr std::size_t kFile = 240, kText = 400, kName = 160;
// Lists have every finding, unreadable place and note on an application; the rest is in summaries.
constexpr std::string_view kInLists = "report.html.complete-list", kInSummaries = "report.html.complete-summary";

std::string say(const AuditPage& page, std::string_view id, const Args& args = {}) {
  return text(id, page.run.language, args);
}

/// How many are not here, and which reports have them: `elsewhere` is the message that says so, "" = none has.
std::string left_out_html(const AuditPage& page, std::uint64_t count, std::string_view elsewhere) {
  if (count == 0) return {};
  auto words = say(page, "report.html.left-out", {{"count", number(count)}});
  if (!elsewhere.empty()) words += (page.run.language == Language::en ? " " : "") + say(page, elsewhere);
  return "<p>" + escaped(words) + "</p>\n";
}

std::string heading(const AuditPage& page, std::string_view id) { return "<h3>" + escaped(say(page, id)) + "</h3>\n"; }

/// Where a problem lies, with the byte where there is no line.
std::string where_html(const AuditPage& page, const Where& where) {
  auto html = place_html(where.file, static_cast<std::uint64_t>(std::max<std::int64_t>(where.line, 0)),
                         page.run.language, kFile);
  if (!where.sheet.empty() || !where.cell.empty()) {
    html += " " + isolated(where.sheet + (where.sheet.empty() || where.cell.empty() ? "" : "!") + where.cell,
                           page.run.language, kName);
  }
  return html;
}

std::string problem_list(const AuditPage& page, const std::vector<Problem>& problems, std::uint64_t more,
                         std::size_t room) {
  Bounded items(room);
  for (const auto& problem : problems) {
    const auto file = problem.where.file.empty() ? std::string{} : where_html(page, problem.where) + ": ";
    items.add("<li>" + file + problem_html(problem, page.run.language, kText) + "</li>\n");
  }
  return "<ul>\n" + items.html() + "</ul>\n" + left_out_html(page, items.left_out(), kInSummaries) +
         left_out_html(page, more, "");
}

std::string members_table(const AuditPage& page, std::size_t room) {
  const Table table({{say(page, "report.html.member")}, {say(page, "report.html.count"), Kind::number}},
                    Table::Narrow::keeps);
  Bounded rows(room);
  for (const auto& [name, count] : page.summary.unknown_members) {
    rows.add(table.row({isolated(name, page.run.language, kName), number(count)}));
  }
  return "<p>" + escaped(say(page, "report.audit.unknown-members-fix")) + "</p>\n" +
         table.begin(escaped(say(page, "report.html.caption.members"))) + rows.html() + table.end() +
         left_out_html(page, rows.left_out(), kInSummaries);
}

std::string entry(std::string_view term, const std::string& description_html) {
  if (description_html.empty()) return {};
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(term), description_html);
}

std::string arguments_html(const AuditPage& page, std::size_t room) {
  Bounded items(room);
  for (const auto& argument : page.run.arguments) {
    items.add("<span class=\"mono\">" + isolated(argument, page.run.language, kFile) + "</span><br>");
  }
  if (items.left_out() == 0) return items.html();
  return items.html() + escaped(say(page, "report.html.left-out", {{"count", number(items.left_out())}}));
}

}  // namespace

std::string unreadable_section(const AuditPage& page, std::size_t room) {
  const auto& summary = page.summary;
  if (summary.unreadable_files.empty() && summary.more_unreadable_files == 0) return {};
  const Table table({{say(page, "report.html.file")},
                     {say(page, "report.html.places"), Kind::number},
                     {say(page, "report.html.reason"), Kind::prose}},
                    Table::Narrow::stacks);
  Bounded rows(room);
  for (const auto& file : summary.unreadable_files) {
    const auto language = page.run.language;
    auto reason = std::string{};
    const auto& where = file.first.where;
    if (!file.whole && where.line > 0) {
      reason +=
          escaped(say(page, "report.html.first-line", {{"line", number(static_cast<std::uint64_t>(where.line))}}));
    }
    reason += problem_html(file.first, language, kText);
    const auto places = file.whole ? escaped(say(page, "report.html.whole-file")) : number(file.places);
    rows.add(table.row({isolated(file.file, language, kFile), places, reason}));
  }
  return "<p>" +
         escaped(say(page, "report.html.unreadable-count",
                     {{"files", number(summary.unreadable_files.size() + summary.more_unreadable_files)},
                      {"count", number(summary.inputs.unreadable_records)}})) +
         "</p>\n" + table.begin(escaped(say(page, "report.html.caption.unreadable"))) + rows.html() + table.end() +
         left_out_html(page, rows.left_out() + summary.more_unreadable_files, kInLists);
}

std::string application_note_html(const audit::ApplicationView& application, const Problem& note, Language language) {
  return "<li>" + isolated(application.name, language, kName) + ": " + problem_html(note, language, kText) + "</li>\n";
}

std::string reading_section(const AuditPage& page, std::size_t room) {
  const auto& summary = page.summary;
  const auto share = room / 4;
  std::string html;
  if (!summary.notes.empty() || summary.more_notes > 0) {
    html += heading(page, "report.html.notes") + problem_list(page, summary.notes, summary.more_notes, share);
  }
  if (!summary.unknown_members.empty()) {
    html += heading(page, "report.html.members") + members_table(page, share);
  }
  if (page.all_application_notes > 0) {
    html += heading(page, "report.html.application-notes") + "<ul>\n";
    for (const auto& note : page.application_notes) html += note;
    html += "</ul>\n" + left_out_html(page, page.all_application_notes - page.application_notes.size(), kInLists);
  }
  if (summary.inputs.skipped > 0 || !summary.skipped.empty()) {
    const auto named = static_cast<std::uint64_t>(summary.skipped.size());
    html += heading(page, "report.html.skipped-files");
    html += problem_list(page, summary.skipped, std::max(summary.inputs.skipped, named) - named, share);
  }
  return html;
}

std::string run_section(const AuditPage& page, std::size_t room) {
  const auto& run = page.run;
  const auto& pack = *run.pack;
  const auto language = run.language;
  auto html =
      "<dl>\n" + entry(say(page, "report.html.program"), "saitaku " + isolated(run.program_version, language, kName));
  html +=
      entry(say(page, "report.html.call"), isolated(pack.title.in(language), language, kName) + "<span class=\"sub\">" +
                                               isolated(pack.id, language, kName) + "</span>");
  if (!pack.issuer.empty())
    html += entry(say(page, "report.html.issuer"), isolated(pack.issuer.in(language), language, kName));
  html += entry(say(page, "report.html.pack"), isolated(pack.version, language, kName));
  if (!pack.edition.empty()) html += entry(say(page, "report.html.edition"), isolated(pack.edition, language, kName));
  html +=
      entry(say(page, "report.html.hash"), "<span class=\"mono\">" + isolated(pack.hash, language, kName) + "</span>");
  html += entry(say(page, "report.html.arguments"), arguments_html(page, room));
  if (!run.baseline.empty()) {
    html += entry(say(page, "report.html.baseline"),
                  "<span class=\"mono\">" + isolated(run.baseline, language, kFile) + "</span>");
  }
  html += entry(say(page, "report.html.bytes"), number(page.summary.inputs.bytes));
  html += "</dl>\n";
  if (!pack.note.empty()) html += "<p>" + isolated(pack.note.in(language), language, 4 * kText) + "</p>\n";
  return html + "<p class=\"quiet\">" + escaped(say(page, "report.html.same-bytes")) + "</p>\n";
}

}  // namespace saitaku::report::html

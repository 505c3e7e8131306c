// The headers of one row together: what is taken twice, not understood, or missing.
#include <algorithm>
#include <map>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/say.h"
#include "engine/intake/tables/detail/headers.h"

namespace saitaku::intake::detail {
namespace {

Problem note(Severity severity, std::string code, const std::string& file, std::int64_t line, Args args) {
  auto problem = fault(std::move(code), file, std::move(args), severity);
  problem.where.line = line;
  return problem;
}

}  // namespace

HeaderChoice choose_header(const Headers& headers, const std::vector<TableRow>& rows, bool has_form,
                           const ColumnMap* map) {
  HeaderChoice choice;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (map != nullptr && map->header_row > 0 && rows[i].line != static_cast<std::uint64_t>(map->header_row)) continue;
    std::size_t understood = 0;
    std::size_t filled = 0;
    for (const auto& cell : rows[i].cells) {
      if (is_blank(cell)) continue;
      ++filled;
      std::vector<std::string> others;
      const auto column = headers.understand(cell, others);
      if (!column.path.empty() || !others.empty()) ++understood;
    }
    if (!has_form && map == nullptr) understood = filled > 0 ? 1 : 0;
    if (understood == 0) continue;
    const bool better = understood > choice.understood || (understood == choice.understood && filled > choice.filled);
    if (!choice.row || better) choice = {i, understood, filled};
  }
  return choice;
}

Problem no_header(const std::string& file, const std::vector<TableRow>& rows, const ColumnMap* map) {
  const auto wanted = map == nullptr ? 0 : static_cast<std::uint64_t>(map->header_row);
  const bool there = std::any_of(rows.begin(), rows.end(), [&](const TableRow& row) { return row.line == wanted; });
  if (wanted > 0 && !there) return fault("table.no-such-row", file, {{"row", std::to_string(wanted)}});
  const auto& first = wanted > 0
                          ? *std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.line == wanted; })
                          : rows.front();
  std::string seen;
  for (const auto& cell : first.cells) {
    if (!is_blank(cell) && seen.size() < 200) seen += (seen.empty() ? "" : " | ") + std::string(trimmed(cell));
  }
  return fault("table.no-header", file, {{"rows", std::to_string(kRowsToHeader)}, {"seen", seen}});
}

std::vector<TableColumn> understand_headers(const Headers& headers, const std::vector<std::string>& row,
                                            const std::string& file, std::int64_t line, const ColumnMap* map,
                                            Problems& notes) {
  std::vector<TableColumn> columns;
  std::map<std::string, std::string> taken;  // path to header
  for (const auto& header : row) {
    std::vector<std::string> others;
    auto column = headers.understand(header, others);
    const auto shown = std::string(trimmed(header));
    if (!others.empty()) {
      notes.push_back(note(Severity::warning, "table.ambiguous-header", file, line,
                           {{"column", shown}, {"fields", listing(others)}}));
    } else if (column.path.empty() && column.rule == nullptr && !is_blank(header) && headers.has_form()) {
      Args args{{"column", shown}};
      column.suggestion = headers.suggestion(header);
      if (column.suggestion.empty()) {
        args.emplace_back("hint", "");
      } else {
        add_text(args, "hint", "field.did-you-mean", {{"suggestion", column.suggestion}});
      }
      notes.push_back(note(Severity::advice, "table.unknown-header", file, line, std::move(args)));
    } else if (!column.path.empty()) {
      const auto [first, fresh] = taken.emplace(column.path, shown);
      if (!fresh) {
        notes.push_back(note(Severity::warning, "table.repeated-column", file, line,
                             {{"column", shown}, {"first", first->second}, {"field", column.path}}));
        column.path.clear();
        column.field.reset();
        column.items.clear();
      }
    }
    columns.push_back(std::move(column));
  }
  if (map == nullptr) return columns;
  for (const auto& rule : map->columns) {
    if (rule.path.empty() || taken.contains(rule.path)) continue;
    notes.push_back(note(Severity::warning, "table.column-not-there", file, line,
                         {{"field", rule.path}, {"headers", listing(rule.headers)}}));
  }
  return columns;
}

void note_reading(const std::string& file, TableHead& head) {
  const auto used =
      std::count_if(head.columns.begin(), head.columns.end(), [](const auto& column) { return !column.path.empty(); });
  const std::string delimiter = head.delimiter == '\t' ? "TAB" : std::string(1, head.delimiter);
  auto problem = note(Severity::advice, "table.read-as", file, static_cast<std::int64_t>(head.header_row),
                      {{"encoding", head.sheet ? "XLSX" : std::string(to_string(head.encoding))},
                       {"delimiter", head.sheet ? "-" : delimiter},
                       {"row", std::to_string(head.header_row)},
                       {"used", std::to_string(used)},
                       {"columns", std::to_string(head.columns.size())}});
  head.notes.push_back(std::move(problem));
}

}  // namespace saitaku::intake::detail

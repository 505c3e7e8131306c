#include "engine/report/detail/text_grid.h"

#include <algorithm>
#include <numeric>

#include "engine/base/expect.h"
#include "engine/base/text.h"

namespace saitaku::report::detail {
namespace {

constexpr std::size_t kGap = 2, kBelow = 4;

}  // namespace

TextGrid::TextGrid(Language language, std::vector<std::string> head, std::size_t columns_of_words)
    : language_(language), head_(std::move(head)), words_(columns_of_words) {
  for (auto& heading : head_) heading = printable(heading);
}

void TextGrid::row(std::vector<std::string> cells, Style style) {
  SAITAKU_EXPECT(cells.size() == head_.size(), "a row has a cell for every column");
  for (auto& cell : cells) cell = printable(cell);
  rows_.push_back({std::move(cells), style});
}

/// Terminals of Japanese readers show ± and → two columns wide, those of others one.
std::size_t TextGrid::width_of(std::string_view text) const { return display_width(text, language_ == Language::ja); }

std::vector<std::size_t> TextGrid::widths() const {
  std::vector<std::size_t> all;
  for (const auto& heading : head_) all.push_back(width_of(heading));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::max(all[i], width_of(row.cells[i]));
  }
  return all;
}

std::size_t TextGrid::width() const {
  const auto all = widths();
  return std::accumulate(all.begin(), all.end(), kGap * (all.size() - 1));
}

void TextGrid::print_row(Page& page, std::size_t indent, const std::vector<std::size_t>& widths, const Row& row) const {
  const bool narrow =
      indent + std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1)) > page.columns();
  if (narrow && !row.cells.front().empty()) page.line(row.cells.front(), row.style, indent);
  std::string line;
  for (std::size_t i = narrow ? 1 : 0; i < row.cells.size(); ++i) {
    const auto& cell = row.cells[i];
    const std::string space(widths[i] - width_of(cell), ' ');
    if (i > (narrow ? 1u : 0u)) line.append(kGap, ' ');
    line += i < words_ ? cell + space : space + cell;
  }
  if (narrow && line.find_first_not_of(' ') == std::string::npos) return;
  if (narrow && indent + kBelow + width_of(line) > page.columns())
    return page.hanging(indent + kBelow, "", line, Style::plain, row.style);
  page.pieces(indent + (narrow ? kBelow : 0), {{line, row.style}});
}

void TextGrid::print(Page& page, std::size_t indent) const {
  const auto all = widths();
  const bool headed = std::any_of(head_.begin(), head_.end(), [](const auto& heading) { return !heading.empty(); });
  if (headed) print_row(page, indent, all, {head_, Style::dim});
  for (const auto& row : rows_) print_row(page, indent, all, row);
}

std::string cut_to_columns(std::string_view text, std::size_t columns) {
  const auto valid = printable(text);
  if (display_width(valid) <= columns) return valid;
  std::string cut;
  for (std::size_t at = 0; at < valid.size();) {
    const auto begin = at;
    next_code_point(valid, at);
    const auto longer = cut + valid.substr(begin, at - begin);
    if (display_width(longer) + 2 > columns) break;
    cut = longer;
  }
  return cut + "…";
}

}  // namespace saitaku::report::detail

#include "engine/report/detail/number_table.h"

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku::report::detail {
namespace {

std::string pad_left(std::string_view text, std::size_t columns) {
  const auto width = display_width(text);
  return std::string(columns > width ? columns - width : 0, ' ') + std::string(text);
}

/// The text beside the numbers, or below them where the page is too narrow for that.
void print_row(Page& page, std::string_view cells, std::string_view text, Style style, Style text_style) {
  constexpr std::size_t kIndent = 2, kBelow = 6, kLeastRoom = 16;
  if (kIndent + display_width(cells) + kLeastRoom <= page.columns())
    return page.hanging(kIndent, cells, text, style, text_style);
  page.pieces(kIndent, {{std::string(cells), style}});
  page.hanging(kBelow, "", text, Style::plain, text_style);
}

}  // namespace

std::string number(std::uint64_t count) { return with_thousands(static_cast<std::int64_t>(count)); }

void NumberTable::print(Page& page) const {
  const bool named = !head_.front().empty();
  std::vector<std::size_t> widths;
  for (const auto& heading : head_) widths.push_back(display_width(heading));
  for (const auto& row : rows_) {
    widths[0] = std::max(widths[0], display_width(row.name));
    for (std::size_t i = 0; i < row.numbers.size(); ++i)
      widths[i + 1] = std::max(widths[i + 1], number(row.numbers[i]).size());
  }
  const std::string gap(2, ' ');
  auto lead = named ? pad_right(head_.front(), widths[0]) + gap : std::string{};
  for (std::size_t i = 1; i + 1 < head_.size(); ++i) lead += pad_left(head_[i], widths[i]) + gap;
  print_row(page, lead, head_.back(), Style::dim, Style::dim);
  for (const auto& row : rows_) {
    auto cells = named ? pad_right(row.name, widths[0]) + gap : std::string{};
    for (std::size_t i = 0; i < row.numbers.size(); ++i)
      cells += pad_left(row.numbers[i] == 0 ? "-" : number(row.numbers[i]), widths[i + 1]) + gap;
    print_row(page, cells, row.text, row.style, Style::plain);
  }
}

}  // namespace saitaku::report::detail

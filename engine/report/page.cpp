#include "engine/report/page.h"

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku::report {
namespace {

std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::bold: return "\x1b[1m";
    case Style::dim: return "\x1b[2m";
    case Style::good: return "\x1b[1;32m";
    case Style::bad: return "\x1b[1;31m";
    case Style::open: return "\x1b[1;33m";
  }
  return "";
}

}  // namespace

std::string Page::styled(std::string_view text, Style style) const {
  if (!options_.color || style == Style::plain || text.empty()) return std::string(text);
  return std::string(code_of(style)) + std::string(text) + "\x1b[0m";
}

void Page::hanging(std::size_t indent, std::string_view lead, std::string_view text, Style lead_style,
                   Style text_style) {
  const auto hang = indent + display_width(lead);
  // A lead that fills the page leaves no room beside it: what follows goes below.
  const auto room = options_.columns > hang + 16 ? options_.columns - hang : std::size_t{16};
  auto lines = wrap(printable(text), room);
  if (lines.empty()) lines.emplace_back();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto margin = std::string(i == 0 ? indent : hang, ' ');
    auto line = margin + (i == 0 ? styled(lead, lead_style) : std::string{}) + styled(lines[i], text_style);
    while (line.ends_with(' ')) line.pop_back();
    text_ += line + "\n";
  }
}

void Page::pieces(std::size_t indent, const std::vector<std::pair<std::string, Style>>& pieces) {
  std::string line(indent, ' ');
  for (const auto& [piece, style] : pieces) line += styled(piece, style);
  while (line.ends_with(' ')) line.pop_back();
  text_ += line + "\n";
}

void Page::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += "\n";
}

void Page::headline(std::string_view text, Style style) {
  blank();
  line(text, style);
  if (!options_.color) line(std::string(std::min(display_width(text), options_.columns), '-'));
}

void Columns::print(Page& page, std::size_t indent) const {
  std::vector<std::size_t> widths;
  const auto widen = [&](const std::vector<std::string>& cells) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
  };
  widen(head_);
  for (const auto& cells : rows_) widen(cells);
  const auto print_row = [&](const std::vector<std::string>& cells, Style style) {
    std::string lead;
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) lead += pad_right(printable(cells[i]), widths[i]) + "  ";
    page.hanging(indent, lead, cells.empty() ? std::string{} : cells.back(), style, style);
  };
  if (!head_.empty()) print_row(head_, Style::bold);
  for (const auto& cells : rows_) print_row(cells, Style::plain);
}

std::string printable(std::string_view text) {
  const auto valid = printable_utf8(text);
  std::string shown;
  shown.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const auto code_point = next_code_point(valid, at);
    if (code_point == U'\n' || code_point == U'\r' || code_point == U'\t') {
      shown += ' ';
    } else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
               (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069)) {
      append_code_point(shown, U'\uFFFD');
    } else {
      append_code_point(shown, code_point);
    }
  }
  return shown;
}

}  // namespace saitaku::report

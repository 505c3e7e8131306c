// Columns of short cells for people: words flush left, numbers flush right.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/report/page.h"

namespace saitaku::report::detail {

/// The first column and those said to be words are flush left. A page that is too narrow gets the first cell on a line
/// of its own and the others below it.
class TextGrid {
 public:
  /// `head`: one heading per column; "" for none.
  TextGrid(Language language, std::vector<std::string> head, std::size_t columns_of_words = 1);
  void row(std::vector<std::string> cells, Style style = Style::plain);
  bool empty() const { return rows_.empty(); }
  /// Columns of the page it needs.
  std::size_t width() const;
  void print(Page& page, std::size_t indent) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Style style = Style::plain;
  };
  std::size_t width_of(std::string_view text) const;
  std::vector<std::size_t> widths() const;
  void print_row(Page& page, std::size_t indent, const std::vector<std::size_t>& widths, const Row& row) const;

  Language language_;
  std::vector<std::string> head_;
  std::size_t words_;
  std::vector<Row> rows_;
};

/// At most `columns` wide, the cut marked.
std::string cut_to_columns(std::string_view text, std::size_t columns);

}  // namespace saitaku::report::detail

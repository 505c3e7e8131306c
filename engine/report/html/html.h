// A piece of an HTML page in the making: elements that are closed in the order they were opened, text that is escaped.
// Layer 6 (report).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/report/html/escape.h"

namespace saitaku::report::html {

/// Names and values; a value is escaped. A name with the value kFlag stands alone (hidden, open).
using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
inline constexpr std::string_view kFlag = "\x01";

class Html {
 public:
  explicit Html(Language language) : language_(language) {}

  Html& open(std::string_view tag, Attributes attributes = {});
  Html& close();
  /// The program's own words, or a number.
  Html& text(std::string_view text);
  /// Somebody's text: isolated, at most `most` code points.
  Html& data(std::string_view text, std::size_t most);
  /// A finished piece.
  Html& raw(std::string_view html);
  /// <tag …>text</tag>
  Html& element(std::string_view tag, std::string_view text, Attributes attributes = {});

  Language language() const { return language_; }
  std::size_t size() const { return html_.size(); }
  /// Needs: every element closed.
  std::string take();

 private:
  Language language_;
  std::string html_;
  std::vector<std::string> open_;
};

/// "12,345".
std::string number(std::uint64_t count);
/// "12.3 %" of a whole; never 0.0 or 100.0 where it is not ("< 0.1 %"); "–" of nothing.
std::string percentage(std::uint64_t part, std::uint64_t whole);

/// A column of a table: numbers stand on the right; on a narrow screen `prose` gets the whole width.
struct Column {
  enum class Kind { plain, number, prose };
  std::string head;
  Kind kind = Kind::plain;
};

/// A table row by row, so that its bytes can be counted before they are taken. On a narrow screen, one that `stacks`
/// lays the first cell of a row over the others, one that `wraps` also breaks the line of the others; its roles keep it
/// a table for those who listen.
class Table {
 public:
  enum class Narrow { keeps, stacks, wraps };
  Table(std::vector<Column> columns, Narrow narrow);
  /// The caption is finished HTML, as are cells below.
  std::string begin(std::string_view caption_html) const;
  /// The first cell is the row's head.
  std::string row(const std::vector<std::string>& cells_html) const;
  /// The end; with cells, a last row that sums up.
  std::string end(const std::vector<std::string>& cells_html = {}) const;

 private:
  std::string role(std::string_view name) const;
  std::string_view side(std::size_t column) const;
  std::vector<Column> columns_;
  bool stacks_, wraps_;
};

}  // namespace saitaku::report::html

// A page of text for people: paragraphs that hang under their labels, wrapped in columns of East Asian width, with
// colours where somebody looks at a terminal.
// Layer 6 (report).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/language.h"

namespace saitaku::report {

enum class Style : std::uint8_t { plain, bold, dim, good, bad, open };

struct TextOptions {
  Language language = Language::en;
  bool color = false;
  std::size_t columns = 80;
};

class Page {
 public:
  explicit Page(const TextOptions& options) : options_(options) {}

  /// One paragraph: `lead` in its style at column `indent`, the text beside it from column `indent` + width of the
  /// lead, wrapped there.
  void hanging(std::size_t indent, std::string_view lead, std::string_view text, Style lead_style = Style::plain,
               Style text_style = Style::plain);
  void line(std::string_view text, Style style = Style::plain, std::size_t indent = 0) {
    hanging(indent, "", text, Style::plain, style);
  }
  /// One line of pieces, each in its own style; for tables narrow enough not to wrap.
  void pieces(std::size_t indent, const std::vector<std::pair<std::string, Style>>& pieces);
  void blank();
  /// A headline with a rule of its own width below it where there is no colour to set it off.
  void headline(std::string_view text, Style style = Style::bold);

  std::size_t columns() const { return options_.columns; }
  Language language() const { return options_.language; }
  std::string take() { return std::move(text_); }

 private:
  std::string styled(std::string_view text, Style style) const;
  TextOptions options_;
  std::string text_;
};

/// Rows in columns, each as wide as its widest cell; the last one wraps.
class Columns {
 public:
  explicit Columns(std::vector<std::string> head) : head_(std::move(head)) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(Page& page, std::size_t indent = 0) const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> head_;
  std::vector<std::vector<std::string>> rows_;
};

/// Without what would harm a terminal: control and direction characters become U+FFFD, line breaks
/// and tabs spaces.
std::string printable(std::string_view text);

}  // namespace saitaku::report

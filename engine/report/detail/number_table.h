// A table of counts for people.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/page.h"

namespace saitaku::report::detail {

std::string number(std::uint64_t count);  ///< "15,868"

/// Rows of a name, numbers set flush right, and a text that wraps. Without a heading for the name it has no column.
class NumberTable {
 public:
  struct Row {
    std::string name;
    std::vector<std::uint64_t> numbers;
    std::string text;
    Style style = Style::plain;
  };
  /// `head`: of the name, of each number, of the text.
  explicit NumberTable(std::vector<std::string> head) : head_(std::move(head)) {}
  void row(Row row) { rows_.push_back(std::move(row)); }
  void print(Page& page) const;

 private:
  std::vector<std::string> head_;
  std::vector<Row> rows_;
};

}  // namespace saitaku::report::detail

// A table of any kind that `audit` reads, row by row, as text: for tables that are no applications.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::review::detail {

struct TextRow {
  std::uint64_t line = 0;
  std::span<const std::string_view> cells;  ///< per header, without white space at the ends; "" where blank
};

/// Calls begin(headers), which may refuse by returning false, then row(…) for each. `fault` hears of rows that cannot
/// be read. Problems: io.*, encoding.*, workbook.*, table.*. Memory: some megabytes, however long the table.
struct TextRows {
  std::function<bool(const std::vector<std::string>& headers, std::uint64_t line)> begin;
  std::function<void(const TextRow& row)> row;
  std::function<void(Problem problem)> fault;
};
Problems read_text_rows(const std::string& path, const TextRows& to);

}  // namespace saitaku::review::detail

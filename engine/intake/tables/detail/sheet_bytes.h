// How rows of a sheet travel in a chunk: UTF-8; each row is its number and its cells from the first column on, every
// one behind a kCellMark, and a kRowMark ends it. A cell begins with the letter of its ContentKind, a blank one is
// empty.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/text.h"
#include "engine/intake/tables/detail/cell_writer.h"

namespace saitaku::intake::detail {

// XML cannot hold these; where an escape (_x001F_) makes them, they become U+FFFD.
inline constexpr char kCellMark = '\x1F';
inline constexpr char kRowMark = '\x1E';

/// The cells of a row's bytes (without its mark), as on_cell(kind, begin, size); the row's number.
template <class OnCell>
std::uint64_t read_sheet_row(std::string_view bytes, OnCell&& on_cell) {
  auto mark = std::min(bytes.find(kCellMark), bytes.size());
  const auto number = parse_int(bytes.substr(0, mark)).value_or(0);
  while (mark < bytes.size()) {
    const auto next = std::min(bytes.find(kCellMark, mark + 1), bytes.size());
    const bool blank = next == mark + 1;
    const auto begin = mark + (blank ? 1 : 2);
    on_cell(blank ? ContentKind::text : static_cast<ContentKind>(bytes[mark + 1]), begin, next - begin);
    mark = next;
  }
  return static_cast<std::uint64_t>(number);
}

}  // namespace saitaku::intake::detail

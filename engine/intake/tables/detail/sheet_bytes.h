// How rows of a sheet travel in a chunk: UTF-8; each row is its number and its cells from the first column on, every
// one behind a kCellMark, and a kRowMark ends it. A cell begins with the letter of its ContentKind, a blank one is
// empty.
#pragma once

#include <string>
#include <string_view>

#include "engine/intake/tables/detail/cell_writer.h"

namespace saitaku::intake::detail {

// XML cannot hold these; where an escape (_x001F_) makes them, they become U+FFFD.
inline constexpr char kCellMark = '\x1F';
inline constexpr char kRowMark = '\x1E';

inline bool is_content_kind(char c) { return std::string_view("snbef").find(c) != std::string_view::npos; }

}  // namespace saitaku::intake::detail

// Records of delimited text as RFC 4180 has them: quotes, doubled quotes, line ends within quotes; LF, CRLF or CR.
// Works on the bytes of every encoding that chunks come in: no character of several bytes holds a quote, a line end
// or one of our delimiters. Both who cuts a file into chunks and who reads the rows stand on read_record, so
// that they cannot disagree.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace saitaku::intake::detail {

/// The positions of quotes, delimiters and line ends, one after the other, found 64 bytes at a time.
class Structure {
 public:
  Structure(std::string_view bytes, char delimiter, std::size_t from = 0)
      : data_(bytes.data()), size_(bytes.size()), delimiter_(delimiter) {
    block_ = from;
    mask_ = block_ < size_ ? load() : 0;
  }

  /// The next position; the size of the bytes after the last one.
  std::size_t next() {
    while (mask_ == 0) {
      block_ += 64;
      if (block_ >= size_) {
        block_ = size_;  // and stays there
        return size_;
      }
      mask_ = load();
    }
    const auto at = block_ + static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return at;
  }

 private:
  std::uint64_t load() const {
    if (size_ - block_ >= 64) return mask_of(data_ + block_);
    char rest[64] = {};  // zero is no structure
    std::memcpy(rest, data_ + block_, size_ - block_);
    return mask_of(rest);
  }

  std::uint64_t mask_of(const char* at) const {
    std::uint64_t mask = 0;
#if defined(__SSE2__)
    const auto quote = _mm_set1_epi8('"');
    const auto delimiter = _mm_set1_epi8(delimiter_);
    const auto line_feed = _mm_set1_epi8('\n');
    const auto carriage_return = _mm_set1_epi8('\r');
    for (unsigned i = 0; i < 4; ++i) {
      const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
      const auto found =
          _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, delimiter)),
                       _mm_or_si128(_mm_cmpeq_epi8(bytes, line_feed), _mm_cmpeq_epi8(bytes, carriage_return)));
      mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found))) << (16 * i);
    }
#else
    for (unsigned i = 0; i < 64; ++i) {
      const char c = at[i];
      const bool found = c == '"' || c == delimiter_ || c == '\n' || c == '\r';
      mask |= static_cast<std::uint64_t>(found) << i;
    }
#endif
    return mask;
  }

  const char* data_;
  std::size_t size_;
  std::size_t block_ = 0;
  std::uint64_t mask_ = 0;
  char delimiter_;
};

enum class CellShape : std::uint8_t {
  plain,    ///< the bytes as they are
  quoted,   ///< the bytes between the quotes
  escaped,  ///< all bytes, the quotes too; unescape() reads them
};

struct RawCell {
  std::size_t begin = 0;
  std::size_t size = 0;
  CellShape shape = CellShape::plain;
};

struct Record {
  std::size_t begin = 0;
  std::size_t end = 0;         ///< after the line end
  bool unterminated = false;   ///< a quote is open at the end of the bytes; `end` is there
  std::size_t open_quote = 0;  ///< where, if so
  bool many_lines = false;     ///< a line end within quotes
};

inline bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// Reads the quoted cell that the quote at `cell.begin` opens, up to what ends it (a delimiter, a line end, the end of
/// the bytes), whose place is given back.
inline std::size_t read_quoted(std::string_view bytes, Structure& structure, RawCell& cell, Record& record) {
  const auto size = bytes.size();
  const auto open = cell.begin;
  bool doubled = false;
  auto at = structure.next();
  for (; at < size; at = structure.next()) {
    if (bytes[at] != '"') {
      record.many_lines |= ends_line(bytes[at]);
    } else if (at + 1 < size && bytes[at + 1] == '"') {
      structure.next();
      doubled = true;
    } else {
      break;
    }
  }
  if (at == size) {
    record.unterminated = true;
    record.open_quote = open;
    return size;
  }
  const auto close = at;
  at = structure.next();
  if (!doubled && (close + 1 == size || (at == close + 1 && bytes[at] != '"'))) {
    cell = {open + 1, close - open - 1, CellShape::quoted};
    return at;
  }
  // Text behind the closing quote makes the cell odd, but not another one.
  while (at < size && bytes[at] == '"') at = structure.next();
  cell = {open, at - open, CellShape::escaped};
  return at;
}

/// Reads the record that begins at `begin`; calls on_cell(const RawCell&) for each cell, but for one whose quote is
/// never closed. Needs: begin < bytes.size(), and `structure` stands there. A quote opens a cell only as its first
/// byte: 5" is five inches.
template <class OnCell>
Record read_record(std::string_view bytes, std::size_t begin, Structure& structure, OnCell&& on_cell) {
  Record record{.begin = begin, .end = bytes.size()};
  for (std::size_t from = begin;;) {
    RawCell cell{.begin = from};
    auto at = structure.next();
    if (at == from && at < bytes.size() && bytes[at] == '"') {
      at = read_quoted(bytes, structure, cell, record);
      if (record.unterminated) return record;
    } else {
      while (at < bytes.size() && bytes[at] == '"') at = structure.next();
      cell.size = at - from;
    }
    on_cell(static_cast<const RawCell&>(cell));
    if (at == bytes.size()) return record;
    if (ends_line(bytes[at])) {
      record.end = at + 1;
      if (bytes[at] == '\r' && record.end < bytes.size() && bytes[record.end] == '\n') {
        structure.next();
        ++record.end;
      }
      return record;
    }
    from = at + 1;
  }
}

/// The content of an escaped cell: without the quotes around it, doubled ones once; what stands behind the closing
/// quote is added as it is.
std::string unescape(std::string_view raw);

/// Line ends in the bytes: LF, CRLF or CR.
std::uint64_t count_lines(std::string_view bytes);

}  // namespace saitaku::intake::detail

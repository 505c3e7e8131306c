// Rows on their way into the tables: kept as bytes until there are enough of them for a transaction, so that no
// transaction is ever open while somebody reads or judges.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/detail/connection.h"

namespace saitaku::store::detail {

class Rows {
 public:
  /// Begins a row. Needs: `sql` is a literal with as many "?" as values follow.
  Rows& row(const char* sql);
  Rows& integer(std::int64_t value);
  Rows& number(std::uint64_t value) { return integer(static_cast<std::int64_t>(value)); }
  /// NULL instead of a value that says "not known" (0, -1).
  Rows& integer_unless(std::int64_t value, std::int64_t none) { return value == none ? null() : integer(value); }
  Rows& text(std::string_view value);
  Rows& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }
  Rows& null();

  bool full() const { return rows_.size() >= kMostRows || bytes_.size() >= kMostBytes; }
  bool empty() const { return rows_.empty(); }
  void clear();
  /// Within Connection::write(): runs every row's statement, in order. The rows stay.
  void insert(Connection& connection);

  static constexpr std::size_t kMostRows = 32'768;
  static constexpr std::size_t kMostBytes = std::size_t{8} << 20;

 private:
  enum class Kind : std::uint8_t { null, integer, text };
  struct Cell {
    Kind kind = Kind::null;
    std::int64_t value = 0;  ///< of a text: where it begins
    std::size_t length = 0;
  };
  struct Row {
    const char* sql = nullptr;
    std::size_t end = 0;  ///< of its cells
  };
  std::vector<Row> rows_;
  std::vector<Cell> cells_;
  std::string bytes_;
  std::array<std::string, 24> columns_;  ///< texts of the row being inserted: they stay where they are until it is
};

}  // namespace saitaku::store::detail

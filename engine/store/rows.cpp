#include "engine/store/detail/rows.h"

#include <SQLiteCpp/Statement.h>

#include "engine/base/expect.h"

namespace saitaku::store::detail {

Rows& Rows::row(const char* sql) {
  rows_.push_back({sql, cells_.size()});
  return *this;
}

Rows& Rows::integer(std::int64_t value) {
  cells_.push_back({Kind::integer, value, 0});
  rows_.back().end = cells_.size();
  return *this;
}

Rows& Rows::text(std::string_view value) {
  cells_.push_back({Kind::text, static_cast<std::int64_t>(bytes_.size()), value.size()});
  bytes_ += value;
  rows_.back().end = cells_.size();
  return *this;
}

Rows& Rows::null() {
  cells_.push_back({});
  rows_.back().end = cells_.size();
  return *this;
}

void Rows::clear() {
  rows_.clear();
  cells_.clear();
  bytes_.clear();
}

void Rows::insert(Connection& connection) {
  std::size_t at = 0;
  for (const Row& row : rows_) {
    auto& statement = connection.prepared(row.sql);
    for (int column = 1; at < row.end; ++at, ++column) {
      const Cell& cell = cells_[at];
      const auto index = static_cast<std::size_t>(column);
      SAITAKU_EXPECT(index < columns_.size(), "no table has that many columns");
      switch (cell.kind) {
        case Kind::null: statement.bind(column); break;
        case Kind::integer: statement.bind(column, cell.value); break;
        case Kind::text:
          columns_[index].assign(bytes_, static_cast<std::size_t>(cell.value), cell.length);
          statement.bindNoCopy(column, columns_[index]);
          break;
      }
    }
    statement.exec();
    statement.reset();
  }
}

}  // namespace saitaku::store::detail

// How a batch is laid out. batch.cpp writes and reads cells, batch_records.cpp makes values of them.
#pragma once

#include <span>

#include "engine/forms/batch.h"

namespace saitaku::forms {

inline constexpr std::uint32_t kNoTable = 0xffffffffu;

/// The texts of all cells, one after the other. Not a string: room is not cleared before it is written over.
class TextArena {
 public:
  std::size_t size() const { return size_; }
  std::string_view view(std::size_t offset, std::size_t length) const { return {data_.get() + offset, length}; }
  char* room(std::size_t bytes) {
    constexpr std::size_t kOvershoot = 64;
    if (bytes + kOvershoot > room_ - size_) grow(size_ + bytes + kOvershoot);
    return data_.get() + size_;
  }
  void keep(std::size_t bytes) { size_ += bytes; }
  void shrink(std::size_t size) { size_ = size; }

 private:
  void grow(std::size_t least);

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

struct Batch::Impl {
  Impl(std::shared_ptr<const Form> the_form, const std::vector<bool>& wanted);

  std::shared_ptr<const Form> form;
  std::vector<Table> tables;                  ///< first the applications, then a list each
  std::vector<bool> held;                     ///< per field
  std::vector<std::size_t> room;              ///< per table: rows that its columns have room for
  std::vector<std::vector<FieldId>> members;  ///< per table: the held fields whose cells it has, objects included
  std::vector<std::uint32_t> table_of;        ///< per field: the table that holds its cells
  std::vector<std::uint32_t> items_of;        ///< per list: the table of its items; kNoTable for other fields
  std::vector<Column> columns;                ///< per field; of objects the state alone; empty for lists
  std::vector<ListColumn> lists;              ///< per field; empty but for lists
  TextArena text;
  std::vector<std::size_t> marks;  ///< per table: its rows before the last application was added
  std::size_t text_mark = 0;
  std::vector<std::shared_ptr<const expr::Records>> views;  ///< per object and list of objects

  std::size_t rows_of(FieldId field) const { return tables[table_of[field]].rows; }
  /// Adds `count` rows; the first of them.
  std::size_t add_rows(std::uint32_t table, std::size_t count);
  void grow(std::uint32_t table, std::size_t rows);
  /// Every table gets as many rows as it had; what was written there is as if new.
  void shrink(std::span<const std::size_t> rows);
  CellState state(FieldId field, std::size_t row) const;
  void set_state_below(FieldId field, std::size_t row, CellState state);
  std::string_view text_at(FieldId field, std::size_t row) const;
  std::string path(FieldId field, std::size_t row) const;

  void make_views();
  expr::Value value(FieldId field, std::size_t row) const;
  expr::Value known(FieldId field, std::size_t row) const;
  expr::Value items(FieldId list, std::size_t row) const;
  expr::Value unknown(FieldId field, std::size_t row, CellState state) const;
};

}  // namespace saitaku::forms

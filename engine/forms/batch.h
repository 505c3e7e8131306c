// Applications as typed columns: the one form in which every source holds them, one or a million. A table per
// level (the applications; each list of a form is a child table with offsets), a column per field, a state per
// cell. Expressions read it in place as records.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/civil.h"
#include "engine/expr/value.h"
#include "engine/forms/form.h"

namespace saitaku::forms {

enum class CellState : std::uint8_t {
  unknown,  ///< absent: nobody has said
  null,     ///< "none", or a blank answer
  value,
  malformed,  ///< something is there that is not of the field's type; rules see an unknown
};

/// The cells of one field, one per row of its table; the vectors may be longer than the table. Numbers of cells that
/// hold no value are arbitrary.
struct Column {
  std::vector<CellState> state;
  std::vector<std::int64_t> integers;     ///< integer; boolean 0/1; date: days; timestamp: seconds
  std::vector<std::int32_t> nanoseconds;  ///< timestamp
  std::vector<double> reals;
  std::vector<std::uint32_t> text_offset;  ///< string: into Batch::text_, and its length
  std::vector<std::uint32_t> text_length;
};

/// Rows of the applications (field kNoField) or of one list, over all applications, in order of arrival.
struct Table {
  FieldId field = kNoField;
  std::size_t rows = 0;
  std::vector<std::uint32_t> parent;  ///< lists: the row of the parent table
};

/// The slice of a child table that belongs to one parent row; as long as a column. Items of one parent are contiguous.
struct ListColumn {
  std::vector<CellState> state;
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> count;
};

/// Cheap to move; the values read from it follow.
class Batch {
 public:
  explicit Batch(std::shared_ptr<const Form> form);
  /// Holds only the fields marked in `wanted` (one flag per field) and the objects and lists around them. Cells of
  /// other fields take no room: they read as unknown, and writing them does nothing.
  Batch(std::shared_ptr<const Form> form, const std::vector<bool>& wanted);
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  const Form& form() const;
  bool holds(FieldId field) const;
  std::size_t applications() const;
  /// Rows in the table that holds `field`'s cells.
  std::size_t rows(FieldId field) const;
  /// Bytes of text held. A batch has room for kMostText and as many rows; who reads many begins another in time.
  std::size_t text_bytes() const;
  static constexpr std::size_t kMostText = 0xffffffffu;

  /// Takes everything out and keeps the room.
  void clear();

  // Writing. A new row's cells are unknown; its closed lists are empty, its closed scalars null. A text written
  // again keeps its old bytes.
  std::size_t add_application();
  /// An object: everything below it is null.
  void set_null(FieldId field, std::size_t row);
  /// An object: everything below it is malformed.
  void set_malformed(FieldId field, std::size_t row);
  void set_boolean(FieldId field, std::size_t row, bool value);
  void set_integer(FieldId field, std::size_t row, std::int64_t value);
  void set_real(FieldId field, std::size_t row, double value);
  void set_string(FieldId field, std::size_t row, std::string_view value);
  void set_date(FieldId field, std::size_t row, Date value);
  void set_timestamp(FieldId field, std::size_t row, Instant value);
  /// Makes the list of `row` known with no items yet; then append_item for each, before any other list of the
  /// same field is begun.
  void begin_list(FieldId list, std::size_t row);
  std::size_t append_item(FieldId list, std::size_t row);  ///< the new row in the list's table
  /// Begins the list and appends `count` items at once: the first of the new rows.
  std::size_t append_items(FieldId list, std::size_t row, std::size_t count);

  /// Takes the last application back, with everything written since it was added. Needs: nothing was written to
  /// earlier ones meanwhile.
  void drop_application();

  // For readers of millions, who write cells themselves. Needs: held fields, rows that were added, values of the kind.
  Column& writable(FieldId field);
  ListColumn& writable_list(FieldId list);
  /// Room for `bytes` (and a little more, for copies that go too far) behind the text held, which ends at text_bytes().
  char* text_room(std::size_t bytes);
  void keep_text(std::size_t bytes);  ///< that much of the room is text now

  // Reading.
  CellState state(FieldId field, std::size_t row) const;  ///< of an object: unknown unless null or malformed
  const Column& column(FieldId field) const;              ///< Needs: a scalar field
  const ListColumn& list(FieldId field) const;            ///< Needs: a list
  const Table& table(FieldId list) const;                 ///< of its items; kNoField: the applications
  std::string_view text(FieldId field, std::size_t row) const;
  Date date(FieldId field, std::size_t row) const;
  Instant timestamp(FieldId field, std::size_t row) const;
  std::size_t item_count(FieldId list, std::size_t row) const;
  std::size_t item_row(FieldId list, std::size_t row, std::size_t item) const;
  /// The field's path with the row's indices: "budget.items[2].amount".
  std::string path(FieldId field, std::size_t row) const;

  /// The values of the form's roots for one application, in their order: what expr::Evaluation takes.
  /// They read this batch: it must outlive them and not be written meanwhile.
  std::vector<expr::Value> variables(std::size_t application) const;
  /// The same for one cell, list or object.
  expr::Value value(FieldId field, std::size_t row) const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::forms

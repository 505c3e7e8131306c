#include "engine/forms/batch.h"

#include <algorithm>

#include "engine/forms/detail/batch_impl.h"

namespace saitaku::forms {
namespace {

bool is_whole(FieldKind kind) {
  return kind == FieldKind::boolean || kind == FieldKind::integer || kind == FieldKind::date ||
         kind == FieldKind::timestamp;
}

/// What a cell is before anybody says anything.
CellState first_state(const Field& field) {
  if (!field.closed) return CellState::unknown;
  return field.kind == FieldKind::list ? CellState::value : CellState::null;
}

void resize(Column& column, const Field& field, std::size_t rows) {
  column.state.resize(rows, first_state(field));
  if (is_whole(field.kind)) column.integers.resize(rows);
  if (field.kind == FieldKind::timestamp) column.nanoseconds.resize(rows);
  if (field.kind == FieldKind::real) column.reals.resize(rows);
  if (field.kind == FieldKind::string) {
    column.text_offset.resize(rows);
    column.text_length.resize(rows);
  }
}

void resize(ListColumn& list, const Field& field, std::size_t rows) {
  list.state.resize(rows, first_state(field));
  list.begin.resize(rows);
  list.count.resize(rows);
}

/// The cell of a scalar field, now holding a value; nullptr when the batch does not hold the field.
Column* value_cell(Batch::Impl& impl, FieldId field, std::size_t row, FieldKind kind) {
  SAITAKU_EXPECT(impl.form->fields()[field].kind == kind, "a cell takes values of its field's kind");
  SAITAKU_EXPECT(row < impl.rows_of(field), "the row has been added to the field's table");
  if (!impl.held[field]) return nullptr;
  auto& column = impl.columns[field];
  column.state[row] = CellState::value;
  return &column;
}

}  // namespace

Batch::Impl::Impl(std::shared_ptr<const Form> the_form, const std::vector<bool>& wanted)
    : form(std::move(the_form)), held(wanted) {
  const auto& fields = form->fields();
  SAITAKU_EXPECT(held.size() == fields.size(), "one flag per field");
  // Parents stand before their children, so one pass upwards is enough.
  for (auto id = fields.size(); id-- > 0;) {
    if (held[id] && fields[id].parent) held[*fields[id].parent] = true;
  }
  tables.push_back({});
  items_of.assign(fields.size(), kNoTable);
  for (FieldId id = 0; id < fields.size(); ++id) {
    if (fields[id].kind != FieldKind::list) continue;
    items_of[id] = static_cast<std::uint32_t>(tables.size());
    tables.push_back({id, 0, {}});
  }
  members.resize(tables.size());
  room.resize(tables.size());
  marks.resize(tables.size());
  columns.resize(fields.size());
  lists.resize(fields.size());
  for (FieldId id = 0; id < fields.size(); ++id) {
    const auto table = fields[id].table == kNoField ? 0u : items_of[fields[id].table];
    table_of.push_back(table);
    if (held[id]) members[table].push_back(id);
  }
  make_views();
}

/// Room is made for many rows at a time, so that most rows cost nothing but a count.
void Batch::Impl::grow(std::uint32_t table, std::size_t rows) {
  constexpr std::size_t kFewest = 64;
  room[table] = std::max({kFewest, rows, room[table] * 2});
  // One application needs no room for 64.
  if (room[table] == kFewest && tables[table].rows == 0 && rows == 1) room[table] = 1;
  for (const auto id : members[table]) {
    const auto& field = form->fields()[id];
    if (field.kind == FieldKind::list) {
      resize(lists[id], field, room[table]);
    } else {
      resize(columns[id], field, room[table]);
    }
  }
}

std::size_t Batch::Impl::add_rows(std::uint32_t table, std::size_t count) {
  auto& rows = tables[table].rows;
  SAITAKU_EXPECT(count <= kMostText - rows, "a batch is closed before its rows run out");
  if (rows + count > room[table]) grow(table, rows + count);
  rows += count;
  return rows - count;
}

void Batch::Impl::shrink(std::span<const std::size_t> rows) {
  for (std::uint32_t table = 0; table < tables.size(); ++table) {
    const auto begin = static_cast<std::ptrdiff_t>(rows[table]);
    const auto end = static_cast<std::ptrdiff_t>(tables[table].rows);
    if (begin == end) continue;
    for (const auto id : members[table]) {
      const auto& field = form->fields()[id];
      auto& states = field.kind == FieldKind::list ? lists[id].state : columns[id].state;
      std::fill(states.begin() + begin, states.begin() + end, first_state(field));
      // A closed list is empty, not what its predecessor was.
      if (field.kind == FieldKind::list) {
        std::fill(lists[id].count.begin() + begin, lists[id].count.begin() + end, 0u);
      }
    }
    tables[table].rows = rows[table];
    tables[table].parent.resize(table == 0 ? 0 : rows[table]);
  }
}

void TextArena::grow(std::size_t least) {
  const auto room = std::max({std::size_t{4096}, least, room_ * 2});
  auto data = std::make_unique_for_overwrite<char[]>(room);
  std::copy_n(data_.get(), size_, data.get());
  data_ = std::move(data);
  room_ = room;
}

CellState Batch::Impl::state(FieldId field, std::size_t row) const {
  SAITAKU_EXPECT(row < rows_of(field), "the row has been added to the field's table");
  if (!held[field]) return CellState::unknown;
  const bool is_list = form->fields()[field].kind == FieldKind::list;
  return is_list ? lists[field].state[row] : columns[field].state[row];
}

void Batch::Impl::set_state_below(FieldId field, std::size_t row, CellState state) {
  if (!held[field]) return;
  SAITAKU_EXPECT(row < rows_of(field), "the row has been added to the field's table");
  const auto& declared = form->fields()[field];
  auto& states = declared.kind == FieldKind::list ? lists[field].state : columns[field].state;
  states[row] = state;
  if (declared.kind != FieldKind::object) return;
  for (const auto child : declared.children) set_state_below(child, row, state);
}

std::string_view Batch::Impl::text_at(FieldId field, std::size_t row) const {
  if (!held[field]) return {};
  const auto& column = columns[field];
  return text.view(column.text_offset[row], column.text_length[row]);
}

std::string Batch::Impl::path(FieldId field, std::size_t row) const {
  // From the innermost list outwards: the row's index among its parent's items.
  std::vector<std::size_t> indices;
  for (auto list = form->fields()[field].table; list != kNoField; list = form->fields()[list].table) {
    const auto parent = tables[items_of[list]].parent[row];
    indices.push_back(row - lists[list].begin[parent]);
    row = parent;
  }
  std::string path;
  for (const char c : form->fields()[field].path) {
    if (c == ']') {
      path += std::to_string(indices.back());
      indices.pop_back();
    }
    path += c;
  }
  return path;
}

Batch::Batch(std::shared_ptr<const Form> form, const std::vector<bool>& wanted)
    : impl_(std::make_unique<Impl>(std::move(form), wanted)) {}
Batch::Batch(std::shared_ptr<const Form> form) {
  const std::vector<bool> all(form->fields().size(), true);
  impl_ = std::make_unique<Impl>(std::move(form), all);
}
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

const Form& Batch::form() const { return *impl_->form; }
std::size_t Batch::applications() const { return impl_->tables.front().rows; }
std::size_t Batch::rows(FieldId field) const { return impl_->tables[impl_->table_of[field]].rows; }
std::size_t Batch::text_bytes() const { return impl_->text.size(); }

bool Batch::holds(FieldId field) const { return impl_->held[field]; }

void Batch::clear() {
  impl_->marks.assign(impl_->tables.size(), 0);
  impl_->shrink(impl_->marks);
  impl_->text.shrink(0);
}

std::size_t Batch::add_application() {
  for (std::size_t table = 0; table < impl_->tables.size(); ++table) impl_->marks[table] = impl_->tables[table].rows;
  impl_->text_mark = impl_->text.size();
  return impl_->add_rows(0, 1);
}

void Batch::drop_application() {
  impl_->shrink(impl_->marks);
  impl_->text.shrink(impl_->text_mark);
}

Column& Batch::writable(FieldId field) { return impl_->columns[field]; }
ListColumn& Batch::writable_list(FieldId list) { return impl_->lists[list]; }
char* Batch::text_room(std::size_t bytes) { return impl_->text.room(bytes); }
void Batch::keep_text(std::size_t bytes) { impl_->text.keep(bytes); }

void Batch::set_null(FieldId field, std::size_t row) { impl_->set_state_below(field, row, CellState::null); }
void Batch::set_malformed(FieldId field, std::size_t row) { impl_->set_state_below(field, row, CellState::malformed); }

void Batch::set_boolean(FieldId field, std::size_t row, bool value) {
  if (auto* column = value_cell(*impl_, field, row, FieldKind::boolean)) column->integers[row] = value ? 1 : 0;
}

void Batch::set_integer(FieldId field, std::size_t row, std::int64_t value) {
  if (auto* column = value_cell(*impl_, field, row, FieldKind::integer)) column->integers[row] = value;
}

void Batch::set_real(FieldId field, std::size_t row, double value) {
  if (auto* column = value_cell(*impl_, field, row, FieldKind::real)) column->reals[row] = value;
}

void Batch::set_string(FieldId field, std::size_t row, std::string_view value) {
  auto* column = value_cell(*impl_, field, row, FieldKind::string);
  if (column == nullptr) return;
  SAITAKU_EXPECT(value.size() <= kMostText - impl_->text.size(), "a batch is closed before its text runs out");
  column->text_offset[row] = static_cast<std::uint32_t>(impl_->text.size());
  column->text_length[row] = static_cast<std::uint32_t>(value.size());
  std::copy(value.begin(), value.end(), impl_->text.room(value.size()));
  impl_->text.keep(value.size());
}

void Batch::set_date(FieldId field, std::size_t row, Date value) {
  if (auto* column = value_cell(*impl_, field, row, FieldKind::date)) column->integers[row] = value.days;
}

void Batch::set_timestamp(FieldId field, std::size_t row, Instant value) {
  auto* column = value_cell(*impl_, field, row, FieldKind::timestamp);
  if (column == nullptr) return;
  column->integers[row] = value.seconds;
  column->nanoseconds[row] = value.nanoseconds;
}

void Batch::begin_list(FieldId list, std::size_t row) { append_items(list, row, 0); }

std::size_t Batch::append_items(FieldId list, std::size_t row, std::size_t count) {
  SAITAKU_EXPECT(impl_->items_of[list] != kNoTable, "only lists have items");
  SAITAKU_EXPECT(row < impl_->rows_of(list), "the row has been added to the list's table");
  const auto table = impl_->items_of[list];
  const auto first = impl_->add_rows(table, count);
  impl_->tables[table].parent.resize(first + count, static_cast<std::uint32_t>(row));
  if (!impl_->held[list]) return first;
  auto& column = impl_->lists[list];
  column.state[row] = CellState::value;
  column.begin[row] = static_cast<std::uint32_t>(first);
  column.count[row] = static_cast<std::uint32_t>(count);
  return first;
}

std::size_t Batch::append_item(FieldId list, std::size_t row) {
  const auto table = impl_->items_of[list];
  if (impl_->held[list]) {
    auto& column = impl_->lists[list];
    SAITAKU_EXPECT(
        column.state[row] == CellState::value && column.begin[row] + column.count[row] == impl_->tables[table].rows,
        "the items of one parent are contiguous: begin_list, then all of them");
    ++column.count[row];
  }
  impl_->tables[table].parent.push_back(static_cast<std::uint32_t>(row));
  return impl_->add_rows(table, 1);
}

CellState Batch::state(FieldId field, std::size_t row) const { return impl_->state(field, row); }
const Column& Batch::column(FieldId field) const { return impl_->columns[field]; }
const ListColumn& Batch::list(FieldId field) const { return impl_->lists[field]; }
const Table& Batch::table(FieldId list) const { return impl_->tables[list == kNoField ? 0 : impl_->items_of[list]]; }
std::string_view Batch::text(FieldId field, std::size_t row) const { return impl_->text_at(field, row); }

Date Batch::date(FieldId field, std::size_t row) const {
  return Date{static_cast<std::int32_t>(impl_->columns[field].integers[row])};
}

Instant Batch::timestamp(FieldId field, std::size_t row) const {
  const auto& column = impl_->columns[field];
  return Instant{column.integers[row], column.nanoseconds[row]};
}

std::size_t Batch::item_count(FieldId list, std::size_t row) const {
  return impl_->state(list, row) == CellState::value ? impl_->lists[list].count[row] : 0;
}

std::size_t Batch::item_row(FieldId list, std::size_t row, std::size_t item) const {
  return impl_->lists[list].begin[row] + item;
}

std::string Batch::path(FieldId field, std::size_t row) const { return impl_->path(field, row); }
expr::Value Batch::value(FieldId field, std::size_t row) const { return impl_->value(field, row); }

}  // namespace saitaku::forms

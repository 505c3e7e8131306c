#include "engine/forms/batch.h"

#include "engine/forms/detail/batch_impl.h"

namespace saitaku::forms {
namespace {

bool is_whole(FieldKind kind) {
  return kind == FieldKind::boolean || kind == FieldKind::integer || kind == FieldKind::date ||
         kind == FieldKind::timestamp;
}

void add_cell(Column& column, FieldKind kind, bool closed) {
  column.state.push_back(closed ? CellState::null : CellState::unknown);
  if (is_whole(kind)) column.integers.push_back(0);
  if (kind == FieldKind::timestamp) column.nanoseconds.push_back(0);
  if (kind == FieldKind::real) column.reals.push_back(0);
  if (kind == FieldKind::string) {
    column.text_offset.push_back(0);
    column.text_length.push_back(0);
  }
}

void add_list(ListColumn& list, bool closed) {
  list.state.push_back(closed ? CellState::value : CellState::unknown);
  list.begin.push_back(0);
  list.count.push_back(0);
}

/// The cell of a scalar field, now holding a value.
Column& value_cell(Batch::Impl& impl, FieldId field, std::size_t row, FieldKind kind) {
  SAITAKU_EXPECT(impl.form->fields()[field].kind == kind, "a cell takes values of its field's kind");
  auto& column = impl.columns[field];
  SAITAKU_EXPECT(row < column.state.size(), "the row has been added to the field's table");
  column.state[row] = CellState::value;
  return column;
}

}  // namespace

Batch::Impl::Impl(std::shared_ptr<const Form> the_form) : form(std::move(the_form)) {
  const auto& fields = form->fields();
  tables.push_back({});
  items_of.assign(fields.size(), kNoTable);
  for (FieldId id = 0; id < fields.size(); ++id) {
    if (fields[id].kind != FieldKind::list) continue;
    items_of[id] = static_cast<std::uint32_t>(tables.size());
    tables.push_back({id, 0, {}});
  }
  members.resize(tables.size());
  columns.resize(fields.size());
  lists.resize(fields.size());
  for (FieldId id = 0; id < fields.size(); ++id) {
    const auto table = fields[id].table == kNoField ? 0u : items_of[fields[id].table];
    table_of.push_back(table);
    members[table].push_back(id);
  }
  make_views();
}

std::size_t Batch::Impl::add_row(std::uint32_t table) {
  const auto& fields = form->fields();
  for (const auto id : members[table]) {
    if (fields[id].kind == FieldKind::list) {
      add_list(lists[id], fields[id].closed);
    } else {
      add_cell(columns[id], fields[id].kind, fields[id].closed);
    }
  }
  SAITAKU_EXPECT(tables[table].rows < kMostText, "a batch is closed before its rows run out");
  return tables[table].rows++;
}

CellState Batch::Impl::state(FieldId field, std::size_t row) const {
  const bool is_list = form->fields()[field].kind == FieldKind::list;
  const auto& states = is_list ? lists[field].state : columns[field].state;
  SAITAKU_EXPECT(row < states.size(), "the row has been added to the field's table");
  return states[row];
}

void Batch::Impl::set_state_below(FieldId field, std::size_t row, CellState state) {
  const auto& declared = form->fields()[field];
  auto& states = declared.kind == FieldKind::list ? lists[field].state : columns[field].state;
  SAITAKU_EXPECT(row < states.size(), "the row has been added to the field's table");
  states[row] = state;
  if (declared.kind != FieldKind::object) return;
  for (const auto child : declared.children) set_state_below(child, row, state);
}

std::string_view Batch::Impl::text_at(FieldId field, std::size_t row) const {
  const auto& column = columns[field];
  return std::string_view(text).substr(column.text_offset[row], column.text_length[row]);
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

Batch::Batch(std::shared_ptr<const Form> form) : impl_(std::make_unique<Impl>(std::move(form))) {}
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

const Form& Batch::form() const { return *impl_->form; }
std::size_t Batch::applications() const { return impl_->tables.front().rows; }
std::size_t Batch::rows(FieldId field) const { return impl_->tables[impl_->table_of[field]].rows; }
std::size_t Batch::text_bytes() const { return impl_->text.size(); }

std::size_t Batch::add_application() { return impl_->add_row(0); }
void Batch::set_null(FieldId field, std::size_t row) { impl_->set_state_below(field, row, CellState::null); }
void Batch::set_malformed(FieldId field, std::size_t row) { impl_->set_state_below(field, row, CellState::malformed); }

void Batch::set_boolean(FieldId field, std::size_t row, bool value) {
  value_cell(*impl_, field, row, FieldKind::boolean).integers[row] = value ? 1 : 0;
}

void Batch::set_integer(FieldId field, std::size_t row, std::int64_t value) {
  value_cell(*impl_, field, row, FieldKind::integer).integers[row] = value;
}

void Batch::set_real(FieldId field, std::size_t row, double value) {
  value_cell(*impl_, field, row, FieldKind::real).reals[row] = value;
}

void Batch::set_string(FieldId field, std::size_t row, std::string_view value) {
  auto& column = value_cell(*impl_, field, row, FieldKind::string);
  SAITAKU_EXPECT(value.size() <= kMostText - impl_->text.size(), "a batch is closed before its text runs out");
  column.text_offset[row] = static_cast<std::uint32_t>(impl_->text.size());
  column.text_length[row] = static_cast<std::uint32_t>(value.size());
  impl_->text.append(value);
}

void Batch::set_date(FieldId field, std::size_t row, Date value) {
  value_cell(*impl_, field, row, FieldKind::date).integers[row] = value.days;
}

void Batch::set_timestamp(FieldId field, std::size_t row, Instant value) {
  auto& column = value_cell(*impl_, field, row, FieldKind::timestamp);
  column.integers[row] = value.seconds;
  column.nanoseconds[row] = value.nanoseconds;
}

void Batch::begin_list(FieldId list, std::size_t row) {
  SAITAKU_EXPECT(impl_->items_of[list] != kNoTable, "only lists have items");
  auto& column = impl_->lists[list];
  SAITAKU_EXPECT(row < column.state.size(), "the row has been added to the list's table");
  column.state[row] = CellState::value;
  column.begin[row] = static_cast<std::uint32_t>(impl_->tables[impl_->items_of[list]].rows);
  column.count[row] = 0;
}

std::size_t Batch::append_item(FieldId list, std::size_t row) {
  auto& column = impl_->lists[list];
  auto& table = impl_->tables[impl_->items_of[list]];
  SAITAKU_EXPECT(column.state[row] == CellState::value && column.begin[row] + column.count[row] == table.rows,
                 "the items of one parent are contiguous: begin_list, then all of them");
  table.parent.push_back(static_cast<std::uint32_t>(row));
  ++column.count[row];
  return impl_->add_row(impl_->items_of[list]);
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
  return impl_->lists[list].state[row] == CellState::value ? impl_->lists[list].count[row] : 0;
}

std::size_t Batch::item_row(FieldId list, std::size_t row, std::size_t item) const {
  return impl_->lists[list].begin[row] + item;
}

std::string Batch::path(FieldId field, std::size_t row) const { return impl_->path(field, row); }
expr::Value Batch::value(FieldId field, std::size_t row) const { return impl_->value(field, row); }

}  // namespace saitaku::forms

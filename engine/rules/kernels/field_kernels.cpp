// Columns of the batch as cells.
#include "engine/rules/kernels/kernels.h"

namespace saitaku::rules::kernels {
namespace {

using forms::CellState;

State state_of(CellState state) {
  switch (state) {
    case CellState::null: return kNull;
    case CellState::value: return kValue;
    default: return kOpen;
  }
}

const std::vector<CellState>& states(const Op& op, const Run& run) {
  const bool is_list = run.batch.form().fields()[op.field].kind == forms::FieldKind::list;
  return is_list ? run.batch.list(op.field).state : run.batch.column(op.field).state;
}

}  // namespace

void field_cells(const Op& op, Run& run, std::span<const Cells* const>, std::size_t rows, Cells& out) {
  const forms::Column& column = run.batch.column(op.field);
  for (std::size_t i = 0; i < rows; ++i) out.state[i] = state_of(column.state[i]);
  switch (op.shape) {
    case Shape::boolean:
      for (std::size_t i = 0; i < rows; ++i) {
        if (out.state[i] == kValue) out.state[i] = column.integers[i] != 0 ? kTrue : kFalse;
      }
      return;
    case Shape::timestamp:
      out.nanoseconds.assign(column.nanoseconds.begin(), column.nanoseconds.end());
      [[fallthrough]];
    case Shape::integer:
    case Shape::date: out.integers.assign(column.integers.begin(), column.integers.end()); return;
    case Shape::real: out.reals.assign(column.reals.begin(), column.reals.end()); return;
    case Shape::string:
      for (std::size_t i = 0; i < rows; ++i) {
        if (out.state[i] == kValue) out.texts[i] = run.batch.text(op.field, i);
      }
      return;
  }
}

void list_state(const Op& op, Run& run, std::span<const Cells* const>, std::size_t rows, Cells& out) {
  const std::vector<CellState>& state = states(op, run);
  for (std::size_t i = 0; i < rows; ++i) out.state[i] = state_of(state[i]);
}

void is_known(const Op& op, Run& run, std::span<const Cells* const>, std::size_t rows, Cells& out) {
  const std::vector<CellState>& state = states(op, run);
  for (std::size_t i = 0; i < rows; ++i) out.state[i] = state_of(state[i]) == kOpen ? kOpen : kTrue;
}

void is_malformed(const Op& op, Run& run, std::span<const Cells* const>, std::size_t rows, Cells& out) {
  const std::vector<CellState>& state = states(op, run);
  for (std::size_t i = 0; i < rows; ++i) {
    const bool known = state_of(state[i]) != kOpen;
    out.state[i] = state[i] == CellState::malformed ? kTrue : (known ? kFalse : kOpen);
  }
}

void constant_cell(const Op& op, Run&, std::span<const Cells* const>, std::size_t, Cells& out) {
  out.resize(op.shape, 1);
  out.stride = 0;
  out.set(op.shape, 0, op.constant);
  if (op.flag == kOpen) out.state[0] = kOpen;
  if (op.shape == Shape::string && out.state[0] == kValue) out.texts[0] = op.constant.as_string();
}

void from_parent(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const std::vector<std::uint32_t>& parent = run.batch.table(op.table).parent;
  for (std::size_t i = 0; i < rows; ++i) out.copy(op.shape, i, *in[0], parent[i]);
}

}  // namespace saitaku::rules::kernels

// The kernels, by what they do. Each says of every row what the evaluator would say of it, or leaves it open. To add
// one: its function here, a file for it, a line in compile.cpp (operators), calls.cpp (functions) or macros.cpp; the
// property test over columns then holds it to the evaluator.
#pragma once

#include "engine/rules/kernels/program.h"

namespace saitaku::rules::kernels {

#define SAITAKU_KERNEL(name) \
  void name(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out)

// Cells of the batch.
SAITAKU_KERNEL(field_cells);    ///< op.field, a scalar
SAITAKU_KERNEL(list_state);     ///< of the list op.field itself, as a column without values
SAITAKU_KERNEL(is_known);       ///< has(): whether op.field is known; a list or a scalar
SAITAKU_KERNEL(is_malformed);   ///< malformed(op.field)
SAITAKU_KERNEL(constant_cell);  ///< op.constant, in one cell for all rows; nothing: open
SAITAKU_KERNEL(from_parent);    ///< the operand's cell of the parent row: op.table's parent table

// Logic.
SAITAKU_KERNEL(all_of);
SAITAKU_KERNEL(any_of);
SAITAKU_KERNEL(not_of);
SAITAKU_KERNEL(choose);  ///< in[0] ? in[1] : in[2]

// Comparisons. op.binary says which.
SAITAKU_KERNEL(is_null);       ///< op.flag: kTrue for == null, kFalse for != null
SAITAKU_KERNEL(same_cells);    ///< == and != of two columns of one shape
SAITAKU_KERNEL(in_texts);      ///< whether a string is one of op.texts
SAITAKU_KERNEL(ordered);       ///< < <= > >= of two columns of one shape
SAITAKU_KERNEL(sum_of_cells);  ///< + - * of two columns of integers; open on overflow

// Texts.
SAITAKU_KERNEL(blank_text);
SAITAKU_KERNEL(text_length);  ///< op.flag: which
inline constexpr State kUtf16Units = 0, kWords = 1, kCodePoints = 2;
SAITAKU_KERNEL(only_digits);
SAITAKU_KERNEL(folded_text);
SAITAKU_KERNEL(lower_ascii);
SAITAKU_KERNEL(has_text);  ///< in[0] against in[1]; op.flag: how
inline constexpr State kStarts = 0, kEnds = 1, kContains = 2;

// Numbers.
SAITAKU_KERNEL(ratio);  ///< in[0] × in[1] ÷ in[2]; op.flag: 1 rounds up

// Lists. in[0] is the list's own state, a column of the table that the list stands in; masks and items are columns of
// its items' table.
SAITAKU_KERNEL(settled);  ///< in[0] made open where an item of in[1] (mask) or in[2] (items, where the mask holds) is
SAITAKU_KERNEL(over_items);  ///< op.flag: kTrue exists, kFalse all; in[1] the body, in[2] a mask
SAITAKU_KERNEL(item_count);  ///< op.shape integer: size(); boolean: blank(). in[1] a mask
SAITAKU_KERNEL(item_sum);    ///< in[1] the items, in[2] a mask

/// Anything that makes one scalar of scalars, by the evaluator's own function or operator, once per distinct contents.
/// The last op.skip.size() operands are guards.
SAITAKU_KERNEL(by_function);

#undef SAITAKU_KERNEL

/// Whether one of the guards, the last operands, settles the row without this operation.
inline bool is_skipped(const Op& op, std::span<const Cells* const> in, std::size_t row) {
  const std::size_t first = in.size() - op.skip.size();
  for (std::size_t i = 0; i < op.skip.size(); ++i) {
    if (in[first + i]->state_at(row) == op.skip[i]) return true;
  }
  return false;
}

}  // namespace saitaku::rules::kernels

// Kleene's logic over columns: an operand that decides settles the row, whatever the others are.
#include "engine/rules/kernels/kernels.h"

namespace saitaku::rules::kernels {
namespace {

/// `decides`: the value of one operand that settles a row. Anything but true and false (null) settles nothing.
void fold(State decides, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const State other = kEither ^ decides;
  for (std::size_t i = 0; i < rows; ++i) out.state[i] = other;
  for (const Cells* cells : in) {
    if (cells->stride == 0) {
      const State value = cells->state[0];
      for (std::size_t i = 0; i < rows; ++i) {
        out.state[i] = static_cast<State>(((out.state[i] | value) & decides) | (out.state[i] & value & other));
      }
      continue;
    }
    const State* values = cells->state.data();
    State* result = out.state.data();
    for (std::size_t i = 0; i < rows; ++i) {
      result[i] = static_cast<State>(((result[i] | values[i]) & decides) | (result[i] & values[i] & other));
    }
  }
}

}  // namespace

void all_of(const Op&, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  fold(kFalse, in, rows, out);
}

void any_of(const Op&, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  fold(kTrue, in, rows, out);
}

void not_of(const Op&, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State value = in[0]->state_at(i);
    out.state[i] = static_cast<State>(((value & kTrue) << 1) | ((value & kFalse) >> 1));
  }
}

void choose(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State condition = in[0]->state_at(i);
    if ((condition & kEither) == 0) {
      out.state[i] = kOpen;
      continue;
    }
    const Cells& branch = condition == kTrue ? *in[1] : *in[2];
    const State value = branch.state_at(i);
    out.state[i] = value;
    // A null or open branch may be of another shape, without values to copy.
    if (value == kValue) out.copy(op.shape, i, branch, i);
  }
}

}  // namespace saitaku::rules::kernels

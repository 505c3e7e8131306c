// From the items of lists to one cell per list. Items of one parent row are contiguous.
#include <limits>

#include "engine/rules/kernels/kernels.h"

namespace saitaku::rules::kernels {
namespace {

__extension__ using Wide = __int128;

State state_of(bool value) { return value ? kTrue : kFalse; }

/// Visits the items that belong to a row; `visit` says whether to go on.
template <class Visit>
void each_item(const forms::ListColumn& list, std::size_t row, const Cells* mask, const Visit& visit) {
  const std::size_t end = list.begin[row] + std::size_t{list.count[row]};
  for (std::size_t item = list.begin[row]; item < end; ++item) {
    if (mask != nullptr && mask->state_at(item) != kTrue) continue;
    if (!visit(item)) return;
  }
}

const Cells* operand(std::span<const Cells* const> in, std::size_t index) {
  return index < in.size() ? in[index] : nullptr;
}

}  // namespace

void settled(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const forms::ListColumn& list = run.batch.list(op.field);
  const Cells* items = operand(in, 2);
  for (std::size_t row = 0; row < rows; ++row) {
    out.state[row] = in[0]->state_at(row);
    if (out.state[row] != kValue) continue;
    each_item(list, row, nullptr, [&](std::size_t item) {
      const State mask = in[1]->state_at(item);
      const bool open = (mask & kEither) == 0 || (mask == kTrue && items != nullptr && items->state_at(item) == kOpen);
      if (open) out.state[row] = kOpen;
      return !open;
    });
  }
}

void over_items(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const forms::ListColumn& list = run.batch.list(op.field);
  const State decides = op.flag;
  const State other = kEither ^ decides;
  for (std::size_t row = 0; row < rows; ++row) {
    out.state[row] = kOpen;
    if (in[0]->state_at(row) != kValue) continue;
    State result = other;
    each_item(list, row, operand(in, 2), [&](std::size_t item) {
      const State value = in[1]->state_at(item);
      result = static_cast<State>(((result | value) & decides) | (result & value & other));
      return result != decides;
    });
    out.state[row] = result;
  }
}

void item_count(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const forms::ListColumn& list = run.batch.list(op.field);
  for (std::size_t row = 0; row < rows; ++row) {
    const State state = in[0]->state_at(row);
    out.state[row] = kOpen;
    if (op.shape == Shape::boolean && state == kNull) out.state[row] = kTrue;  // blank(null)
    if (state != kValue) continue;
    std::int64_t count = in.size() > 1 ? 0 : std::int64_t{list.count[row]};
    if (in.size() > 1) {
      each_item(list, row, in[1], [&](std::size_t) { return ++count > 0; });
    }
    if (op.shape == Shape::boolean) {
      out.state[row] = state_of(count == 0);
    } else {
      out.integers[row] = count;
      out.state[row] = kValue;
    }
  }
}

void item_sum(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const forms::ListColumn& list = run.batch.list(op.field);
  for (std::size_t row = 0; row < rows; ++row) {
    out.state[row] = kOpen;
    if (in[0]->state_at(row) != kValue) continue;
    Wide sum = 0;
    bool known = true;
    each_item(list, row, operand(in, 2), [&](std::size_t item) {
      known = in[1]->state_at(item) == kValue;
      if (known) sum += in[1]->integer_at(item);
      return known;
    });
    if (!known || sum < std::numeric_limits<std::int64_t>::min() || sum > std::numeric_limits<std::int64_t>::max()) {
      continue;
    }
    out.integers[row] = static_cast<std::int64_t>(sum);
    out.state[row] = kValue;
  }
}

}  // namespace saitaku::rules::kernels

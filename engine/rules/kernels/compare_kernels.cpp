// Comparisons and whole-number arithmetic between columns.
#include <algorithm>
#include <type_traits>

#include "engine/rules/kernels/kernels.h"

namespace saitaku::rules::kernels {
namespace {

State state_of(bool value) { return value ? kTrue : kFalse; }

/// Calls `visit` with a way to read values of the shape from cells.
template <class Visit>
void by_shape(Shape shape, const Visit& visit) {
  switch (shape) {
    case Shape::boolean: return visit([](const Cells& cells, std::size_t row) { return cells.state_at(row); });
    case Shape::integer:
    case Shape::date: return visit([](const Cells& cells, std::size_t row) { return cells.integer_at(row); });
    case Shape::real: return visit([](const Cells& cells, std::size_t row) { return cells.real_at(row); });
    case Shape::string: return visit([](const Cells& cells, std::size_t row) { return cells.text_at(row); });
    case Shape::timestamp: return visit([](const Cells& cells, std::size_t row) { return cells.instant_at(row); });
  }
}

template <class T>
bool holds(expr::Op op, const T& a, const T& b) {
  switch (op) {
    case expr::Op::less: return a < b;
    case expr::Op::less_equal: return a < b || a == b;  // with a NaN neither
    case expr::Op::greater: return b < a;
    default: return b < a || a == b;
  }
}

bool has_value(State state) { return (state & (kValue | kEither)) != 0; }

}  // namespace

void is_null(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const State yes = op.flag;
  const State no = kEither ^ yes;
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = in[0]->state_at(i);
    out.state[i] = state == kOpen ? kOpen : (state == kNull ? yes : no);
  }
}

void same_cells(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const bool negated = op.binary == expr::Op::not_equal;
  const Shape shape = static_cast<Shape>(op.flag);
  by_shape(shape, [&](const auto& read) {
    for (std::size_t i = 0; i < rows; ++i) {
      const State a = in[0]->state_at(i);
      const State b = in[1]->state_at(i);
      if (a == kOpen || b == kOpen) {
        out.state[i] = kOpen;
        continue;
      }
      const bool both = has_value(a) && has_value(b);
      const bool same = both ? read(*in[0], i) == read(*in[1], i) : a == b;
      out.state[i] = state_of(same != negated);
    }
  });
}

void in_texts(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    const State state = in[0]->state_at(i);
    if (state != kValue) {
      out.state[i] = state == kNull ? kFalse : kOpen;
      continue;
    }
    const std::string_view text = in[0]->text_at(i);
    bool found = false;
    if (op.texts.size() <= 4) {
      for (const std::string& each : op.texts) found = found || text == each;
    } else {
      found = std::binary_search(op.texts.begin(), op.texts.end(), text);
    }
    out.state[i] = state_of(found);
  }
}

void ordered(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  by_shape(static_cast<Shape>(op.flag), [&](const auto& read) {
    for (std::size_t i = 0; i < rows; ++i) {
      const bool both = has_value(in[0]->state_at(i)) && has_value(in[1]->state_at(i));
      out.state[i] = both ? state_of(holds(op.binary, read(*in[0], i), read(*in[1], i))) : kOpen;
    }
  });
}

void sum_of_cells(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue || in[1]->state_at(i) != kValue) continue;
    const std::int64_t a = in[0]->integer_at(i);
    const std::int64_t b = in[1]->integer_at(i);
    const bool overflow = op.binary == expr::Op::add        ? __builtin_add_overflow(a, b, &out.integers[i])
                          : op.binary == expr::Op::subtract ? __builtin_sub_overflow(a, b, &out.integers[i])
                                                            : __builtin_mul_overflow(a, b, &out.integers[i]);
    if (!overflow) out.state[i] = kValue;
  }
}

}  // namespace saitaku::rules::kernels

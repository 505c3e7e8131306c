// Functions without a kernel of their own: the evaluator's, once per distinct contents of their cells.
#include <array>
#include <limits>

#include "engine/rules/kernels/kernels.h"
#include "engine/rules/kernels/memo.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Value;
__extension__ using Wide = __int128;

template <class T>
void append(std::string& key, const T& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Everything the cell says; false when it is open. The shape is the operation's to know.
bool append_cell(std::string& key, const Cells& cells, std::size_t row) {
  const State state = cells.state_at(row);
  key += static_cast<char>(state);
  if (state != kValue) return state != kOpen;
  if (!cells.integers.empty()) append(key, cells.integer_at(row));
  if (!cells.nanoseconds.empty()) append(key, cells.nanoseconds[row * cells.stride]);
  if (!cells.reals.empty()) append(key, cells.real_at(row));
  if (!cells.texts.empty()) {
    append(key, cells.text_at(row).size());
    key += cells.text_at(row);
  }
  return true;
}

Value evaluated(const Op& op, std::span<const Value> arguments) {
  if (op.function != nullptr) return op.function->evaluate(arguments);
  if (arguments.size() == 1) return expr::negate(arguments[0]);
  return expr::operate(op.binary, arguments[0], arguments[1]);
}

Memo::Result result_of(const Op& op, std::span<const Value> arguments) {
  const Value value = evaluated(op, arguments);
  Cells cell;
  cell.resize(op.shape, 1);
  cell.set(op.shape, 0, value);
  Memo::Result result;
  result.state = cell.state[0];
  if (!cell.integers.empty()) result.integer = cell.integers[0];
  if (!cell.nanoseconds.empty()) result.nanoseconds = cell.nanoseconds[0];
  if (!cell.reals.empty()) result.real = cell.reals[0];
  if (value.kind() == Value::Kind::string && result.state == kValue) result.text = value.as_string();
  return result;
}

void write(const Memo::Result& result, std::size_t row, Cells& out) {
  out.state[row] = result.state;
  if (!out.integers.empty()) out.integers[row] = result.integer;
  if (!out.nanoseconds.empty()) out.nanoseconds[row] = result.nanoseconds;
  if (!out.reals.empty()) out.reals[row] = result.real;
  if (!out.texts.empty()) out.texts[row] = result.text;
}

/// The arguments as values: op.texts holds a letter per argument, its shape.
std::vector<Value> values_of(const Op& op, std::span<const Cells* const> in, std::size_t count, std::size_t row) {
  std::vector<Value> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(*in[i]->value(static_cast<Shape>(op.texts.front()[i] - '0'), row));
  }
  return values;
}

}  // namespace

void by_function(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  const std::size_t count = in.size() - op.skip.size();
  std::string key;
  for (std::size_t row = 0; row < rows; ++row) {
    bool skip = is_skipped(op, in, row);
    key.clear();
    for (std::size_t i = 0; i < count && !skip; ++i) skip = !append_cell(key, *in[i], row);
    if (skip) {
      out.state[row] = kOpen;
      continue;
    }
    const Memo::Result* found = run.memo.find(op, key);
    if (found == nullptr) found = &run.memo.keep(op, key, result_of(op, values_of(op, in, count, row)));
    write(*found, row, out);
  }
}

void ratio(const Op& op, Run&, std::span<const Cells* const> in, std::size_t rows, Cells& out) {
  for (std::size_t i = 0; i < rows; ++i) {
    out.state[i] = kOpen;
    if (in[0]->state_at(i) != kValue || in[1]->state_at(i) != kValue || in[2]->state_at(i) != kValue) continue;
    const Wide product = Wide{in[0]->integer_at(i)} * in[1]->integer_at(i);
    const Wide divisor = in[2]->integer_at(i);
    if (divisor == 0) continue;
    const bool negative = (product < 0) != (divisor < 0);
    Wide quotient = product / divisor;
    if (product % divisor != 0) quotient += op.flag != 0 ? (negative ? 0 : 1) : (negative ? -1 : 0);
    if (quotient < std::numeric_limits<std::int64_t>::min() || quotient > std::numeric_limits<std::int64_t>::max()) {
      continue;
    }
    out.integers[i] = static_cast<std::int64_t>(quotient);
    out.state[i] = kValue;
  }
}

}  // namespace saitaku::rules::kernels

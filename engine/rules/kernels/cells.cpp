#include "engine/rules/kernels/cells.h"

namespace saitaku::rules::kernels {

using expr::Type;
using expr::Value;

void Cells::resize(Shape shape, std::size_t rows) {
  stride = 1;
  state.resize(rows);
  switch (shape) {
    case Shape::boolean: return;
    case Shape::timestamp: nanoseconds.resize(rows); [[fallthrough]];
    case Shape::integer:
    case Shape::date: return integers.resize(rows);
    case Shape::real: return reals.resize(rows);
    case Shape::string: return texts.resize(rows);
  }
}

void Cells::copy(Shape shape, std::size_t row, const Cells& from, std::size_t from_row) {
  state[row] = from.state_at(from_row);
  switch (shape) {
    case Shape::boolean: return;
    case Shape::timestamp: nanoseconds[row] = from.nanoseconds[from_row * from.stride]; [[fallthrough]];
    case Shape::integer:
    case Shape::date: integers[row] = from.integer_at(from_row); return;
    case Shape::real: reals[row] = from.real_at(from_row); return;
    case Shape::string: texts[row] = from.text_at(from_row); return;
  }
}

std::optional<Value> Cells::value(Shape shape, std::size_t row) const {
  const State cell = state_at(row);
  if (cell == kOpen) return std::nullopt;
  if (cell == kNull) return Value::null();
  switch (shape) {
    case Shape::boolean: return Value::boolean(cell == kTrue);
    case Shape::integer: return Value::integer(integer_at(row));
    case Shape::real: return Value::real(real_at(row));
    case Shape::string: return Value::string(std::string(text_at(row)));
    case Shape::date: return Value::date(Date{static_cast<std::int32_t>(integer_at(row))});
    case Shape::timestamp: return Value::timestamp(instant_at(row));
  }
  return std::nullopt;
}

void Cells::set(Shape shape, std::size_t row, const Value& value) {
  state[row] = kOpen;
  if (value.is_null()) state[row] = kNull;
  if (shape_of(value) != shape) return;
  state[row] = kValue;
  switch (shape) {
    case Shape::boolean: state[row] = value.as_boolean() ? kTrue : kFalse; return;
    case Shape::integer: integers[row] = value.as_integer(); return;
    case Shape::real: reals[row] = value.as_real(); return;
    case Shape::string: return;
    case Shape::date: integers[row] = value.as_date().days; return;
    case Shape::timestamp:
      integers[row] = value.as_timestamp().seconds;
      nanoseconds[row] = value.as_timestamp().nanoseconds;
      return;
  }
}

std::optional<Shape> shape_of(const Type& type) {
  switch (type.kind()) {
    case Type::Kind::boolean: return Shape::boolean;
    case Type::Kind::integer: return Shape::integer;
    case Type::Kind::real: return Shape::real;
    case Type::Kind::string: return Shape::string;
    case Type::Kind::date: return Shape::date;
    case Type::Kind::timestamp: return Shape::timestamp;
    default: return std::nullopt;
  }
}

std::optional<Shape> shape_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::boolean: return Shape::boolean;
    case Value::Kind::integer: return Shape::integer;
    case Value::Kind::real: return Shape::real;
    case Value::Kind::string: return Shape::string;
    case Value::Kind::date: return Shape::date;
    case Value::Kind::timestamp: return Shape::timestamp;
    default: return std::nullopt;
  }
}

}  // namespace saitaku::rules::kernels

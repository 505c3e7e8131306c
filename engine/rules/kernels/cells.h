// Cells of a computed column. A cell is known, null, or open: open means that the evaluator has to be asked, never
// that the answer is unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/expr/value.h"

namespace saitaku::rules::kernels {

enum class Shape : std::uint8_t { boolean, integer, real, string, date, timestamp };

// States are bits, so that Kleene's and/or are bit operations on whole columns. A boolean's value is its state.
using State = std::uint8_t;
inline constexpr State kOpen = 0;
inline constexpr State kTrue = 1;
inline constexpr State kFalse = 2;
inline constexpr State kNull = 4;
inline constexpr State kValue = 8;
inline constexpr State kEither = kTrue | kFalse;

/// One computed column. What stands in a cell that has no value is anything.
struct Cells {
  std::size_t stride = 1;  ///< 0: one cell stands for every row
  std::vector<State> state;
  std::vector<std::int64_t> integers;  ///< integer; date: days; timestamp: seconds
  std::vector<std::int32_t> nanoseconds;
  std::vector<double> reals;
  std::vector<std::string_view> texts;  ///< into the batch, the program, or the memos: as long as the batch is judged

  State state_at(std::size_t row) const { return state[row * stride]; }
  std::int64_t integer_at(std::size_t row) const { return integers[row * stride]; }
  Instant instant_at(std::size_t row) const { return {integers[row * stride], nanoseconds[row * stride]}; }
  double real_at(std::size_t row) const { return reals[row * stride]; }
  std::string_view text_at(std::size_t row) const { return texts[row * stride]; }

  /// Room for so many rows; keeps what it has allocated.
  void resize(Shape shape, std::size_t rows);
  /// Needs: of the same shape.
  void copy(Shape shape, std::size_t row, const Cells& from, std::size_t from_row);
  /// The cell as the evaluator would have it; nullopt when it is open.
  std::optional<expr::Value> value(Shape shape, std::size_t row) const;
  /// Writes a value other than a string; open when it is not of the shape, an unknown or an error.
  void set(Shape shape, std::size_t row, const expr::Value& value);
};

/// The shape of values of that type; nullopt when columns do not hold such.
std::optional<Shape> shape_of(const expr::Type& type);
std::optional<Shape> shape_of(const expr::Value& value);

}  // namespace saitaku::rules::kernels

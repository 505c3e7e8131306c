// What an input is, by looking at its bytes, and a reader of its pieces.
#pragma once

#include <memory>

#include "engine/intake/units.h"

namespace saitaku::intake {

/// The pieces of one input, in order.
class PieceReader {
 public:
  virtual ~PieceReader() = default;
  /// Sets what a piece has of its own (kind, bytes, place, head, unreadable). false at the end.
  virtual bool next(Unit& unit) = 0;
};

/// Never nullptr: what cannot be read is a piece that says so.
std::unique_ptr<PieceReader> open_input(const Input& input, const UnitOptions& options);

/// The input's name in problems.
std::string display_name(const std::string& path);

}  // namespace saitaku::intake

#include "engine/intake/units.h"

#include "engine/intake/detail/open_input.h"

namespace saitaku::intake {

/// Reads one unit ahead: only then it is known which one is an input's last.
struct UnitReader::Impl {
  Impl(const Inventory& the_inventory, const UnitOptions& the_options)
      : inventory(the_inventory), options(the_options) {}

  /// Everything as in a new unit, but for the room of its bytes.
  static void reset(Unit& unit) {
    auto bytes = std::move(unit.bytes);
    unit = Unit{};
    unit.bytes = std::move(bytes);
  }

  bool read(Unit& unit) {
    for (; input < inventory.inputs.size(); ++input, reader.reset()) {
      if (reader == nullptr) {
        reader = open_input(inventory.inputs[input], options);
        part = 0;
      }
      reset(unit);
      if (!reader->next(unit)) continue;
      unit.input = input;
      unit.part = part++;
      return true;
    }
    return false;
  }

  bool next(Unit& unit) {
    if (!begun) has_ahead = read(ahead);
    begun = true;
    if (!has_ahead) return false;
    std::swap(unit, ahead);
    has_ahead = read(ahead);
    unit.last = !has_ahead || ahead.input != unit.input;
    return true;
  }

  const Inventory& inventory;
  UnitOptions options;
  std::unique_ptr<PieceReader> reader;
  std::size_t input = 0;
  std::size_t part = 0;
  Unit ahead;
  bool begun = false;
  bool has_ahead = false;
};

UnitReader::UnitReader(const Inventory& inventory, const UnitOptions& options)
    : impl_(std::make_unique<Impl>(inventory, options)) {}
UnitReader::~UnitReader() = default;

bool UnitReader::next(Unit& unit) { return impl_->next(unit); }

std::optional<Unit> UnitReader::next() {
  Unit unit;
  if (!impl_->next(unit)) return std::nullopt;
  return unit;
}

}  // namespace saitaku::intake

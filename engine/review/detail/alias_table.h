// Choosing one of many values by weight in constant time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/philox.h"

namespace saitaku::review::detail {

/// Walker's alias method in Vose's form, with whole thresholds: a value's chance is right to 2^-32.
class AliasTable {
 public:
  /// Needs: at least one weight, none negative or NaN, some above 0; at most 65,536. A value without weight never
  /// comes.
  explicit AliasTable(std::span<const double> weights);

  /// 64 random bits: the product with the number of values is a column and, below it, where in the column.
  std::uint16_t choose(std::uint32_t high, std::uint32_t low) const {
    const std::uint64_t n = columns_.size();
    const std::uint64_t product = n * high + (n * low >> 32);
    const Column& column = columns_[product >> 32];
    return static_cast<std::uint32_t>(product) < column.threshold ? column.own : column.alias;
  }

  /// codes[i] is choice i of the address. No allocation. Needs: address.entity = 0.
  void draw(const RandomAddress& address, std::span<std::uint16_t> codes) const;

 private:
  struct Column {
    std::uint64_t threshold;  ///< of 2^32
    std::uint16_t own, alias;
  };
  std::vector<Column> columns_;
};

}  // namespace saitaku::review::detail

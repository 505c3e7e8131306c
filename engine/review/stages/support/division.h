// `within`, `allocation` and `rounding`: how a number of places is divided over the values of an attribute.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/review/exact/allocation.h"
#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

struct Division {
  enum class By : std::uint8_t { numbers, equal, given };
  AttributeId within = 0;
  std::size_t values = 0;  ///< of the attribute
  By by = By::numbers;     ///< in proportion to the applications in play
  exact::Rounding rounding = exact::Rounding::largest_remainder;
  std::vector<std::int64_t> given;  ///< per value
  std::int64_t total_given = 0;
};

/// Nothing without `within`. Problems: stage.allocation-without-within, stage.bad-allocation, stage.bad-places,
/// stage.unknown-value.
std::optional<Division> read_division(Making& making);
/// `within` alone, for a stage that has nothing to allocate.
std::optional<Division> read_within(KeyReader& reader);

/// stage.allocation-sum: numbers per value are given, and the total of the stage is another.
void expect_sum(Making& making, std::string_view key, std::int64_t total, const std::optional<Division>& division);

/// The keys that read_division reads.
Key within_key();
Key allocation_key();
Key rounding_key();

/// Who is in play by value of an attribute. In scratch.groups.
const Groups& group(const Scene& scene, const Standing& standing, AttributeId attribute, std::size_t values,
                    Scratch& scratch);

/// Places per value, never more than are in play there; values with equal claims on a place draw lots for it. In
/// scratch.places. Needs: scratch.groups are those of the division.
std::span<std::int64_t> divide(const Division& division, std::int64_t places, const RandomAddress& lots,
                               Scratch& scratch);

}  // namespace saitaku::review::stages

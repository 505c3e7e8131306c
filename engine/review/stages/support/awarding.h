// The one way to an award: caps and money are looked at here and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

/// Whether an award may be refused, so that candidates have to be asked one after the other.
bool limited(const Standing& standing);

/// Awards all that are marked, `count` of them; they are in play. Needs: !limited(standing).
void award_marked(const Scene& scene, Standing& standing, std::span<const std::uint8_t> marks, std::size_t count,
                  Scratch& scratch);

/// Places of each value of `within` that are left in this stage; empty: no such limit.
struct Places {
  std::span<const std::uint16_t> codes{};
  std::span<std::int64_t> left{};
};

/// Awards the application unless its stratum or a cap is full or the money does not reach.
bool award_one(const Scene& scene, Standing& standing, const Places& places, std::size_t application);

/// Asks candidates in their order until `asked` have been taken or none is left. Returns how many were taken.
template <class Order, class Take>
std::size_t take_in_order(Order& order, std::size_t asked, const Take& take) {
  std::size_t taken = 0;
  while (taken < asked) {
    const auto part = order.next(asked - taken);
    if (part.empty()) break;
    for (std::size_t i = 0; i < part.size() && taken < asked; ++i) taken += take(part[i]);
  }
  return taken;
}

/// Notes that a stage did less than it was told.
inline void note_shortfall(Standing& standing, std::size_t stage, std::size_t asked, std::size_t done) {
  if (done < asked) standing.shortfalls.push_back({stage, static_cast<std::int64_t>(asked - done)});
}

}  // namespace saitaku::review::stages

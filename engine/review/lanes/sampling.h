// Simple random samples without replacement: exactly `take` of the candidates, every set of them equally likely.
//
// Every item has a ticket that depends on (seed, replication, purpose, item) alone; the smallest tickets win. So two
// mechanisms that draw for the same purpose agree on who is lucky, whoever else is in the pool, and taking more keeps
// all who were in before. A ticket begins with 8 bits, enough for all but about one item in 256; those at the border
// are told apart by 128 bits of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/philox.h"

namespace saitaku::review::lanes {

/// Where the words of item i stand, for who wants to compute a ticket without this header:
///   first 8 bits  byte i % 4 (0 = lowest) of word i / 64 % 4 of block 0 of entity i / 256 * 16 + i / 4 % 16;
///   the rest      words 0, 1, 2, 3 of block 1 of entity i, compared in this order.
/// Blocks of one key and counters that differ are never equal, so no two tickets are.
class Sampler {
 public:
  /// Marks the chosen with 1, the others with 0.
  ///
  /// Shape:  candidates and chosen have one byte for every item; candidates: 0 = not in the pool, 1 = in the pool,
  ///         empty = all are. They may be the same memory.
  /// Needs:  take <= number of candidates; fewer than 2^32 items. address.entity is not used.
  /// Random: blocks 0 and 1 of address's purpose; nothing else may use that purpose.
  /// Cost:   O(items); no allocation once the largest size was seen.
  void draw(const RandomAddress& address, std::size_t take, std::span<const std::uint8_t> candidates,
            std::span<std::uint8_t> chosen);

 private:
  struct Tied {
    std::uint64_t first, second;
    std::uint32_t item;
  };
  struct Border {
    unsigned ticket;
    std::size_t below;
  };
  Border border(std::size_t take, std::size_t count, const std::uint8_t* candidates, std::size_t items) const;
  void settle(const RandomAddress& address, std::size_t take, std::size_t tied, std::span<std::uint8_t> chosen);

  std::vector<std::uint8_t> tickets_;
  std::vector<std::uint32_t> at_border_;
  std::vector<std::uint32_t> words_;
  std::vector<Tied> order_;
};

}  // namespace saitaku::review::lanes

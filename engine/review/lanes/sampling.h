// Simple random samples without replacement: exactly `take` of the candidates, every set of them equally likely. Of
// all at once, of each stratum, or one after the other where somebody may be passed over.
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

  /// The same in every stratum: of stratum s, whose items stand at begin[s] … begin[s + 1] of `members`, takes[s].
  ///
  /// Needs: every item of the pool is in one stratum; takes[s] <= its size. Marks of all others become 0.
  /// Cost:  O(items + strata).
  struct Strata {
    std::span<const std::uint32_t> begin;  ///< strata + 1
    std::span<const std::uint32_t> members;
  };
  void draw(const RandomAddress& address, std::span<const std::int64_t> takes, const Strata& strata,
            std::span<std::uint8_t> chosen);

  /// The candidates (empty: all `items`) from the smallest ticket on, some at a time, for who may pass somebody over:
  /// next() gives at least one and about as many as asked for, nothing when all were given. What it gives is valid
  /// until the next call of anything. Needs: `candidates` lives and stays as it is until the last next().
  void begin(const RandomAddress& address, std::span<const std::uint8_t> candidates, std::size_t items);
  std::span<const std::uint32_t> next(std::size_t about);

  /// The first 64 bits of the tickets of items, in their order.
  void first_bits(const RandomAddress& address, std::span<const std::uint32_t> items, std::span<std::uint64_t> out);

  /// Puts items in the order of their tickets.
  void arrange(const RandomAddress& address, std::span<std::uint32_t> items);

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
  void make_tickets(const RandomAddress& address, std::size_t items);
  void draw_stratum(const RandomAddress& address, std::size_t take, std::span<const std::uint32_t> members,
                    std::span<std::uint8_t> chosen);

  /// A candidate and the first 64 bits of its ticket.
  struct Ticketed {
    std::uint64_t key;
    std::uint32_t item;
  };
  struct Walk {
    RandomAddress address;
    const std::uint8_t* candidates = nullptr;
    std::size_t items = 0;
    std::size_t left = 0;  ///< candidates not given yet
    unsigned from = 0;     ///< all tickets that begin below this were given
  };

  Walk walk_;
  std::vector<Ticketed> ticketed_, spare_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint8_t> tickets_;
  std::vector<std::uint32_t> at_border_;
  std::vector<std::uint32_t> words_;
  std::vector<Tied> order_;
};

}  // namespace saitaku::review::lanes

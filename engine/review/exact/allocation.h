// How many of the places each stratum gets. Whole numbers only, so nothing depends on rounding of fractions.
//
// Equal, proportional and given allocations are one function: weights all 1, the numbers of applications, or the given
// numbers themselves with their sum as places (every rounding gives those back exactly).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace saitaku::review::exact {

enum class Rounding {
  largest_remainder,  ///< Hamilton, Hare quota: whole parts of places * weight / sum, the rest to the largest
                      ///< remainders
  sainte_lague,       ///< Webster: the next place to the largest weight / (2 places + 1)
  d_hondt,            ///< Jefferson: the next place to the largest weight / (places + 1)
};

struct StratumShare {
  std::int64_t weight = 0;    ///< 0 … 2^31 - 1; a stratum of weight 0 gets nothing, whatever is left over
  std::int64_t capacity = 0;  ///< most places it can take (its applications, or a cap), 0 … 2^31 - 1
};

struct Allocation {
  std::vector<std::int64_t> places;  ///< per stratum, in order
  std::int64_t unplaced = 0;         ///< places that no stratum of weight above 0 had room for
};

/// Divides `places` by weight. What a full stratum cannot take goes to the others by the same rule: the divisor methods
/// pass over full strata; largest remainder fills those whose part exceeds their capacity and divides what is left
/// among the rest anew, until all parts fit. Equal claims: the earlier stratum, whatever the weights; a caller who owes
/// lots to equal claims shuffles the strata.
/// Needs: 0 <= places <= 2^31 - 1, weights and capacities as above, sum of weights < 2^31.
/// Cost: divisor methods O(places log strata), largest remainder O(strata^2 log strata) at worst.
/// Source: Balinski and Young, Fair Representation, 2nd ed. 2001; Pukelsheim, Proportional Representation, 2017.
Allocation allocate(std::int64_t places, std::span<const StratumShare> strata, Rounding rounding);

/// The same with memory of its own: no allocation once the largest number of strata was seen.
class Allocator {
 public:
  /// Valid until the next call.
  const Allocation& divide(std::int64_t places, std::span<const StratumShare> strata, Rounding rounding);

 private:
  // A claim weight / divisor on the next place; or a remainder.
  struct Claim {
    std::int64_t weight = 0;
    std::int64_t divisor = 1;
    std::size_t stratum = 0;
  };
  static bool behind(const Claim& a, const Claim& b);
  void by_divisors(std::span<const StratumShare> strata, std::int64_t step);
  void by_remainders(std::span<const StratumShare> strata);
  void divide_among_open(std::span<const StratumShare> strata);

  Allocation made_;
  std::vector<Claim> claims_;
  std::vector<std::size_t> open_;
};

/// A stratum as a group of interest sees it.
struct StratumAwards {
  std::int64_t applications = 0;
  std::int64_t awards = 0;  ///< at most `applications`
};

/// Chance of each application of a stratum when its places are drawn by lot: awards / applications; nothing where
/// nobody applied. Expected awards of a stratum are its places; those of a group across strata the sum of these
/// chances.
std::vector<std::optional<double>> award_chances(std::span<const StratumAwards> strata);

/// Expected awards of each stratum when the places are drawn from all together: places * n_h / N. 0 when nobody
/// applied.
/// Needs: 0 <= places <= sum of the applications.
std::vector<double> expected_awards_unstratified(std::int64_t places, std::span<const std::int64_t> applications);

}  // namespace saitaku::review::exact

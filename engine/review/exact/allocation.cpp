#include "engine/review/exact/allocation.h"

#include <algorithm>
#include <queue>

#include "engine/base/expect.h"

namespace saitaku::review::exact {
namespace {

constexpr std::int64_t kMost = 2'147'483'647;  // products of two stay below 2^63

using Strata = std::span<const StratumShare>;

// A claim weight / divisor on the next place.
struct Claim {
  std::int64_t weight = 0;
  std::int64_t divisor = 1;
  std::size_t stratum = 0;
};

// For std::priority_queue: a stands behind b.
bool behind(const Claim& a, const Claim& b) {
  const std::int64_t left = a.weight * b.divisor, right = b.weight * a.divisor;
  if (left != right) return left < right;
  if (a.weight != b.weight) return a.weight < b.weight;
  return a.stratum > b.stratum;
}

Allocation by_divisors(std::int64_t places, Strata strata, std::int64_t step) {
  Allocation made{.places = std::vector<std::int64_t>(strata.size(), 0), .unplaced = places};
  std::priority_queue<Claim, std::vector<Claim>, decltype(&behind)> claims(&behind);
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (strata[i].weight > 0 && strata[i].capacity > 0) claims.push({strata[i].weight, 1, i});
  }
  for (; made.unplaced > 0 && !claims.empty(); --made.unplaced) {
    Claim best = claims.top();
    claims.pop();
    if (++made.places[best.stratum] == strata[best.stratum].capacity) continue;
    best.divisor += step;
    claims.push(best);
  }
  return made;
}

// Largest remainders among the open strata, capacities aside.
void divide(std::int64_t places, Strata strata, const std::vector<std::size_t>& open,
            std::vector<std::int64_t>& parts) {
  std::int64_t sum = 0;
  for (const std::size_t i : open) sum += strata[i].weight;
  std::vector<Claim> remainders;
  std::int64_t left = places;
  for (const std::size_t i : open) {
    const std::int64_t share = places * strata[i].weight;
    parts[i] = share / sum;
    left -= parts[i];
    remainders.push_back({share % sum, strata[i].weight, i});
  }
  std::sort(remainders.begin(), remainders.end(), [](const Claim& a, const Claim& b) {
    if (a.weight != b.weight) return a.weight > b.weight;      // the remainder
    if (a.divisor != b.divisor) return a.divisor > b.divisor;  // the weight of the stratum
    return a.stratum < b.stratum;
  });
  for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++parts[remainders[i].stratum];
}

Allocation by_remainders(std::int64_t places, Strata strata) {
  Allocation made{.places = std::vector<std::int64_t>(strata.size(), 0), .unplaced = places};
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (strata[i].weight > 0) open.push_back(i);
  }
  while (!open.empty()) {
    divide(made.unplaced, strata, open, made.places);
    std::vector<std::size_t> fitting;
    std::int64_t filled = 0;
    for (const std::size_t i : open) {
      if (made.places[i] <= strata[i].capacity) {
        fitting.push_back(i);
      } else {
        made.places[i] = strata[i].capacity;
        filled += strata[i].capacity;
      }
    }
    if (fitting.size() == open.size()) {
      made.unplaced = 0;
      return made;
    }
    made.unplaced -= filled;
    open = std::move(fitting);
  }
  return made;
}

}  // namespace

Allocation allocate(std::int64_t places, std::span<const StratumShare> strata, Rounding rounding) {
  SAITAKU_EXPECT(0 <= places && places <= kMost, "places are counted");
  std::int64_t sum = 0;
  for (const StratumShare& stratum : strata) {
    SAITAKU_EXPECT(0 <= stratum.weight && stratum.weight <= kMost - sum, "weights sum to less than 2^31");
    SAITAKU_EXPECT(0 <= stratum.capacity && stratum.capacity <= kMost, "a capacity is a count");
    sum += stratum.weight;
  }
  switch (rounding) {
    case Rounding::sainte_lague: return by_divisors(places, strata, 2);
    case Rounding::d_hondt: return by_divisors(places, strata, 1);
    case Rounding::largest_remainder: break;
  }
  return by_remainders(places, strata);
}

std::vector<std::optional<double>> award_chances(std::span<const StratumAwards> strata) {
  std::vector<std::optional<double>> chances;
  for (const StratumAwards& stratum : strata) {
    SAITAKU_EXPECT(0 <= stratum.awards && stratum.awards <= stratum.applications, "awards go to applications");
    chances.push_back(stratum.applications == 0 ? std::nullopt
                                                : std::optional(static_cast<double>(stratum.awards) /
                                                                static_cast<double>(stratum.applications)));
  }
  return chances;
}

std::vector<double> expected_awards_unstratified(std::int64_t places, std::span<const std::int64_t> applications) {
  std::int64_t total = 0;
  for (const std::int64_t count : applications) {
    SAITAKU_EXPECT(count >= 0, "applications are counted");
    total += count;
  }
  SAITAKU_EXPECT(0 <= places && places <= total, "nobody draws more than there are");
  std::vector<double> expected;
  for (const std::int64_t count : applications) {
    expected.push_back(
        total == 0 ? 0.0 : static_cast<double>(places) * static_cast<double>(count) / static_cast<double>(total));
  }
  return expected;
}

}  // namespace saitaku::review::exact

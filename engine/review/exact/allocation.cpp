#include "engine/review/exact/allocation.h"

#include <algorithm>

#include "engine/base/expect.h"

namespace saitaku::review::exact {
namespace {

constexpr std::int64_t kMost = 2'147'483'647;  // products of two stay below 2^63

}  // namespace

// For a heap: a stands behind b.
bool Allocator::behind(const Claim& a, const Claim& b) {
  const std::int64_t left = a.weight * b.divisor, right = b.weight * a.divisor;
  if (left != right) return left < right;
  return a.stratum > b.stratum;
}

void Allocator::by_divisors(std::span<const StratumShare> strata, std::int64_t step) {
  claims_.clear();
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (strata[i].weight > 0 && strata[i].capacity > 0) claims_.push_back({strata[i].weight, 1, i});
  }
  std::make_heap(claims_.begin(), claims_.end(), behind);
  for (; made_.unplaced > 0 && !claims_.empty(); --made_.unplaced) {
    std::pop_heap(claims_.begin(), claims_.end(), behind);
    Claim& best = claims_.back();
    best.divisor += step;
    if (++made_.places[best.stratum] == strata[best.stratum].capacity) {
      claims_.pop_back();
    } else {
      std::push_heap(claims_.begin(), claims_.end(), behind);
    }
  }
}

// Largest remainders among the open strata, capacities aside.
void Allocator::divide_among_open(std::span<const StratumShare> strata) {
  std::int64_t sum = 0;
  for (const std::size_t i : open_) sum += strata[i].weight;
  claims_.clear();
  std::int64_t left = made_.unplaced;
  for (const std::size_t i : open_) {
    const std::int64_t share = made_.unplaced * strata[i].weight;
    made_.places[i] = share / sum;
    left -= made_.places[i];
    claims_.push_back({share % sum, 1, i});
  }
  std::sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.stratum < b.stratum;
  });
  for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++made_.places[claims_[i].stratum];
}

void Allocator::by_remainders(std::span<const StratumShare> strata) {
  open_.clear();
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (strata[i].weight > 0) open_.push_back(i);
  }
  while (!open_.empty()) {
    divide_among_open(strata);
    std::size_t fitting = 0;
    std::int64_t filled = 0;
    for (const std::size_t i : open_) {
      if (made_.places[i] <= strata[i].capacity) {
        open_[fitting++] = i;
      } else {
        made_.places[i] = strata[i].capacity;
        filled += strata[i].capacity;
      }
    }
    if (fitting == open_.size()) {
      made_.unplaced = 0;
      return;
    }
    made_.unplaced -= filled;
    open_.resize(fitting);
  }
}

const Allocation& Allocator::divide(std::int64_t places, std::span<const StratumShare> strata, Rounding rounding) {
  SAITAKU_EXPECT(0 <= places && places <= kMost, "places are counted");
  std::int64_t sum = 0;
  for (const StratumShare& stratum : strata) {
    SAITAKU_EXPECT(0 <= stratum.weight && stratum.weight <= kMost - sum, "weights sum to less than 2^31");
    SAITAKU_EXPECT(0 <= stratum.capacity && stratum.capacity <= kMost, "a capacity is a count");
    sum += stratum.weight;
  }
  made_.places.assign(strata.size(), 0);
  made_.unplaced = places;
  switch (rounding) {
    case Rounding::sainte_lague: by_divisors(strata, 2); break;
    case Rounding::d_hondt: by_divisors(strata, 1); break;
    case Rounding::largest_remainder: by_remainders(strata); break;
  }
  return made_;
}

Allocation allocate(std::int64_t places, std::span<const StratumShare> strata, Rounding rounding) {
  return Allocator().divide(places, strata, rounding);
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

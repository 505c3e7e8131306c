// What a choice by score and the truly best have in common, for a finite number of applications.
#pragma once

#include <cstdint>

namespace saitaku::review::exact {

/// Expected share of the truly best `chosen` that are among the `chosen` best by a score of this reliability, out of
/// `applications`: the finite companion of true_top_share(share, reliability).
///
/// An application is in both when its quality beats t, the K-th largest quality of the others, and fewer than K others
/// beat its score y. Given t, the others that beat y are Binomial(K - 1, P(S > y | Q > t)) + Binomial(N - 1 - K,
/// P(S > y | Q < t)) + one with P(S > y | Q = t), all independent: a double integral over t (trapezoidal) and y
/// (Gauss-Legendre where the count decides, panels doubled until nothing moves by 1e-9; above that range Phi2).
/// Needs: 1 <= chosen <= applications <= 10^6, 0 <= reliability <= 1. Error: below 1e-7.
/// Cost: about 10^4 times the spread of the count.
double true_top_share(std::int64_t chosen, std::int64_t applications, double reliability);

/// Expected number of applications that are among the `first` best by one order and among the `second` best by another,
/// whose values correlate by `correlation`: the same integral, with `second` in place of K where the scores are
/// compared.
/// Needs: first and second within 0 … applications <= 10^6, 0 <= correlation <= 1. Error: below 1e-7 of `first`.
struct TwoTops {
  std::int64_t first = 0, second = 0;
};
double expected_overlap(const TwoTops& tops, std::int64_t applications, double correlation);

}  // namespace saitaku::review::exact

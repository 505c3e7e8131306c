// A draw with weights, one at a time: each next one is drawn with a chance in proportion to its weight among those that
// are left ("successive sampling"; the draws of Wallenius and of Efraimidis and Spirakis).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace saitaku::review::exact {

/// Applications that share a weight.
struct WeightClass {
  double weight = 1;       ///< above zero and finite
  std::int64_t count = 0;  ///< not negative
};

/// Chance of one application of each class to be among the `drawn`, in the order of the classes. Arrival times
/// T_j ~ Exp(w_j) come in the order of such a draw, so that
///   pi_i = integral over t of w_i exp(-w_i t) P(fewer than `drawn` of the others have arrived by t),
/// the count of the others being Poisson-binomial. Gauss-Legendre over log t, panels doubled until nothing moves by
/// 1e-12.
/// Needs: 0 <= drawn <= sum of the counts. Error: below 1e-10 (the chances sum to `drawn` as closely).
/// Cost: some 200 nodes, each of log2(classes) times applications times the spread of the count. 100 of 1,000
/// applications with weights that all differ, or 5,000 of 15,868 in three classes: half a second.
/// Source: Rosen, Ann. Math. Statist. 43 (1972) 373-397; Fog, Commun. Stat. Simul. Comput. 37 (2008) 241-257.
std::vector<double> weighted_inclusion_probabilities(std::span<const WeightClass> classes, std::int64_t drawn);

}  // namespace saitaku::review::exact

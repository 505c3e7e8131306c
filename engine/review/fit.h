// Simulated awards per value of an attribute held against published ones.
//
// What it proves: little. A small chi-square says that the published table does not contradict a mechanism, as far as
// this attribute goes; mechanisms as different as a lottery and a funding line give the same table when quality has
// nothing to do with the attribute. A large one says that mechanism and assumptions together do not give the table, not
// which of them is wrong. It never says how the call was decided.
#pragma once

#include <vector>

#include "engine/review/results.h"

namespace saitaku::review {

/// One Fit for every published attribute that the mechanism has counts of; none when nothing was published or run.
///
/// The statistic is Pearson's over awarded and not awarded: the sum of (O - E)^2 / (E (1 - E / n)), E being the
/// simulated mean brought to the published number of awards in all, n the published applications. Values with fewer
/// than five expected awards are taken together (Cochran 1954). Its distribution is the chi-square of so many classes
/// less one when awards fall independently with these chances; where the mechanism fixes the number of each value
/// (a draw within strata) the awards vary less, and the p-value is too large. NaN when there is one class only.
///
/// The range of a single call is that of a binomial count with the simulated mean and variance, and of a normal one
/// where the variance exceeds the mean.
std::vector<Fit> fits_of(const Scenario& scenario, const MechanismResult& result);

}  // namespace saitaku::review

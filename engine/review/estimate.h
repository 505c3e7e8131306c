// From sums over replications to a mean with its error.
#pragma once

#include <cstdint>

#include "engine/review/moments.h"
#include "engine/review/partial.h"
#include "engine/review/results.h"

namespace saitaku::review {

/// The 97.5 % quantile of Student's t: a table up to 29 degrees of freedom, from there Fisher's expansion in 1 /
/// degrees to the fourth power (error below 1e-7). Needs: degrees >= 1.
double t_quantile(std::int64_t degrees);

Estimate estimate(const Moments& moments);
/// Of whole numbers, over all replications.
Estimate estimate(const CountSums& sums, std::int64_t replications);
/// Half of the width of the 95 % interval; infinite when there is none.
double half_width(const Moments& moments);

}  // namespace saitaku::review

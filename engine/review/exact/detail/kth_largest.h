// The distribution of the k-th largest of n standard normal values, as nodes to sum over.
#pragma once

#include <cstdint>
#include <vector>

namespace saitaku::review::exact {

struct Node {
  double x = 0;
  double weight = 0;
};

/// Nodes of the trapezoidal rule over the density Phi^(n-k) (1-Phi)^(k-1) phi; the weights sum to 1, by division
/// through their own sum: the constant is not needed, and errors that the nodes share cancel. For a smooth function of
/// x the error falls exponentially with the steps; 512 over about 19 standard deviations are more than enough.
/// Needs: 1 <= k <= n.
std::vector<Node> kth_largest(std::int64_t k, std::int64_t n, int steps = 512);

}  // namespace saitaku::review::exact

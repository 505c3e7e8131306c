#include "engine/review/moments.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "engine/review/estimate.h"

namespace saitaku::review {
namespace {

MomentRow row_of(std::uint64_t block) {
  std::mt19937 random(static_cast<unsigned>(block));
  std::normal_distribution<double> normal(3, 2);
  MomentRow row(2);
  for (int i = 0; i < 16; ++i) {
    row[0].add(normal(random));
    row[1].add(i % 4 == 0 ? std::numeric_limits<double>::quiet_NaN() : normal(random));
  }
  return row;
}

bool same(const MomentRow& a, const MomentRow& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].count != b[i].count || a[i].mean != b[i].mean || a[i].squares != b[i].squares) return false;
  return a.size() == b.size();
}

}  // namespace

TEST_CASE("moments are those of the plain formulas, and what is not defined is not counted") {
  Moments moments;
  for (const double value : {2.0, 4.0, std::nan(""), 9.0}) moments.add(value);
  CHECK(moments.count == 3);
  CHECK(moments.mean == doctest::Approx(5));
  CHECK(moments.squares == doctest::Approx(9 + 1 + 16));
  Moments other;
  other.merge(moments);
  CHECK(other.mean == moments.mean);
  moments.merge({});
  CHECK(moments.count == 3);
}

TEST_CASE("the order in which blocks come changes no bit") {
  MomentTree in_order;
  for (std::uint64_t block = 0; block < 45; ++block) in_order.add(block, row_of(block));
  std::vector<std::uint64_t> blocks(45);
  for (std::uint64_t i = 0; i < 45; ++i) blocks[i] = i;
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(blocks.begin(), blocks.end(), random);
    MomentTree tree;
    for (const auto block : blocks) tree.add(block, row_of(block));
    CHECK(same(tree.total(), in_order.total()));
    CHECK(tree.covers(45));
    CHECK(tree.nodes().size() == 4);  // 45 = 32 + 8 + 4 + 1
  }
}

TEST_CASE("shards that are put together are the same bits as one run") {
  MomentTree whole;
  for (std::uint64_t block = 0; block < 100; ++block) whole.add(block, row_of(block));
  for (const std::uint64_t cut : {1, 7, 32, 50, 99}) {
    MomentTree left, right;
    for (std::uint64_t block = 0; block < cut; ++block) left.add(block, row_of(block));
    for (std::uint64_t block = cut; block < 100; ++block) right.add(block, row_of(block));
    CHECK_FALSE(right.covers(100));
    for (const auto* node : left.nodes()) right.add(*node);
    CHECK(right.covers(100));
    CHECK(same(right.total(), whole.total()));
  }
}

TEST_CASE("the interval is that of Student's t") {
  CHECK(t_quantile(1) == doctest::Approx(12.7062047362));
  CHECK(t_quantile(29) == doctest::Approx(2.04522964213));
  CHECK(t_quantile(30) == doctest::Approx(2.04227245630).epsilon(1e-7));
  CHECK(t_quantile(1'000'000'000) == doctest::Approx(1.95996398454));
  Moments moments;
  for (const double value : {1.0, 2.0, 3.0, 4.0, 5.0}) moments.add(value);
  const Estimate result = estimate(moments);
  CHECK(result.mean == 3);
  CHECK(result.sd == doctest::Approx(std::sqrt(2.5)));
  CHECK(result.mcse == doctest::Approx(std::sqrt(0.5)));
  CHECK(result.high - result.mean == doctest::Approx(2.7764451052 * std::sqrt(0.5)));
  Moments one;
  one.add(7);
  CHECK(estimate(one).mean == 7);
  CHECK(std::isnan(estimate(one).low));
  CHECK(std::isnan(estimate(Moments{}).mean));
}

TEST_CASE("whole numbers have the variance of the plain formula, exactly, also when they are large") {
  CountSums sums;
  for (const std::uint64_t value : {1'000'000'000U, 1'000'000'001U, 1'000'000'002U}) sums.add(value);
  const Estimate result = estimate(sums, 3);
  CHECK(result.mean == 1'000'000'001);
  CHECK(result.sd == 1);
}

}  // namespace saitaku::review

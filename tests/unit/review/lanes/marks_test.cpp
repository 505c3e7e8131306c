#include "engine/review/lanes/marks.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "engine/review/lanes/normals.h"
#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

using Flags = std::vector<std::uint8_t>;

TEST_CASE("passes over flags and scores do what a loop does, at any length, on every target") {
  on_every_target([] {
    RandomStream stream({.seed = 3});
    for (std::size_t n = 0; n < 300; n += 1 + n / 40) {
      CAPTURE(n);
      Flags a(n), b(n);
      std::vector<float> values(n), others(n);
      for (std::size_t i = 0; i < n; ++i) {
        a[i] = stream.below(3) > 0;
        b[i] = stream.below(2) > 0;
        values[i] = static_cast<float>(stream.below(1000)) / 7;
        others[i] = static_cast<float>(stream.below(1000)) / 3;
      }
      std::vector<std::uint32_t> list(n + kPositionsRoom), expected;
      for (std::size_t i = 0; i < n; ++i) {
        if (a[i] != 0) expected.push_back(static_cast<std::uint32_t>(i));
      }
      list.resize(positions(a, list));
      CHECK(list == expected);
      Flags left = a, to = Flags(n);
      std::size_t kept = 0;
      for (std::size_t i = 0; i < n; ++i) kept += a[i] & b[i];
      CHECK(both(left, b) == kept);
      for (std::size_t i = 0; i < n; ++i) CHECK(left[i] == (a[i] & b[i]));
      Flags from = a;
      move_marked(left, from, to);
      for (std::size_t i = 0; i < n; ++i) CHECK((from[i] == (a[i] & (b[i] ^ 1)) && to[i] == left[i]));
      std::vector<float> out(n), sums(n);
      where(values, a, -5, out);
      add_scaled(values, 0.3F, others, sums);
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(out[i] == (a[i] != 0 ? values[i] : -5.0F));
        const float product = others[i] * 0.3F;
        CHECK(sums[i] == values[i] + product);
      }
    }
  });
}

TEST_CASE("free numbers are all different, each as likely, the same on every target") {
  std::vector<std::uint32_t> first;
  on_every_target([&] {
    constexpr std::size_t kStride = 512;
    constexpr std::uint32_t kNumbers = 5;
    std::vector<std::uint32_t> words(kStride), taken(kNumbers * kStride), chosen(kStride), all;
    std::vector<double> times(kNumbers);
    RandomStream stream({.seed = 5});
    for (int trial = 0; trial < 60; ++trial) {
      std::vector<unsigned> seen(kStride);
      for (std::uint32_t slot = 0; slot < kNumbers; ++slot) {
        for (auto& word : words) word = stream.next();
        choose_free(words, {.free = kNumbers - slot, .slot = slot, .keep = slot + 1 < kNumbers, .stride = kStride},
                    taken, chosen);
        for (std::size_t i = 0; i < kStride; ++i) {
          REQUIRE(chosen[i] < kNumbers);
          seen[i] |= 1u << chosen[i];
          if (slot == 2) ++times[chosen[i]];
        }
        all.insert(all.end(), chosen.begin(), chosen.end());
      }
      for (const unsigned bits : seen) CHECK(bits == 31);
    }
    const double expected = 60.0 * kStride / kNumbers;
    for (const double found : times) CHECK(std::abs(found - expected) < 4.5 * std::sqrt(expected));
    if (first.empty()) first = all;
    CHECK(all == first);
  });
}

TEST_CASE("normal numbers of a list are those of its entities") {
  on_every_target([] {
    const RandomAddress address{.seed = 2, .replication = 4, .purpose = 5};
    std::vector<float> all(2000), seconds(2000);
    normals(address, 1, {.a = all, .b = seconds});
    std::vector<std::uint32_t> list;
    for (std::uint32_t i = 0; i < 2000; i += 1 + i % 7) list.push_back(i);
    std::vector<float> some(list.size());
    normals_of(address, list, 1, {.a = some});
    for (std::size_t i = 0; i < list.size(); ++i) CHECK(some[i] == all[list[i]]);
  });
}

}  // namespace
}  // namespace saitaku::review::lanes

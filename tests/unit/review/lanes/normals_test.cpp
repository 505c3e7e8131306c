#include "engine/review/lanes/normals.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/review/lanes/words.h"
#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

struct Pair {
  float a, b;
};

// The kernel's arithmetic, one number at a time.
float minus_two_log(float u) {
  const auto bits = std::bit_cast<std::int32_t>(u);
  const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;
  const float f =
      std::bit_cast<float>(static_cast<std::uint32_t>(bits) - (static_cast<std::uint32_t>(exponent) << 23)) - 1.0F;
  const auto e = static_cast<float>(exponent);
  const float square = f * f;
  float p = f * 7.0376836292e-2F - 1.1514610310e-1F;
  for (const float next : {1.1676998740e-1F, -1.2420140846e-1F, 1.4249322787e-1F, -1.6668057665e-1F, 2.0000714765e-1F,
                           -2.4999993993e-1F, 3.3333331174e-1F}) {
    p = p * f + next;
  }
  float correction = f * square * p;
  correction = correction - e * 2.12194440e-4F;
  correction = correction - square * 0.5F;
  return ((f + correction) + e * 0.693359375F) * -2.0F;
}

Pair reference(std::uint32_t radius_word, std::uint32_t angle_word) {
  const float u = (static_cast<float>(static_cast<std::int32_t>(radius_word >> 1)) + 0.5F) * 0x1p-31F;
  const float radius = std::sqrt(minus_two_log(u));
  const std::uint32_t quarter = (angle_word + 0x20000000u) >> 30;
  const float x =
      (static_cast<float>(static_cast<std::int32_t>(angle_word - (quarter << 30))) + 0.5F) * 1.462918079e-9F;
  const float square = x * x;
  float s = square * -1.9515295891e-4F + 8.3321608736e-3F;
  s = s * square - 1.6666654611e-1F;
  s = s * square * x + x;
  float c = square * 2.443315711809948e-5F - 1.388731625493765e-3F;
  c = c * square + 4.166664568298827e-2F;
  c = (c * square * square - square * 0.5F) + 1.0F;
  if (quarter % 2 == 1) std::swap(s, c);
  if (quarter == 1 || quarter == 2) c = -c;
  if (quarter >= 2) s = -s;
  return {c * radius, s * radius};
}

double distance(float got, double exact) { return std::abs(got - exact) / std::max(1.0, std::abs(exact)); }

double error_of(std::uint32_t radius_word, std::uint32_t angle_word) {
  const float u = (static_cast<float>(static_cast<std::int32_t>(radius_word >> 1)) + 0.5F) * 0x1p-31F;
  const double radius = std::sqrt(-2 * std::log(static_cast<double>(u)));
  const double angle = (static_cast<double>(angle_word) + 0.5) * 0x1p-31 * std::numbers::pi;
  const Pair pair = reference(radius_word, angle_word);
  return std::max(distance(pair.a, radius * std::cos(angle)), distance(pair.b, radius * std::sin(angle)));
}

bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

TEST_CASE("normal numbers have the same bits on every target, of any count") {
  const RandomAddress address{.seed = 99, .replication = 8, .purpose = 7, .entity = 1234};
  on_every_target([&] {
    for (const std::size_t n : {0u, 1u, 5u, 16u, 31u, 33u, 64u, 100u, 4099u}) {
      CAPTURE(n);
      std::vector<std::uint32_t> w0(n), w1(n), w2(n), w3(n);
      words(address, 6, {w0, w1, w2, w3});
      std::vector<float> a(n + 1, -1), b(n + 1, -1), c(n + 1, -1), d(n + 1, -1);
      const auto first = [n](std::vector<float>& numbers) { return std::span(numbers).first(n); };
      normals(address, 6, {first(a), first(b), first(c), first(d)});
      for (std::size_t i = 0; i < n; ++i) {
        const Pair ab = reference(w0[i], w1[i]), cd = reference(w2[i], w3[i]);
        REQUIRE(same_bits(a[i], ab.a));
        REQUIRE(same_bits(b[i], ab.b));
        REQUIRE(same_bits(c[i], cd.a));
        REQUIRE(same_bits(d[i], cd.b));
      }
      CHECK(a[n] + b[n] + c[n] + d[n] == -4);  // nothing behind the end
      std::vector<float> alone(n), beside(n);
      normals(address, 6, {alone, beside});
      CHECK(std::equal(alone.begin(), alone.end(), a.begin()));
      CHECK(std::equal(beside.begin(), beside.end(), b.begin()));
    }
  });
}

// Debug and release builds, GCC and Clang, with and without sanitizers all have to find this number.
TEST_CASE("normal numbers have the same bits with every compiler and optimisation") {
  on_every_target([] {
    std::array<std::vector<float>, 4> z;
    for (auto& numbers : z) numbers.resize(10'000);
    normals({.seed = 20260703, .replication = 1, .purpose = 2, .entity = 3}, 4, {z[0], z[1], z[2], z[3]});
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a, by words
    for (const auto& numbers : z) {
      for (const float number : numbers) hash = (hash ^ std::bit_cast<std::uint32_t>(number)) * 0x100000001b3u;
    }
    CHECK(hash == 2097125610040232058u);
  });
}

TEST_CASE("normal numbers keep to the stated error and limit, at the ends too") {
  double worst = 0;
  constexpr std::uint32_t kEnds[] = {0,          1,          2,          3,          0x1fffffff, 0x20000000, 0x3fffffff,
                                     0x40000000, 0x5fffffff, 0x60000000, 0x7fffffff, 0x80000000, 0x9fffffff, 0xa0000000,
                                     0xbfffffff, 0xc0000000, 0xdfffffff, 0xe0000000, 0xfffffffe, 0xffffffff};
  for (const std::uint32_t radius : kEnds) {
    for (const std::uint32_t angle : kEnds) {
      worst = std::max(worst, error_of(radius, angle));
      CHECK(std::abs(reference(radius, angle).a) <= kNormalLimit);
      CHECK(std::abs(reference(radius, angle).b) <= kNormalLimit);
    }
  }
  RandomStream stream({.seed = 3});
  for (int i = 0; i < 300'000; ++i) {
    const std::uint32_t radius = stream.next();
    worst = std::max(worst, error_of(radius >> i % 30, stream.next()));
  }
  MESSAGE("worst error " << worst);
  CHECK(worst <= static_cast<double>(kNormalError));
}

TEST_CASE("the four normals have the moments, the tails and the independence of normals") {
  constexpr std::size_t kCount = 1'000'000;
  std::array<std::vector<float>, 4> z;
  for (auto& numbers : z) numbers.resize(kCount);
  normals({.seed = 20260703, .purpose = 2}, 0, {z[0], z[1], z[2], z[3]});
  const auto mean = [&](const auto& of) {
    double sum = 0;
    for (std::size_t i = 0; i < kCount; ++i) sum += of(i);
    return sum / static_cast<double>(kCount);
  };
  for (std::size_t k = 0; k < 4; ++k) {
    CAPTURE(k);
    const auto power = [&](int p) { return mean([&](std::size_t i) { return std::pow(double{z[k][i]}, p); }); };
    CHECK(std::abs(power(1)) < 4e-3);  // four standard errors: sqrt of 1, 2, 15, 96 in turn, / 1000
    CHECK(std::abs(power(2) - 1) < 4 * 1.42e-3);
    CHECK(std::abs(power(3)) < 4 * 3.88e-3);
    CHECK(std::abs(power(4) - 3) < 4 * 9.8e-3);
    CHECK(mean([&](std::size_t i) { return z[k][i] > 1.959964F; }) == doctest::Approx(0.025).epsilon(0.025));
    CHECK(mean([&](std::size_t i) { return z[k][i] < -3.0902323F; }) == doctest::Approx(0.001).epsilon(0.127));
    for (std::size_t other = 0; other < k; ++other) {
      CHECK(std::abs(mean([&](std::size_t i) { return double{z[k][i]} * z[other][i]; })) < 4e-3);
      const auto squares = [&](std::size_t i) { return std::pow(double{z[k][i]} * z[other][i], 2); };
      CHECK(std::abs(mean(squares) - 1) < 4 * 2.83e-3);
    }
  }
}

TEST_CASE("packed numbers are the four of every block, whole, at the end and in any order") {
  on_every_target([] {
    constexpr std::size_t kCount = 1300;
    const RandomAddress address{.seed = 8, .replication = 3, .purpose = 5, .entity = 512};
    std::vector<float> packed(kCount);
    packed_normals(address, 2, packed);
    std::vector<std::uint32_t> some;
    for (std::uint32_t e = 512; e < 512 + kCount; e += 1 + e % 7) some.push_back(e);
    std::vector<float> in_order(some.size());
    packed_normals_of(address, some, 2, in_order);
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::uint32_t e = some[i];
      float four[4];
      RandomAddress block = address;
      block.entity = e / 512 * 128 + e % 128;
      normals(block, 2, {{four, 1}, {four + 1, 1}, {four + 2, 1}, {four + 3, 1}});
      REQUIRE(in_order[i] == four[e / 128 % 4]);
      REQUIRE(packed[e - 512] == four[e / 128 % 4]);
    }
  });
}

}  // namespace
}  // namespace saitaku::review::lanes

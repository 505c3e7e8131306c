#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/messages.h"
#include "engine/review/distribution.h"
#include "engine/review/purposes.h"

namespace saitaku::review::distributions {
namespace {

constexpr std::size_t kNumbers = 100'000;

const Kind& kind_of(std::string_view name) {
  for (const Kind* kind : all_distributions()) {
    if (kind->name == name) return *kind;
  }
  FAIL("no distribution " << name);
  std::abort();
}

struct Made {
  std::unique_ptr<const Distribution> distribution;
  Problems problems;
};

Made made(std::string_view json) {
  static constexpr std::string_view kAlso[] = {"distribution"};
  const auto document = parse_json({"scenario.json", std::string(json)});
  REQUIRE(document);
  const Kind& kind = kind_of(document->root.find("distribution")->string);
  Made result;
  const Vocabulary nothing;
  KeyReader reader(document->text, document->root, kind.keys, nothing, result.problems, kAlso);
  result.distribution = kind.make(reader);
  return result;
}

RandomAddress address(std::uint32_t replication = 0) {
  return Draws{.seed = 11, .replication = replication, .run = 0}.address(Purpose::quality);
}

struct Sample {
  double mean = 0, sd = 0, fourth = 0;  ///< `fourth`: central moment
};
Sample sample(const std::vector<double>& numbers) {
  const auto n = static_cast<double>(numbers.size());
  Sample result;
  for (const double number : numbers) result.mean += number / n;
  double squares = 0;
  for (const double number : numbers) {
    const double square = (number - result.mean) * (number - result.mean);
    squares += square / n;
    result.fourth += square * square / n;
  }
  result.sd = std::sqrt(squares);
  return result;
}

/// Of the sd of n numbers, from the numbers themselves.
double error_of_sd(const Sample& of, double n) {
  const double variance = of.sd * of.sd;
  return std::sqrt(std::max(of.fourth - variance * variance, 0.0) / n) / (2 * of.sd);
}

std::vector<double> drawn(const Distribution& distribution, std::size_t count = kNumbers) {
  std::vector<double> numbers(count);
  distribution.draw(address(), std::span(numbers));
  return numbers;
}

TEST_CASE("every distribution has a name of its own, documentation of every key, and examples") {
  std::set<std::string_view> names;
  for (const Kind* kind : all_distributions()) {
    CAPTURE(kind->name);
    CHECK(names.insert(kind->name).second);
    CHECK(!kind->ja.empty());
    CHECK(!kind->en.empty());
    CHECK(!kind->examples.empty());
    for (const Key& key : kind->keys) {
      CAPTURE(key.name);
      CHECK(!key.ja.empty());
      CHECK(!key.en.empty());
    }
  }
  CHECK(names.size() >= 6);
}

TEST_CASE("every example draws numbers of the mean and sd that it promises") {
  for (const Kind* kind : all_distributions()) {
    for (const Example& example : kind->examples) {
      CAPTURE(example.json);
      const auto [distribution, problems] = made(example.json);
      REQUIRE(distribution != nullptr);
      CHECK(problems.empty());
      CHECK(distribution->mean() == doctest::Approx(example.mean).epsilon(1e-12));
      CHECK(std::sqrt(distribution->variance()) == doctest::Approx(example.sd).epsilon(1e-12));
      const auto numbers = drawn(*distribution);
      const Sample got = sample(numbers);
      const double n = kNumbers, rounding = 1e-9 * (std::abs(example.mean) + 1);
      CHECK(std::abs(got.mean - example.mean) <= 5 * example.sd / std::sqrt(n) + rounding);
      if (example.sd > 0) CHECK(std::abs(got.sd - example.sd) <= 5 * error_of_sd(got, n) + rounding);
      if (example.sd == 0) CHECK(got.sd <= rounding);
    }
  }
}

TEST_CASE("a number depends on its position alone: not on how many are drawn, nor in which pieces, nor on its type") {
  for (const Kind* kind : all_distributions()) {
    for (const Example& example : kind->examples) {
      CAPTURE(example.json);
      const auto [distribution, problems] = made(example.json);
      REQUIRE(distribution != nullptr);
      const auto all = drawn(*distribution, 3 * kPiece + 77);
      for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{17}, kPiece, kPiece + 1}) {
        const auto few = drawn(*distribution, count);
        CHECK(std::equal(few.begin(), few.end(), all.begin()));
      }
      RandomAddress later = address();
      later.entity = 2 * kPiece;
      std::vector<double> piece(kPiece + 77);
      distribution->draw(later, std::span(piece));
      CHECK(std::equal(piece.begin(), piece.end(), all.begin() + 2 * kPiece));
      std::vector<float> singles(all.size());
      distribution->draw(address(), std::span(singles));
      for (std::size_t i = 0; i < all.size(); ++i) {
        const double scale = std::max({std::abs(all[i]), example.sd, std::abs(example.mean)});
        REQUIRE(std::abs(singles[i] - all[i]) <= 2e-7 * scale);
      }
      std::vector<double> again(all.size());
      distribution->draw(address(1), std::span(again));
      CHECK((again != all) == (distribution->is_random() && example.sd > 0));
    }
  }
}

/// Largest distance of the sample's distribution function from the right one, times sqrt(n): above 2.2 once in 10,000.
double kolmogorov(std::vector<double> numbers, const auto& right) {
  std::sort(numbers.begin(), numbers.end());
  const auto n = static_cast<double>(numbers.size());
  double most = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double at = right(numbers[i]);
    most = std::max({most, at - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - at});
  }
  return most * std::sqrt(n);
}

struct Shape {
  double a, b;
};

TEST_CASE("beta numbers follow the beta distribution, whatever its shape") {
  for (const Shape& shape : std::vector<Shape>{{0.2, 0.2},
                                               {0.5, 0.5},
                                               {0.3, 4},
                                               {4, 0.3},
                                               {1, 1},
                                               {1, 9},
                                               {1.01, 1.01},
                                               {2, 5},
                                               {5, 2},
                                               {50, 800},
                                               {9e5, 1e6}}) {
    const auto [a, b] = shape;
    CAPTURE(shape.a);
    CAPTURE(shape.b);
    const auto json = R"({"distribution": "beta", "a": )" + std::to_string(a) + R"(, "b": )" + std::to_string(b) + "}";
    const auto [distribution, problems] = made(json);
    REQUIRE(distribution != nullptr);
    const auto numbers = drawn(*distribution, 20'000);
    for (const double number : numbers) REQUIRE((number >= 0 && number <= 1));
    CHECK(kolmogorov(numbers, [a = a, b = b](double x) { return boost::math::ibeta(a, b, x); }) < 2.2);
  }
  for (const Shape& shape : std::vector<Shape>{{0.01, 0.01}, {0.01, 1e6}, {1e6, 0.01}, {1e6, 1e6}}) {
    const auto [a, b] = shape;
    CAPTURE(shape.a);
    CAPTURE(shape.b);
    const auto json = R"({"distribution": "beta", "a": )" + std::to_string(a) + R"(, "b": )" + std::to_string(b) + "}";
    for (const double number : drawn(*made(json).distribution, 5'000)) REQUIRE((number >= 0 && number <= 1));
  }
}

TEST_CASE("uniform and triangular numbers follow their distributions, and stay within their ends") {
  const auto uniform = made(R"({"distribution": "uniform", "low": 2, "high": 4})");
  const auto numbers = drawn(*uniform.distribution);
  CHECK(kolmogorov(numbers, [](double x) { return (x - 2) / 2; }) < 2.2);
  const auto triangular = made(R"({"distribution": "triangular", "low": 0, "mode": 1, "high": 4})");
  const auto others = drawn(*triangular.distribution);
  CHECK(kolmogorov(others, [](double x) { return x < 1 ? x * x / 4 : 1 - (4 - x) * (4 - x) / 12; }) < 2.2);
  CHECK(*std::min_element(numbers.begin(), numbers.end()) >= 2);
  CHECK(*std::max_element(others.begin(), others.end()) <= 4);
  CHECK(drawn(*made(R"({"distribution": "triangular", "low": 3, "mode": 3, "high": 3})").distribution, 10) ==
        std::vector<double>(10, 3.0));
}

TEST_CASE("fixed values come in their order, again and again") {
  const auto [distribution, problems] = made(R"({"distribution": "fixed", "values": [3, 1, 2]})");
  CHECK(drawn(*distribution, 7) == std::vector<double>{3, 1, 2, 3, 1, 2, 3});
}

TEST_CASE("a value without weight never comes, also at the ends") {
  const auto [distribution, problems] =
      made(R"({"distribution": "weighted", "values": [1, 2, 3, 4], "weights": [0, 0.1, 0.2, 0]})");
  for (const double number : drawn(*distribution)) REQUIRE((number == 2 || number == 3));
}

TEST_CASE("only the normal distribution says that it is normal; what is not random says so") {
  for (const Kind* kind : all_distributions()) {
    CAPTURE(kind->name);
    const auto [distribution, problems] = made(kind->examples.front().json);
    CHECK(distribution->is_normal() == (kind->name == "normal"));
    CHECK(distribution->is_random() == (kind->name != "constant" && kind->name != "fixed"));
  }
}

TEST_CASE("values that make no distribution are problems with a sentence in both languages") {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {R"({"distribution": "uniform", "low": 3, "high": 2})", "populace.wrong-order"},
      {R"({"distribution": "triangular", "low": 3, "mode": 2, "high": 5})", "populace.wrong-order"},
      {R"({"distribution": "triangular", "low": 1, "mode": 6, "high": 5})", "populace.wrong-order"},
      {R"({"distribution": "fixed", "values": []})", "populace.not-numbers"},
      {R"({"distribution": "fixed", "values": [1, "2"]})", "populace.not-numbers"},
      {R"({"distribution": "fixed", "values": 7})", "populace.not-numbers"},
      {R"({"distribution": "fixed", "values": [1e300]})", "populace.number-range"},
      {R"({"distribution": "weighted", "values": [1, 2], "weights": [1]})", "populace.different-lengths"},
      {R"({"distribution": "weighted", "values": [1, 2], "weights": [0, 0]})", "populace.no-weight"},
      {R"({"distribution": "weighted", "values": [1, 2], "weights": [1, -1]})", "populace.number-range"},
  };
  for (const auto& one : bad) {
    const auto& [json, code] = one;
    CAPTURE(one.first);
    const auto [distribution, problems] = made(json);
    CHECK(distribution == nullptr);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == code);
    CHECK(problems[0].where.line == 1);
    CHECK(has_message(code));
    CHECK(problems[0].what(Language::ja).find('{') == std::string::npos);
    CHECK(problems[0].what(Language::en).find('{') == std::string::npos);
  }
}

}  // namespace
}  // namespace saitaku::review::distributions

// A distribution of a scenario: of true quality, or of requested money. One file in distributions/ each: its keys, its
// documentation, examples that run as tests, and its numbers together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/philox.h"
#include "engine/review/keys.h"

namespace saitaku::review::distributions {

/// Numbers can be drawn in pieces that begin at multiples of this.
inline constexpr std::size_t kPiece = 1024;

class Distribution {
 public:
  virtual ~Distribution() = default;
  /// out[i] is number address.entity + i of the address, whatever the size of `out`. Same bits on every machine:
  /// elementary.h, never libm. Needs: address.entity is a multiple of kPiece.
  virtual void draw(const RandomAddress& address, std::span<double> out) const = 0;
  /// The same rounded to single precision, for the fast paths; by default from draw(). No allocation.
  virtual void draw(const RandomAddress& address, std::span<float> out) const;
  virtual double mean() const = 0;
  virtual double variance() const = 0;
  /// Normal distributions have exact values that others have not.
  virtual bool is_normal() const { return false; }
  /// False: the numbers are the same whatever the address.
  virtual bool is_random() const { return true; }
};

/// Of 100,000 numbers, mean and sd must lie within five standard errors of these.
struct Example {
  std::string_view json;  ///< {"distribution": "normal", "mean": 50, "sd": 10}
  double mean = 0;
  double sd = 1;
};

struct Kind {
  std::string_view name;  ///< value of "distribution"
  std::string_view ja;
  std::string_view en;
  std::vector<Key> keys;
  std::vector<Example> examples;
  /// nullptr when the keys have problems.
  std::unique_ptr<const Distribution> (*make)(KeyReader& reader);
};

/// In file-name order. Generated from distributions/.
std::span<const Kind* const> all_distributions();

}  // namespace saitaku::review::distributions

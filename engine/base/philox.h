// Random numbers that are addressed instead of drawn in turn: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel
// random numbers: as easy as 1, 2, 3", SC11). A number is a function of (seed, replication, purpose, entity, index), so
// it does not matter which thread asks, in which order, or what else was asked before.
#pragma once

#include <array>
#include <cstdint>

namespace saitaku {

/// One block: four words from a counter of 128 bits and a key of 64. Bit-equal to Random123's philox4x32, ten rounds.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// What numbers are wanted for. Two purposes never see the same numbers.
struct RandomAddress {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::uint32_t purpose = 0;
  std::uint32_t entity = 0;
};

/// The numbers of one address, by index or one after the other. Cheap to make and to copy.
class RandomStream {
 public:
  explicit RandomStream(const RandomAddress& address);

  /// The four words at block `index`; does not move the stream.
  std::array<std::uint32_t, 4> block(std::uint32_t index) const;

  std::uint32_t next();
  /// Uniform in [0, n), without bias. Needs: n > 0. Random: one word, more with probability below n / 2^32.
  std::uint32_t below(std::uint32_t n);
  /// Uniform in [low, high]. Needs: low <= high. Random: two words, more with probability below 2^-32 in practice.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// Uniform in [0, 1), 53 bits. Random: two words.
  double unit();
  bool chance(double probability) { return unit() < probability; }

 private:
  std::uint64_t next64();

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> words_{};
  std::uint32_t used_ = 4;
};

/// A one-to-one map of [0, size) onto itself, chosen by the key: the same element never comes twice.
/// Needs: value < size.
std::uint64_t permuted(std::uint64_t value, std::uint64_t size, std::uint64_t seed, std::uint32_t purpose);

}  // namespace saitaku

#include "engine/base/philox.h"

#include <bit>

#include "engine/base/expect.h"

namespace saitaku {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53u;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57u;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9u;  // golden ratio
constexpr std::uint32_t kWeyl1 = 0xBB67AE85u;  // sqrt(3) - 1
constexpr int kRounds = 10;

std::uint32_t high(std::uint64_t product) { return static_cast<std::uint32_t>(product >> 32); }
std::uint32_t low(std::uint64_t product) { return static_cast<std::uint32_t>(product); }

std::array<std::uint32_t, 2> key_of(std::uint64_t seed) { return {low(seed), high(seed)}; }

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t a = std::uint64_t{kMultiplier0} * counter[0];
    const std::uint64_t b = std::uint64_t{kMultiplier1} * counter[2];
    counter = {high(b) ^ counter[1] ^ key[0], low(b), high(a) ^ counter[3] ^ key[1], low(a)};
    key[0] += kWeyl0;
    key[1] += kWeyl1;
  }
  return counter;
}

RandomStream::RandomStream(const RandomAddress& address)
    : key_(key_of(address.seed)), counter_{0, address.entity, address.replication, address.purpose} {}

std::array<std::uint32_t, 4> RandomStream::block(std::uint32_t index) const {
  return philox4x32({index, counter_[1], counter_[2], counter_[3]}, key_);
}

std::uint32_t RandomStream::next() {
  if (used_ == 4) {
    words_ = block(counter_[0]++);
    used_ = 0;
  }
  return words_[used_++];
}

std::uint64_t RandomStream::next64() {
  const std::uint64_t upper = next();
  return upper << 32 | next();
}

std::uint32_t RandomStream::below(std::uint32_t n) {
  SAITAKU_EXPECT(n > 0, "there is a number to choose");
  // Lemire, "Fast random integer generation in an interval" (2019): the product's upper half is the number, and the
  // few lower halves that would come once too often are drawn again.
  std::uint64_t product = std::uint64_t{next()} * n;
  if (low(product) < n) {
    const std::uint32_t excess = (0u - n) % n;
    while (low(product) < excess) product = std::uint64_t{next()} * n;
  }
  return high(product);
}

std::int64_t RandomStream::between(std::int64_t low_end, std::int64_t high_end) {
  SAITAKU_EXPECT(low_end <= high_end, "an interval has a beginning and an end");
  const std::uint64_t span = static_cast<std::uint64_t>(high_end) - static_cast<std::uint64_t>(low_end) + 1;
  std::uint64_t number = next64();
  if (span != 0) {
    const std::uint64_t excess = (0u - span) % span;  // 2^64 mod span
    while (number < excess) number = next64();
    number %= span;
  }
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low_end) + number);
}

double RandomStream::unit() { return static_cast<double>(next64() >> 11) * 0x1p-53; }

std::uint64_t permuted(std::uint64_t value, std::uint64_t size, std::uint64_t seed, std::uint32_t purpose) {
  SAITAKU_EXPECT(value < size, "only what is in the set can be moved");
  // A Feistel network over the next even number of bits; what falls outside is sent through again, which stays
  // one-to-one and ends after at most four steps on average.
  const auto half = static_cast<std::uint32_t>((std::bit_width(size - 1) + 1) / 2);
  if (half == 0) return 0;
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  do {
    std::uint64_t left = value >> half;
    std::uint64_t right = value & mask;
    for (std::uint32_t round = 0; round < 4; ++round) {
      const auto words = philox4x32({round, low(right), high(right), purpose}, key_of(seed));
      const std::uint64_t next = left ^ ((std::uint64_t{words[1]} << 32 | words[0]) & mask);
      left = right;
      right = next;
    }
    value = left << half | right;
  } while (value >= size);
  return value;
}

}  // namespace saitaku

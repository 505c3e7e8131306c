// The records that the benchmarks of an audit judge: applications of 2 KB for the 24 rules of packs/bench, the same in
// every run.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace saitaku::bench {

struct Kind {
  bool shuffled = false;  ///< keys in an order of their own in every record
  bool failing = false;   ///< six rules fail in every record
  bool repeated = false;  ///< every hundredth has the researcher number of the one before
};

class Records {
 public:
  explicit Records(Kind kind) : kind_(kind), random_(17) {}
  std::string next();

 private:
  using Members = std::vector<std::string>;
  std::string made(Members members);
  std::string day(std::uint64_t year);
  std::string submission();
  std::string applicant(std::uint64_t number);
  std::string institution(std::uint64_t number);
  std::string plan();
  std::string budget();

  Kind kind_;
  std::mt19937_64 random_;
  std::uint64_t count_ = 0, direct_ = 0, travel_ = 0;
};

/// So many as lines; every so manieth is cut in half where `broken_every` is not 0.
std::string lines(std::size_t records, Kind kind, std::size_t broken_every = 0);

}  // namespace saitaku::bench

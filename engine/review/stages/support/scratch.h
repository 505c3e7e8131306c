// Memory that the stages of one thread share, so that no replication allocates. One per thread and scenario.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/review/exact/allocation.h"
#include "engine/review/lanes/sampling.h"
#include "engine/review/lanes/selection.h"
#include "engine/review/stages/support/score_order.h"

namespace saitaku::review::stages {

/// Applications in play by the value of one attribute: those with code c stand at begin[c] … begin[c + 1] of members,
/// ascending.
struct Groups {
  std::vector<std::uint32_t> begin, members;
  std::size_t size(std::size_t code) const { return begin[code + 1] - begin[code]; }
  lanes::Sampler::Strata strata() const { return {begin, members}; }
};

/// Numbers per application that depend on codes alone, kept while these are the same.
struct Kept {
  const void* owner = nullptr;  ///< the stage
  std::uint64_t edition = 0;    ///< of the applicants
  std::vector<float> numbers;
};

struct Scratch {
  lanes::Sampler sampler;
  lanes::Selector selector;
  ScoreOrder order;
  std::vector<std::uint8_t> marks, ties;
  std::vector<std::uint32_t> list, words;
  std::vector<float> values;
  std::vector<float> leniency;           ///< per reviewer of the pool
  std::vector<std::uint32_t> reviewers;  ///< of a part of the applications: slot by slot, ascending
  std::vector<double> keys;
  std::vector<std::uint64_t> lots;
  std::vector<std::int64_t> places, wanted;
  std::vector<exact::StratumShare> shares;
  exact::Allocator allocator;
  Groups groups;
  std::vector<Kept> kept;
};

/// The first n of them; grows, never shrinks.
template <class T>
std::span<T> room(std::vector<T>& memory, std::size_t n) {
  if (memory.size() < n) memory.resize(n);
  return std::span(memory).first(n);
}

}  // namespace saitaku::review::stages

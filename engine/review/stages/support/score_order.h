// Applications from the best score down, some at a time, for awards that may pass somebody over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/review/lanes/sampling.h"
#include "engine/review/lanes/selection.h"

namespace saitaku::review::stages {

/// How applications of one score stand to each other.
struct Ties {
  bool by_lot = true;              ///< by the tickets of `lots`; false: the earlier application first
  RandomAddress lots{};            ///< see lanes/sampling.h
  std::span<const double> keys{};  ///< before that: the smaller key per application first, if there are any
};

/// Cost: a pass per part, and sorting the parts that are asked for.
class ScoreOrder {
 public:
  /// Number i of `scores` belongs to applications[i]; they ascend.
  void begin(std::span<const std::uint32_t> applications, std::span<const float> scores, const Ties& ties,
             lanes::Selector& selector, lanes::Sampler& sampler);

  /// About as many as asked for, at least one; nothing when all were given. Valid until the next call.
  std::span<const std::uint32_t> next(std::size_t about);

 private:
  struct Item {
    float score;
    std::uint32_t application;
  };
  std::size_t split(std::size_t about);
  void sort(std::size_t n);
  void settle(std::size_t n);

  std::vector<std::uint32_t> left_;  ///< not given yet, ascending, and their scores
  std::vector<float> scores_;
  std::size_t size_ = 0;
  std::vector<Item> items_, spare_;
  std::vector<std::uint32_t> ends_, given_;
  Ties ties_;
  lanes::Selector* selector_ = nullptr;
  lanes::Sampler* sampler_ = nullptr;
};

}  // namespace saitaku::review::stages

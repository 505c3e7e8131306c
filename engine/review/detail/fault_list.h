// Problems of an input with perhaps a million rows: the first ones, and how many more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "engine/base/problem.h"
#include "engine/review/given_population.h"

namespace saitaku::review::detail {

class FaultList {
 public:
  explicit FaultList(std::string file) : file_(std::move(file)) {}

  /// An error at a line (0 = the file).
  void add(std::string code, std::uint64_t line, Args args = {}) {
    Problem problem{Severity::error, std::move(code), {}, std::move(args)};
    problem.where.file = file_;
    problem.where.line = static_cast<std::int64_t>(line);
    add(std::move(problem));
  }
  void add(Problem problem) {
    if (problem.severity == Severity::error && ++errors_ > kMostPopulaceProblems) return;
    problems_.push_back(std::move(problem));
  }
  bool any() const { return errors_ > 0; }

  Problems take() {
    if (errors_ > kMostPopulaceProblems) {
      Problem more{Severity::advice, "populace.more", {}, {}};
      more.where.file = file_;
      more.args = {{"count", std::to_string(errors_ - kMostPopulaceProblems)}};
      problems_.push_back(std::move(more));
    }
    return std::move(problems_);
  }

 private:
  std::string file_;
  Problems problems_;
  std::size_t errors_ = 0;
};

}  // namespace saitaku::review::detail

// What a function made of the contents of its cells, kept by them: what many applications have in common is computed
// once.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/rules/kernels/program.h"

namespace saitaku::rules::kernels {

class Memo {
 public:
  static constexpr std::size_t kLongest = 256;  ///< longer contents are not kept
  static constexpr std::size_t kMost = 4096;    ///< kept from one batch to the next, per operation

  struct Result {
    State state = kOpen;
    std::int64_t integer = 0;
    std::int32_t nanoseconds = 0;
    double real = 0;
    std::string text;
  };

  /// The result kept under the key of this operation; nullptr when there is none yet.
  const Result* find(const Op& op, std::string_view key);
  /// Keeps it: where the texts of cells may stand. Needs: not kept yet.
  const Result& keep(const Op& op, std::string_view key, Result result);
  /// Keeps a text until the next batch.
  std::string_view keep(std::string text);
  /// Forgets what no cell needs any more.
  void begin_batch();

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Results = std::unordered_map<std::string, Result, Hash, std::equal_to<>>;
  std::unordered_map<const Op*, Results> results_;
  std::deque<std::string> texts_;
  std::deque<Result> passing_;  ///< results that are too many to keep
};

}  // namespace saitaku::rules::kernels

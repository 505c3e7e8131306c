// The amounts of a budget, drawn so that what adds up in the example still adds up: totals of lists and of pairs,
// price times quantity, overheads as a share, details that explain one line.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/philox.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/trial.h"

namespace saitaku::generate::detail {

class Money {
 public:
  /// Finds the amounts of a clean document and how they hang together, and how far they can be moved. The document
  /// gets more budget lines where its rules allow them, so that there is something to leave out.
  static Money learn(JsonValue& document, const Trial& trial);

  void draw(JsonValue& document, RandomStream& random) const;
  bool empty() const { return amounts_.empty(); }
  /// Whether it writes the field: "budget.items[].amount".
  bool writes(std::string_view path) const;
  void freeze() { amounts_.clear(); }

 private:
  static constexpr int kStays = -1;
  struct Amount {
    Place place;
    std::int64_t example = 0;
    std::int64_t quantity = 1;
    std::optional<Place> product;  ///< the field that is amount times quantity
    int line = kStays;             ///< index into lines_
  };
  struct Part {
    Place place;
    int line = kStays;
  };
  struct Sum {
    Place total;
    std::vector<Part> parts;
  };
  struct Share {
    Place of, share;
    std::int64_t percent = 0;
  };
  struct Detail {
    Place amount;
    std::vector<Place> parts;
  };
  struct Line {  ///< an item that may be left out
    Place list;
    std::size_t item = 0;
  };
  class Learner;

  void write(JsonValue& document, const std::vector<std::int64_t>& values, const std::vector<bool>& left_out) const;

  std::vector<Amount> amounts_;
  std::vector<Sum> sums_;
  std::vector<Share> shares_;
  std::vector<Detail> details_;
  std::vector<Line> lines_;
  std::int64_t low_ = 1000, high_ = 1000;  ///< of the whole, in thousandths of the example's
};

}  // namespace saitaku::generate::detail

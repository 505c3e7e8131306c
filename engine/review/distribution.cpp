#include "engine/review/distribution.h"

#include <algorithm>
#include <array>

namespace saitaku::review::distributions {

void Distribution::draw(const RandomAddress& address, std::span<float> out) const {
  std::array<double, kPiece> piece;
  RandomAddress at = address;
  while (!out.empty()) {
    const auto numbers = std::span(piece).first(std::min(out.size(), kPiece));
    draw(at, numbers);
    std::transform(numbers.begin(), numbers.end(), out.begin(),
                   [](double number) { return static_cast<float>(number); });
    out = out.subspan(numbers.size());
    at.entity += static_cast<std::uint32_t>(kPiece);
  }
}

}  // namespace saitaku::review::distributions

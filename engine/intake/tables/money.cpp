#include "engine/intake/tables/detail/money.h"

#include <array>
#include <numeric>
#include <utility>

#include "engine/base/text.h"

namespace saitaku::intake::detail {
namespace {

// Folded; longer ones before those they end with.
constexpr std::array<std::pair<std::string_view, std::int64_t>, 15> kUnits{{{"億円", 100'000'000},
                                                                            {"百万円", 1'000'000},
                                                                            {"十万円", 100'000},
                                                                            {"万円", 10'000},
                                                                            {"千円", 1'000},
                                                                            {"円", 1},
                                                                            {"millionyen", 1'000'000},
                                                                            {"thousandyen", 1'000},
                                                                            {"yen", 1},
                                                                            {"jpy", 1},
                                                                            {"億", 100'000'000},
                                                                            {"百万", 1'000'000},
                                                                            {"万", 10'000},
                                                                            {"千", 1'000},
                                                                            {"¥", 1}}};

}  // namespace

std::optional<std::int64_t> yen_in(std::string_view unit) {
  const auto key = folded(unit);
  for (const auto& [name, yen] : kUnits) {
    if (key == name) return yen;
  }
  return std::nullopt;
}

std::optional<std::int64_t> yen_in(const LocalText& unit) {
  if (unit.empty()) return std::nullopt;
  if (const auto yen = yen_in(unit.ja)) return yen;
  return yen_in(unit.en);
}

std::optional<WithUnit> split_unit(std::string_view folded_text) {
  for (const auto& [name, yen] : kUnits) {
    if (folded_text.ends_with(name)) return WithUnit{folded_text.substr(0, folded_text.size() - name.size()), yen};
  }
  return std::nullopt;
}

Ratio ratio_of(std::int64_t from, std::int64_t to) {
  const auto common = std::gcd(from, to);
  return {from / common, to / common};
}

}  // namespace saitaku::intake::detail

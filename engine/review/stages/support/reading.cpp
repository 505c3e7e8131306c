#include "engine/review/stages/support/reading.h"

#include <algorithm>
#include <string>

#include "engine/review/detail/hints.h"

namespace saitaku::review::stages {

std::optional<std::uint16_t> value_of(KeyReader& reader, std::string_view key, const AttributeNames& names,
                                      std::string_view value) {
  const auto found = std::find(names.values.begin(), names.values.end(), value);
  if (found != names.values.end()) return static_cast<std::uint16_t>(found - names.values.begin());
  Args args{{"value", std::string(value)}, {"attribute", names.name}};
  detail::add_hint(args, value, names.values);
  reader.problem("stage.unknown-value", key, std::move(args));
  return std::nullopt;
}

std::size_t part_of(std::size_t n, double share) {
  return std::min(n, static_cast<std::size_t>(share * static_cast<double>(n) + 0.5));
}

}  // namespace saitaku::review::stages

// The keys of the fixed parts of a scenario. Reader and schema both go by them.
#pragma once

#include <span>

#include "engine/review/keys.h"

namespace saitaku::review::detail {

std::span<const Key> top_keys();
std::span<const Key> population_keys();    ///< made up
std::span<const Key> applications_keys();  ///< {"applications": …}
std::span<const Key> scores_keys();        ///< {"scores": …}
std::span<const Key> attribute_keys();     ///< of one attribute that is made up
std::span<const Key> given_field_keys();   ///< {"path": …}
std::span<const Key> quality_keys();       ///< besides those of the distribution
std::span<const Key> defects_keys();
std::span<const Key> mechanism_keys();
std::span<const Key> costs_keys();
std::span<const Key> source_keys();
std::span<const Key> assumed_keys();
std::span<const Key> published_keys();
std::span<const Key> published_value_keys();
std::span<const Key> published_table_keys();
std::span<const Key> sweep_range_keys();

inline constexpr std::int64_t kMostApplications = 50'000'000;
inline constexpr std::int64_t kMostReplications = 10'000'000;
inline constexpr std::size_t kMostVariants = 10'000;
inline constexpr std::size_t kMostAttributes = 255;
inline constexpr std::size_t kMostInForm = 200;  ///< ways that the attributes together write an application

}  // namespace saitaku::review::detail

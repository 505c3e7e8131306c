// Looks at stages as they were written, for who wants to know in advance what a mechanism will do.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/review/scenario.h"

namespace saitaku::review::detail {

/// The number under a key; nothing when it is absent or no number.
std::optional<double> number_in(const JsonValue& stage, std::string_view key);
bool is_word(const JsonValue& stage, std::string_view key, std::string_view word);
/// Absent or null.
bool lacks(const JsonValue& stage, std::string_view key);
/// No key with a value besides these.
bool has_only(const JsonValue& stage, std::initializer_list<std::string_view> keys);

/// What a stage takes of those in play: a number under one key or a share of them (halves up) under the other, never
/// more than there are. Nothing when neither is there.
std::optional<std::int64_t> taken_of(const JsonValue& stage, std::int64_t in_play, std::string_view number,
                                     std::string_view share);

/// How many reviewers an application may have, each number equally likely; as the stage `review` reads it.
std::vector<double> reviewers_in(const JsonValue& stage);

/// Screening changes nothing: made-up applications without planted defects.
bool everybody_passes(const Scenario& scenario);

}  // namespace saitaku::review::detail

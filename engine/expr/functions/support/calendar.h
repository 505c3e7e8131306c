// The parts of a moment that a calendar or a clock shows.
#pragma once

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {

using LocalPart = std::int64_t (*)(const LocalTime& time);
using DurationPart = std::int64_t (*)(const Duration& duration);

/// f(timestamp), f(timestamp, zone) and f(date). The zone is UTC unless named.
Value calendar_part(Arguments arguments, LocalPart part);
/// f(timestamp), f(timestamp, zone) and f(duration).
Value clock_part(Arguments arguments, LocalPart part, DurationPart of_duration);

/// Their signatures.
std::vector<Overload> calendar_overloads();
std::vector<Overload> clock_overloads();

/// Seconds that a clock is ahead of UTC in "UTC", "Asia/Tokyo", "+09:00", "-02:30" or "09:00". Japan has had no
/// summer time since 1951; the years before are counted without it.
std::optional<std::int32_t> zone_offset(std::string_view zone);

}  // namespace saitaku::expr

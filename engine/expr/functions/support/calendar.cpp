#include "engine/expr/functions/support/calendar.h"

namespace saitaku::expr {
namespace {

std::optional<std::int32_t> two_digits(std::string_view text, std::int32_t most) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return std::nullopt;
  const std::int32_t number = (text[0] - '0') * 10 + (text[1] - '0');
  return number > most ? std::nullopt : std::optional<std::int32_t>(number);
}

Value timestamp_part(Arguments arguments, LocalPart part) {
  std::int32_t offset = 0;
  if (arguments.size() == 2) {
    const std::optional<std::int32_t> named = zone_offset(arguments[1].as_string());
    if (!named) return Value::error("expr.unknown-time-zone", {{"zone", arguments[1].to_string()}});
    offset = *named;
  }
  return Value::integer(part(local_time(arguments[0].as_timestamp(), offset)));
}

bool takes_timestamp(Arguments arguments) {
  return are(arguments, {Kind::timestamp}) || are(arguments, {Kind::timestamp, Kind::string});
}

}  // namespace

std::optional<std::int32_t> zone_offset(std::string_view zone) {
  if (zone == "UTC") return 0;
  if (zone == "Asia/Tokyo") return kJstOffsetSeconds;
  std::int32_t sign = 1;
  if (!zone.empty() && (zone[0] == '+' || zone[0] == '-')) {
    sign = zone[0] == '-' ? -1 : 1;
    zone.remove_prefix(1);
  }
  if (zone.size() != 5 || zone[2] != ':') return std::nullopt;
  const std::optional<std::int32_t> hours = two_digits(zone.substr(0, 2), 23);
  const std::optional<std::int32_t> minutes = two_digits(zone.substr(3, 2), 59);
  if (!hours || !minutes) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

Value calendar_part(Arguments arguments, LocalPart part) {
  if (takes_timestamp(arguments)) return timestamp_part(arguments, part);
  if (!are(arguments, {Kind::date})) return no_overload();
  return Value::integer(part(LocalTime{.date = arguments[0].as_date(), .second_of_day = 0, .nanoseconds = 0}));
}

Value clock_part(Arguments arguments, LocalPart part, DurationPart of_duration) {
  if (takes_timestamp(arguments)) return timestamp_part(arguments, part);
  if (!are(arguments, {Kind::duration})) return no_overload();
  return Value::integer(of_duration(arguments[0].as_duration()));
}

std::vector<Overload> calendar_overloads() {
  return {member_overload({Type::timestamp()}, Type::integer()),
          member_overload({Type::timestamp(), Type::string()}, Type::integer()),
          member_overload({Type::date()}, Type::integer())};
}

std::vector<Overload> clock_overloads() {
  return {member_overload({Type::timestamp()}, Type::integer()),
          member_overload({Type::timestamp(), Type::string()}, Type::integer()),
          member_overload({Type::duration()}, Type::integer())};
}

}  // namespace saitaku::expr

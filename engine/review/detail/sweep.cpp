#include "engine/review/detail/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"
#include "engine/review/detail/edits.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/scenario_keys.h"

namespace saitaku::review::detail {
namespace {

struct Axis {
  std::string path;
  std::vector<JsonValue> values;
};

/// from + i * step without the dust of binary fractions: 0.1, 0.2, 0.3.
double without_dust(double number) { return parse_double(fmt::format("{:.12g}", number)).value_or(number); }

std::vector<JsonValue> range(const JsonText& text, const JsonValue& object, Problems& problems) {
  std::vector<JsonValue> values;
  const Vocabulary none;
  const std::size_t before = problems.size();
  KeyReader reader(text, object, sweep_range_keys(), none, problems);
  const double from = reader.number("from").value_or(0);
  const double to = reader.number("to").value_or(0);
  const double step = reader.number("step").value_or(0);
  if (problems.size() > before) return values;
  if (step == 0 || (to - from) / step < 0) {
    reader.problem("scenario.sweep-step", "step", {{"step", plain(step)}, {"from", plain(from)}, {"to", plain(to)}});
    return values;
  }
  const double last = std::floor((to - from) / step + 1e-9);
  if (last >= static_cast<double>(kMostVariants)) {
    reader.problem("scenario.too-many-variants", "step",
                   {{"found", plain(last + 1)}, {"most", plain(static_cast<double>(kMostVariants))}});
    return values;
  }
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    JsonValue value = json_of(without_dust(from + i * step));
    value.begin = object.begin;
    value.end = object.end;
    values.push_back(std::move(value));
  }
  return values;
}

std::vector<JsonValue> values_of(const JsonText& text, const JsonMember& member, Problems& problems) {
  if (member.value.is_object()) return range(text, member.value, problems);
  if (member.value.is_array() && !member.value.items.empty()) return member.value.items;
  const char* code = member.value.is_array() ? "scenario.sweep-empty" : "scenario.sweep-not-values";
  problems.push_back(
      {Severity::error, code, text.where(member.value), {{"path", member.key}, {"found", shown(member.value)}}});
  return {};
}

using PlainPath = std::vector<std::string>;

bool is_within(const PlainPath& inner, const PlainPath& outer) {
  return inner.size() >= outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

std::string parameter_of(const JsonValue& value) { return value.is_string() ? value.string : write_json(value, false); }

}  // namespace

std::vector<Point> sweep_points(const JsonText& text, const JsonValue& root, Problems& problems) {
  std::vector<Point> points(1);
  const JsonValue* sweep = root.find("sweep");
  if (sweep == nullptr || sweep->is_null()) return points;
  if (!sweep->is_object()) {
    problems.push_back({Severity::error, "scenario.not-an-object", text.where(*sweep), {{"found", shown(*sweep)}}});
    return points;
  }
  std::vector<Axis> axes;
  std::size_t count = 1;
  for (const JsonMember& member : sweep->members) {
    axes.push_back({member.key, values_of(text, member, problems)});
    count *= std::max<std::size_t>(axes.back().values.size(), 1);
    if (count <= kMostVariants) continue;
    problems.push_back(
        {Severity::error,
         "scenario.too-many-variants",
         text.where(member.value),
         {{"found", plain(static_cast<double>(count))}, {"most", plain(static_cast<double>(kMostVariants))}}});
    return points;
  }
  for (const Axis& axis : axes) {
    std::vector<Point> longer;
    for (const Point& point : points) {
      for (const JsonValue& value : axis.values) {
        Point next = point;
        next.values.emplace_back(axis.path, value);
        next.parameters.emplace_back(axis.path, parameter_of(value));
        longer.push_back(std::move(next));
      }
    }
    if (!longer.empty()) points = std::move(longer);
  }
  return points;
}

void check_sweep(const JsonText& text, const JsonValue& root,
                 const std::vector<std::pair<std::string, std::string>>& set, Problems& problems) {
  const JsonValue* sweep = root.find("sweep");
  if (sweep == nullptr || !sweep->is_object()) return;
  std::vector<std::pair<std::string, PlainPath>> before;
  for (const JsonMember& member : sweep->members) {
    const PlainPath path = plain_path(root, member.key);
    const auto tell = [&](const char* code, Args args) {
      problems.push_back({Severity::error, code, text.where(member.key_begin), std::move(args)});
    };
    if (path[0] == "sweep") tell("scenario.sweeps-itself", {{"path", member.key}});
    for (const auto& [other, other_path] : before) {
      if (!is_within(path, other_path) && !is_within(other_path, path)) continue;
      tell("scenario.swept-twice", {{"path", member.key}, {"other", other}});
    }
    for (const auto& [given, value] : set) {
      if (is_within(plain_path(root, given), path)) {
        tell("scenario.set-and-swept", {{"path", member.key}, {"set", given}, {"value", value}});
      }
    }
    before.emplace_back(member.key, path);
  }
}

}  // namespace saitaku::review::detail

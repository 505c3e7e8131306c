// "sweep": a grid of values for some paths of a scenario.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.h"

namespace saitaku::review::detail {

/// One point of the grid: values by path, and the same for people.
struct Point {
  std::vector<std::pair<std::string, JsonValue>> values;
  std::vector<std::pair<std::string, std::string>> parameters;
};

/// The points of root's "sweep", the last key varying fastest; one without values when there is none. Problems:
/// scenario.sweep-empty, scenario.sweep-not-values, scenario.sweep-step, scenario.too-many-variants.
std::vector<Point> sweep_points(const JsonText& text, const JsonValue& root, Problems& problems);

/// A value that is given twice would be labelled with one and be another: two keys of the sweep that mean the same
/// place or a place inside the other, a key that means the sweep itself, and a key that `set` gives a value too.
/// Problems: scenario.swept-twice, scenario.sweeps-itself, scenario.set-and-swept.
void check_sweep(const JsonText& text, const JsonValue& root,
                 const std::vector<std::pair<std::string, std::string>>& set, Problems& problems);

}  // namespace saitaku::review::detail

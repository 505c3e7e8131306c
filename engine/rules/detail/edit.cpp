#include "engine/rules/detail/edit.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/text.h"

namespace saitaku::rules::detail {
namespace {

constexpr std::int64_t kMostRepeats = 1'000'000;

struct Step {
  std::string name;       ///< of a member; "" = an item
  std::size_t index = 0;  ///< of an item
  bool append = false;
};

std::optional<std::vector<Step>> steps_of(std::string_view path) {
  std::vector<Step> steps;
  for (std::size_t at = 0; at < path.size();) {
    if (path[at] == '[') {
      const std::size_t close = path.find(']', at);
      if (close == std::string_view::npos || steps.empty()) return std::nullopt;
      const std::string_view inside = path.substr(at + 1, close - at - 1);
      const auto index = parse_int(inside);
      if (inside != "+" && (!index || *index < 0)) return std::nullopt;
      steps.push_back({"", inside == "+" ? 0 : static_cast<std::size_t>(*index), inside == "+"});
      at = close + 1;
      continue;
    }
    if (path[at] == '.' && !steps.empty()) ++at;
    const std::size_t end = std::min(path.find_first_of(".[", at), path.size());
    if (end == at) return std::nullopt;
    steps.push_back({std::string(path.substr(at, end - at)), 0, false});
    at = end;
  }
  if (steps.empty() || path.ends_with('.')) return std::nullopt;
  return steps;
}

EditFault fault(std::string code, std::string_view path) { return {std::move(code), {{"path", std::string(path)}}}; }

EditFault no_item(std::string_view path, const JsonValue& list) {
  return {"cases.no-such-item", {{"path", std::string(path)}, {"size", std::to_string(list.items.size())}}};
}

/// The value a step leads to, made when it is not there; nullptr with a fault.
JsonValue* make(JsonValue& from, const Step& step, std::string_view path, std::optional<EditFault>& failed) {
  if (!step.name.empty()) {
    if (from.is_object() || from.is_null()) return &from.at(step.name);
    failed = fault("cases.not-an-object", path);
    return nullptr;
  }
  if (from.is_null() && step.append) from = JsonValue::array();
  if (!from.is_array()) {
    failed = from.is_null() ? no_item(path, from) : fault("cases.not-an-object", path);
    return nullptr;
  }
  if (step.append) return &from.items.emplace_back();
  if (step.index < from.items.size()) return &from.items[step.index];
  failed = no_item(path, from);
  return nullptr;
}

}  // namespace

std::optional<EditFault> set(JsonValue& document, std::string_view path, JsonValue value) {
  const auto steps = steps_of(path);
  if (!steps) return fault("cases.bad-path", path);
  std::optional<EditFault> failed;
  JsonValue* at = &document;
  for (const Step& step : *steps) {
    at = make(*at, step, path, failed);
    if (at == nullptr) return failed;
  }
  *at = std::move(value);
  return std::nullopt;
}

std::optional<EditFault> unset(JsonValue& document, std::string_view path) {
  const auto steps = steps_of(path);
  if (!steps || steps->back().append) return fault("cases.bad-path", path);
  JsonValue* at = &document;
  for (std::size_t i = 0; i + 1 < steps->size(); ++i) {
    const Step& step = (*steps)[i];
    if (step.append) return fault("cases.bad-path", path);
    if (!step.name.empty()) {
      at = at->find(step.name);
    } else {
      at = at->is_array() && step.index < at->items.size() ? &at->items[step.index] : nullptr;
    }
    if (at == nullptr) return fault("cases.nothing-to-unset", path);
  }
  const Step& last = steps->back();
  if (!last.name.empty()) {
    const std::size_t removed =
        std::erase_if(at->members, [&](const JsonMember& member) { return member.key == last.name; });
    if (removed == 0) return fault("cases.nothing-to-unset", path);
    return std::nullopt;
  }
  if (!at->is_array() || last.index >= at->items.size()) return fault("cases.nothing-to-unset", path);
  at->items.erase(at->items.begin() + static_cast<std::ptrdiff_t>(last.index));
  return std::nullopt;
}

const JsonValue* expand_repeats(JsonValue& value) {
  for (JsonValue& item : value.items) {
    if (const JsonValue* bad = expand_repeats(item)) return bad;
  }
  for (JsonMember& member : value.members) {
    if (const JsonValue* bad = expand_repeats(member.value)) return bad;
  }
  JsonValue* repeated = value.find("$repeat");
  if (repeated == nullptr) return nullptr;
  const JsonValue* times = value.find("$times");
  if (times == nullptr || !times->is_integer() || times->integer < 0 || times->integer > kMostRepeats ||
      value.members.size() != 2) {
    return &value;
  }
  JsonValue expanded;
  if (repeated->is_string()) {
    std::string text;
    for (std::int64_t i = 0; i < times->integer; ++i) text += repeated->string;
    expanded = JsonValue::of(std::string_view(text));
  } else {
    expanded = JsonValue::array();
    expanded.items.assign(static_cast<std::size_t>(times->integer), *repeated);
  }
  value = std::move(expanded);
  return nullptr;
}

}  // namespace saitaku::rules::detail

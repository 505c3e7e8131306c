// Facts laid over a draft: what a workbook cannot say, or what somebody wants to try out.
#include <algorithm>
#include <charconv>
#include <variant>

#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/places.h"
#include "engine/intake/detail/say.h"

namespace saitaku::intake {
namespace {

/// A member's name or an item's number.
using Step = std::variant<std::string, std::size_t>;

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "budget.items[0].amount"; nullopt when it is no path.
std::optional<std::vector<Step>> path_steps(std::string_view path) {
  std::vector<Step> steps;
  while (true) {
    const auto name = path.substr(0, path.find_first_of(".[]"));
    if (name.empty()) return std::nullopt;
    steps.emplace_back(std::string(name));
    path.remove_prefix(name.size());
    while (path.starts_with('[')) {
      const auto close = path.find(']');
      const auto number = close == std::string_view::npos ? std::nullopt : number_of(path.substr(1, close - 1));
      if (!number) return std::nullopt;
      steps.emplace_back(*number);
      path.remove_prefix(close + 1);
    }
    if (path.empty()) return steps;
    if (path[0] != '.') return std::nullopt;
    path.remove_prefix(1);
  }
}

/// "/budget/items/0/amount". Whether a number names an item is seen when the place is reached.
std::optional<std::vector<Step>> pointer_steps(std::string_view pointer) {
  std::vector<Step> steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto token = pointer.substr(0, pointer.find('/'));
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
      name += escape ? (token[++i] == '0' ? '~' : '/') : token[i];
    }
    if (name.empty()) return std::nullopt;
    steps.emplace_back(std::move(name));
    pointer.remove_prefix(token.size());
  }
  return steps;
}

class Overlay {
 public:
  Overlay(Draft& draft, const JsonDocument& facts) : draft_(draft), facts_(facts), reader_(facts.text) {}

  Problems lay() {
    if (!facts_.root.is_object()) {
      Args args;
      add_kind(args, "got", facts_.root);
      say("facts.not-an-object", facts_.root, std::move(args));
      return std::move(problems_);
    }
    if (!draft_.document.is_object()) draft_.document = JsonValue::object();
    for (const auto& member : facts_.root.members) {
      if (member.key != "schema" && member.key != "$schema") lay_member(draft_.document, "", member);
    }
    take_head();
    return std::move(problems_);
  }

 private:
  void lay_member(JsonValue& target, const std::string& pointer, const JsonMember& member) {
    const auto steps = member.key.starts_with('/') ? pointer_steps(member.key) : path_steps(member.key);
    if (!steps) {
      say("facts.bad-path", member.value, {{"path", member.key}});
      return;
    }
    JsonValue* at = &target;
    std::string at_pointer = pointer;
    for (const auto& step : *steps) {
      at = go(*at, at_pointer, step, member);
      if (at == nullptr) return;
    }
    lay_value(*at, at_pointer, member.value);
  }

  /// One step into the draft, making what is not there yet. nullptr: there is no such place, and that has been said.
  JsonValue* go(JsonValue& target, std::string& pointer, const Step& step, const JsonMember& member) {
    const auto* name = std::get_if<std::string>(&step);
    const auto number = name == nullptr ? std::get<std::size_t>(step) : number_of(*name).value_or(std::string::npos);
    if (name == nullptr && !target.is_array() && !target.is_null()) {
      say("facts.not-a-list", member.value, {{"path", member.key}});
      return nullptr;
    }
    if (target.is_array() || name == nullptr) {
      if (!target.is_array()) target = JsonValue::array();
      if (number > target.items.size()) {
        say("facts.no-such-item", member.value, {{"path", member.key}, {"count", std::to_string(target.items.size())}});
        return nullptr;
      }
      if (number == target.items.size()) target.items.emplace_back();
      pointer = join_pointer(pointer, number);
      return &target.items[number];
    }
    make_object(target, pointer);
    pointer = join_pointer(pointer, *name);
    return &target.at(*name);
  }

  void make_object(JsonValue& target, const std::string& pointer) {
    if (target.is_object()) return;
    target = JsonValue::object();  // whatever stood there, the facts know better
    remove_places(draft_.places, pointer);
  }

  void lay_value(JsonValue& target, const std::string& pointer, const JsonValue& value) {
    if (value.is_object()) {
      make_object(target, pointer);
      for (const auto& member : value.members) lay_member(target, pointer, member);
      return;
    }
    if (value.is_array() && holds_objects(value) && target.is_array() && holds_objects(target)) {
      return lay_items(target, pointer, value);
    }
    target = value;
    remove_places(draft_.places, pointer);
    add_places(draft_.places, reader_, value, pointer);
  }

  static bool holds_objects(const JsonValue& list) {
    return !list.items.empty() &&
           std::all_of(list.items.begin(), list.items.end(), [](const JsonValue& item) { return item.is_object(); });
  }

  /// Item by item: {} leaves one as it is, and a longer list appends.
  void lay_items(JsonValue& target, const std::string& pointer, const JsonValue& value) {
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (i == target.items.size()) target.items.push_back(JsonValue::object());
      lay_value(target.items[i], join_pointer(pointer, i), value.items[i]);
    }
  }

  /// The call and the id may be facts too.
  void take_head() {
    const auto take = [&](std::string_view name, std::string& into) {
      const auto* fact = facts_.root.find(name);
      if (fact == nullptr) return false;
      if (fact->is_string()) return into = fact->string, true;
      Args args{{"member", std::string(name)}};
      add_kind(args, "got", *fact);
      say("draft.member-type", *fact, std::move(args));
      return false;
    };
    if (take("call", draft_.call)) draft_.call_recognised = false;
    take("application_id", draft_.application_id);
  }

  void say(std::string code, const JsonValue& value, Args args) {
    problems_.push_back({Severity::error, std::move(code), facts_.text.where(value), std::move(args)});
  }

  Draft& draft_;
  const JsonDocument& facts_;
  PlaceReader reader_;
  Problems problems_;
};

}  // namespace

Problems lay_over(Draft& draft, const JsonDocument& facts) { return Overlay(draft, facts).lay(); }

}  // namespace saitaku::intake

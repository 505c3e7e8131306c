#include "engine/generate/detail/place.h"

#include <algorithm>

namespace saitaku::generate::detail {
namespace {

void visit_all(Place& place, const JsonValue& value, const std::function<void(const Place&, const JsonValue&)>& visit) {
  if (value.is_object()) {
    for (const auto& member : value.members) {
      place.push_back({member.key, 0});
      visit_all(place, member.value, visit);
      place.pop_back();
    }
    return;
  }
  visit(place, value);
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    place.push_back({"", i});
    visit_all(place, value.items[i], visit);
    place.pop_back();
  }
}

void compare(Place& place, const JsonValue& from, const JsonValue& to, std::vector<Edit>& edits) {
  const bool lists = from.is_array() && to.is_array() && from.items.size() == to.items.size();
  if (lists) {
    for (std::size_t i = 0; i < to.items.size(); ++i) {
      place.push_back({"", i});
      compare(place, from.items[i], to.items[i], edits);
      place.pop_back();
    }
  } else if (from.is_object() && to.is_object()) {
    for (const auto& member : to.members) {
      place.push_back({member.key, 0});
      if (const auto* old = from.find(member.key)) {
        compare(place, *old, member.value, edits);
      } else {
        edits.push_back({place, member.value});
      }
      place.pop_back();
    }
    for (const auto& member : from.members) {
      if (to.find(member.key) != nullptr) continue;
      place.push_back({member.key, 0});
      edits.push_back({place, std::nullopt});
      place.pop_back();
    }
  } else if (!equal(from, to)) {
    edits.push_back({place, to});
  }
}

}  // namespace

const JsonValue* find(const JsonValue& document, const Place& place) {
  const JsonValue* value = &document;
  for (const auto& step : place) {
    if (!step.name.empty()) {
      value = value->find(step.name);
      if (value == nullptr) return nullptr;
    } else {
      if (step.item >= value->items.size()) return nullptr;
      value = &value->items[step.item];
    }
  }
  return value;
}

JsonValue* find(JsonValue& document, const Place& place) {
  return const_cast<JsonValue*>(find(std::as_const(document), place));  // NOLINT: the document is not const
}

JsonValue* make(JsonValue& document, const Place& place) {
  JsonValue* value = &document;
  for (const auto& step : place) {
    if (!step.name.empty()) {
      if (!value->is_object() && !value->is_null()) return nullptr;
      value = &value->at(step.name);
    } else {
      if (step.item >= value->items.size()) return nullptr;
      value = &value->items[step.item];
    }
  }
  return value;
}

void remove(JsonValue& document, const Place& place) {
  Place parent = place;
  const Step last = parent.back();
  parent.pop_back();
  JsonValue* holder = find(document, parent);
  if (holder == nullptr) return;
  if (last.name.empty()) {
    if (last.item < holder->items.size())
      holder->items.erase(holder->items.begin() + static_cast<std::ptrdiff_t>(last.item));
  } else {
    std::erase_if(holder->members, [&](const JsonMember& member) { return member.key == last.name; });
  }
}

std::string field_path(const Place& place) {
  std::string path;
  for (const auto& step : place) {
    if (step.name.empty()) {
      path += "[]";
    } else {
      path.append(path.empty() ? "" : ".").append(step.name);
    }
  }
  return path;
}

Place place_of(std::string_view dotted) {
  Place place;
  while (!dotted.empty()) {
    const auto dot = std::min(dotted.find('.'), dotted.size());
    place.push_back({std::string(dotted.substr(0, dot)), 0});
    dotted.remove_prefix(std::min(dot + 1, dotted.size()));
  }
  return place;
}

std::string_view leaf_name(std::string_view path) {
  while (path.ends_with("[]")) path.remove_suffix(2);
  return path.substr(path.rfind('.') + 1);
}

void each_value(const JsonValue& document, const std::function<void(const Place&, const JsonValue&)>& visit) {
  Place place;
  visit_all(place, document, visit);
}

std::vector<Edit> difference(const JsonValue& from, const JsonValue& to) {
  std::vector<Edit> edits;
  Place place;
  compare(place, from, to, edits);
  return edits;
}

void apply_edits(JsonValue& document, const std::vector<Edit>& edits) {
  for (const auto& edit : edits) {
    if (!edit.value) {
      remove(document, edit.place);
    } else if (JsonValue* value = make(document, edit.place)) {
      *value = *edit.value;
    }
  }
}

bool equal(const JsonValue& a, const JsonValue& b) {
  if (a.kind != b.kind || a.boolean != b.boolean || a.integer != b.integer || a.number != b.number ||
      a.unsigned_integer != b.unsigned_integer || a.items.size() != b.items.size() ||
      a.members.size() != b.members.size() || (a.is_string() && a.string != b.string)) {
    return false;
  }
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!equal(a.items[i], b.items[i])) return false;
  }
  return std::all_of(a.members.begin(), a.members.end(), [&](const JsonMember& member) {
    const auto* other = b.find(member.key);
    return other != nullptr && equal(member.value, *other);
  });
}

}  // namespace saitaku::generate::detail

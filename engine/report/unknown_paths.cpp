// place_unknown: where a path leads within bindings.
#include <optional>
#include <variant>

#include "engine/base/text.h"
#include "engine/report/tagged.h"

namespace saitaku::report {
namespace {

using expr::Value;

/// A name (".b", "['b']") or an index ("[0]").
using Step = std::variant<std::string, std::size_t>;

/// A gap in a list is filled up; a path must not make us fill memory.
constexpr std::size_t kMostItems = 100'000;

std::optional<std::vector<Step>> steps_of(std::string_view path) {
  std::vector<Step> steps;
  std::size_t at = 0;
  bool name_next = true;
  while (at < path.size()) {
    if (name_next) {
      const auto end = path[at] == '`' ? path.find('`', at + 1) : path.find_first_of(".[", at);
      const bool quoted = path[at] == '`';
      if (quoted && end == std::string_view::npos) return std::nullopt;
      const auto name =
          quoted ? path.substr(at + 1, end - at - 1) : path.substr(at, end == std::string_view::npos ? end : end - at);
      if (name.empty()) return std::nullopt;
      steps.emplace_back(std::string(name));
      at = quoted ? end + 1 : (end == std::string_view::npos ? path.size() : end);
      name_next = false;
    } else if (path[at] == '.') {
      ++at;
      name_next = true;
    } else if (path[at] == '[') {
      const bool quoted = at + 1 < path.size() && (path[at + 1] == '"' || path[at + 1] == '\'');
      const auto end = quoted ? path.find(std::string{path[at + 1], ']'}, at + 2) : path.find(']', at);
      if (end == std::string_view::npos) return std::nullopt;
      if (quoted) {
        steps.emplace_back(std::string(path.substr(at + 2, end - at - 2)));
        at = end + 2;
      } else {
        const auto index = parse_int(path.substr(at + 1, end - at - 1));
        if (!index || *index < 0) return std::nullopt;
        steps.emplace_back(static_cast<std::size_t>(*index));
        at = end + 1;
      }
    } else {
      return std::nullopt;
    }
  }
  if (name_next || steps.empty()) return std::nullopt;
  return steps;
}

/// Values are immutable, so everything from the root to the unknown is made anew.
class Placer {
 public:
  Placer(std::string path, std::vector<Step> steps) : path_(std::move(path)), steps_(std::move(steps)) {}

  const std::string& root() const { return std::get<std::string>(steps_.front()); }
  std::optional<Value> place(const Value* root) const { return place(root, 1); }

 private:
  std::optional<Value> place(const Value* current, std::size_t step) const {
    if (step == steps_.size()) return Value::unknown(path_);
    if (current != nullptr && current->is_unknown()) return *current;
    if (const auto* name = std::get_if<std::string>(&steps_[step])) return place_in_map(current, *name, step);
    return place_in_list(current, std::get<std::size_t>(steps_[step]), step);
  }

  std::optional<Value> place_in_map(const Value* current, const std::string& name, std::size_t step) const {
    std::vector<std::pair<Value, Value>> entries;
    if (current != nullptr) {
      if (current->kind() != Value::Kind::map) return std::nullopt;
      entries = current->as_map().entries;
    }
    for (auto& [key, value] : entries) {
      if (key.kind() != Value::Kind::string || key.as_string() != name) continue;
      auto placed = place(&value, step + 1);
      if (!placed) return std::nullopt;
      value = *std::move(placed);
      return Value::map(std::move(entries));
    }
    auto placed = place(nullptr, step + 1);
    if (!placed) return std::nullopt;
    entries.emplace_back(Value::string(name), *std::move(placed));
    return Value::map(std::move(entries));
  }

  std::optional<Value> place_in_list(const Value* current, std::size_t index, std::size_t step) const {
    std::vector<Value> items;
    if (current != nullptr) {
      if (current->kind() != Value::Kind::list) return std::nullopt;
      items = current->as_list().items;
    }
    if (index >= kMostItems) return std::nullopt;
    const bool exists = index < items.size();
    // Items before this one must exist, and nobody has said what they are.
    while (items.size() < index)
      items.push_back(Value::unknown(prefix(step) + "[" + std::to_string(items.size()) + "]"));
    auto placed = place(exists ? &items[index] : nullptr, step + 1);
    if (!placed) return std::nullopt;
    if (exists) {
      items[index] = *std::move(placed);
    } else {
      items.push_back(*std::move(placed));
    }
    return Value::list(std::move(items));
  }

  std::string prefix(std::size_t step) const {
    auto text = root();
    for (std::size_t i = 1; i < step; ++i) {
      if (const auto* name = std::get_if<std::string>(&steps_[i])) {
        text += "." + *name;
      } else {
        text += "[" + std::to_string(std::get<std::size_t>(steps_[i])) + "]";
      }
    }
    return text;
  }

  std::string path_;
  std::vector<Step> steps_;
};

}  // namespace

Problems place_unknown(Bindings& bindings, const std::string& path) {
  auto steps = steps_of(path);
  if (!steps) return {{Severity::error, "tagged.bad-path", {}, {{"path", path}}}};
  const Placer placer(path, *std::move(steps));
  for (auto& [name, value] : bindings) {
    if (name != placer.root()) continue;
    auto placed = placer.place(&value);
    if (!placed) return {{Severity::error, "tagged.path-into-scalar", {}, {{"path", path}}}};
    value = *std::move(placed);
    return {};
  }
  auto placed = placer.place(nullptr);
  if (!placed) return {{Severity::error, "tagged.bad-path", {}, {{"path", path}}}};
  bindings.emplace_back(placer.root(), *std::move(placed));
  return {};
}

}  // namespace saitaku::report

#include "engine/review/detail/edits.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/review/detail/hints.h"

namespace saitaku::review::detail {
namespace {

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    text += escape && token[i + 1] == '0' ? '~' : escape && token[i + 1] == '1' ? '/' : token[i];
    i += escape && (token[i + 1] == '0' || token[i + 1] == '1') ? 1 : 0;
  }
  return text;
}

std::vector<std::string> steps_of(std::string_view path) {
  const bool pointer = path.starts_with('/');
  if (pointer) path.remove_prefix(1);
  std::vector<std::string> steps;
  while (true) {
    const std::size_t end = path.find(pointer ? '/' : '.');
    const std::string_view step = path.substr(0, end);
    steps.push_back(pointer ? unescaped(step) : std::string(step));
    if (end == std::string_view::npos) return steps;
    path.remove_prefix(end + 1);
  }
}

/// What a list's item may be called: its "id", else its "do".
const std::string* name_of(const JsonValue& item) {
  for (const std::string_view key : {"id", "do"}) {
    const JsonValue* name = item.find(key);
    if (name != nullptr && name->is_string()) return &name->string;
  }
  return nullptr;
}

/// The items of a list that a step may mean: one by its position, else those of that name.
std::vector<std::size_t> items_called(const JsonValue& list, const std::string& step) {
  const auto index = parse_int(step);
  if (index && *index >= 0 && static_cast<std::size_t>(*index) < list.items.size()) {
    return {static_cast<std::size_t>(*index)};
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string* name = name_of(list.items[i]);
    if (name != nullptr && *name == step) found.push_back(i);
  }
  return found;
}

class Walk {
 public:
  Walk(std::string_view path, const JsonValue& value, std::size_t key_begin, const Where& where, Problems& problems)
      : path_(path), steps_(steps_of(path)), value_(value), key_begin_(key_begin), where_(where), problems_(problems) {}

  JsonValue* at(JsonValue& root) { return next(root, 0, ""); }

 private:
  JsonValue* next(JsonValue& here, std::size_t at, const std::string& name) {
    if (at == steps_.size()) return &here;
    if (here.is_array()) return item(here, at);
    if (here.is_null()) {
      const JsonValue before = here;
      here = JsonValue::object();
      here.begin = before.begin;
      here.end = before.end;
    }
    if (!here.is_object()) return none(here, at);
    std::string key;
    for (std::size_t last = at; last < steps_.size(); ++last) {  // a key may have dots in it
      key += (last == at ? "" : ".") + steps_[last];
      if (JsonValue* found = here.find(key)) return next(*found, last + 1, key);
    }
    if (!may_add(at, name)) return none(here, at);
    JsonValue& made = here.at(steps_[at]);
    made.begin = value_.begin;
    made.end = value_.end;
    here.members.back().key_begin = key_begin_;
    return next(made, at + 1, steps_[at]);
  }

  /// In a map of names of the author's own, a new name is rather a slip.
  bool may_add(std::size_t at, const std::string& name) const {
    static constexpr std::array<std::string_view, 4> kOwnNames = {"counts", "weights", "allocation", "awards_by"};
    if (name == "attributes") return at + 1 == steps_.size() && value_.is_object();
    return std::find(kOwnNames.begin(), kOwnNames.end(), name) == kOwnNames.end() && !steps_[at].empty();
  }

  JsonValue* item(JsonValue& list, std::size_t at) {
    const std::vector<std::size_t> found = items_called(list, steps_[at]);
    if (found.size() == 1) return next(list.items[found[0]], at + 1, steps_[at]);
    if (found.empty()) return none(list, at);
    std::vector<std::string> places;
    for (const std::size_t i : found) places.push_back(std::to_string(i));
    problems_.push_back({Severity::error,
                         "scenario.ambiguous-path",
                         where_,
                         {{"path", path_}, {"name", steps_[at]}, {"places", listing(places)}}});
    return nullptr;
  }

  JsonValue* none(const JsonValue& here, std::size_t at) {
    std::vector<std::string> known;
    for (const JsonMember& member : here.members) known.push_back(member.key);
    for (std::size_t i = 0; i < here.items.size(); ++i) {
      const std::string* name = name_of(here.items[i]);
      known.push_back(name == nullptr ? std::to_string(i) : *name);
    }
    Args args{{"path", path_}, {"step", steps_[at]}};
    add_hint(args, steps_[at], known);
    problems_.push_back({Severity::error, "scenario.no-such-path", where_, std::move(args)});
    return nullptr;
  }

  std::string path_;
  std::vector<std::string> steps_;
  const JsonValue& value_;
  std::size_t key_begin_;
  const Where& where_;
  Problems& problems_;
};

void move_by(JsonValue& value, std::size_t offset) {
  value.begin += offset;
  value.end += offset;
  for (JsonValue& item : value.items) move_by(item, offset);
  for (JsonMember& member : value.members) {
    member.key_begin += offset;
    move_by(member.value, offset);
  }
}

std::string label_of(const std::string& path) { return "--set " + path; }

}  // namespace

JsonValue* place_at(JsonValue& root, std::string_view path, const JsonValue& value, std::size_t key_begin,
                    const Where& where, Problems& problems) {
  return Walk(path, value, key_begin, where, problems).at(root);
}

std::vector<std::string> plain_path(const JsonValue& root, std::string_view path) {
  const std::vector<std::string> steps = steps_of(path);
  std::vector<std::string> plain;
  const JsonValue* here = &root;
  for (std::size_t at = 0; at < steps.size();) {
    const JsonValue* found = nullptr;
    std::string key = steps[at];
    std::size_t last = at + 1;
    if (here != nullptr && here->is_array()) {
      const std::vector<std::size_t> items = items_called(*here, key);
      if (items.size() == 1) found = &here->items[items[0]];
      if (found != nullptr) key = std::to_string(items[0]);
    } else if (here != nullptr && here->is_object()) {
      found = here->find(key);
      std::string longer = key;
      for (std::size_t end = last; found == nullptr && end < steps.size(); ++end) {  // a key may have dots in it
        longer += "." + steps[end];
        found = here->find(longer);
        if (found != nullptr) last = end + 1;
      }
      if (last > at + 1) key = longer;
    }
    plain.push_back(key);
    here = found;
    at = last;
  }
  return plain;
}

void Edits::set(const std::string& path, const std::string& value, Problems& problems) {
  auto parsed = parse_json({label_of(path), value});
  if (!parsed) {
    const std::string quoted = write_json(JsonValue::of(printable_utf8(value)), false);
    parsed = parse_json({label_of(path), quoted});
  }
  JsonDocument& document = *parsed;
  text_.text += '\n';
  const std::size_t begin = text_.text.size();
  text_.text += document.text.text;
  move_by(document.root, begin);
  added_.push_back({begin, path});
  Where where;
  where.file = label_of(path);
  JsonValue* place = place_at(root_, path, document.root, begin, where, problems);
  if (place != nullptr) *place = std::move(document.root);
}

void Edits::place(Problems& problems) const {
  for (Problem& problem : problems) {
    Where& where = problem.where;
    if (where.file != text_.file || where.byte < 0) continue;
    const std::size_t byte = static_cast<std::size_t>(where.byte) - text_.first_byte;
    const auto after = std::find_if(added_.begin(), added_.end(), [&](const Added& each) { return each.begin > byte; });
    if (after == added_.begin()) continue;
    const Added& added = *(after - 1);
    const std::string_view before = std::string_view(text_.text).substr(added.begin, byte - added.begin);
    const std::size_t line = before.rfind('\n');
    where.file = label_of(added.path);
    where.line = 1 + std::count(before.begin(), before.end(), '\n');
    where.column =
        1 + static_cast<std::int64_t>(code_points(line == std::string_view::npos ? before : before.substr(line + 1)));
    where.byte = static_cast<std::int64_t>(before.size());
  }
}

}  // namespace saitaku::review::detail

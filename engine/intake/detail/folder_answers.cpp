#include "engine/intake/detail/folder_answers.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/places.h"
#include "engine/intake/detail/say.h"

namespace saitaku::intake::detail {
namespace {

constexpr std::string_view kDocuments = "/submission/documents";

/// No answer, however it is written: null, "", an empty list, a box that is not ticked, 0.
bool is_nothing(const JsonValue& value) {
  using Kind = JsonValue::Kind;
  switch (value.kind) {
    case Kind::null: return true;
    case Kind::boolean: return !value.boolean;
    case Kind::integer: return value.integer == 0;
    case Kind::string: return is_blank(value.string);
    case Kind::array: return value.items.empty();
    case Kind::object:
      return std::all_of(value.members.begin(), value.members.end(),
                         [](const JsonMember& member) { return is_nothing(member.value); });
    default: return false;
  }
}

bool is_scalar(const JsonValue& value) { return !value.is_array() && !value.is_object(); }

bool holds_objects(const JsonValue& value) {
  return value.is_array() &&
         std::any_of(value.items.begin(), value.items.end(), [](const JsonValue& item) { return item.is_object(); });
}

/// The same answer: width and spaces aside, a number also as text.
bool agrees(const JsonValue& a, const JsonValue& b) {
  if (is_nothing(a) || is_nothing(b)) return is_nothing(a) && is_nothing(b);
  if (is_scalar(a) && is_scalar(b)) {
    const auto text = [](const JsonValue& value) {
      return value.is_string() ? value.string : write_json(value, false);
    };
    return folded(text(a)) == folded(text(b));
  }
  if (a.is_array() && b.is_array()) {
    return a.items.size() == b.items.size() && std::equal(a.items.begin(), a.items.end(), b.items.begin(), agrees);
  }
  if (!a.is_object() || !b.is_object()) return false;
  const auto known = [](const JsonValue& in, const JsonMember& member) {
    const auto* other = in.find(member.key);
    return other == nullptr ? is_nothing(member.value) : agrees(*other, member.value);
  };
  return std::all_of(a.members.begin(), a.members.end(), [&](const JsonMember& m) { return known(b, m); }) &&
         std::all_of(b.members.begin(), b.members.end(), [&](const JsonMember& m) { return known(a, m); });
}

void add_value(Args& args, std::string_view name, const JsonValue* value) {
  if (value == nullptr || value->is_null() || (value->is_string() && is_blank(value->string)))
    return add_text(args, name, "folder.blank");
  args.emplace_back(name, short_text(*value));
}

std::string text_of(const JsonValue& object, std::string_view member) {
  const auto* value = object.find(member);
  return value != nullptr && value->is_string() ? nfc(value->string) : "";
}

class Merger {
 public:
  Merger(Draft& draft, const Draft& said, const FilesOfFolder& files) : draft_(draft), said_(said), files_(files) {}

  Problems merge() {
    take_head();
    merge_members(draft_.document, said_.document, "", "");
    return std::move(problems_);
  }

 private:
  void take_head() {
    draft_.application_id = said_.application_id;
    if (said_.call.empty()) return;
    if (!draft_.call.empty() && draft_.call != said_.call)
      say("folder.call-contradiction", "/call", {{"form", draft_.call}, {"stated", said_.call}});
    draft_.call = said_.call;
    draft_.call_recognised = false;
  }

  // `at` is the pointer into the draft, `from` into application.json: items of a list need not stand in one order.

  void merge_members(JsonValue& target, const JsonValue& stated, const std::string& at, const std::string& from) {
    for (const auto& member : stated.members) {
      const auto at_member = join_pointer(at, member.key);
      const auto from_member = join_pointer(from, member.key);
      auto* known = target.find(member.key);
      if (known == nullptr || (at_member == "/plan/language" && !files_.language_is_stated)) {
        target.at(member.key) = member.value;
        take_places(at_member, from_member);
      } else if (at_member == kDocuments) {
        merge_documents(*known, member.value, from_member);
      } else {
        merge(*known, member.value, at_member, from_member);
      }
    }
  }

  void merge(JsonValue& target, const JsonValue& stated, const std::string& at, const std::string& from) {
    if (target.is_object() && stated.is_object()) return merge_members(target, stated, at, from);
    if (holds_objects(target) && holds_objects(stated)) return merge_items(target, stated, at, from);
    if (!agrees(target, stated)) contradiction(at, from, &target, &stated);
  }

  void merge_items(JsonValue& target, const JsonValue& stated, const std::string& at, const std::string& from) {
    const auto pairs = pair_items(target, stated);
    std::vector<bool> paired(target.items.size());
    for (std::size_t i = 0; i < stated.items.size(); ++i) {
      const auto from_item = join_pointer(from, i);
      if (!pairs[i]) {
        contradiction(join_pointer(at, std::max(i, target.items.size())), from_item, nullptr, &stated.items[i]);
        continue;
      }
      paired[*pairs[i]] = true;
      merge(target.items[*pairs[i]], stated.items[i], join_pointer(at, *pairs[i]), from_item);
    }
    for (std::size_t i = 0; i < target.items.size(); ++i) {
      if (!paired[i]) contradiction(join_pointer(at, i), from, &target.items[i], nullptr);
    }
  }

  /// Which item of form 1 each item of application.json is: the one at its place if they fit, else one that fits and
  /// has something in common, else the next that is left.
  static std::vector<std::optional<std::size_t>> pair_items(const JsonValue& target, const JsonValue& stated) {
    std::vector<std::optional<std::size_t>> pairs(stated.items.size());
    std::vector<bool> taken(target.items.size());
    const auto take = [&](std::size_t i, std::size_t item) {
      pairs[i] = item;
      taken[item] = true;
    };
    for (std::size_t i = 0; i < std::min(pairs.size(), taken.size()); ++i) {
      if (fits(target.items[i], stated.items[i])) take(i, i);
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t item = 0; !pairs[i] && item < taken.size(); ++item) {
        if (taken[item] || !fits(target.items[item], stated.items[i])) continue;
        if (share(target.items[item], stated.items[i])) take(i, item);
      }
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      while (next < taken.size() && taken[next]) ++next;
      if (!pairs[i] && next < taken.size()) take(i, next);
    }
    return pairs;
  }

  static bool fits(const JsonValue& item, const JsonValue& stated) {
    return std::all_of(stated.members.begin(), stated.members.end(), [&](const JsonMember& member) {
      const auto* known = item.find(member.key);
      return known == nullptr || agrees(*known, member.value);
    });
  }
  static bool share(const JsonValue& item, const JsonValue& stated) {
    return std::any_of(stated.members.begin(), stated.members.end(), [&](const JsonMember& member) {
      const auto* known = item.find(member.key);
      return known != nullptr && !is_nothing(*known) && agrees(*known, member.value);
    });
  }

  /// The files are there; a list of them adds what a file does not show.
  void merge_documents(JsonValue& documents, const JsonValue& stated, const std::string& from) {
    if (!stated.is_array()) return;  // null: it does not list them
    std::vector<bool> listed(documents.items.size());
    for (std::size_t i = 0; i < stated.items.size(); ++i) {
      const auto& entry = stated.items[i];
      const auto from_entry = join_pointer(from, i);
      const auto found = document_of(documents, entry, listed);
      if (found) {
        listed[*found] = true;
        merge_document(documents.items[*found], entry, join_pointer(std::string(kDocuments), *found), from_entry);
      } else if (!is_nothing(entry) && !files_.names.contains(text_of(entry, "file_name"))) {
        const auto name = text_of(entry, "file_name");
        say("folder.file-missing", from_entry, {{"file", name.empty() ? short_text(entry) : name}});
      }
    }
    for (std::size_t i = 0; i < listed.size(); ++i) {
      if (!listed[i]) say("folder.file-unlisted", from, {{"file", text_of(documents.items[i], "file_name")}});
    }
  }

  /// By its name; an entry without one by its form.
  static std::optional<std::size_t> document_of(const JsonValue& documents, const JsonValue& entry,
                                                const std::vector<bool>& listed) {
    const auto name = text_of(entry, "file_name");
    const std::string member = name.empty() ? "form" : "file_name";
    const auto wanted = name.empty() ? text_of(entry, "form") : name;
    for (std::size_t i = 0; i < documents.items.size() && !wanted.empty(); ++i) {
      if (!listed[i] && text_of(documents.items[i], member) == wanted) return i;
    }
    return std::nullopt;
  }

  void merge_document(JsonValue& document, const JsonValue& entry, const std::string& at, const std::string& from) {
    for (const auto& member : entry.members) {
      const auto from_member = join_pointer(from, member.key);
      auto* known = document.find(member.key);
      if (known == nullptr) {
        document.at(member.key) = member.value;
        take_places(join_pointer(at, member.key), from_member);
      } else if (member.key != "file_name" && !member.value.is_null() && !agrees(*known, member.value)) {
        Args args{{"file", text_of(document, "file_name")}, {"field", join_pointer(at, member.key)}};
        add_value(args, "found", known);
        add_value(args, "stated", &member.value);
        say("folder.file-contradiction", from_member, std::move(args));
      }
    }
  }

  void contradiction(const std::string& at, const std::string& from, const JsonValue* known, const JsonValue* stated) {
    auto place = find_place(draft_.places, files_.plan, at);
    std::string shown = place.sheet.empty() ? place.file.substr(place.file.rfind('/') + 1) : place.sheet;
    if (!place.cell.empty()) shown += "!" + place.cell;
    Args args{{"field", at}, {"place", std::move(shown)}};
    add_value(args, "form", known);
    add_value(args, "stated", stated);
    say("folder.contradiction", from, std::move(args));
  }

  void take_places(const std::string& at, const std::string& from) {
    remove_places(draft_.places, at);
    for (auto place = said_.places.lower_bound(from); place != said_.places.end(); ++place) {
      if (!place->first.starts_with(from)) break;
      const auto below = place->first.substr(from.size());
      if (below.empty() || below.front() == '/') draft_.places[at + below] = place->second;
    }
  }

  void say(std::string code, const std::string& from, Args args) {
    auto problem = fault(std::move(code), said_.file, std::move(args), Severity::warning);
    problem.where = find_place(said_.places, said_.file, from);
    problem.where.pointer.clear();
    problems_.push_back(std::move(problem));
  }

  Draft& draft_;
  const Draft& said_;
  const FilesOfFolder& files_;
  Problems problems_;
};

/// Pointers of what both have and say differently.
void differences(const JsonValue& before, const JsonValue& after, const std::string& pointer,
                 std::vector<std::pair<std::string, std::pair<const JsonValue*, const JsonValue*>>>& found) {
  if (before.is_object() && after.is_object()) {
    for (const auto& member : before.members) {
      if (const auto* other = after.find(member.key))
        differences(member.value, *other, join_pointer(pointer, member.key), found);
    }
  } else if (holds_objects(before) && holds_objects(after)) {
    for (std::size_t i = 0; i < std::min(before.items.size(), after.items.size()); ++i)
      differences(before.items[i], after.items[i], join_pointer(pointer, i), found);
  } else if (!agrees(before, after)) {
    found.emplace_back(pointer, std::pair{&before, &after});
  }
}

}  // namespace

Result<Draft> said_in(const JsonDocument& document) {
  Draft said;
  said.file = document.text.file;
  said.document = JsonValue::object();
  auto problems = lay_over(said, document);
  if (has_errors(problems)) return problems;
  return {std::move(said), std::move(problems)};
}

std::string form_said(const Draft& said, const std::string& file_name) {
  const auto* list = find_pointer(said.document, kDocuments);
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    if (text_of(list->items[i], "file_name") == file_name) return text_of(list->items[i], "form");
  }
  return "";
}

Problems add_answers(Draft& draft, const Draft& said, const FilesOfFolder& files) {
  return Merger(draft, said, files).merge();
}

Problems laid_over(const JsonValue& before, const Draft& after, const std::string& facts_file) {
  std::vector<std::pair<std::string, std::pair<const JsonValue*, const JsonValue*>>> found;
  differences(before, after.document, "", found);
  Problems problems;
  for (const auto& [pointer, values] : found) {
    auto problem = fault("folder.facts-taken", facts_file, {{"field", pointer}}, Severity::advice);
    add_value(problem.args, "before", values.first);
    add_value(problem.args, "taken", values.second);
    problem.where = find_place(after.places, facts_file, pointer);
    problem.where.pointer.clear();
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace saitaku::intake::detail

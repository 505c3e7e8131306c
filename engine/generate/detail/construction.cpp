#include "engine/generate/detail/construction.h"

#include <algorithm>
#include <set>

#include "engine/base/text.h"

namespace saitaku::generate::detail {
namespace {

constexpr std::uint32_t kSettlePurpose = 0x53455454;
constexpr std::int64_t kWindowSeconds = std::int64_t{45} * 86400;
constexpr std::int64_t kWindowDays = 60;
constexpr std::int64_t kLongestText = 3000;
constexpr std::size_t kMostVariants = 12;

/// The last number from `good` towards `beyond` for which `holds`. Needs: it holds for `good`.
template <class Holds>
std::int64_t edge(std::int64_t good, std::int64_t beyond, const Holds& holds) {
  if (good == beyond || holds(beyond)) return beyond;
  while (std::abs(beyond - good) > 1) {
    const auto middle = good + (beyond - good) / 2;
    (holds(middle) ? good : beyond) = middle;
  }
  return good;
}

class Searcher {
 public:
  Searcher(const JsonValue& document, const Trial& trial) : document_(document), trial_(trial) {}

  /// Finds the range or choices of the slot; false: it has to stay as it is.
  bool search(Slot& slot) const {
    switch (slot.role) {
      case Role::text:
      case Role::title: return search_text(slot);
      case Role::birth_date: return search_birthday(slot);
      case Role::date: return search_window(slot, kWindowDays, true);
      case Role::timestamp: return search_window(slot, kWindowSeconds, false);
      case Role::number: return search_number(slot);
      case Role::choice:
      case Role::category: return search_choices(slot, false);
      case Role::choices: return search_choices(slot, true);
      default: return true;
    }
  }

 private:
  bool clean_with(const Slot& slot, JsonValue value) const {
    JsonValue document = document_;
    *find(document, slot.place) = std::move(value);
    return trial_.clean(document);
  }

  /// Texts within what the rules allow, near the example's length: records stay of a realistic size.
  bool search_text(Slot& slot) const {
    const Theme theme{&subjects()[0], &methods()[0]};
    const auto holds = [&](std::int64_t length) {
      RandomStream random({.purpose = kSettlePurpose});
      const auto size = static_cast<std::size_t>(length);
      const auto text = paragraph(slot.section, theme, slot.english, size, size, random);
      return clean_with(slot, JsonValue::of(std::string_view(text)));
    };
    const auto length = static_cast<std::int64_t>(measured(slot.example, slot.english));
    if (!holds(length)) return false;
    if (slot.role == Role::title) {
      slot.high = edge(length, std::max<std::int64_t>(length, slot.english ? 40 : 120), holds);
      return true;
    }
    const auto sentence = slot.english ? 15 : 40;
    slot.low = edge(length, std::max<std::int64_t>(length / 2, 1), holds);
    slot.high = edge(length, std::min<std::int64_t>(length + sentence, kLongestText), holds);
    return true;
  }

  bool search_birthday(Slot& slot) const {
    const auto holds = [&](std::int64_t days) {
      return clean_with(slot, JsonValue::of(std::string_view(to_string(Date{static_cast<std::int32_t>(days)}))));
    };
    const auto first = date_from({1956, 4, 2})->days;
    const auto last = date_from({2001, 4, 1})->days;
    slot.low = edge(slot.low, std::min<std::int64_t>(first, slot.low), holds);
    slot.high = edge(slot.high, std::max<std::int64_t>(last, slot.high), holds);
    return slot.high > slot.low;
  }

  bool search_window(Slot& slot, std::int64_t window, bool days) const {
    const auto holds = [&](std::int64_t at) {
      const auto text =
          days ? to_string(Date{static_cast<std::int32_t>(at)}) : to_string_at_offset(Instant{at}, slot.offset);
      return clean_with(slot, JsonValue::of(std::string_view(text)));
    };
    const auto example = slot.low;
    slot.low = edge(example, example - window, holds);
    slot.high = edge(example, example + window, holds);
    if (days) halve(slot, example);
    return slot.high > slot.low;
  }

  bool search_number(Slot& slot) const {
    const auto holds = [&](std::int64_t number) { return clean_with(slot, JsonValue::of(number)); };
    const auto example = slot.low;
    slot.low = edge(example, 1, holds);
    slot.high = edge(example, example * 2, holds);
    halve(slot, example);
    return slot.high / slot.grain > (slot.low + slot.grain - 1) / slot.grain;
  }

  /// Half the way to either end: two numbers that a rule compares cannot pass each other.
  static void halve(Slot& slot, std::int64_t example) {
    slot.low = example - (example - slot.low) / 2;
    slot.high = example + (slot.high - example) / 2;
  }

  bool search_choices(Slot& slot, bool list) const {
    std::erase_if(slot.choices, [&](const std::string& choice) {
      auto value = JsonValue::of(std::string_view(choice));
      if (list) {
        auto items = JsonValue::array();
        items.items.push_back(std::move(value));
        value = std::move(items);
      }
      return !clean_with(slot, std::move(value));
    });
    return slot.choices.size() > 1;
  }

  const JsonValue& document_;
  const Trial& trial_;
};

/// Fields that no rule asks for but that every real application has; and a few more people and papers.
void enrich(JsonValue& document, const Trial& trial) {
  const auto keep = [&](const JsonValue& richer) {
    if (trial.clean(richer)) document = richer;
  };
  for (const auto& field : trial.pack().form->fields()) {
    const auto leaf = leaf_name(field.path);
    const auto place = place_of(field.path);
    if (field.kind == forms::FieldKind::string && field.values.empty() &&
        (leaf == "department" || leaf == "position") && field.table == forms::kNoField &&
        find(document, place) == nullptr) {
      const auto* name = find(document, place_of("applicant.name"));
      const bool english = name != nullptr && !is_japanese(name->string);
      JsonValue richer = document;
      if (auto* value = make(richer, place)) {
        *value = JsonValue::of(leaf == "department" ? departments(english)[0] : positions(english)[0]);
        keep(richer);
      }
    }
    if (field.kind != forms::FieldKind::list || (leaf != "collaborators" && leaf != "achievements")) continue;
    const auto* list = find(document, place);
    if (list == nullptr || list->items.size() != 1) continue;
    JsonValue richer = document;
    auto& items = find(richer, place)->items;
    items = {items[0], items[0], items[0]};
    keep(richer);
  }
}

bool same_in(const std::vector<JsonValue>& documents, const JsonValue& document) {
  return std::any_of(documents.begin(), documents.end(),
                     [&](const JsonValue& known) { return equal(known, document); });
}

/// Answers that a person would give, not the odd spellings that cases are written to try.
bool is_plain(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
    case JsonValue::Kind::boolean: return true;
    case JsonValue::Kind::integer: return value.integer >= 0 && value.integer < 1'000'000'000;
    case JsonValue::Kind::string:
      return !is_blank(value.string) && trimmed(value.string) == value.string && nfkc(value.string) == value.string &&
             utf16_length(value.string) < 60;
    case JsonValue::Kind::array: return std::all_of(value.items.begin(), value.items.end(), is_plain);
    case JsonValue::Kind::object:
      return std::all_of(value.members.begin(), value.members.end(),
                         [](const JsonMember& member) { return is_plain(member.value); });
    default: return false;
  }
}

bool begins_with(const Place& place, const Place& beginning) {
  return place.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), place.begin());
}

/// What an identity is made of must vary, or two records would be one person.
bool is_identity(Role role) {
  return role == Role::person_name || role == Role::birth_date || role == Role::digits || role == Role::id;
}

}  // namespace

JsonValue Construction::make(Draw& draw) const {
  JsonValue made = document;
  for (const auto& slot : slots) fill(made, slot, draw);
  money.draw(made, draw.random);
  return made;
}

const Slot* Construction::find(Role role) const {
  const auto found = std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) { return slot.role == role; });
  return found == slots.end() ? nullptr : &*found;
}

std::vector<JsonValue> clean_examples(const std::vector<rules::Case>& cases, const Trial& trial) {
  std::vector<JsonValue> seen;
  std::vector<JsonValue> examples;
  for (const auto& worked : cases) {
    if (same_in(seen, worked.base)) continue;
    seen.push_back(worked.base);
    if (trial.clean(worked.base)) examples.push_back(worked.base);
  }
  if (!examples.empty()) return examples;
  for (const auto& worked : cases) {
    for (const auto& application : worked.applications) {
      if (trial.clean(application.document)) return {application.document};
    }
  }
  return {};
}

Construction construct(JsonValue example, std::size_t base, const Trial& trial) {
  enrich(example, trial);
  Construction construction;
  construction.base = base;
  construction.money = Money::learn(example, trial);
  construction.document = std::move(example);
  const Searcher searcher(construction.document, trial);
  for (auto& slot : slots_of(construction.document, trial.pack())) {
    if (slot.role == Role::number && construction.money.writes(slot.path)) continue;
    if (searcher.search(slot)) construction.slots.push_back(std::move(slot));
  }
  return construction;
}

std::vector<Construction> variants(const Construction& of, const JsonValue& example,
                                   const std::vector<rules::Case>& cases, const Trial& trial) {
  std::vector<Construction> found;
  for (const auto& worked : cases) {
    if (worked.is_batch || !equal(worked.base, example) || found.size() >= kMostVariants) continue;
    const auto edits = difference(worked.base, worked.applications.front().document);
    if (edits.empty() || edits.size() > 12 || !std::all_of(edits.begin(), edits.end(), [](const Edit& edit) {
          return edit.value && is_plain(*edit.value);
        })) {
      continue;
    }
    Construction variant = of;
    const auto touches = [&](const Place& place) {
      return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
        return begins_with(place, edit.place) || begins_with(edit.place, place);
      });
    };
    const bool money =
        std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.place.front().name == "budget"; });
    const bool identity = std::any_of(of.slots.begin(), of.slots.end(),
                                      [&](const Slot& slot) { return is_identity(slot.role) && touches(slot.place); });
    if (money || identity) continue;
    apply_edits(variant.document, edits);
    if (!trial.clean(variant.document)) continue;
    std::erase_if(variant.slots, [&](const Slot& slot) { return touches(slot.place); });
    found.push_back(std::move(variant));
  }
  return found;
}

void settle(Construction& construction, std::int64_t first_birthday, std::int64_t birthdays, std::size_t draws,
            const Trial& trial) {
  std::size_t good = 0;
  for (std::uint32_t i = 0; good < draws; ++i) {
    Draw draw({.seed = 0, .purpose = kSettlePurpose, .entity = i});
    draw.identity = i;
    draw.first_birthday = first_birthday;
    draw.birthdays = birthdays;
    draw.identities = people() * static_cast<std::uint64_t>(birthdays);
    draw.introduce();
    const auto judged = trial.judge(construction.make(draw));
    if (judged.clean()) {
      ++good;
      continue;
    }
    good = 0;
    std::set<std::string> read;
    for (const auto* rule : judged.open()) read.insert(rule->fields.begin(), rule->fields.end());
    const auto stays = [&](const Slot& slot) { return read.contains(slot.path) || read.contains(slot.path + "[]"); };
    const auto before = construction.slots.size();
    std::erase_if(construction.slots, stays);
    bool money = false;
    for (const auto& path : read) money = money || construction.money.writes(path);
    if (money) construction.money.freeze();
    if (before == construction.slots.size() && !money) {  // nobody knows why: then nothing varies
      construction.slots.clear();
      construction.money.freeze();
      return;
    }
  }
}

}  // namespace saitaku::generate::detail

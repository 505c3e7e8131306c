#include "engine/generate/detail/slots.h"

#include <algorithm>
#include <map>

#include "engine/base/text.h"

namespace saitaku::generate::detail {
namespace {

using forms::Field;
using forms::FieldKind;

// Purposes of random numbers that are asked for by identity, so that one person stays one person.
constexpr std::uint32_t kPersonPurpose = 0x50455253;
constexpr std::uint32_t kDigitsPurpose = 0x44494749;

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_in_list(std::string_view path) { return holds(path, "[]"); }

bool is_of_institution(std::string_view path) {
  return holds(path, "institution") || holds(path, "organisation") || holds(path, "organization") ||
         holds(path, "university");
}

class Finder {
 public:
  Finder(const JsonValue& document, const rules::Pack& pack)
      : document_(document), pack_(pack), keys_(key_fields(pack)) {
    each_value(document, [&](const Place& place, const JsonValue& value) {
      const auto path = field_path(place);
      if (is_of_institution(path) && holds(leaf_name(path), "code") && value.is_string() && all_digits(value.string))
        code_ = value.string;
      japanese_ = japanese_ || (value.is_string() && value.string.ends_with("。"));
    });
    english_ = !japanese_;
  }

  std::vector<Slot> find_all() {
    each_value(document_, [&](const Place& place, const JsonValue& value) {
      Slot slot;
      slot.place = place;
      slot.path = field_path(place);
      const auto id = pack_.form->find(slot.path);
      if (!id || !take(slot, pack_.form->fields()[*id], value)) return;
      slot.ordinal = counts_[slot.role]++;
      slots_.push_back(std::move(slot));
    });
    // A list is cut when all its items have been written.
    std::stable_partition(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.role != Role::length; });
    return std::move(slots_);
  }

 private:
  bool take(Slot& slot, const Field& field, const JsonValue& value) {
    switch (field.kind) {
      case FieldKind::string:
        return value.is_string() && !is_blank(value.string) && take_string(slot, field, value.string);
      case FieldKind::date: return value.is_string() && take_date(slot, value.string);
      case FieldKind::timestamp: return value.is_string() && take_timestamp(slot, value.string);
      case FieldKind::integer:
      case FieldKind::real: return take_number(slot, value);
      case FieldKind::list: return take_list(slot, value);
      case FieldKind::boolean:
      case FieldKind::object: return false;
    }
    return false;
  }

  bool take_string(Slot& slot, const Field& field, const std::string& example) {
    slot.example = example;
    slot.english = !is_japanese(example);
    const auto leaf = leaf_name(slot.path);
    const bool listed = is_in_list(slot.path);
    const auto is = [&](Role role) { return slot.role = role, true; };
    if (is_of_institution(slot.path) || holds(leaf, "affiliation")) {
      if (leaf == "name" || leaf == "institution" || leaf == "organization" || holds(leaf, "affiliation"))
        return is(listed ? Role::affiliation : Role::institution);
      if (example == code_) return is(Role::institution_code);
      if (leaf == "category" && find_choices(slot, field)) return is(Role::category);
    }
    if (leaf == "file_name") return slot.code = code_, is(Role::file_name);
    if (leaf == "name" && (listed || holds(slot.path, "applicant") || is_key(slot.path) || !holds(slot.path, ".")))
      return is(listed ? Role::other_person : Role::person_name);
    if (holds(leaf, "kana") && !listed) return is(Role::person_kana);
    if (holds(leaf, "mail") && holds(example, "@") && !listed) return is(Role::email);
    if (leaf == "department") return is(Role::department);
    if (leaf == "position") return is(Role::position);
    if (field.digits > 0) return slot.digits = field.digits, is(Role::digits);
    if (is_key(slot.path) && example.find_first_of("0123456789") != std::string::npos) return is(Role::id);
    // Choices within a list, and those that go with an institution's name, hang on what stands beside them.
    if (find_choices(slot, field)) return !listed && !is_of_institution(slot.path) && is(Role::choice);
    if (!field.values.empty()) return false;
    if (leaf == "title") return is(Role::title);
    if (leaf == "what") return slot.english = english_, is(Role::goods);
    if (leaf == "text" && (holds(slot.path, "achievement") || holds(slot.path, "publication")))
      return is(Role::citation);
    slot.section = section_of(leaf);
    const bool sentence = example.ends_with("。") || (example.ends_with(".") && words(example) > 2);
    const bool named = slot.section != Section::other && utf16_length(example) >= 8;
    return (sentence || named || utf16_length(example) >= 40) && is(Role::text);
  }

  /// The words that the form or a list of the call gives, in the example's own language.
  bool find_choices(Slot& slot, const Field& field) {
    slot.choices = field.values;
    for (const auto& rule : pack_.rules) {
      if (std::find(rule.fields.begin(), rule.fields.end(), slot.path) == rule.fields.end()) continue;
      for (const auto& name : rule.parameters) add_choices(slot, *pack_.find_parameter(name));
    }
    for (const auto& map : pack_.workbooks) {  // a form that people fill offers its own spellings only
      for (const auto& entry : map.cells) {
        const auto& offered = entry.values;
        if (entry.path != slot.path && entry.path + "[]" != slot.path) continue;
        if (std::find(offered.begin(), offered.end(), slot.example) == offered.end()) continue;
        std::erase_if(slot.choices, [&](const std::string& choice) {
          return std::find(offered.begin(), offered.end(), choice) == offered.end();
        });
      }
    }
    std::erase_if(slot.choices, [&](const std::string& choice) { return is_japanese(choice) == slot.english; });
    return slot.choices.size() > 1;
  }

  static void add_choices(Slot& slot, const rules::Parameter& parameter) {
    if (parameter.dated || parameter.value.kind() != expr::Value::Kind::list) return;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < parameter.value.as_list().items.size(); ++i) {
      const auto& item = parameter.value.as_list().items[i];
      if (item.kind() != expr::Value::Kind::string) return;
      words.push_back(item.as_string());
    }
    if (std::find(words.begin(), words.end(), slot.example) == words.end()) return;
    for (auto& word : words) {
      if (std::find(slot.choices.begin(), slot.choices.end(), word) == slot.choices.end())
        slot.choices.push_back(std::move(word));
    }
  }

  bool take_date(Slot& slot, const std::string& example) {
    const auto date = iso_date(example);
    if (!date || is_in_list(slot.path)) return false;
    slot.role = holds(slot.path, "birth") ? Role::birth_date : Role::date;
    slot.low = slot.high = date->days;
    return true;
  }

  bool take_timestamp(Slot& slot, const std::string& example) {
    const auto instant = rfc3339_instant(example);
    if (!instant || is_in_list(slot.path)) return false;
    slot.role = Role::timestamp;
    slot.low = slot.high = instant->seconds;
    slot.offset = offset_of(example);
    return true;
  }

  static std::int32_t offset_of(const std::string& text) {
    if (text.size() < 6 || text[text.size() - 3] != ':') return 0;
    const auto hours = parse_int(text.substr(text.size() - 5, 2)).value_or(0);
    const auto minutes = parse_int(text.substr(text.size() - 2)).value_or(0);
    const auto seconds = static_cast<std::int32_t>(hours * 3600 + minutes * 60);
    return text[text.size() - 6] == '-' ? -seconds : seconds;
  }

  bool take_number(Slot& slot, const JsonValue& value) const {
    if (!value.is_integer() || value.integer <= 1 || leaf_name(slot.path).starts_with("unit_")) return false;
    slot.role = Role::number;
    slot.low = slot.high = value.integer;
    while (slot.grain < 1000 && value.integer % (slot.grain * 10) == 0) slot.grain *= 10;
    if (value.integer % (slot.grain * 5) == 0) slot.grain *= 5;
    return true;
  }

  bool take_list(Slot& slot, const JsonValue& value) {
    if (value.items.empty()) return false;
    const auto item = pack_.form->find(slot.path + "[]");
    if (value.items.front().is_string() && item) {
      slot.example = value.items.front().string;
      slot.english = !is_japanese(slot.example);
      slot.path += "[]";
      const bool found = find_choices(slot, pack_.form->fields()[*item]);
      slot.path.resize(slot.path.size() - 2);
      slot.role = Role::choices;
      return found;
    }
    const bool may_vary =
        holds(slot.path, "collaborator") || holds(slot.path, "achievement") || holds(slot.path, "publication");
    slot.role = Role::length;
    slot.low = 1;
    slot.high = static_cast<std::int64_t>(value.items.size());
    return may_vary && slot.high > 1;
  }

  bool is_key(const std::string& path) const { return std::find(keys_.begin(), keys_.end(), path) != keys_.end(); }

  const JsonValue& document_;
  const rules::Pack& pack_;
  std::vector<std::string> keys_;
  std::string code_;
  bool japanese_ = false, english_ = false;  ///< what the texts of the example are written in
  std::map<Role, std::uint32_t> counts_;
  std::vector<Slot> slots_;
};

template <class Pool>
const auto& pick(const Pool& pool, RandomStream& random) {
  return pool[random.below(static_cast<std::uint32_t>(pool.size()))];
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string padded(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::uint64_t power_of_ten(int digits) {
  std::uint64_t power = 1;
  for (int i = 0; i < digits; ++i) power *= 10;
  return power;
}

/// The example with its longest run of digits replaced.
std::string numbered(const std::string& example, std::uint64_t number) {
  std::size_t begin = 0;
  std::size_t length = 0;
  for (std::size_t at = 0; at < example.size();) {
    std::size_t end = at;
    while (end < example.size() && example[end] >= '0' && example[end] <= '9') ++end;
    if (end - at > length) begin = at, length = end - at;
    at = std::max(end, at + 1);
  }
  return example.substr(0, begin) + padded(number, std::max<std::size_t>(length, 7)) + example.substr(begin + length);
}

/// 第2回_様式1_研究計画調書_1234567890_YamadaTaro.xlsx with another code and name.
std::string file_name(const Slot& slot, const Draw& draw) {
  std::string name = slot.example;
  if (slot.code.empty()) return name;
  const auto at = name.find(slot.code);
  if (at == std::string::npos) return name;
  const auto after = at + slot.code.size();
  const auto dot = std::min(name.rfind('.'), name.size());
  std::string_view mark = name[after] == '_' ? "_" : "＿";
  if (after >= dot || name.compare(after, mark.size(), mark) != 0) return name;
  const bool spaced = name.find(' ', after) != std::string::npos;
  return name.substr(0, at) + std::string(draw.institution->code) + std::string(mark) + draw.person.surname_latin +
         (spaced ? " " : "") + draw.person.given_latin + name.substr(dot);
}

JsonValue some_of(const Slot& slot, RandomStream& random) {
  JsonValue list = JsonValue::array();
  const auto wanted = 1 + random.below(static_cast<std::uint32_t>(std::min<std::size_t>(3, slot.choices.size())));
  auto left = wanted;
  for (std::size_t i = 0; i < slot.choices.size() && left > 0; ++i) {  // in the order of the form
    if (random.below(static_cast<std::uint32_t>(slot.choices.size() - i)) >= left) continue;
    list.items.push_back(JsonValue::of(std::string_view(slot.choices[i])));
    --left;
  }
  return list;
}

std::string citation(const Slot& slot, Draw& draw) {
  const auto year = std::to_string(2019 + draw.random.below(7));
  std::string text = draw.person.surname_latin + " " + draw.person.given_latin.substr(0, 1) + ". et al., " + year;
  const auto& theme = pick(subjects(), draw.random);
  return text + ", " + title({&theme, draw.theme.method}, true, slot.english ? 20 : 40);
}

std::string category(const Slot& slot, const Draw& draw) {
  for (const auto& choice : slot.choices) {
    if (is_category_of(draw.institution->kind, choice)) return choice;
  }
  return slot.example;
}

std::string choice(const Slot& slot, Draw& draw) {
  const auto& any = pick(slot.choices, draw.random);
  for (const auto& each : slot.choices) {  // the field of research goes with the theme
    if (each == draw.theme.subject->field_ja || each == draw.theme.subject->field_en) return each;
  }
  return any;
}

std::string goods_of(const JsonValue& document, const Slot& slot, Draw& draw) {
  Place sibling = slot.place;
  sibling.back().name = "category";
  const auto* category = find(document, sibling);
  const bool listed = category != nullptr && category->is_string();
  return std::string(pick(goods(listed ? category->string : "", slot.english), draw.random));
}

std::string written(const JsonValue& document, const Slot& slot, Draw& draw) {
  auto& random = draw.random;
  switch (slot.role) {
    case Role::person_name: return slot.english ? draw.person.latin() : draw.person.name;
    case Role::person_kana: return draw.person.kana;
    case Role::email:
      return lower(draw.person.given_latin + "." + draw.person.surname_latin) + std::to_string(draw.identity % 1000) +
             "@" + std::string(draw.institution->domain);
    case Role::other_person: {
      const auto other = person(static_cast<std::uint64_t>(random.between(0, static_cast<std::int64_t>(people()) - 1)));
      return slot.english ? other.latin() : other.name;
    }
    case Role::institution: return std::string(slot.english ? draw.institution->en : draw.institution->ja);
    case Role::institution_code: return std::string(draw.institution->code);
    case Role::category: return category(slot, draw);
    case Role::affiliation: {
      const auto& other = pick(all_institutions(), random);
      return std::string(slot.english ? other.en : other.ja);
    }
    case Role::department: return std::string(pick(departments(slot.english), random));
    case Role::position: return std::string(pick(positions(slot.english), random));
    case Role::title: return title(draw.theme, slot.english, static_cast<std::size_t>(slot.high));
    case Role::text: {
      const auto least = random.between(slot.low, std::max(slot.low, slot.low + (slot.high - slot.low) * 2 / 3));
      return paragraph(slot.section, draw.theme, slot.english, static_cast<std::size_t>(least),
                       static_cast<std::size_t>(std::min(slot.high, least + least / 2)), random);
    }
    case Role::citation: return citation(slot, draw);
    case Role::goods: return goods_of(document, slot, draw);
    case Role::file_name: return file_name(slot, draw);
    case Role::digits: {
      const auto size = power_of_ten(slot.digits);
      const auto number = is_in_list(slot.path) ? draw.identity * 8 + slot.ordinal % 8 : draw.identity;
      return padded(permuted(number % size, size, draw.seed, kDigitsPurpose), static_cast<std::size_t>(slot.digits));
    }
    case Role::id: return numbered(slot.example, draw.identity * 8 + slot.ordinal % 8);
    case Role::birth_date: return to_string(Date{static_cast<std::int32_t>(draw.birthday)});
    case Role::date: return to_string(Date{static_cast<std::int32_t>(random.between(slot.low, slot.high))});
    case Role::timestamp: {
      const auto second = random.between(slot.low, slot.high);
      const auto whole = second / 60 * 60;
      return to_string_at_offset(Instant{whole >= slot.low ? whole : second}, slot.offset);
    }
    case Role::choice: return choice(slot, draw);
    case Role::number:
    case Role::choices:
    case Role::length: break;
  }
  return {};
}

}  // namespace

bool is_japanese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

void Draw::introduce() {
  const auto place = permuted(identity % identities, identities, seed, kPersonPurpose);
  person = detail::person(place / static_cast<std::uint64_t>(birthdays));
  birthday = first_birthday + static_cast<std::int64_t>(place % static_cast<std::uint64_t>(birthdays));
  institution = &pick(institutions(), random);
  theme = {&pick(subjects(), random), &pick(methods(), random)};
}

std::vector<std::string> key_fields(const rules::Pack& pack) {
  std::vector<std::string> keys;
  for (const auto& rule : pack.batch_rules) {
    for (const auto& path : rule.fields) {  // within an item of `each`, "item.id"
      const auto groups = [&](const std::string& text) { return holds(text, path); };
      if (std::none_of(rule.group_by_text.begin(), rule.group_by_text.end(), groups)) continue;
      keys.push_back(path.starts_with("item.") ? rule.each_text + "[]" + path.substr(4) : path);
    }
  }
  return keys;
}

std::vector<Slot> slots_of(const JsonValue& document, const rules::Pack& pack) {
  return Finder(document, pack).find_all();
}

void fill(JsonValue& document, const Slot& slot, Draw& draw) {
  JsonValue* value = find(document, slot.place);
  if (value == nullptr) return;
  if (slot.role == Role::choices) {
    *value = some_of(slot, draw.random);
  } else if (slot.role == Role::length) {
    const auto length = static_cast<std::size_t>(draw.random.between(slot.low, slot.high));
    if (length < value->items.size()) value->items.resize(length);
  } else if (slot.role == Role::number) {
    *value = JsonValue::of(draw.random.between((slot.low + slot.grain - 1) / slot.grain, slot.high / slot.grain) *
                           slot.grain);
  } else {
    value->string = written(document, slot, draw);
  }
}

}  // namespace saitaku::generate::detail

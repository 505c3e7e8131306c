// What of an application is drawn anew for every record, and how.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/civil.h"
#include "engine/base/philox.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/pools.h"
#include "engine/generate/detail/texts.h"
#include "engine/rules/pack.h"

namespace saitaku::generate::detail {

/// What a value means, told from its field's name, type and example.
enum class Role : std::uint8_t {
  person_name,  ///< the applicant's
  person_kana,
  email,
  other_person,  ///< a collaborator
  institution,
  institution_code,
  category,     ///< of the institution
  affiliation,  ///< of a collaborator
  department,
  position,
  title,
  text,
  citation,
  goods,
  file_name,
  digits,  ///< an identifier of so many digits, different for every person
  id,      ///< an identifier with digits in it, different for every person
  birth_date,
  date,
  timestamp,
  number,
  choice,
  choices,  ///< some of a list
  length,   ///< of a list: the first so many items stay
};

struct Slot {
  Role role = Role::text;
  Place place;
  std::string path;  ///< field
  bool english = false;
  std::uint32_t ordinal = 0;  ///< among the slots of its role
  std::int64_t low = 0;       ///< text: length; date: days; timestamp: seconds; number; length: items
  std::int64_t high = 0;
  std::int64_t grain = 1;   ///< number: multiples of it
  std::int32_t offset = 0;  ///< timestamp: of the example
  std::string example;
  std::string code;  ///< file_name: the institution's code in the example
  std::vector<std::string> choices;
  Section section = Section::other;
  int digits = 0;
};

/// What one record is about.
struct Draw {
  std::uint64_t seed = 0;
  std::uint64_t identity = 0;    ///< whose application it is: equal identities, equal persons
  std::uint64_t identities = 1;  ///< how many persons there can be
  std::int64_t first_birthday = 0;
  std::int64_t birthdays = 1;
  RandomStream random;
  Person person;
  std::int64_t birthday = 0;
  const Institution* institution = nullptr;
  Theme theme;

  explicit Draw(const RandomAddress& address) : seed(address.seed), random(address) {}
  /// The applicant, the institution and the theme.
  void introduce();
};

/// The slots of a document by what its fields look like; ranges and choices are still to be tried.
std::vector<Slot> slots_of(const JsonValue& document, const rules::Pack& pack);
/// Fields whose values make the groups of the pack's batch rules: "applicant.name", "principal_investigators[].id".
std::vector<std::string> key_fields(const rules::Pack& pack);

/// Writes the slot's value into the document.
void fill(JsonValue& document, const Slot& slot, Draw& draw);

bool is_japanese(std::string_view text);

}  // namespace saitaku::generate::detail

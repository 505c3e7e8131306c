// The members of an object of the form, and where the last records had them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "engine/forms/batch.h"

namespace saitaku::intake {

/// What to do with the value of a member.
enum class JsonAction : std::uint8_t {
  boolean,  // the members of a form's types come first, list last
  integer,
  string,
  real,
  date,
  timestamp,
  object,
  list,
  skip,         ///< nobody wants it, or it is no answer
  skip_object,  ///< the same, but its members are known
  skip_list,
  count,  ///< the form does not have it
  schema,
  call,
  application_id,
};

inline constexpr std::uint32_t kNoMember = 0xffffffffu;

/// A key as it lies in simdjson's string buffer: its length in 4 bytes, then its bytes. Compared without branches: what
/// a program cannot guess, it had better not ask.
class KeyImage {
 public:
  explicit KeyImage(std::string_view key);

  /// `key` may be read some bytes too far.
  bool matches(const std::uint8_t* key) const {
    std::uint64_t difference = 0;
    for (std::size_t at = 0; at < kWords; ++at) difference |= (word(key + at * 8) ^ words_[at]) & masks_[at];
    return difference == 0 && (rest_.empty() || std::memcmp(key + sizeof words_, rest_.data(), rest_.size()) == 0);
  }

  static std::uint64_t word(const std::uint8_t* from) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
  }

 private:
  static constexpr std::size_t kWords = 3;

  std::uint64_t words_[kWords];
  std::uint64_t masks_[kWords];
  std::string rest_;  ///< of a key longer than the words
};

struct JsonMember {
  KeyImage key;
  std::string name;
  JsonAction action = JsonAction::skip;
  forms::FieldId field = forms::kNoField;
  std::uint32_t child = 0;         ///< shape of the object, or of the list's items
  std::uint32_t next = kNoMember;  ///< what followed it last time
  std::uint64_t seen = 0;          ///< the object it was last seen in
  std::uint64_t counted_in = 0;    ///< the unit that `counter` is of, for action count
  std::size_t counter = 0;
  forms::Column* column = nullptr;  ///< of the batch being filled
};

/// The members of one object, of a list's items, or of the application.
struct JsonShape {
  forms::FieldId owner = forms::kNoField;
  bool held = true;                 ///< somebody wants something of it
  bool plain_items = false;         ///< of a list: items are values, and the first member is what to do with them
  std::uint32_t first = kNoMember;  ///< what came first last time
  std::vector<JsonMember> members;  ///< those of the form, then others as they come
  std::size_t of_form = 0;
  std::vector<std::uint32_t> table;  ///< open hash of the members; its size is a power of two

  /// kNoMember: there is none.
  std::uint32_t find(const std::uint8_t* key) const;
  std::uint32_t add(std::string_view key, JsonAction action);

 private:
  std::size_t slot(const std::uint8_t* key, std::size_t length) const;
  void rebuild();
};

/// The shape of every object of the form; the application's comes first. Fields that are not in `held` are skipped.
std::vector<JsonShape> json_shapes(const forms::Form& form, const std::vector<bool>& held);

}  // namespace saitaku::intake

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
  boolean,
  integer,
  real,
  string,
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

/// A key as it lies in simdjson's string buffer: its length in 4 bytes, then its bytes.
class KeyImage {
 public:
  explicit KeyImage(std::string_view key) : bytes_(sizeof(std::uint32_t) + key.size()), text_(key) {
    std::string image(sizeof(std::uint32_t), '\0');
    const auto length = static_cast<std::uint32_t>(key.size());
    std::memcpy(image.data(), &length, sizeof length);
    image += key;
    image.resize(std::max(sizeof words_, image.size()));
    std::memcpy(words_, image.data(), sizeof words_);
    const auto rest = std::min(bytes_, sizeof words_) % 8;
    last_ = (std::min(bytes_, sizeof words_) - 1) / 8;
    last_mask_ = rest == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << rest * 8) - 1;
  }

  /// `key` may be read up to 32 bytes from its beginning on.
  bool matches(const std::uint8_t* key) const {
    std::size_t at = 0;
    for (; at < last_; ++at) {
      if (word(key + at * 8) != words_[at]) return false;
    }
    if ((word(key + at * 8) & last_mask_) != words_[at]) return false;
    return bytes_ <= sizeof words_ ||
           std::memcmp(key + sizeof words_, text_.data() + kInline, bytes_ - sizeof words_) == 0;
  }

  const std::string& text() const { return text_; }

  static std::uint64_t word(const std::uint8_t* from) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
  }

 private:
  static constexpr std::size_t kInline = 28;  // bytes of a key in the words

  std::uint64_t words_[4];
  std::uint64_t last_mask_;
  std::size_t last_;   ///< index of the last word
  std::size_t bytes_;  ///< with the length
  std::string text_;
};

struct JsonMember {
  KeyImage key;
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

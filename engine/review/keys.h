// The keys that a stage, a distribution or another part of a scenario takes, declared once: the reader checks a file
// against them, `saitaku help scenario` and the JSON Schema of a scenario are written from them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/review/conditions.h"

namespace saitaku::review {

struct Key {
  enum class Type : std::uint8_t {
    number,     ///< any finite number within `low` … `high`
    count,      ///< a whole number within `low` … `high`
    share,      ///< 0 … 1
    yen,        ///< a whole number of yen, 0 or more
    text,       ///< any string
    choice,     ///< one of `choices`
    attribute,  ///< name of an attribute of the population
    condition,  ///< an expression that is true or false over the attributes
    amount,     ///< an expression that gives a number over the attributes, `requested` and `score`
    flag,       ///< true or false
    other,      ///< the maker looks at the JSON itself (reader.json("key"))
  };
  std::string_view name;
  Type type = Type::number;
  std::string_view ja;  ///< one line of documentation
  std::string_view en;
  bool required = false;
  double low = 0;
  double high = 1e15;
  std::vector<std::string_view> choices{};
};

/// Reads one JSON object against its declared keys, and collects every problem with its place: scenario.unknown-key
/// (with a suggestion), scenario.missing-key, scenario.wrong-type, scenario.out-of-range, scenario.unknown-choice,
/// scenario.unknown-attribute, expr.*. A value that cannot be used is reported and then absent.
class KeyReader {
 public:
  /// `also`: keys that whoever calls has read already ("do"). Everything outlives the reader.
  KeyReader(const JsonText& text, const JsonValue& object, std::span<const Key> keys, const Vocabulary& vocabulary,
            Problems& problems, std::span<const std::string_view> also = {});

  bool has(std::string_view key) const { return json(key) != nullptr; }  ///< null counts as absent
  std::optional<double> number(std::string_view key);                    ///< also share
  std::optional<std::int64_t> integer(std::string_view key);             ///< count, yen
  std::optional<std::string> text(std::string_view key);                 ///< also choice
  std::optional<bool> flag(std::string_view key);
  std::optional<AttributeId> attribute(std::string_view key);
  std::optional<Condition> condition(std::string_view key);
  /// `constants`: further names that the expression may use.
  std::optional<Amount> amount(std::string_view key, const std::vector<std::pair<std::string, double>>& constants = {});
  const JsonValue* json(std::string_view key) const;

  /// Exactly one of these keys must be there. Returns which; problem scenario.one-of otherwise.
  std::optional<std::string_view> one_of(std::span<const std::string_view> keys);

  /// A problem at a key's value, or at the object when the key is not there.
  void problem(std::string code, std::string_view key, Args args = {});
  void warning(std::string code, std::string_view key, Args args = {});

  const JsonText& file() const { return text_; }
  const JsonValue& object() const { return object_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  Problems& problems() { return problems_; }

 private:
  const Key& declared(std::string_view key, std::initializer_list<Key::Type> types) const;
  const JsonValue* usable(std::string_view key, std::initializer_list<Key::Type> types) const;
  void check_names(std::span<const std::string_view> also);
  bool fits(const Key& key, const JsonValue& value);
  bool fits_number(const Key& key, const JsonValue& value);
  bool fits_text(const Key& key, const JsonValue& value);
  bool wrong_type(const Key& key, const JsonValue& value, std::string_view expected);

  const JsonText& text_;
  const JsonValue& object_;
  std::span<const Key> keys_;
  const Vocabulary& vocabulary_;
  Problems& problems_;
  std::vector<std::string_view> unusable_;  ///< keys whose values were reported
};

}  // namespace saitaku::review

// JSON that knows where it stands: every value and key has its offset, so that a problem can name line and
// column, also inside a string. Parsed by nlohmann's SAX reader. For packs, forms, cases, drafts: documents of
// at most a few megabytes; the audit's fast path has its own reader in intake.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/problem.h"

namespace saitaku {

struct JsonMember;

struct JsonValue {
  enum class Kind { null, boolean, integer, unsigned_integer, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;            ///< kind integer (fits int64)
  std::uint64_t unsigned_integer = 0;  ///< kind unsigned_integer (above int64's largest)
  double number = 0;                   ///< kind number: a fraction, an exponent, or an integer too large for 64 bits
  std::string string;                  ///< kind string: decoded; numbers: as written
  std::vector<JsonValue> items;        ///< array
  std::vector<JsonMember> members;     ///< object, in file order, keys unique
  std::size_t begin = 0;               ///< byte offsets of the token in the text, end exclusive
  std::size_t end = 0;

  bool is_null() const { return kind == Kind::null; }
  bool is_string() const { return kind == Kind::string; }
  bool is_array() const { return kind == Kind::array; }
  bool is_object() const { return kind == Kind::object; }
  bool is_boolean() const { return kind == Kind::boolean; }
  bool is_integer() const { return kind == Kind::integer; }
  bool is_number() const { return kind == Kind::integer || kind == Kind::unsigned_integer || kind == Kind::number; }

  const JsonValue* find(std::string_view key) const;  ///< nullptr when not an object or no such key
  JsonValue* find(std::string_view key);
  /// The member, made (null) when it is not there. Needs: an object, or null, which becomes an object.
  JsonValue& at(std::string_view key);

  static JsonValue of(std::string_view text);
  static JsonValue of(std::int64_t number);
  static JsonValue of(std::same_as<bool> auto value) { return of_boolean(value); }  // a literal "x" is no bool
  static JsonValue of_boolean(bool value);
  static JsonValue array();
  static JsonValue object();
};

struct JsonMember {
  std::string key;
  std::size_t key_begin = 0;
  JsonValue value;
};

/// "string", "number", … for messages.
std::string_view kind_name(JsonValue::Kind kind);

struct JsonText {
  std::string file;  ///< as the user named it; "<stdin>" and "<--set>" are names too
  std::string text;
  std::size_t first_line = 1;  ///< of `text` within its file (NDJSON)
  std::size_t first_byte = 0;

  Where where(std::size_t offset) const;
  Where where(const JsonValue& value) const { return where(value.begin); }
  /// The place of byte `offset` of the decoded string, seen through the escapes of the source.
  Where where_in(const JsonValue& string, std::size_t offset) const;
};

struct JsonDocument {
  JsonText text;
  JsonValue root;
};

struct JsonLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 100;
  std::size_t values = 2'000'000;  ///< a value takes far more memory than its text: [[],[],…
};

/// One document. Problems: json.syntax (NaN and Infinity included, with what to write instead), json.utf8,
/// json.duplicate-key, json.too-deep, json.too-large, json.too-many-values,
/// json.number-range (1e999), json.empty. A byte order mark is skipped.
Result<JsonDocument> parse_json(JsonText text, const JsonLimits& limits = {});

/// A document for a reader (two-space indent) or a program (one line, no spaces); keys in the
/// order given; ASCII left as it is, other characters in UTF-8.
std::string write_json(const JsonValue& value, bool pretty = true);

/// Follows an RFC 6901 pointer; nullptr when there is nothing.
const JsonValue* find_pointer(const JsonValue& root, std::string_view pointer);

/// RFC 7396 merge patch, except that null overwrites with null (null is an answer here).
void overlay(JsonValue& target, const JsonValue& patch);

/// Reading {"ja": "…", "en": "…"} (or one string for both). Problems: json.local-text.
Result<LocalText> local_text(const JsonText& text, const JsonValue& value);

}  // namespace saitaku

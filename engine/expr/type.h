// Types of rule expressions: CEL's, and civil dates and records (what a form declares).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"

namespace saitaku::expr {

struct RecordType;

class Type {
 public:
  enum class Kind : std::uint8_t {
    dyn,
    null,
    boolean,
    integer,
    unsigned_integer,
    real,
    string,
    bytes,
    list,
    map,
    timestamp,
    duration,
    date,
    type,
    record,
    parameter,  ///< a type variable of a function signature, "A"
  };

  Type() = default;  ///< dyn
  static Type dyn() { return Type(Kind::dyn); }
  static Type null() { return Type(Kind::null); }
  static Type boolean() { return Type(Kind::boolean); }
  static Type integer() { return Type(Kind::integer); }
  static Type unsigned_integer() { return Type(Kind::unsigned_integer); }
  static Type real() { return Type(Kind::real); }
  static Type string() { return Type(Kind::string); }
  static Type bytes() { return Type(Kind::bytes); }
  static Type timestamp() { return Type(Kind::timestamp); }
  static Type duration() { return Type(Kind::duration); }
  static Type date() { return Type(Kind::date); }
  static Type type() { return Type(Kind::type); }
  static Type list(Type element);
  static Type map(Type key, Type value);
  static Type record(std::shared_ptr<const RecordType> record);
  static Type parameter(char name);  ///< 'A', 'B', …

  Kind kind() const { return kind_; }
  bool is_dyn() const { return kind_ == Kind::dyn; }
  bool is_number() const { return kind_ == Kind::integer || kind_ == Kind::unsigned_integer || kind_ == Kind::real; }
  /// May also be null: an answer that may be left out.
  bool nullable() const { return nullable_; }
  Type or_null() const;
  Type without_null() const;

  const Type& element() const;  ///< list, or the values of a map
  const Type& key() const;      ///< map
  const std::shared_ptr<const RecordType>& record() const;
  char parameter_name() const { return parameter_; }

  bool operator==(const Type& other) const;
  std::string to_string() const;  ///< "list(int)", "map(string, dyn)", "string or null"

 private:
  struct Parts;
  explicit Type(Kind kind) : kind_(kind) {}
  Kind kind_ = Kind::dyn;
  bool nullable_ = false;
  char parameter_ = 0;
  std::shared_ptr<const Parts> parts_;
};

struct Type::Parts {
  Type key;
  Type element;
  std::shared_ptr<const RecordType> record;
};

inline const Type& Type::element() const { return parts_->element; }
inline const Type& Type::key() const { return parts_->key; }
inline const std::shared_ptr<const RecordType>& Type::record() const { return parts_->record; }

/// What a whole number that is not known yet may be; both ends included.
struct IntRange {
  std::int64_t low;
  std::int64_t high;
  bool operator==(const IntRange&) const = default;
};

/// A named field of a record.
struct RecordField {
  std::string name;
  Type type;
  std::optional<IntRange> range;    ///< of an unknown whole number
  std::vector<std::string> values;  ///< the closed choice of an unknown string; empty = any text
  LocalText label;
};

/// An object with known fields. Immutable once shared.
struct RecordType {
  std::string name;
  std::vector<RecordField> fields;
  std::optional<std::size_t> find(std::string_view field) const;
};

}  // namespace saitaku::expr

// Values that expressions work on. Cheap to copy: larger payloads are shared and immutable.
// Besides CEL's values there are records (rows of a batch, read in place), unknowns (what depends on an absent
// field) and errors. Unknowns and errors are never mixed up: an unknown may still become anything its fields
// allow; an error is definite.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/civil.h"
#include "engine/base/problem.h"
#include "engine/expr/type.h"

namespace saitaku::expr {

class Value;

/// One row of a source of records. The batch implements it; values read through it are made on demand.
class Records {
 public:
  virtual ~Records() = default;
  virtual const std::shared_ptr<const RecordType>& type() const = 0;
  /// Field `field` (index into type()->fields) of row `row`: a scalar, null, a list, a nested record, or an
  /// unknown that carries its path.
  virtual Value field(std::size_t row, std::size_t field) const = 0;
  /// Whether the field's cell holds something that could not be read as the field's type.
  virtual bool malformed(std::size_t row, std::size_t field) const = 0;
};

/// What is not known, and what is known of it all the same.
struct Unknown {
  std::vector<std::string> paths;   ///< the absent fields, sorted, unique: "budget.items[2].amount"
  Type type;                        ///< dyn = anything
  std::optional<IntRange> range;    ///< of a whole number: every completion lies in it
  std::vector<std::string> values;  ///< of a string: every completion is one of these; empty = any
  bool may_fail = true;             ///< some completion may be an error (always so for type dyn)
  /// The value of a field itself, nothing computed from it: every completion is a value, whatever its type.
  bool is_field = false;
  /// Whether putting it into a list or an equality may be an error there.
  bool may_be_error() const { return may_fail && !is_field; }
};

struct Error {
  std::string code;  ///< "expr.divide-by-zero"
  Args args;
  std::size_t begin = 0;  ///< byte offsets into the expression's source; 0, 0 = whole
  std::size_t end = 0;
};

struct List;
struct Map;

class Value {
 public:
  enum class Kind : std::uint8_t {
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
    unknown,
    error,
  };

  Value() = default;  ///< null
  static Value null() { return {}; }
  static Value boolean(bool value);
  static Value integer(std::int64_t value);
  static Value unsigned_integer(std::uint64_t value);
  static Value real(double value);
  static Value string(std::string value);
  static Value bytes(std::string value);
  static Value timestamp(Instant value);
  static Value duration(Duration value);
  static Value date(Date value);
  static Value type(Type value);
  static Value list(std::vector<Value> items);
  static Value list(List list);
  /// Needs: keys of key kinds, unique.
  static Value map(std::vector<std::pair<Value, Value>> entries, bool certain_keys = false);
  static Value record(std::shared_ptr<const Records> records, std::size_t row);
  static Value unknown(Unknown unknown);
  static Value unknown(std::string path, Type type = {});  ///< the value of the field `path` itself
  static Value error(std::string code, Args args = {});
  static Value error(Error error);

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_unknown() const { return kind_ == Kind::unknown; }
  bool is_error() const { return kind_ == Kind::error; }
  bool is_true() const { return kind_ == Kind::boolean && std::get<bool>(data_); }
  bool is_false() const { return kind_ == Kind::boolean && !std::get<bool>(data_); }
  bool is_number() const { return kind_ == Kind::integer || kind_ == Kind::unsigned_integer || kind_ == Kind::real; }

  bool as_boolean() const { return std::get<bool>(data_); }
  std::int64_t as_integer() const { return std::get<std::int64_t>(data_); }
  std::uint64_t as_unsigned() const { return std::get<std::uint64_t>(data_); }
  double as_real() const { return std::get<double>(data_); }
  const std::string& as_string() const { return *std::get<std::shared_ptr<const std::string>>(data_); }
  const std::string& as_bytes() const { return as_string(); }
  Instant as_timestamp() const { return std::get<Instant>(data_); }
  Duration as_duration() const { return std::get<Duration>(data_); }
  Date as_date() const { return std::get<Date>(data_); }
  const Type& as_type() const { return *std::get<std::shared_ptr<const Type>>(data_); }
  const List& as_list() const { return *std::get<std::shared_ptr<const List>>(data_); }
  const Map& as_map() const { return *std::get<std::shared_ptr<const Map>>(data_); }
  const Unknown& as_unknown() const { return *std::get<std::shared_ptr<const Unknown>>(data_); }
  const Error& as_error() const { return *std::get<std::shared_ptr<const Error>>(data_); }
  const Records& records() const { return *std::get<RecordRow>(data_).records; }
  std::size_t row() const { return std::get<RecordRow>(data_).row; }

  Type type_of() const;  ///< the run-time type, as `type(x)` gives it
  /// CEL-like text: 5200000, "abc", [1, 2], {"a": 1}, timestamp("…"). For messages and explanations.
  std::string to_string() const;

 private:
  struct RecordRow {
    std::shared_ptr<const Records> records;
    std::size_t row;
  };
  Kind kind_ = Kind::null;
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::shared_ptr<const std::string>,
               std::shared_ptr<const List>, std::shared_ptr<const Map>, Instant, Duration, Date,
               std::shared_ptr<const Type>, RecordRow, std::shared_ptr<const Unknown>, std::shared_ptr<const Error>>
      data_;
};

/// A list may be partly known: an item may be an unknown, and an item may belong to the list or not
/// (filter over an unknown condition).
struct List {
  std::vector<Value> items;
  std::vector<bool> uncertain;            ///< empty, or per item: it may turn out not to be in the list
  std::vector<std::string> uncertain_by;  ///< the paths on which that depends, sorted
  bool holds_unknown = false;             ///< somewhere inside; Value::list() sets it
  std::size_t weight = 1;                 ///< values inside, counted through every level; Value::list() sets it
  bool is_uncertain(std::size_t item) const { return !uncertain.empty() && uncertain[item]; }
  bool has_uncertain() const { return !uncertain.empty(); }
};

/// Entries in the order they were written. Keys: bool, int, uint, string; int and uint keys that are equal
/// as numbers are the same key.
struct Map {
  std::vector<std::pair<Value, Value>> entries;
  std::vector<std::uint32_t> by_key;  ///< positions in key order; empty for small maps. Value::map() fills it
  /// Every key is surely there, also where its value is unknown. Otherwise an unknown value may stand for a field
  /// that is absent, key and all.
  bool certain_keys = false;
  bool holds_unknown = false;  ///< somewhere inside; Value::map() sets it
  std::size_t weight = 1;      ///< values inside, counted through every level; Value::map() sets it
  bool is_doubtful(const Value& value) const { return !certain_keys && value.is_unknown(); }
  const Value* find(const Value& key) const;  ///< a double that is a whole number finds an int key
  const Value* find(std::string_view key) const;
};

/// Values beyond this weight become the error expr.too-large: shared parts make them cheap to build and endless to
/// read.
inline constexpr std::size_t kHeaviest = 4'000'000;
/// Values inside a value, itself included.
std::size_t weight_of(const Value& value);

/// CEL equality with unknowns: boolean, or an unknown naming what it depends on. Numbers compare on one line
/// whatever their kinds; NaN equals nothing; different kinds are unequal; [1, unknown] == [2, 2] is false.
Value equal(const Value& a, const Value& b);
/// Definite equality of two fully known values.
bool same(const Value& a, const Value& b);

/// -1, 0, 1; nullopt when the kinds have no order between them or a NaN takes part. Known scalars only.
std::optional<int> compare(const Value& a, const Value& b);

/// The paths of every unknown inside the value, merged into `paths` (kept sorted and unique).
void collect_unknowns(const Value& value, std::vector<std::string>& paths);
bool contains_unknown(const Value& value);
/// Whether something inside may turn out to be an error (then whatever is made of the value is one as well); merges
/// the paths on which that depends into `paths`.
bool collect_failing(const Value& value, std::vector<std::string>& paths);
/// One unknown that depends on everything unknown inside `values`. Needs: at least one.
Value merge_unknowns(std::span<const Value> values, Type type = {});

}  // namespace saitaku::expr

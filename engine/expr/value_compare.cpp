// Equality and order of values: numbers on one line whatever their kinds, exactly; unknowns by what is known of them.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/expr/value.h"

namespace saitaku::expr {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

template <class T>
int order(const T& a, const T& b) {
  if (a < b) return -1;
  return b < a ? 1 : 0;
}

int order_text(const std::string& a, const std::string& b) {
  return order(a.compare(b), 0);  // bytes of UTF-8 sort as code points do
}

/// The whole part decides; when it is the same, the fraction does. Through double, 2^53 + 1 would equal 2^53.
template <class Integer>
int order_integer_to_real(Integer a, double b, double lowest, double beyond) {
  if (b < lowest) return 1;
  if (b >= beyond) return -1;
  const double whole = std::trunc(b);
  const int by_whole = order(a, static_cast<Integer>(whole));
  return by_whole != 0 ? by_whole : order(whole, b);
}

int order_to_real(const Value& a, double b) {
  if (a.kind() == Value::Kind::integer) return order_integer_to_real(a.as_integer(), b, -kTwoTo63, kTwoTo63);
  return order_integer_to_real(a.as_unsigned(), b, 0.0, kTwoTo64);
}

std::optional<int> order_numbers(const Value& a, const Value& b) {
  const bool a_real = a.kind() == Value::Kind::real;
  const bool b_real = b.kind() == Value::Kind::real;
  if ((a_real && std::isnan(a.as_real())) || (b_real && std::isnan(b.as_real()))) return std::nullopt;
  if (a_real && b_real) return order(a.as_real(), b.as_real());
  if (b_real) return order_to_real(a, b.as_real());
  if (a_real) return -order_to_real(b, a.as_real());
  const bool a_signed = a.kind() == Value::Kind::integer;
  const bool b_signed = b.kind() == Value::Kind::integer;
  if (a_signed && b_signed) return order(a.as_integer(), b.as_integer());
  if (!a_signed && !b_signed) return order(a.as_unsigned(), b.as_unsigned());
  if (a_signed) return a.as_integer() < 0 ? -1 : order(static_cast<std::uint64_t>(a.as_integer()), b.as_unsigned());
  return b.as_integer() < 0 ? 1 : order(a.as_unsigned(), static_cast<std::uint64_t>(b.as_integer()));
}

enum class Sameness { equal, unequal, open };

/// Compares and gathers the unknowns on which an open answer depends.
class Comparison {
 public:
  Sameness of(const Value& a, const Value& b);
  void collect_open(std::vector<std::string>& paths) const {
    for (const Value& value : open_) collect_unknowns(value, paths);
  }

 private:
  Sameness with_unknown(const Value& unknown, const Value& other);
  Sameness lists(const List& a, const List& b);
  Sameness maps(const Map& a, const Map& b);
  Sameness records(const Value& a, const Value& b);
  std::vector<Value> open_;
};

bool kinds_may_be_equal(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return true;
  if (a.is_number() && b.is_number()) return true;
  const bool a_null = a.nullable() || a.kind() == Type::Kind::null;
  const bool b_null = b.nullable() || b.kind() == Type::Kind::null;
  return a.kind() == b.kind() || (a_null && b_null);
}

bool range_allows(const IntRange& range, const Value& number) {
  const std::optional<int> to_low = compare(number, Value::integer(range.low));
  const std::optional<int> to_high = compare(number, Value::integer(range.high));
  if (!to_low || *to_low < 0 || *to_high > 0) return false;
  return number.kind() != Value::Kind::real || std::trunc(number.as_real()) == number.as_real();
}

bool choices_meet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const std::string& choice) { return std::find(b.begin(), b.end(), choice) != b.end(); });
}

/// Whether some completion of the unknown may equal the other value (which may be an unknown as well).
bool may_be_equal(const Unknown& unknown, const Value& other) {
  if (!kinds_may_be_equal(unknown.type, other.type_of())) return false;
  if (other.is_number()) return !unknown.range || range_allows(*unknown.range, other);
  if (other.kind() == Value::Kind::string) {
    const std::vector<std::string>& values = unknown.values;
    return values.empty() || std::find(values.begin(), values.end(), other.as_string()) != values.end();
  }
  if (!other.is_unknown()) return true;
  const Unknown& second = other.as_unknown();
  const bool both_null = unknown.type.nullable() && second.type.nullable();
  if (both_null) return true;
  if (unknown.range && second.range) {
    return unknown.range->low <= second.range->high && second.range->low <= unknown.range->high;
  }
  if (!unknown.values.empty() && !second.values.empty()) return choices_meet(unknown.values, second.values);
  return true;
}

Sameness Comparison::with_unknown(const Value& unknown, const Value& other) {
  if (!may_be_equal(unknown.as_unknown(), other)) return Sameness::unequal;
  open_.push_back(unknown);
  if (contains_unknown(other)) open_.push_back(other);
  return Sameness::open;
}

std::size_t certain_size(const List& list) {
  if (!list.has_uncertain()) return list.items.size();
  return static_cast<std::size_t>(std::count(list.uncertain.begin(), list.uncertain.end(), false));
}

Sameness Comparison::lists(const List& a, const List& b) {
  if (certain_size(a) > b.items.size() || certain_size(b) > a.items.size()) return Sameness::unequal;
  const std::size_t open_before = open_.size();
  Sameness result = Sameness::equal;
  for (std::size_t i = 0; i < a.items.size() && i < b.items.size(); ++i) {
    if (a.is_uncertain(i) || b.is_uncertain(i)) break;  // which item meets which is open from here on
    const Sameness item = of(a.items[i], b.items[i]);
    if (item == Sameness::unequal) {
      open_.resize(open_before);
      return item;
    }
    if (item == Sameness::open) result = item;
  }
  if (!a.has_uncertain() && !b.has_uncertain()) return result;
  open_.push_back(Value::list(a));
  open_.push_back(Value::list(b));
  return Sameness::open;
}

Sameness Comparison::maps(const Map& a, const Map& b) {
  const std::size_t open_before = open_.size();
  Sameness result = Sameness::equal;
  const auto unequal = [&] {
    open_.resize(open_before);
    return Sameness::unequal;
  };
  for (const auto& [key, value] : a.entries) {
    const Value* other = b.find(key);
    if (other == nullptr) {
      if (!a.is_doubtful(value)) return unequal();
      open_.push_back(value);  // equal only if the entry turns out not to be there
      result = Sameness::open;
      continue;
    }
    const Sameness entry = of(value, *other);
    if (entry == Sameness::unequal) return unequal();
    if (entry == Sameness::open) result = entry;
  }
  for (const auto& [key, value] : b.entries) {
    if (a.find(key) != nullptr) continue;
    if (!b.is_doubtful(value)) return unequal();
    open_.push_back(value);
    result = Sameness::open;
  }
  return result;
}

Sameness Comparison::records(const Value& a, const Value& b) {
  if (a.type_of() != b.type_of()) return Sameness::unequal;
  const std::size_t open_before = open_.size();
  Sameness result = Sameness::equal;
  for (std::size_t i = 0; i < a.records().type()->fields.size(); ++i) {
    const Sameness field = of(a.records().field(a.row(), i), b.records().field(b.row(), i));
    if (field == Sameness::unequal) {
      open_.resize(open_before);
      return field;
    }
    if (field == Sameness::open) result = field;
  }
  return result;
}

Sameness Comparison::of(const Value& a, const Value& b) {
  if (a.is_unknown()) return with_unknown(a, b);
  if (b.is_unknown()) return with_unknown(b, a);
  const auto answer = [](bool equal) { return equal ? Sameness::equal : Sameness::unequal; };
  if (a.is_number() && b.is_number()) return answer(compare(a, b) == std::optional<int>(0));
  if (a.kind() != b.kind()) return Sameness::unequal;
  switch (a.kind()) {
    case Value::Kind::null: return Sameness::equal;
    case Value::Kind::list: return lists(a.as_list(), b.as_list());
    case Value::Kind::map: return maps(a.as_map(), b.as_map());
    case Value::Kind::record: return records(a, b);
    case Value::Kind::type: {
      // A run-time type knows no element types: type([1]) == type(["a"]).
      const Type& first = a.as_type();
      const Type& second = b.as_type();
      if (first.kind() != second.kind()) return Sameness::unequal;
      return answer(first.kind() != Type::Kind::record || first.record()->name == second.record()->name);
    }
    case Value::Kind::unknown:
    case Value::Kind::error: return Sameness::unequal;
    default: return answer(compare(a, b) == std::optional<int>(0));
  }
}

Value open_boolean(std::vector<std::string> paths, bool may_fail) {
  Unknown answer;
  answer.paths = std::move(paths);
  answer.type = Type::boolean();
  answer.may_fail = may_fail;
  return Value::unknown(std::move(answer));
}

}  // namespace

Value equal(const Value& a, const Value& b) {
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  Comparison comparison;
  const Sameness sameness = comparison.of(a, b);
  // Where something may turn out to be an error, the comparison may be one, whatever the rest is.
  std::vector<std::string> paths;
  const bool a_may_fail = collect_failing(a, paths);
  const bool may_fail = collect_failing(b, paths) || a_may_fail;
  if (sameness != Sameness::open && !may_fail) return Value::boolean(sameness == Sameness::equal);
  if (sameness == Sameness::open) comparison.collect_open(paths);
  return open_boolean(std::move(paths), may_fail);
}

bool same(const Value& a, const Value& b) { return Comparison().of(a, b) == Sameness::equal; }

std::optional<int> compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return order_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::boolean: return order(a.as_boolean(), b.as_boolean());
    case Value::Kind::string:
    case Value::Kind::bytes: return order_text(a.as_string(), b.as_string());
    case Value::Kind::timestamp: return order(a.as_timestamp(), b.as_timestamp());
    case Value::Kind::duration: return order(a.as_duration(), b.as_duration());
    case Value::Kind::date: return order(a.as_date(), b.as_date());
    default: return std::nullopt;
  }
}

}  // namespace saitaku::expr

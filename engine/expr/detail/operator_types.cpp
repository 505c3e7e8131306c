#include "engine/expr/detail/operators.h"

namespace saitaku::expr {
namespace {

using Kind = Type::Kind;

std::optional<Type> arithmetic(Op op, const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) {
    // One side settles it unless it is a moment or a span, which mix.
    const Type& known = a.is_dyn() ? b : a;
    return known.is_number() || known.kind() == Kind::string || known.kind() == Kind::bytes ? known.without_null()
                                                                                            : Type::dyn();
  }
  const bool same_kind = a.kind() == b.kind();
  if (same_kind && a.is_number() && !(op == Op::modulo && a.kind() == Kind::real)) return a.without_null();
  if (op == Op::add) {
    if (same_kind && (a.kind() == Kind::string || a.kind() == Kind::bytes)) return a.without_null();
    if (same_kind && a.kind() == Kind::list) return Type::list(joined(a.element(), b.element()));
    if (a.kind() == Kind::timestamp && b.kind() == Kind::duration) return Type::timestamp();
    if (a.kind() == Kind::duration && b.kind() == Kind::timestamp) return Type::timestamp();
    if (a.kind() == Kind::duration && b.kind() == Kind::duration) return Type::duration();
  }
  if (op == Op::subtract && b.kind() == Kind::duration) {
    if (a.kind() == Kind::timestamp || a.kind() == Kind::duration) return a.without_null();
  }
  if (op == Op::subtract && a.kind() == Kind::timestamp && b.kind() == Kind::timestamp) return Type::duration();
  return std::nullopt;
}

bool comparable(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return true;
  if (a.is_number() && b.is_number()) return true;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::boolean:
    case Kind::string:
    case Kind::bytes:
    case Kind::timestamp:
    case Kind::duration:
    case Kind::date: return true;
    default: return false;
  }
}

bool may_equal(const Type& a, const Type& b) {
  if (a.is_number() && b.is_number()) return true;
  if (a.kind() == Kind::null) return b.nullable() || b.is_dyn() || b.kind() == Kind::null;
  if (b.kind() == Kind::null) return a.nullable() || a.is_dyn();
  return fits(a, b) || fits(b, a);
}

}  // namespace

std::optional<Type> type_of_operation(Op op, const Type& a, const Type& b) {
  switch (op) {
    case Op::equal:
    case Op::not_equal:
      if (may_equal(a, b)) return Type::boolean();
      return std::nullopt;
    case Op::in:
      if (b.is_dyn()) return Type::boolean();
      if (b.kind() == Kind::list && may_equal(a, b.element())) return Type::boolean();
      if (b.kind() == Kind::map && may_equal(a, b.key())) return Type::boolean();
      return std::nullopt;
    default: break;
  }
  if (is_comparison(op)) {
    if (comparable(a, b)) return Type::boolean();
    return std::nullopt;
  }
  return arithmetic(op, a, b);
}

Type joined(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.kind() == Kind::null) return b.or_null();
  if (b.kind() == Kind::null) return a.or_null();
  const bool nullable = a.nullable() || b.nullable();
  const Type left = a.without_null();
  const Type right = b.without_null();
  Type result = Type::dyn();
  if (left == right) {
    result = left;
  } else if (left.kind() == Kind::list && right.kind() == Kind::list) {
    result = Type::list(joined(left.element(), right.element()));
  } else if (left.kind() == Kind::map && right.kind() == Kind::map) {
    result = Type::map(joined(left.key(), right.key()), joined(left.element(), right.element()));
  }
  return nullable && !result.is_dyn() ? result.or_null() : result;
}

bool fits(const Type& given, const Type& wanted) {
  if (given.is_dyn() || wanted.is_dyn()) return true;
  if (given.kind() == Kind::null) return wanted.nullable() || wanted.kind() == Kind::null;
  if (given.kind() != wanted.kind()) return false;
  switch (given.kind()) {
    case Kind::list: return fits(given.element(), wanted.element());
    case Kind::map: return fits(given.key(), wanted.key()) && fits(given.element(), wanted.element());
    case Kind::record: return given.record() == wanted.record();
    default: return true;
  }
}

}  // namespace saitaku::expr

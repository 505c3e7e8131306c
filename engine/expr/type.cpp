#include "engine/expr/type.h"

namespace saitaku::expr {
namespace {

std::string bare_name(const Type& type) {
  switch (type.kind()) {
    case Type::Kind::dyn: return "dyn";
    case Type::Kind::null: return "null";
    case Type::Kind::boolean: return "bool";
    case Type::Kind::integer: return "int";
    case Type::Kind::unsigned_integer: return "uint";
    case Type::Kind::real: return "double";
    case Type::Kind::string: return "string";
    case Type::Kind::bytes: return "bytes";
    case Type::Kind::list: return type.element().is_dyn() ? "list" : "list(" + type.element().to_string() + ")";
    case Type::Kind::map:
      if (type.key().is_dyn() && type.element().is_dyn()) return "map";
      return "map(" + type.key().to_string() + ", " + type.element().to_string() + ")";
    case Type::Kind::timestamp: return "timestamp";
    case Type::Kind::duration: return "duration";
    case Type::Kind::date: return "date";
    case Type::Kind::type: return "type";
    case Type::Kind::record: return type.record()->name;
    case Type::Kind::parameter: return std::string(1, type.parameter_name());
  }
  return "dyn";
}

}  // namespace

Type Type::list(Type element) {
  Type type(Kind::list);
  type.parts_ = std::make_shared<const Parts>(Parts{.key = {}, .element = std::move(element), .record = nullptr});
  return type;
}

Type Type::map(Type key, Type value) {
  Type type(Kind::map);
  type.parts_ =
      std::make_shared<const Parts>(Parts{.key = std::move(key), .element = std::move(value), .record = nullptr});
  return type;
}

Type Type::record(std::shared_ptr<const RecordType> record) {
  Type type(Kind::record);
  type.parts_ = std::make_shared<const Parts>(Parts{.key = {}, .element = {}, .record = std::move(record)});
  return type;
}

Type Type::parameter(char name) {
  Type type(Kind::parameter);
  type.parameter_ = name;
  return type;
}

Type Type::or_null() const {
  Type type = *this;
  type.nullable_ = kind_ != Kind::dyn && kind_ != Kind::null;  // those hold null already
  return type;
}

Type Type::without_null() const {
  Type type = *this;
  type.nullable_ = false;
  return type;
}

bool Type::operator==(const Type& other) const {
  if (kind_ != other.kind_ || nullable_ != other.nullable_) return false;
  switch (kind_) {
    case Kind::list: return element() == other.element();
    case Kind::map: return key() == other.key() && element() == other.element();
    // By name, as a pack read twice makes its record types twice.
    case Kind::record: return record() == other.record() || record()->name == other.record()->name;
    case Kind::parameter: return parameter_ == other.parameter_;
    default: return true;
  }
}

std::string Type::to_string() const { return nullable_ ? bare_name(*this) + " or null" : bare_name(*this); }

std::optional<std::size_t> RecordType::find(std::string_view field) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field) return i;
  }
  return std::nullopt;
}

}  // namespace saitaku::expr

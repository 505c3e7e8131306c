#include "engine/expr/detail/overloads.h"

#include <map>

#include "engine/expr/detail/operators.h"

namespace saitaku::expr {
namespace {

using Kind = Type::Kind;
using Bindings = std::map<char, Type>;

bool unify(const Type& parameter, const Type& given, Bindings& bindings) {
  if (parameter.kind() == Kind::parameter) {
    const auto [bound, fresh] = bindings.try_emplace(parameter.parameter_name(), given);
    if (!fresh) bound->second = joined(bound->second, given);
    return true;
  }
  if (given.is_dyn() || parameter.is_dyn()) return true;
  // A nullable argument is let through: whether it is null is for the pack's guards and the evaluation.
  if (given.kind() != parameter.kind()) return false;
  if (given.kind() == Kind::list) return unify(parameter.element(), given.element(), bindings);
  if (given.kind() == Kind::map) {
    return unify(parameter.key(), given.key(), bindings) && unify(parameter.element(), given.element(), bindings);
  }
  return true;
}

Type substituted(const Type& type, const Bindings& bindings) {
  switch (type.kind()) {
    case Kind::parameter: {
      const auto bound = bindings.find(type.parameter_name());
      return bound == bindings.end() ? Type::dyn() : bound->second;
    }
    case Kind::list: return Type::list(substituted(type.element(), bindings));
    case Kind::map: return Type::map(substituted(type.key(), bindings), substituted(type.element(), bindings));
    default: return type;
  }
}

const Type& parameter_at(const Overload& overload, std::size_t i) {
  return overload.parameters[std::min(i, overload.parameters.size() - 1)];
}

bool takes(const Overload& overload, std::size_t arguments) {
  const std::size_t declared = overload.parameters.size();
  return arguments == declared || (overload.variadic && arguments + 1 >= declared);
}

}  // namespace

Resolution resolve(const Function& function, bool member, std::span<const Type> arguments) {
  Resolution resolution;
  for (const Overload& overload : function.overloads) {
    if (overload.member != member || !takes(overload, arguments.size())) continue;
    resolution.arity_fits = true;
    Bindings bindings;
    bool fit = true;
    for (std::size_t i = 0; i < arguments.size() && fit; ++i) {
      fit = unify(parameter_at(overload, i), arguments[i], bindings);
    }
    if (!fit) continue;
    const Type result = substituted(overload.result, bindings);
    if (!resolution.matches) {
      resolution.result = result;
    } else if (!(resolution.result == result)) {
      resolution.result = Type::dyn();
    }
    resolution.matches = true;
  }
  return resolution;
}

}  // namespace saitaku::expr

// Which overload of a function takes the argument types.
#pragma once

#include <span>

#include "engine/expr/function.h"

namespace saitaku::expr {

struct Resolution {
  bool arity_fits = false;  ///< some overload takes that many arguments in that style
  bool matches = false;     ///< and these types
  Type result;              ///< dyn when several results are possible
};

Resolution resolve(const Function& function, bool member, std::span<const Type> arguments);

}  // namespace saitaku::expr

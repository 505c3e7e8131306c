// A function of the expression language. One file in functions/ each: signature, documentation, examples and
// evaluation together. The examples are the first tests.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/expr/value.h"

namespace saitaku::expr {

/// One way to call it. Result and parameters may name type variables ('A', 'B').
struct Overload {
  bool member = false;  ///< receiver style, x.f(y): the receiver is the first parameter
  std::vector<Type> parameters;
  Type result;
  bool variadic = false;  ///< the last parameter may repeat, or be absent
};

/// `result` is an expression of the same language; the example holds when both are equal. A result that begins
/// with "error:" names the code of the error instead ("error: expr.divide-by-zero").
struct Example {
  std::string_view expression;
  std::string_view result;
};

struct Function {
  std::string_view name;  ///< as written: "contains", "math.greatest"
  std::string_view ja;    ///< one line of documentation
  std::string_view en;
  std::vector<Overload> overloads;
  std::vector<Example> examples;

  /// Strict evaluation. Needs: one argument per parameter, none an error, none an unknown and nothing unknown
  /// inside. Kinds are NOT checked beforehand (an expression may be dynamic): return no_overload() for what no
  /// overload takes.
  Value (*evaluate)(std::span<const Value> arguments);

  /// For functions that can say something although arguments are, or contain, unknowns (size of a list with an
  /// unknown item, sum with a range). Same needs otherwise. nullptr: the result is an unknown of the overload's
  /// result type. Must be sound: whatever the unknowns become, `evaluate` would give that result.
  Value (*evaluate_partial)(std::span<const Value> arguments) = nullptr;
};

/// Error expr.no-overload; the evaluator adds the function's name and the argument types.
Value no_overload();

/// Every function in file-name order. Generated from functions/.
std::span<const Function* const> all_functions();
const Function* find_function(std::string_view name);

}  // namespace saitaku::expr

// The tree of an expression, macros already recognised.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/expr/value.h"

namespace saitaku::expr {

struct Ast;
using AstPtr = std::unique_ptr<Ast>;

struct Ast {
  enum class Kind {
    literal,
    identifier,   ///< name
    select,       ///< arguments[0].name
    has,          ///< has(arguments[0].name)
    index,        ///< arguments[0][arguments[1]]
    call,         ///< name(arguments), or arguments[0].name(…) when `member`
    unary,        ///< name is "!" or "-"
    binary,       ///< name is the operator
    logical_and,  ///< two or more arguments
    logical_or,
    conditional,
    list,
    map,    ///< key, value, key, value, …
    macro,  ///< name; arguments[0] is the range, then the bodies; variables
    bind,   ///< variables[0] = arguments[0] in arguments[1]
  };
  Kind kind = Kind::literal;
  std::string name;
  Value literal;
  bool member = false;
  bool parenthesised = false;
  std::vector<std::string> variables;
  std::vector<AstPtr> arguments;
  std::size_t begin = 0;  ///< the whole expression
  std::size_t end = 0;
  std::size_t at = 0;  ///< where a problem is shown: the operator, the name
  std::size_t height = 1;
  Type type;              ///< set by the checker
  std::string qualified;  ///< set by the checker: "math.greatest", a dotted variable, a type name
};

inline constexpr std::size_t kDeepest = 250;   ///< nesting of brackets, macros and operators in the text
inline constexpr std::size_t kHighest = 1000;  ///< of the tree; left-associative chains make it high without nesting

}  // namespace saitaku::expr

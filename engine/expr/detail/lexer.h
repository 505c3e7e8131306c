// Text to tokens. CEL's lexical grammar: google/cel-spec, doc/langdef.md, "Syntax".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::expr {

/// A fault in the text, before its place is known as line and column.
struct Fault {
  std::string code;
  Args args;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Token {
  enum class Kind { end, identifier, quoted_identifier, integer, unsigned_integer, real, string, bytes, punctuation };
  Kind kind = Kind::end;
  std::string text;  ///< identifier, punctuation, digits of a number; strings: decoded
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is(std::string_view punctuation) const { return kind == Kind::punctuation && text == punctuation; }
};

/// The tokens, closed by an `end` token. Stops at the first fault: what follows a broken string is noise.
std::vector<Token> tokens_of(std::string_view text, std::vector<Fault>& faults);

}  // namespace saitaku::expr

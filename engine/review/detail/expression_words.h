// The words of an expression, as far as a scenario has to look at them before it is compiled: which names it mentions
// and with which texts it compares them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/conditions.h"

namespace saitaku::review::detail {

struct Word {
  enum class Kind : std::uint8_t { name, quoted_name, text, other };
  Kind kind = Kind::other;
  std::string value;  ///< the name; the text decoded (empty when that takes a real lexer); the characters
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is(std::string_view characters) const { return kind == Kind::other && value == characters; }
};
/// Never fails: what is no expression becomes words of kind `other`.
std::vector<Word> words_of(std::string_view expression);

/// An expression in which every attribute goes by a name of the language, byte for byte as long as it was written, so
/// that places stay right.
struct Named {
  std::string text;
  std::vector<std::pair<std::string, AttributeId>> names;
};
/// Problems: scenario.unknown-attribute (a back-quoted name), scenario.no-attribute-has (`attribute`), and the warning
/// scenario.unknown-value.
Named with_names(const std::string& expression, const Vocabulary& vocabulary,
                 const std::function<Where(std::size_t)>& where, Problems& problems);

}  // namespace saitaku::review::detail

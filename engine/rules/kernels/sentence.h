// A message or fix of a rule, filled in from columns: the texts of detail::fill(), without a value for each of its
// values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/rules/kernels/compiler.h"

namespace saitaku::rules::kernels {

class Sentence {
 public:
  /// nullopt: columns do not hold everything that it shows.
  static std::optional<Sentence> of(const Template& message, Language language, Compiler& compiler);

  /// Adds it to the end of `text`. false: a value is open, the evaluator has to be asked. Needs: columns of the
  /// program that the compiler wrote.
  bool append(std::string& text, Columns& columns, std::size_t application) const;

 private:
  struct Piece {
    std::string text;
    enum class Shows : std::uint8_t { nothing, constant, column } shows = Shows::nothing;
    std::string constant;
    bool blank = false;  ///< the constant
    OpId column = 0;
  };
  Language language_ = Language::en;
  std::vector<Piece> pieces_;
};

}  // namespace saitaku::rules::kernels

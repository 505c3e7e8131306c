// What an expression comes to while it is compiled for columns.
#pragma once

#include <optional>

#include "engine/rules/kernels/program.h"

namespace saitaku::rules::kernels {

struct Operand {
  enum class Kind {
    open,      ///< there is no kernel: the evaluator has to be asked
    constant,  ///< `constant`, whatever the application
    column,    ///< a scalar per row: `op`
    record,    ///< an object: `field`, or an item of the list `field`
    list,      ///< of the field `field`: `op` is its state
  };
  Kind kind = Kind::open;
  expr::Value constant;
  OpId op = 0;
  forms::FieldId field = forms::kNoField;
  forms::FieldId table = forms::kNoField;  ///< whose rows it has: the items of that list, or the applications
  std::optional<OpId> mask;                ///< lists: the items that belong to it; absent = all
  std::optional<OpId> items;               ///< lists: what stands for each item; absent = the item itself

  bool is(Kind other) const { return kind == other; }
};

}  // namespace saitaku::rules::kernels

// "answers": "required" – the answers a form owes, as expressions.
#pragma once

#include <string>
#include <vector>

#include "engine/forms/form.h"

namespace saitaku::rules::detail {

/// True when the answer is not owed now, or not blank. `condition` is the part of `text` that the form wrote.
struct OwedAnswer {
  forms::FieldId field;
  std::string text;
  std::size_t condition_begin = 0, condition_end = 0;
};

/// Fields in form order. Fields of list items become `list == null || list.all(item, …)`.
std::vector<OwedAnswer> owed_answers(const forms::Form& form);

}  // namespace saitaku::rules::detail

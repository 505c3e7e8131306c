// Why a text is not JSON, said so that its author can mend it: the lexer's own words name states of the lexer.
#pragma once

#include <cstddef>

#include "engine/base/json.h"

namespace saitaku::detail {

/// Needs: everything before `token_end` was read as tokens, the fault lies between it and `reached`.
/// `number_range`: a number too large for a double.
Problem json_fault(const JsonText& text, std::size_t token_end, std::size_t reached, bool number_range);

}  // namespace saitaku::detail

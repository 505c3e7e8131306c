// Tables of expressions and what they come to, for holding the language to CEL's specification.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/unit/expr/support.h"

namespace saitaku::expr {

/// `result` is an expression with the same value, "error: code", or "problem: code" (of compiling, wherever).
struct Row {
  const char* expression;
  const char* result;
};

inline void check_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const std::string expression = row.expression;
    CAPTURE(expression);
    const std::string_view result = row.result;
    const std::string found = outcome(row.expression);
    if (result.starts_with("error: ")) {
      CHECK(found == result);
    } else if (result.starts_with("problem: ")) {
      CHECK(found.substr(0, result.size() + 1) == std::string(result) + " ");
    } else {
      CHECK(found == outcome(row.result));
      CHECK(found.find("error: ") == std::string::npos);
      CHECK(found.find("problem: ") == std::string::npos);
    }
  }
}

}  // namespace saitaku::expr

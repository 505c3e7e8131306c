// One line of `saitaku eval --lines`: an expression and its bindings in, its value out.
// Layer 6 (report).
#pragma once

#include <string>

#include "engine/base/json.h"
#include "engine/base/language.h"
#include "engine/expr/program.h"
#include "engine/report/tagged.h"

namespace saitaku::report {

/// In: {"expr": "…", "bindings": {name: VALUE}, "unknown": ["a.b", …]}. Out, one line of JSON without its end:
/// {"value": VALUE}, {"unknown": [paths]} or {"error": "…", "line": 1, "column": 7}. Total: whatever the line holds,
/// there is an answer.
std::string evaluate_line(JsonText line, Language language);

/// What came of an expression: a value, possibly unknown or an error, or why it is none.
struct Evaluated {
  expr::Value value;
  Problems problems;  ///< of compiling; then the value says nothing
};
Evaluated evaluate(const std::string& expression, const Bindings& bindings);

/// The error that evaluation ended with, with its place within the expression.
Problem problem_from_error(const expr::Error& error, const std::string& expression);

}  // namespace saitaku::report

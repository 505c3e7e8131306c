// Compiling and evaluating one expression in a test.
#pragma once

#include <string>
#include <vector>

#include "engine/expr/program.h"

namespace saitaku::expr {

/// What comes of `text`: the value's text, "unknown: a, b", or "error: code". Problems of compiling come as
/// "problem: code line:column".
inline std::string outcome(const std::string& text, const Environment& environment, std::vector<Value> values) {
  Graph graph;
  const auto node = graph.compile({text, {}}, environment);
  if (!node) {
    const Problem& first = node.problems().front();
    return "problem: " + first.code + " " + std::to_string(first.where.line) + ":" + std::to_string(first.where.column);
  }
  Evaluation evaluation(graph, std::move(values));
  const Value value = evaluation.value(*node);
  if (value.is_error()) return "error: " + value.as_error().code;
  if (!value.is_unknown()) return value.to_string();
  std::string paths = "unknown:";
  for (const auto& path : value.as_unknown().paths) paths += " " + path;
  return paths;
}

inline std::string outcome(const std::string& text) {
  return outcome(text, Environment(Environment::Typing::lenient), {});
}

}  // namespace saitaku::expr

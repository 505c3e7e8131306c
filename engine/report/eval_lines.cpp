#include "engine/report/eval_lines.h"

#include <algorithm>

namespace saitaku::report {
namespace {

/// A value of nested lists needs two levels of JSON for one of its own.
constexpr JsonLimits kLineLimits{.depth = 1000};
constexpr std::string_view kNotSupported = "not supported";

std::string error_line(const Problem& problem, Language language) {
  auto message = problem.what(language);
  // The contract lets programs tell "the language here has no such thing" by how the message begins, in any language.
  if (problem.code == "expr.not-supported" && !message.starts_with(kNotSupported)) {
    message = std::string(kNotSupported) + ": " + message;
  }
  auto json = JsonValue::object();
  json.at("error") = JsonValue::of(message);
  if (problem.where.line > 0) {
    json.at("line") = JsonValue::of(problem.where.line);
    json.at("column") = JsonValue::of(problem.where.column);
  }
  return write_json(json, false);
}

std::string unknown_line(std::vector<std::string> paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  auto json = JsonValue::object();
  auto& list = json.at("unknown") = JsonValue::array();
  for (const auto& path : paths) list.items.push_back(JsonValue::of(path));
  return write_json(json, false);
}

/// A problem with the line itself: its place is within the line, not within the expression, so it is not given.
Problem about_line(Problem problem) {
  problem.where = {};
  return problem;
}

Problem malformed(std::string code, Args args = {}) { return {Severity::error, std::move(code), {}, std::move(args)}; }

Problems read_bindings(const JsonDocument& document, Bindings& bindings) {
  const auto* members = document.root.find("bindings");
  Problems problems;
  if (members == nullptr || members->is_null()) return problems;
  if (!members->is_object()) return {malformed("eval.bindings-not-an-object")};
  for (const auto& [name, key_begin, json] : members->members) {
    auto value = value_from_tagged(document.text, json);
    if (value) bindings.emplace_back(name, *value);
    value.take_problems(problems);
  }
  return problems;
}

Problems read_unknowns(const JsonDocument& document, Bindings& bindings) {
  const auto* paths = document.root.find("unknown");
  Problems problems;
  if (paths == nullptr || paths->is_null()) return problems;
  if (!paths->is_array()) return {malformed("eval.unknown-not-a-list")};
  std::vector<std::string> sorted;
  for (const auto& path : paths->items) {
    if (!path.is_string()) return {malformed("eval.unknown-not-a-list")};
    sorted.push_back(path.string);
  }
  // Shorter first: "a" before "a.b" (which is then part of it), and "x[9]" before "x[10]", so that lists grow by one.
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  for (const auto& path : sorted) {
    auto placed = place_unknown(bindings, path);
    problems.insert(problems.end(), placed.begin(), placed.end());
  }
  return problems;
}

}  // namespace

Problem problem_from_error(const expr::Error& error, const std::string& expression) {
  Problem problem{Severity::error, error.code, {}, error.args};
  if (error.end > 0) problem.where = JsonText{"", expression}.where(error.begin);
  return problem;
}

Evaluated evaluate(const std::string& expression, const Bindings& bindings) {
  expr::Environment environment(expr::Environment::Typing::lenient);
  std::vector<expr::Value> values;
  for (const auto& [name, value] : bindings) {
    environment.declare(name, deep_type(value));
    values.push_back(value);
  }
  expr::Graph graph;
  const auto node = graph.compile({.text = expression, .where = {}}, environment);
  if (!node) return {{}, node.problems()};
  expr::Evaluation evaluation(graph, std::move(values));
  return {evaluation.value(*node), {}};
}

std::string evaluate_line(JsonText line, Language language) {
  auto document = parse_json(std::move(line), kLineLimits);
  if (!document) return error_line(about_line(document.problems().front()), language);
  const auto* expression = document->root.find("expr");
  if (expression == nullptr || !expression->is_string()) return error_line(malformed("eval.no-expression"), language);
  Bindings bindings;
  auto problems = read_bindings(*document, bindings);
  if (problems.empty()) problems = read_unknowns(*document, bindings);
  if (!problems.empty()) return error_line(about_line(problems.front()), language);

  auto evaluated = evaluate(expression->string, bindings);
  if (!evaluated.problems.empty()) {
    const auto error = std::find_if(evaluated.problems.begin(), evaluated.problems.end(),
                                    [](const Problem& problem) { return problem.severity == Severity::error; });
    return error_line(error == evaluated.problems.end() ? evaluated.problems.front() : *error, language);
  }
  const auto& value = evaluated.value;
  if (value.is_error()) return error_line(problem_from_error(value.as_error(), expression->string), language);
  if (expr::contains_unknown(value)) {
    std::vector<std::string> paths;
    expr::collect_unknowns(value, paths);
    return unknown_line(std::move(paths));
  }
  auto json = JsonValue::object();
  json.at("value") = tagged_from_value(value);
  return write_json(json, false);
}

}  // namespace saitaku::report

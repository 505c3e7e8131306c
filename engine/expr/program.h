// From source text to a typed graph, and from the graph to values with their reasons.
//   Environment  what names mean (variables and their types, constants)
//   Graph        every compiled expression of a pack in one graph; equal parts are one node
//   Evaluation   one set of variable values; keeps the value of every closed node it computed
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/expr/type.h"
#include "engine/expr/value.h"

namespace saitaku::expr {

/// An expression's text and how to name places in it.
struct Source {
  std::string text;
  /// Place of a byte offset of `text`. Empty: file "", line and column counted in `text`.
  std::function<Where(std::size_t)> where;
};

/// What identifiers mean while compiling.
class Environment {
 public:
  /// Strict: types that cannot fit are problems (rule packs). Lenient: they become errors when evaluated, as
  /// CEL's run time has it (`saitaku eval`); unknown names are problems either way.
  enum class Typing { strict, lenient };
  explicit Environment(Typing typing = Typing::strict) : typing_(typing) {}

  /// Declares a variable; its slot is its position in Evaluation's values. Needs: not declared yet.
  std::size_t declare(std::string name, Type type, RecordField field = {});
  /// A name that stands for a known value and is folded into the graph (the pack's parameters as `call`).
  void define(std::string name, Value value, Type type);

  struct Variable {
    std::string name;
    Type type;
    RecordField field;
  };
  const std::vector<Variable>& variables() const { return variables_; }
  struct Constant {
    std::string name;
    Type type;
    Value value;
  };
  const std::vector<Constant>& constants() const { return constants_; }
  Typing typing() const { return typing_; }

  /// CEL never mixes whole numbers and fractions in arithmetic. Promoting, a whole number beside a fraction becomes a
  /// fraction (2 * 0.5, min(3, 2.5)): for amounts, whose writers think of numbers and not of their types.
  void promote_numbers() { promotes_ = true; }
  bool promotes() const { return promotes_; }

 private:
  Typing typing_;
  bool promotes_ = false;
  std::vector<Variable> variables_;
  std::vector<Constant> constants_;
};

using NodeId = std::uint32_t;

class Graph {
 public:
  Graph();
  ~Graph();
  Graph(Graph&&) noexcept;
  Graph& operator=(Graph&&) noexcept;

  /// Parses, checks against the environment, folds and adds. The expression must have type `wanted` (dyn = any).
  /// Problems (all of them): expr.syntax, expr.not-supported, expr.undeclared-name, expr.undeclared-field,
  /// expr.no-overload, expr.wrong-type, expr.too-deep, …, each with its place and, for names, a suggestion.
  Result<NodeId> compile(const Source& source, const Environment& environment, Type wanted = {});

  Type type_of(NodeId node) const;
  std::string text_of(NodeId node) const;  ///< the expression as CEL text, parameters by their names
  std::size_t size() const;                ///< nodes
  /// Paths of the variables' fields that the expression reads: "budget.items[].amount". Sorted, unique.
  std::vector<std::string> fields_of(NodeId node) const;
  /// Definitions that cannot depend on variables have been folded: their value. nullptr otherwise.
  const Value* constant(NodeId node) const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// A sub-expression that decided a result, and its value.
struct Reason {
  std::string expression;
  Value value;
};

/// The smallest change of one whole-number field that would satisfy a failed comparison.
struct Distance {
  std::string field;    ///< path, "budget.direct_total"
  std::int64_t by = 0;  ///< signed, in the field's own unit, or in that of `measure`
  std::string measure;  ///< "" the number itself; "utf16_length", "words", "size"; "seconds", "days"
};

/// So many node visits end an evaluation with expr.too-costly: nested macros can cost anything.
inline constexpr std::size_t kMostSteps = 50'000'000;

class Evaluation {
 public:
  /// Needs: one value per variable of the environment the graph was compiled with, in that order. The graph
  /// outlives the evaluation.
  Evaluation(const Graph& graph, std::vector<Value> variables);
  ~Evaluation();

  /// Boolean, …, an unknown (its paths are the missing fields that can still change the result) or an error.
  Value value(NodeId node);
  /// The same, but a list, map or record stays one although something inside is unknown.
  Value partial_value(NodeId node);
  /// The sub-expressions whose values decided a boolean result: the operands of the deciding comparisons, and
  /// for an unknown those that are not known.
  std::vector<Reason> reasons(NodeId node);
  /// The fields that took part in deciding, as paths with indices: "budget.items[3].amount".
  std::vector<std::string> deciding_fields(NodeId node);
  /// Of a failed condition. Where no change of one field is enough, that of the first failed comparison alone.
  std::optional<Distance> distance(NodeId node);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::expr

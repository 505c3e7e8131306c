// Step 3 of loading: every expression of a pack into one graph, with its places in the pack files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/expr/program.h"
#include "engine/forms/form.h"
#include "engine/rules/detail/part.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

/// Names of parameters that CEL text mentions ("call.name"), sorted and unique; text literals do not count.
std::vector<std::string> parameters_in(std::span<const std::string> texts);

/// What expressions of one place may name: the roots of the form and `call`, perhaps more.
struct Scope {
  const expr::Environment* environment = nullptr;
  bool answers = false;  ///< "{answers}" stands for the blank answers
};

class Compiler {
 public:
  /// Without a form (it has problems of its own) nothing can be checked: expressions compile to nothing, silently.
  Compiler(const forms::Form* form, std::span<const Parameter> parameters, Problems& problems);

  /// nullopt when there is a problem, which is in the list then, or no part.
  std::optional<expr::NodeId> compile(const Part& part, const Scope& scope, expr::Type wanted);
  std::optional<expr::NodeId> compile(const expr::Source& source, const Scope& scope, expr::Type wanted);
  /// Fills in `{expression}`s of both languages.
  Template message(const Part& local, const Scope& scope);

  Scope rules() const { return {&base_, false}; }
  /// Rules over a batch: group_size, at_most, others; and `item` when they have `each`.
  Scope group() const { return {&group_, false}; }
  struct ItemScope {
    Scope scope;
    std::size_t slot;
  };
  ItemScope item(const expr::Type& type);

  const expr::Graph& graph() const { return graph_; }
  std::shared_ptr<const expr::Graph> take_graph() { return std::make_shared<const expr::Graph>(std::move(graph_)); }
  std::size_t slots() const { return slots_; }

 private:
  std::vector<Template::Piece> pieces(const Part& string, const Scope& scope);

  bool usable_;
  expr::Environment base_, group_;
  std::vector<std::unique_ptr<expr::Environment>> items_;  ///< each has its own slot, so that types never mix
  std::size_t slots_ = 0;
  expr::Graph graph_;
  Problems& problems_;
};

}  // namespace saitaku::rules::detail

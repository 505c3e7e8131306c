#include "engine/expr/detail/macros.h"

#include <array>
#include <string_view>

namespace saitaku::expr {
namespace {

/// A receiver macro, by name and number of arguments: how many of them are variables.
struct Shape {
  std::string_view name;
  std::size_t arguments;
  std::size_t variables;
};
constexpr std::array<Shape, 17> kShapes = {{{"all", 2, 1},
                                            {"all", 3, 2},
                                            {"exists", 2, 1},
                                            {"exists", 3, 2},
                                            {"exists_one", 2, 1},
                                            {"exists_one", 3, 2},
                                            {"existsOne", 2, 1},
                                            {"existsOne", 3, 2},
                                            {"map", 2, 1},
                                            {"map", 3, 1},
                                            {"filter", 2, 1},
                                            {"transformList", 3, 2},
                                            {"transformList", 4, 2},
                                            {"transformMap", 3, 2},
                                            {"transformMap", 4, 2},
                                            {"transformMapEntry", 3, 2},
                                            {"transformMapEntry", 4, 2}}};

AstPtr fail(std::vector<Fault>& faults, std::string code, std::string macro, const Ast& at) {
  faults.push_back({std::move(code), {{"macro", std::move(macro)}}, at.begin, at.end});
  return nullptr;
}

AstPtr expand_has(AstPtr call, std::vector<Fault>& faults) {
  Ast& field = *call->arguments[0];
  if (field.kind != Ast::Kind::select) return fail(faults, "expr.has-needs-a-field", "has", field);
  auto target = std::move(field.arguments[0]);
  call->kind = Ast::Kind::has;
  call->name = field.name;
  call->at = field.at;
  call->arguments.clear();
  call->arguments.push_back(std::move(target));
  return call;
}

AstPtr expand_bind(AstPtr call, std::vector<Fault>& faults) {
  const Ast& variable = *call->arguments[1];
  if (variable.kind != Ast::Kind::identifier || variable.member)
    return fail(faults, "expr.macro-needs-a-name", "cel.bind", variable);
  call->kind = Ast::Kind::bind;
  call->variables = {variable.name};
  call->arguments.erase(call->arguments.begin(), call->arguments.begin() + 2);
  return call;
}

AstPtr expand_receiver(AstPtr call, const Shape& shape, std::vector<Fault>& faults) {
  for (std::size_t i = 1; i <= shape.variables; ++i) {
    const Ast& variable = *call->arguments[i];
    if (variable.kind != Ast::Kind::identifier || variable.member) {
      return fail(faults, "expr.macro-needs-a-name", call->name, variable);
    }
    if (i == 2 && variable.name == call->variables[0]) {
      return fail(faults, "expr.macro-same-name", call->name, variable);
    }
    call->variables.push_back(variable.name);
  }
  call->kind = Ast::Kind::macro;
  if (call->name == "existsOne") call->name = "exists_one";
  call->arguments.erase(call->arguments.begin() + 1,
                        call->arguments.begin() + 1 + static_cast<std::ptrdiff_t>(shape.variables));
  return call;
}

}  // namespace

AstPtr expand_macro(AstPtr call, std::vector<Fault>& faults) {
  if (!call->member) {
    if (call->name == "has" && call->arguments.size() == 1) return expand_has(std::move(call), faults);
    return call;
  }
  const std::size_t given = call->arguments.size() - 1;
  const Ast& receiver = *call->arguments[0];
  if (call->name == "bind" && given == 3 && receiver.kind == Ast::Kind::identifier && receiver.name == "cel") {
    return expand_bind(std::move(call), faults);
  }
  for (const Shape& shape : kShapes) {
    if (shape.name == call->name && shape.arguments == given) return expand_receiver(std::move(call), shape, faults);
  }
  return call;
}

}  // namespace saitaku::expr

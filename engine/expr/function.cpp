#include "engine/expr/function.h"

#include <map>

namespace saitaku::expr {

Value no_overload() { return Value::error("expr.no-overload"); }

const Function* find_function(std::string_view name) {
  static const std::map<std::string_view, const Function*> index = [] {
    std::map<std::string_view, const Function*> by_name;
    for (const Function* function : all_functions()) by_name.emplace(function->name, function);
    return by_name;
  }();
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace saitaku::expr

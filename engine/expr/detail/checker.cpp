#include "engine/expr/detail/checker.h"

#include <algorithm>
#include <array>

#include "engine/base/suggest.h"
#include "engine/expr/detail/operators.h"
#include "engine/expr/detail/overloads.h"
#include "engine/expr/function.h"

namespace saitaku::expr {
namespace {

using Kind = Type::Kind;

/// Names of CEL's extensions that the language here leaves out.
bool is_left_out(std::string_view name) {
  static constexpr std::array<std::string_view, 20> kNames = {
      "optional", "optional_type", "optMap", "optFlatMap", "orValue", "hasValue", "block",
      "proto",    "proto2",        "getExt", "hasExt",     "ip",      "cidr",     "isIP",
      "isCIDR",   "net",           "regex",  "sortBy",     "strong",  "url"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

class Checker {
 public:
  Checker(const Environment& environment, std::vector<Fault>& faults) : environment_(environment), faults_(faults) {}

  Type check(Ast& node) {
    node.type = type_of(node);
    return node.type;
  }

  void expect(const Ast& node, const Type& wanted) {
    if (fits(node.type, wanted) || lenient()) return;
    fault("expr.wrong-type", {{"type", node.type.to_string()}, {"wanted", wanted.to_string()}}, node);
  }

 private:
  struct Local {
    std::string name;
    Type type;
  };

  bool lenient() const { return environment_.typing() == Environment::Typing::lenient; }
  void fault(std::string code, Args args, const Ast& node) {
    faults_.push_back({std::move(code), std::move(args), node.at, node.end});
  }

  Type type_of(Ast& node) {
    switch (node.kind) {
      case Ast::Kind::literal: return node.literal.type_of();
      case Ast::Kind::identifier: return identifier(node);
      case Ast::Kind::select: return select(node);
      case Ast::Kind::has: return has(node);
      case Ast::Kind::index: return index(node);
      case Ast::Kind::call: return call(node);
      case Ast::Kind::unary: return unary(node);
      case Ast::Kind::binary: return binary(node);
      case Ast::Kind::logical_and:
      case Ast::Kind::logical_or: return logical(node);
      case Ast::Kind::conditional: return conditional(node);
      case Ast::Kind::list: return list(node);
      case Ast::Kind::map: return map(node);
      case Ast::Kind::macro: return macro(node);
      case Ast::Kind::bind: return bind(node);
    }
    return {};
  }

  const Local* local(std::string_view name) const {
    const auto found = std::find_if(locals_.rbegin(), locals_.rend(), [&](const Local& l) { return l.name == name; });
    return found == locals_.rend() ? nullptr : &*found;
  }

  /// The type of a declared global name, variable, constant or type.
  const Type* global(std::string_view name) const {
    for (const auto& variable : environment_.variables()) {
      if (variable.name == name) return &variable.type;
    }
    for (const auto& constant : environment_.constants()) {
      if (constant.name == name) return &constant.type;
    }
    static const Type kType = Type::type();
    return named_type(name) != nullptr ? &kType : nullptr;
  }

  Type identifier(Ast& node) {
    if (!node.member) {
      if (const Local* found = local(node.name)) return found->type;
    }
    if (const Type* type = global(node.name)) {
      node.qualified = node.name;
      return *type;
    }
    if (is_left_out(node.name)) {
      fault("expr.not-supported", {{"what", node.name}}, node);
      return {};
    }
    Args args{{"name", node.name}};
    std::vector<std::string> known;
    for (const auto& variable : environment_.variables()) known.push_back(variable.name);
    for (const auto& constant : environment_.constants()) known.push_back(constant.name);
    for (const auto& l : locals_) known.push_back(l.name);
    report_name("expr.undeclared-name", std::move(args), known, node);
    return {};
  }

  void report_name(std::string code, Args args, const std::vector<std::string>& known, const Ast& node) {
    const std::string name = args.front().second;
    if (const auto suggestion = nearest(name, known)) {
      args.emplace_back("suggestion", *suggestion);
      code += "-suggested";
    } else {
      args.emplace_back("known", listing(known));
    }
    fault(std::move(code), std::move(args), node);
  }

  /// "a.b.c" when the node is a chain of plain names that does not begin with a macro's variable; else "".
  std::string dotted(const Ast& node) const {
    if (node.kind == Ast::Kind::identifier) return !node.member && local(node.name) != nullptr ? "" : node.name;
    if (node.kind != Ast::Kind::select || node.member || node.arguments[0]->parenthesised) return "";
    const std::string target = dotted(*node.arguments[0]);
    return target.empty() ? "" : target + "." + node.name;
  }

  Type select(Ast& node) {
    if (const std::string name = dotted(node); !name.empty()) {
      if (const Type* type = global(name)) {
        node.qualified = name;
        return *type;
      }
    }
    const Type target = check(*node.arguments[0]);
    return field(target, node);
  }

  Type field(const Type& target, const Ast& node) {
    switch (target.kind()) {
      case Kind::dyn: return {};
      case Kind::map: return target.element();
      case Kind::record: {
        const RecordType& record = *target.record();
        if (const auto found = record.find(node.name)) return record.fields[*found].type;
        std::vector<std::string> known;
        for (const auto& f : record.fields) known.push_back(f.name);
        report_name("expr.undeclared-field", {{"name", node.name}, {"record", record.name}}, known, node);
        return {};
      }
      default:
        if (!lenient()) {
          fault("expr.no-fields", {{"name", node.name}, {"type", target.to_string()}}, node);
        }
        return {};
    }
  }

  Type has(Ast& node) {
    const Type target = check(*node.arguments[0]);
    field(target, node);
    return Type::boolean();
  }

  Type index(Ast& node) {
    const Type target = check(*node.arguments[0]);
    const Type key = check(*node.arguments[1]);
    if (target.kind() == Kind::list && (key.is_dyn() || key.is_number())) return target.element();
    if (target.kind() == Kind::map && (fits(key, target.key()) || (key.is_number() && target.key().is_number()))) {
      return target.element();
    }
    if (!target.is_dyn()) no_overload("_[_]", {target, key}, node);
    return {};
  }

  void no_overload(std::string_view name, const std::vector<Type>& types, const Ast& node) {
    if (lenient()) return;  // the evaluation will say it, if it comes to that
    std::string shown;
    for (const auto& type : types) shown += (shown.empty() ? "" : ", ") + type.to_string();
    fault("expr.no-overload", {{"function", std::string(name)}, {"types", shown}}, node);
  }

  Type call(Ast& node) {
    if (!node.member && node.name == "malformed" && node.arguments.size() == 1) return malformed(node);
    node.qualified = node.name;
    if (node.member) {
      // math.greatest(…): a name space, unless `math` is a variable.
      const std::string space = dotted(*node.arguments[0]);
      if (!space.empty() && global(space) == nullptr && find_function(space + "." + node.name) != nullptr) {
        node.qualified = space + "." + node.name;
        node.member = false;
        node.arguments.erase(node.arguments.begin());
      }
    }
    std::vector<Type> types;
    for (auto& argument : node.arguments) types.push_back(check(*argument));
    const Function* function = find_function(node.qualified);
    if (function == nullptr && is_left_out(node.name)) {
      fault("expr.not-supported", {{"what", node.name + "()"}}, node);
      return {};
    }
    if (function == nullptr) {
      std::vector<std::string> known;
      for (const Function* each : all_functions()) known.emplace_back(each->name);
      report_name("expr.undeclared-function", {{"name", node.qualified}}, known, node);
      return {};
    }
    Resolution resolution = resolve(*function, node.member, types);
    if (!node.member && resolution.result.is_dyn() && promote(node, 0)) {
      types.assign(types.size(), Type::real());
      resolution = resolve(*function, node.member, types);
    }
    if (resolution.arity_fits && (resolution.matches || lenient())) return resolution.result;
    std::string shown;
    for (const auto& type : types) shown += (shown.empty() ? "" : ", ") + type.to_string();
    fault("expr.no-overload", {{"function", node.qualified}, {"types", shown}}, node);
    return {};
  }

  Type malformed(Ast& node) {
    Ast& argument = *node.arguments[0];
    check(argument);
    const bool field_of_record =
        argument.kind == Ast::Kind::select && argument.qualified.empty() && !argument.arguments.empty() &&
        (argument.arguments[0]->type.kind() == Kind::record || argument.arguments[0]->type.is_dyn());
    if (!field_of_record) fault("expr.malformed-needs-a-field", {}, argument);
    return Type::boolean();
  }

  Type unary(Ast& node) {
    const Type operand = check(*node.arguments[0]);
    if (node.name == "!") {
      expect(*node.arguments[0], Type::boolean());
      return Type::boolean();
    }
    if (operand.kind() == Kind::integer || operand.kind() == Kind::real) return operand.without_null();
    if (!operand.is_dyn()) no_overload("-_", {operand}, node);
    return {};
  }

  static bool is_whole(const Type& type) { return type.is_number() && type.kind() != Kind::real && !type.nullable(); }

  /// Where the environment promotes and there is a fraction among numbers from argument `first` on, the whole numbers
  /// become fractions as well: x is written as double(x).
  bool promote(Ast& node, std::size_t first) {
    std::size_t whole = 0;
    std::size_t fractions = 0;
    for (std::size_t i = first; i < node.arguments.size(); ++i) {
      if (is_whole(node.arguments[i]->type)) ++whole;
      if (node.arguments[i]->type.kind() == Kind::real) ++fractions;
    }
    const bool mixed = whole > 0 && fractions > 0 && whole + fractions == node.arguments.size() - first;
    if (!environment_.promotes() || !mixed) return false;
    for (std::size_t i = first; i < node.arguments.size(); ++i) {
      if (is_whole(node.arguments[i]->type)) node.arguments[i] = as_fraction(std::move(node.arguments[i]));
    }
    return true;
  }

  static AstPtr as_fraction(AstPtr whole) {
    auto call = std::make_unique<Ast>();
    call->kind = Ast::Kind::call;
    call->name = call->qualified = "double";
    call->begin = whole->begin;
    call->end = whole->end;
    call->at = whole->at;
    call->type = Type::real();
    call->arguments.push_back(std::move(whole));
    return call;
  }

  Type binary(Ast& node) {
    check(*node.arguments[0]);
    check(*node.arguments[1]);
    if (!is_comparison(*op_from(node.name))) promote(node, 0);
    const Type a = node.arguments[0]->type;
    const Type b = node.arguments[1]->type;
    const Op op = *op_from(node.name);
    if (const auto type = type_of_operation(op, a, b)) return *type;
    no_overload("_" + node.name + "_", {a, b}, node);
    return is_comparison(op) || op == Op::equal || op == Op::not_equal || op == Op::in ? Type::boolean() : Type();
  }

  Type logical(Ast& node) {
    for (auto& argument : node.arguments) {
      check(*argument);
      expect(*argument, Type::boolean());
    }
    return Type::boolean();
  }

  Type conditional(Ast& node) {
    check(*node.arguments[0]);
    expect(*node.arguments[0], Type::boolean());
    check(*node.arguments[1]);
    check(*node.arguments[2]);
    promote(node, 1);
    const Type a = node.arguments[1]->type;
    const Type b = node.arguments[2]->type;
    const Type type = joined(a, b);
    if (type.is_dyn() && !a.is_dyn() && !b.is_dyn()) no_overload("_?_:_", {Type::boolean(), a, b}, node);
    return type;
  }

  Type list(Ast& node) {
    Type element;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
      const Type type = check(*node.arguments[i]);
      element = i == 0 ? type : joined(element, type);
    }
    return Type::list(element);
  }

  Type map(Ast& node) {
    Type key, value;
    for (std::size_t i = 0; i + 1 < node.arguments.size(); i += 2) {
      const Type k = check(*node.arguments[i]);
      const Type v = check(*node.arguments[i + 1]);
      key = i == 0 ? k : joined(key, k);
      value = i == 0 ? v : joined(value, v);
    }
    return Type::map(key, value);
  }

  /// The types of a macro's variables over a range.
  std::array<Type, 2> variables_over(const Type& range, const Ast& node) {
    if (range.kind() == Kind::list) return {Type::integer(), range.element()};
    if (range.kind() == Kind::map) return {range.key(), range.element()};
    if (!range.is_dyn() && !lenient()) fault("expr.not-a-range", {{"type", range.to_string()}}, *node.arguments[0]);
    return {};
  }

  Type macro(Ast& node) {
    const Type range = check(*node.arguments[0]);
    auto [first, second] = variables_over(range, node);
    const std::size_t depth = locals_.size();
    if (node.variables.size() == 1) {
      locals_.push_back({node.variables[0], range.kind() == Kind::map ? first : second});
    } else {
      locals_.push_back({node.variables[0], first});
      locals_.push_back({node.variables[1], second});
    }
    for (std::size_t i = 1; i < node.arguments.size(); ++i) check(*node.arguments[i]);
    const bool tests =
        node.name == "all" || node.name == "exists" || node.name == "exists_one" || node.name == "filter";
    if (tests || node.arguments.size() == 3) expect(*node.arguments[1], Type::boolean());
    const Type item = locals_.back().type;
    locals_.resize(depth);
    const Type& body = node.arguments.back()->type;
    if (node.name == "filter") return range.kind() == Kind::list ? range : Type::list(item);
    if (tests) return Type::boolean();
    if (node.name == "transformMap") return Type::map(first, body);
    if (node.name == "transformMapEntry") return body.kind() == Kind::map ? body : Type::map({}, {});
    return Type::list(body);
  }

  Type bind(Ast& node) {
    const Type initial = check(*node.arguments[0]);
    locals_.push_back({node.variables[0], initial});
    const Type type = check(*node.arguments[1]);
    locals_.pop_back();
    return type;
  }

  const Environment& environment_;
  std::vector<Fault>& faults_;
  std::vector<Local> locals_;
};

}  // namespace

void check(Ast& tree, const Environment& environment, const Type& wanted, std::vector<Fault>& faults) {
  Checker checker(environment, faults);
  checker.check(tree);
  if (faults.empty()) checker.expect(tree, wanted);
}

const Type* named_type(std::string_view name) {
  struct Named {
    std::string_view name;
    Type type;
  };
  static const std::array<Named, 14> kTypes = {{{"bool", Type::boolean()},
                                                {"int", Type::integer()},
                                                {"uint", Type::unsigned_integer()},
                                                {"double", Type::real()},
                                                {"string", Type::string()},
                                                {"bytes", Type::bytes()},
                                                {"list", Type::list({})},
                                                {"map", Type::map({}, {})},
                                                {"null_type", Type::null()},
                                                {"type", Type::type()},
                                                {"date", Type::date()},
                                                {"google.protobuf.Timestamp", Type::timestamp()},
                                                {"google.protobuf.Duration", Type::duration()},
                                                {"google.protobuf.NullValue", Type::null()}}};
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const Named& t) { return t.name == name; });
  return found == kTypes.end() ? nullptr : &found->type;
}

}  // namespace saitaku::expr

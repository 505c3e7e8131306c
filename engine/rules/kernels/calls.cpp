// Calls of functions. A function with a kernel of its own has a line in kTextKernels or a case below; every other one
// that makes a scalar of scalars goes through by_function.
#include <algorithm>
#include <array>

#include "engine/rules/kernels/compiler.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Value;
using Kind = Operand::Kind;

struct TextKernel {
  std::string_view function;
  Kernel kernel;
  Shape shape;
  State flag;
  std::size_t texts;  ///< how many it takes
};

constexpr std::array<TextKernel, 10> kTextKernels = {{
    {"blank", blank_text, Shape::boolean, 0, 1},
    {"utf16_length", text_length, Shape::integer, kUtf16Units, 1},
    {"words", text_length, Shape::integer, kWords, 1},
    {"size", text_length, Shape::integer, kCodePoints, 1},
    {"digits", only_digits, Shape::boolean, 0, 1},
    {"fold", folded_text, Shape::string, 0, 1},
    {"lowerAscii", lower_ascii, Shape::string, 0, 1},
    {"startsWith", has_text, Shape::boolean, kStarts, 2},
    {"endsWith", has_text, Shape::boolean, kEnds, 2},
    {"contains", has_text, Shape::boolean, kContains, 2},
}};

}  // namespace

Operand Compiler::call(const Node& node) {
  std::vector<Operand> args;
  for (const NodeId arg : node.args) args.push_back(visit(arg));
  if (std::ranges::all_of(args, [](const Operand& arg) { return arg.is(Kind::constant); })) {
    std::vector<Value> values;
    for (const Operand& arg : args) values.push_back(arg.constant);
    return constant(node.function->evaluate(values));
  }
  if (node.name == "dyn") return args[0];
  if (args.size() == 1 && args[0].is(Kind::list)) return list_call(node, args[0]);
  return native_call(node, args);
}

Operand Compiler::native_call(const Node& node, std::span<const Operand> args) {
  const auto table = common_table(args);
  if (!table) return {};
  const auto all_are = [&](Shape wanted) {
    return std::ranges::all_of(args, [&](const Operand& arg) { return shape_of(arg) == wanted; });
  };
  Op op;
  op.table = *table;
  Shape taken = Shape::string;
  const auto found = std::ranges::find(kTextKernels, node.name, &TextKernel::function);
  if (found != kTextKernels.end() && args.size() == found->texts && all_are(Shape::string)) {
    op.kernel = found->kernel;
    op.shape = found->shape;
    op.flag = found->flag;
  } else if ((node.name == "floor_ratio" || node.name == "ceil_ratio") && args.size() == 3 && all_are(Shape::integer)) {
    op.kernel = ratio;
    op.shape = taken = Shape::integer;
    op.flag = node.name == "ceil_ratio" ? 1 : 0;
  } else if (node.name == "blank" && args.size() == 1 && args[0].is(Kind::column)) {
    return null_test(args[0], false);  // of what is no text only null is blank
  } else {
    return by_function(node, args, node.function);
  }
  for (const Operand& arg : args) op.args.push_back(column_in(arg, *table, taken));
  if (op.kernel == text_length) add_guards(op, true);
  return add(std::move(op));
}

Operand Compiler::list_call(const Node& node, const Operand& list) {
  Op op;
  op.table = list.table;
  op.field = list.field;
  op.args = {list.op};
  if (node.name == "size" || node.name == "blank") {
    op.kernel = item_count;
    op.shape = node.name == "size" ? Shape::integer : Shape::boolean;
    if (list.mask) op.args.push_back(*list.mask);
    return add(std::move(op));
  }
  if (node.name != "sum") return {};
  const Operand item = item_of(list);
  if (!item.is(Kind::column) || shape(item) != Shape::integer) return {};
  op.kernel = item_sum;
  op.shape = Shape::integer;
  op.args.push_back(item.op);
  if (list.mask) op.args.push_back(*list.mask);
  return add(std::move(op));
}

Operand Compiler::by_function(const Node& node, std::span<const Operand> args, const expr::Function* function) {
  const auto table = common_table(args);
  const auto shape = kernels::shape_of(node.type);
  if (!table || !shape) return {};
  Op op;
  op.kernel = kernels::by_function;
  op.shape = *shape;
  op.table = *table;
  op.binary = node.binary;
  op.function = function;
  op.texts.emplace_back();
  for (const Operand& arg : args) {
    const bool is_null = arg.is(Kind::constant) && arg.constant.is_null();
    const auto own = is_null ? std::optional(Shape::boolean) : shape_of(arg);
    if (!own) return {};
    op.texts.front() += static_cast<char>('0' + static_cast<int>(*own));
    op.args.push_back(column_in(arg, *table, *own));
  }
  add_guards(op, false);
  return add(std::move(op));
}

}  // namespace saitaku::rules::kernels

// What the expressions of a pack come to over columns: operations, each of which computes one column of one table
// from others. Equal operations are one, so that what several rules share is computed once a batch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/expr/detail/operators.h"
#include "engine/expr/function.h"
#include "engine/forms/batch.h"
#include "engine/rules/kernels/cells.h"

namespace saitaku::rules::kernels {

using OpId = std::uint32_t;
struct Op;
class Memo;

/// What a kernel works with besides its operands.
struct Run {
  const forms::Batch& batch;
  Memo& memo;
};

/// Fills `out`, which has room for `rows`. `in` are the operands of the operation, of its own table unless it says
/// otherwise.
using Kernel = void (*)(const Op& op, Run& run, std::span<const Cells* const> in, std::size_t rows, Cells& out);

struct Op {
  Kernel kernel = nullptr;
  Shape shape = Shape::boolean;
  forms::FieldId table = forms::kNoField;  ///< the list whose items are the rows; kNoField: the applications
  std::vector<OpId> args;
  // What one kernel or another wants to know.
  forms::FieldId field = forms::kNoField;
  expr::Op binary = expr::Op::equal;
  const expr::Function* function = nullptr;
  expr::Value constant;
  State flag = 0;
  std::vector<State> skip;         ///< the last operands are guards: rows where one has this state are left open
  std::vector<std::string> texts;  ///< of a set: sorted, unique
};

struct Program {
  std::vector<Op> ops;

  OpId add(Op op);

 private:
  std::unordered_map<std::string, OpId> index_;  ///< by everything that makes an operation what it is
};

/// The columns of a program over one batch, computed when they are asked for.
class Columns {
 public:
  explicit Columns(const Program& program);
  ~Columns();

  /// Forgets what was computed. The batch must outlive the questions.
  void begin(const forms::Batch& batch);
  const Cells& cells(OpId op);
  Shape shape(OpId op) const { return program_.ops[op].shape; }
  std::optional<expr::Value> value(OpId op, std::size_t row) { return cells(op).value(program_.ops[op].shape, row); }

 private:
  std::size_t rows(forms::FieldId table) const;

  const Program& program_;
  const forms::Batch* batch_ = nullptr;
  std::vector<Cells> cells_;         ///< per operation
  std::vector<std::uint64_t> made_;  ///< per operation: the batch it was computed for
  std::uint64_t batches_ = 0;
  std::unique_ptr<Memo> memo_;
};

}  // namespace saitaku::rules::kernels

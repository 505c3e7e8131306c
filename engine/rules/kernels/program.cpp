#include "engine/rules/kernels/program.h"

#include <fmt/format.h>

#include "engine/rules/kernels/memo.h"

namespace saitaku::rules::kernels {
namespace {

std::string key_of(const Op& op) {
  std::string key = fmt::format("{}|{}|{}|{}|{}|{}|{}|", reinterpret_cast<std::uintptr_t>(op.kernel),
                                static_cast<int>(op.shape), op.table, op.field, static_cast<int>(op.binary),
                                reinterpret_cast<std::uintptr_t>(op.function), op.flag);
  key += fmt::format("{}:{}|", static_cast<int>(op.constant.kind()), op.constant.to_string());
  for (const OpId arg : op.args) key += fmt::format("{};", arg);
  for (const State state : op.skip) key += fmt::format("-{}", state);
  for (const std::string& text : op.texts) key += fmt::format("{}'{}", text.size(), text);
  return key;
}

}  // namespace

OpId Program::add(Op op) {
  const auto [found, fresh] = index_.try_emplace(key_of(op), static_cast<OpId>(ops.size()));
  if (fresh) ops.push_back(std::move(op));
  return found->second;
}

Columns::Columns(const Program& program)
    : program_(program), cells_(program.ops.size()), made_(program.ops.size(), 0), memo_(std::make_unique<Memo>()) {}
Columns::~Columns() = default;

void Columns::begin(const forms::Batch& batch) {
  batch_ = &batch;
  ++batches_;
  memo_->begin_batch();
}

std::size_t Columns::rows(forms::FieldId table) const { return batch_->table(table).rows; }

const Cells& Columns::cells(OpId id) {
  if (made_[id] == batches_) return cells_[id];
  const Op& op = program_.ops[id];
  std::vector<const Cells*> in;
  in.reserve(op.args.size());
  for (const OpId arg : op.args) in.push_back(&cells(arg));
  Run run{*batch_, *memo_};
  Cells& out = cells_[id];
  out.resize(op.shape, rows(op.table));
  op.kernel(op, run, in, rows(op.table), out);
  made_[id] = batches_;
  return out;
}

const Memo::Result* Memo::find(const Op& op, std::string_view key) {
  Results& results = results_[&op];
  const auto found = results.find(key);
  return found == results.end() ? nullptr : &found->second;
}

const Memo::Result& Memo::keep(const Op& op, std::string_view key, Result result) {
  Results& results = results_[&op];
  if (key.size() > kLongest || results.size() >= kMost) return passing_.emplace_back(std::move(result));
  return results.emplace(std::string(key), std::move(result)).first->second;
}

std::string_view Memo::keep(std::string text) { return texts_.emplace_back(std::move(text)); }

void Memo::begin_batch() {
  texts_.clear();
  passing_.clear();
  for (auto& [op, results] : results_) {
    if (results.size() >= kMost) results.clear();  // names of people: the next batch has others
  }
}

}  // namespace saitaku::rules::kernels

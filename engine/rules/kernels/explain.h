// Which fields decided a rule that failed, read off the columns: what expr::Evaluation::deciding_fields() finds by
// evaluating. Where the columns leave anything open, the evaluator has to be asked.
#pragma once

#include <string>
#include <vector>

#include "engine/rules/kernels/compiler.h"

namespace saitaku::rules::kernels {

/// One part of a condition, as an explanation visits it.
struct Explanation {
  enum class Kind {
    ask,     ///< only the evaluator can tell
    leaf,    ///< its fields took part
    logic,   ///< the parts that have its value
    inside,  ///< its one part: a negation
    branch,  ///< the condition and the branch it chose
    items,   ///< an all() or exists() over a list: the items that decided, or the list
  };
  Kind kind = Kind::ask;
  OpId value = 0;                          ///< boolean
  forms::FieldId table = forms::kNoField;  ///< of `value`: the applications or the list around it
  State present = kOpen;                   ///< a comparison with null: the value that says there is something
  std::vector<expr::NodeId> reads;         ///< a leaf, or what an all() or exists() reads: its fields took part
  std::vector<std::string> fields;         ///< their paths; kIndex in one stands for the item's index
  std::vector<std::string> pointers;       ///< the same as JSON pointers, each once
  bool depends = false;                    ///< which fields they are depends on those found before (macros)
  expr::LocalPaths locals;                 ///< while `reads` are looked at
  std::vector<Explanation> parts;
  forms::FieldId list = forms::kNoField;  ///< items: whose, and the value that one of them decides by
  State decides = kOpen;
};
inline constexpr char kIndex = '\x01';

Explanation explanation_of(const Pack& pack, Compiler& compiler, expr::NodeId condition);

/// The fields that decided the value of the condition for an application, as JSON pointers, each once. false: ask the
/// evaluator. Texts that `pointers` holds already are used again.
bool deciding_fields(const Pack& pack, const Explanation& explanation, Columns& columns, const forms::Batch& batch,
                     std::size_t application, std::vector<std::string>& pointers);

}  // namespace saitaku::rules::kernels

// Units through reading and judging on any number of threads, and out again in their order.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/audit/audit.h"
#include "engine/audit/detail/teller.h"
#include "engine/base/sha256.h"
#include "engine/rules/batch_judge.h"

namespace saitaku::audit::detail {

/// A unit that has been judged.
struct Judged {
  UnitHead head;
  std::string result;
  Sha256 key{};          ///< what the result is kept under; with a ledger only
  bool to_keep = false;  ///< made now: the ledger does not have it
};

/// Calls `take` for every unit, in order, from the calling thread, until it returns false, the inputs end or
/// `options.interrupted` says so. True when everything was taken.
bool judge_all(const intake::Inventory& inventory, const Options& options,
               const std::shared_ptr<const rules::BatchPlan>& plan, const std::function<bool(Judged&)>& take);

}  // namespace saitaku::audit::detail

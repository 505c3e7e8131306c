#include "engine/rules/kernels/place.h"

#include <utility>

namespace saitaku::rules::kernels {
namespace {

/// One application, or one item of its list. false: something is open.
bool place_row(const GroupPlan& plan, const Program& program, Columns& columns, std::size_t row, std::uint32_t item,
               detail::Placement& placement) {
  const State counts = plan.count ? columns.cells(*plan.count).state_at(row) : kTrue;
  if (counts == kFalse) return true;
  if (counts != kTrue) return false;
  placement.applies = true;
  std::string text;
  for (const OpId key : plan.keys) {
    const auto value = columns.cells(key).value(program.ops[key].shape, row);
    if (!value) return false;
    if (value->is_null()) {
      // A later part may be open, and then so is the application.
      for (const OpId other : plan.keys) {
        if (columns.cells(other).state_at(row) == kOpen) return false;
      }
      return true;
    }
    detail::append_key(text, *value);
  }
  placement.keys.push_back({item, std::move(text), true});
  return true;
}

}  // namespace

bool place(const GroupPlan& plan, const Program& program, Columns& columns, const forms::Batch& batch,
           std::size_t application, detail::Placement& placement) {
  placement = {};
  if (!plan.usable) return false;
  if (!plan.each) return place_row(plan, program, columns, application, 0, placement);
  const State list = columns.cells(*plan.each).state_at(application);
  if (list == kNull) return true;
  if (list != kValue) return false;
  const forms::ListColumn& items = batch.list(plan.list);
  for (std::uint32_t i = 0; i < items.count[application]; ++i) {
    if (!place_row(plan, program, columns, items.begin[application] + std::size_t{i}, i, placement)) return false;
  }
  return true;
}

}  // namespace saitaku::rules::kernels

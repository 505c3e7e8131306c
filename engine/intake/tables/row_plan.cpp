#include "engine/intake/tables/detail/row_plan.h"

#include <algorithm>

#include "engine/intake/detail/places.h"
#include "engine/intake/tables/detail/headers.h"

namespace saitaku::intake::detail {
namespace {

using forms::FieldId;
using forms::FieldKind;

/// "budget.items[0].amount" to "/budget/items/0/amount".
std::string pointer_of(std::string_view path) {
  std::string pointer = "/";
  for (const char c : path) {
    if (c == '.' || c == '[') {
      pointer += '/';
    } else if (c != ']') {
      pointer += c;
    }
  }
  return pointer;
}

class Planner {
 public:
  Planner(const TableHead& head, const forms::Form& form, const std::vector<bool>& wanted)
      : head_(head), form_(form), wanted_(wanted) {}

  RowPlan plan() {
    RowPlan plan;
    for (std::size_t i = 0; i < head_.columns.size(); ++i) {
      const auto& column = head_.columns[i];
      if (column.path == kIdPath && !plan.id) plan.id = i;
      if (!column.field) continue;
      const auto kind = form_.fields()[*column.field].kind;
      if (kind == FieldKind::list) whole_lists_.push_back(*column.field);
      if (column.field == form_.institution()) {
        plan.institution = i;
      } else if (kind != FieldKind::integer && kind != FieldKind::real) {
        plan.names.push_back(i);
      }
    }
    for (const auto& unit : head_.units) {
      if (is_wanted(unit.field)) plan.units.push_back(unit);
    }
    for (std::size_t i = 0; i < head_.columns.size(); ++i) {
      if (head_.columns[i].field) place(i, plan.application);
    }
    drop_unwanted(plan.application);
    if (head_.map) add_constants(plan);
    return plan;
  }

 private:
  bool is_wanted(FieldId id) const { return id < wanted_.size() && wanted_[id]; }

  ColumnUse use_of(FieldId id, const std::string& path) const {
    ColumnUse use;
    use.field = id;
    use.declared = &form_.fields()[id];
    use.whole_list = use.declared->kind == FieldKind::list;
    use.pointer = pointer_of(path);
    return use;
  }

  void place(std::size_t index, RecordUse& application) {
    const auto& column = head_.columns[index];
    // The lists around the field, outermost first.
    std::vector<FieldId> around;
    for (auto list = form_.fields()[*column.field].table; list != forms::kNoField; list = form_.fields()[list].table) {
      if (std::find(whole_lists_.begin(), whole_lists_.end(), list) != whole_lists_.end()) return;
      around.push_back(list);
    }
    std::reverse(around.begin(), around.end());
    auto* record = &application;
    for (std::size_t level = 0; level < around.size(); ++level) {
      record = &item_of(*record, around[level], column.items[level]);
      record->columns.push_back(index);
    }
    auto use = use_of(*column.field, column.path);
    use.column = index;
    use.head = &column;
    use.ratio = {column.factor, column.divisor};
    use.plain = use.ratio == Ratio{} && (column.rule == nullptr || column.rule->translate.empty());
    record->cells.push_back(std::move(use));
  }

  static RecordUse& item_of(RecordUse& record, FieldId list, std::size_t item) {
    auto found =
        std::find_if(record.lists.begin(), record.lists.end(), [&](const auto& use) { return use.list == list; });
    if (found == record.lists.end()) found = record.lists.insert(found, ListUse{list, {}});
    if (found->items.size() <= item) found->items.resize(item + 1);
    return found->items[item];
  }

  /// Cells nobody asks for. A list stays as long as it, or anything in it, is asked for: its length counts.
  bool drop_unwanted(RecordUse& record) {
    std::erase_if(record.cells, [&](const ColumnUse& use) {
      if (is_wanted(use.field)) return false;
      return !use.whole_list || !is_wanted(use.declared->children.front());
    });
    std::erase_if(record.lists, [&](ListUse& use) {
      bool any = is_wanted(use.list);
      for (auto& item : use.items) any |= drop_unwanted(item);
      return !any;
    });
    return !record.cells.empty() || !record.lists.empty();
  }

  void add_constants(RowPlan& plan) const {
    for (const auto& [path, value] : head_.map->constants) {
      const auto place = column_path(form_, path);
      if (!place || !place->items.empty() || !is_wanted(place->field)) continue;
      ConstantUse constant{use_of(place->field, path), value.string, value.is_null()};
      if (value.is_boolean()) constant.text = value.boolean ? "true" : "false";
      if (value.is_integer()) constant.text = std::to_string(value.integer);
      plan.constants.push_back(std::move(constant));
    }
  }

  const TableHead& head_;
  const forms::Form& form_;
  const std::vector<bool>& wanted_;
  std::vector<FieldId> whole_lists_;
};

}  // namespace

RowPlan plan_row(const TableHead& head, const forms::Form& form, const std::vector<bool>& wanted) {
  return Planner(head, form, wanted).plan();
}

}  // namespace saitaku::intake::detail

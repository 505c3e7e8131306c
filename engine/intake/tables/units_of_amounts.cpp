// The unit of a table's amounts: what the headers, the map or the cells state is turned into the form's unit, and the
// field that states the unit is then known. A column of bare numbers leaves it open.
#include <algorithm>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/tables/detail/headers.h"
#include "engine/intake/tables/detail/money.h"

namespace saitaku::intake::detail {
namespace {

using forms::FieldId;

class UnitFinder {
 public:
  UnitFinder(const std::string& file, const forms::Form& form, TableHead& head)
      : file_(file), form_(form), head_(head) {}

  Problems find() {
    for (FieldId id = 0; id < form_.fields().size(); ++id) {
      if (!form_.fields()[id].unit_of.empty()) find(id);
    }
    return std::move(problems_);
  }

 private:
  bool is_within(FieldId field, std::string_view object) const {
    for (auto above = form_.fields()[field].parent; above; above = form_.fields()[*above].parent) {
      if (form_.fields()[*above].path == object) return true;
    }
    return false;
  }

  void find(FieldId id) {
    const auto& field = form_.fields()[id];
    AmountUnit unit{.field = id};
    std::optional<std::int64_t> yen;
    bool one = true;
    bool stated = false;
    for (std::size_t i = 0; i < head_.columns.size(); ++i) {
      const auto& column = head_.columns[i];
      if (column.field == id) unit.column = i;
      if (!column.field || column.field == id || !is_within(*column.field, field.unit_of)) continue;
      const auto own = yen_in(form_.fields()[*column.field].unit);
      if (!own) continue;
      one = one && yen.value_or(*own) == *own;
      yen = own;
      stated = stated || column.unit_stated;
      if (!column.unit_stated) unit.unstated.push_back(i);
    }
    if (!yen || !one) return;
    unit.yen = *yen;
    if (const auto* constant = constant_of(field.path)) {
      if (stated && !(constant->is_integer() && constant->integer == *yen)) conflict(field, *constant, *yen);
      return;
    }
    if (unit.column && !stated) return;
    if (!unit.column && !unit.unstated.empty()) note_open(field, unit);
    head_.units.push_back(std::move(unit));
  }

  const JsonValue* constant_of(const std::string& path) const {
    if (!head_.map) return nullptr;
    const auto& all = head_.map->constants;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == path; });
    return found == all.end() ? nullptr : &found->second;
  }

  void conflict(const forms::Field& field, const JsonValue& constant, std::int64_t yen) {
    problems_.push_back(fault("table.unit-conflict", file_,
                              {{"path", field.path},
                               {"value", write_json(constant, false)},
                               {"yen", std::to_string(yen)},
                               {"map", head_.map->file}}));
  }

  void note_open(const forms::Field& field, const AmountUnit& unit) {
    std::vector<std::string> headers;
    for (const auto column : unit.unstated) headers.emplace_back(trimmed(head_.columns[column].header));
    const auto first = headers.front();
    auto note = fault("table.unit-unknown", file_,
                      {{"columns", listing(headers, 5)},
                       {"first", first},
                       {"field@ja", field.label.in(Language::ja)},
                       {"field@en", field.label.in(Language::en)},
                       {"path", field.path},
                       {"yen", std::to_string(unit.yen)}},
                      Severity::warning);
    note.where.line = static_cast<std::int64_t>(head_.header_row);
    head_.notes.push_back(std::move(note));
  }

  const std::string& file_;
  const forms::Form& form_;
  TableHead& head_;
  Problems problems_;
};

}  // namespace

Problems find_units(const std::string& file, const forms::Form* form, TableHead& head) {
  if (form == nullptr) return {};
  return UnitFinder(file, *form, head).find();
}

}  // namespace saitaku::intake::detail

// Where a value stands in an application document.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"

namespace saitaku::generate::detail {

struct Step {
  std::string name;  ///< of a member; "" = an item
  std::size_t item = 0;
  bool operator==(const Step&) const = default;
};
using Place = std::vector<Step>;

/// nullptr when there is nothing.
const JsonValue* find(const JsonValue& document, const Place& place);
JsonValue* find(JsonValue& document, const Place& place);
/// Members on the way are made; an item that is not there is not. nullptr then.
JsonValue* make(JsonValue& document, const Place& place);
void remove(JsonValue& document, const Place& place);

/// "budget.items[].amount": the form's name for it.
std::string field_path(const Place& place);
/// Members only: "budget.direct_total".
Place place_of(std::string_view dotted);
/// "amount" of "budget.items[].amount"; "sub_use_cases" of "plan.sub_use_cases[]".
std::string_view leaf_name(std::string_view path);

/// Every scalar and every list, objects' members in their order; a list before its items.
void each_value(const JsonValue& document, const std::function<void(const Place&, const JsonValue&)>& visit);

/// One change of a document.
struct Edit {
  Place place;
  std::optional<JsonValue> value;  ///< absent: the field is taken out
};
/// What makes `to` of `from`. Lists of equal length differ by their items, others as a whole.
std::vector<Edit> difference(const JsonValue& from, const JsonValue& to);
void apply_edits(JsonValue& document, const std::vector<Edit>& edits);
bool equal(const JsonValue& a, const JsonValue& b);

}  // namespace saitaku::generate::detail

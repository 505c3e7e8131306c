#include "engine/rules/pack.h"

#include <algorithm>

namespace saitaku::rules {
namespace {

template <class Items, class Name>
const typename Items::value_type* find_by(const Items& items, Name name, std::string_view wanted) {
  const auto at = std::ranges::find(items, wanted, name);
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

std::string_view to_string(Status status) {
  switch (status) {
    case Status::official: return "official";
    case Status::announced: return "announced";
    case Status::assumed: return "assumed";
  }
  return "assumed";
}

const Rule* Pack::find(std::string_view code) const { return find_by(rules, &Rule::code, code); }
const BatchRule* Pack::find_batch(std::string_view code) const { return find_by(batch_rules, &BatchRule::code, code); }
const Parameter* Pack::find_parameter(std::string_view name) const {
  return find_by(parameters, &Parameter::name, name);
}

}  // namespace saitaku::rules

// Attributes that the rules of the call see: "form" and "form_values" of an attribute.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/review/detail/reading.h"
#include "engine/review/keys.h"

namespace saitaku::review::detail {

struct PlacedValue {
  std::string value;
  Where where;
};

/// What the attribute says of the form, every value checked against its field; nullopt when it says nothing, or
/// something wrong. Problems: scenario.form-*.
std::optional<InForm> read_in_form(Reading& reading, KeyReader& keys, const std::string& attribute,
                                   std::span<const PlacedValue> values);
/// What concerns all attributes together. Needs: they are read.
void check_in_form(Reading& reading, const JsonValue& attributes);
/// Warns of a form that nothing screens. Needs: the scenario's needs.
void check_form_is_judged(Reading& reading);

}  // namespace saitaku::review::detail

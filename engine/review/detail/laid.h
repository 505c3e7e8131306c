// Answers laid into made-up applications, so that the rules of the call see the attributes of a population.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/review/scenario.h"

namespace saitaku::review::detail {

/// One field and what is written there. Values of an attribute that write the same are one.
struct LaidField {
  std::string path;
  std::vector<JsonValue> values;        ///< each once; null: left out
  std::vector<std::uint16_t> of_value;  ///< per value of the attribute: its index in `values`
};
LaidField laid_field(const InForm& form);

/// In how many ways the fields together write an application, 1 without any; the last field's values change fastest.
std::size_t ways(std::span<const LaidField> fields);
/// Writes the application in one of the ways. Needs: way < ways(fields).
void lay(JsonValue& document, std::span<const LaidField> fields, std::size_t way);
/// `path` has dots, but no lists; null takes the answer out.
void lay(JsonValue& document, std::string_view path, const JsonValue& value);

}  // namespace saitaku::review::detail

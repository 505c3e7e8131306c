// Everything a pack says about one rule, for `saitaku rules explain`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

struct Explanation {
  std::string code;
  Severity severity = Severity::error;
  Status status = Status::official;
  LocalText title;
  LocalText message, fix;  ///< as written, with placeholders
  Citation source;
  const Document* document = nullptr;  ///< that the source cites
  Where where;

  std::string when, require;  ///< expressions; "" = none
  bool answers = false;       ///< `require` is "no owed answer is blank"
  struct NamedException {
    LocalText name;
    std::string when;
    Citation source;
  };
  std::vector<NamedException> exceptions;

  bool batch = false;  ///< a rule over a batch
  std::string each, count;
  std::vector<std::string> group_by;
  std::int64_t at_most = 0;

  struct UsedParameter {
    const Parameter* parameter;
    LocalText value;  ///< as people read it
  };
  std::vector<UsedParameter> parameters;
  struct ReadField {
    std::string path;
    LocalText label, unit;
  };
  std::vector<ReadField> fields;
};

/// nullopt when the pack has no such rule. The explanation points into the pack.
std::optional<Explanation> explain(const Pack& pack, std::string_view code);

/// A value as people read it: "5,000,000", "2026-05-18 12:00:00 JST", "2025-09-25: 6".
LocalText shown_value(const Parameter& parameter);

}  // namespace saitaku::rules

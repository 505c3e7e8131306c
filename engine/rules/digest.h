// What a rule decides, as one number: two audits are compared rule by rule, and only where the rule is the same.
#pragma once

#include <map>
#include <string>

#include "engine/rules/pack.h"

namespace saitaku::rules {

/// Per code the SHA-256 (hex) of all that an outcome rests on: severity, conditions, exceptions, the values of the
/// parameters that these name, the kinds of the fields that they read, and for rules over the batch the groups.
/// Titles, messages, sources, statuses and notes are left out: a reworded rule finds what it found before.
std::map<std::string, std::string> rule_digests(const Pack& pack);

}  // namespace saitaku::rules

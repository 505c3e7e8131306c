// Step 2 of loading: documents, citations and parameters.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/rules/detail/members.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

std::map<std::string, Document> documents_from(const std::vector<Entry>& entries, Problems& problems);

/// The paragraph under member "source"; empty when there is none (lint asks for it).
/// Problem pack.undeclared-document with a suggestion.
Citation citation_from(const Part& source, const std::map<std::string, Document>& documents, Problems& problems);

/// "official", "announced", "assumed".
Status status_from(Members& members);

/// A parameter with a fault keeps its name and type (dyn when that is the fault), so that the expressions which
/// use it are still checked.
Parameter parameter_from(const Entry& entry, const std::map<std::string, Document>& documents, Problems& problems);

}  // namespace saitaku::rules::detail

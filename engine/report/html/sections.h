// The parts of an audit's page, each within a number of bytes. What a part has no room for is counted in it.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/audit/sink.h"
#include "engine/report/html/findings.h"

namespace saitaku::report::html {

/// All that the sections are made of.
struct AuditPage {
  const audit::RunInfo& run;
  const audit::Summary& summary;
  std::vector<audit::RuleRef> rules;
  std::vector<FindingSelection::OfRule> findings;  ///< per rule
  std::vector<std::string> application_notes;      ///< rows of reading_section(), finished HTML
  std::uint64_t all_application_notes = 0;
};

// Each: the body of a section, at most about `room` bytes; empty where there is nothing to say.
std::string summary_section(const AuditPage& page);
std::string rules_section(const AuditPage& page, std::size_t room);
std::string institutions_section(const AuditPage& page, std::size_t room);
std::string findings_section(const AuditPage& page, std::size_t room);
std::string unreadable_section(const AuditPage& page, std::size_t room);
std::string reading_section(const AuditPage& page, std::size_t room);
std::string run_section(const AuditPage& page, std::size_t room);

/// An item of reading_section(): what was noticed when an application was read.
std::string application_note_html(const audit::ApplicationView& application, const Problem& note, Language language);

}  // namespace saitaku::report::html

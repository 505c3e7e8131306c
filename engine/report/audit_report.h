// The reports of an audit: one file in formats/audit_*.cpp each, written while the audit runs.
// Layer 6 (report).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/audit/sink.h"
#include "engine/base/output_file.h"
#include "engine/report/page.h"

namespace saitaku::report {

/// A format of audit reports.
struct AuditFormat {
  std::string_view name;    ///< "ndjson", as --format takes it
  std::string_view ending;  ///< ".ndjson", as --report takes it; "" = none
  /// Writes to `out`; whoever owns it commits it after end().
  std::unique_ptr<audit::Sink> (*make)(ByteSink& out, const TextOptions& options) = nullptr;
};

/// Every format, in the order of the contract.
std::span<const AuditFormat* const> audit_formats();
const AuditFormat* find_audit_format(std::string_view name_or_ending);

}  // namespace saitaku::report

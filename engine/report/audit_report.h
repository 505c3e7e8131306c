// The reports of an audit, written while it runs. Add one: a file formats/audit_<name>.cpp that defines
// `const AuditFormat& audit_<name>()`; nothing else to edit.
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
  /// Writes to `out`; whoever owns it commits it after end(). The language is that of RunInfo; colour and width are
  /// those of `options`, where the format has them.
  std::unique_ptr<audit::Sink> (*make)(ByteSink& out, const TextOptions& options) = nullptr;
  /// What standard output gets (--format) where that is less than the file: the summary of JSON. nullptr = the same.
  std::unique_ptr<audit::Sink> (*make_for_output)(ByteSink& out, const TextOptions& options) = nullptr;
};

/// Every format, in file-name order.
std::span<const AuditFormat* const> audit_formats();
/// By name ("markdown") or by the ending of a file name ("report.MD", ".md"). nullptr = there is none.
const AuditFormat* find_audit_format(std::string_view name_or_file);

}  // namespace saitaku::report

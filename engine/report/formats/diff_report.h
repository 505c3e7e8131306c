// What changed between two audits, written while they are compared.
// Layer 6 (report). Add a format: a file diff_<name>.cpp here, and its line in diff_report.cpp.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/audit/diff.h"
#include "engine/base/output_file.h"
#include "engine/report/page.h"

namespace saitaku::report {

/// Hears every entry, then the totals.
class DiffReport {
 public:
  virtual ~DiffReport() = default;
  virtual void entry(const audit::Diff::Entry& entry) = 0;
  virtual void end(const audit::Diff& diff) = 0;
};

struct DiffFormat {
  std::string_view name;    ///< as --format takes it
  std::string_view ending;  ///< as --report takes it
  /// Writes to `out`; whoever owns it commits it after end().
  std::unique_ptr<DiffReport> (*make)(ByteSink& out, const TextOptions& options) = nullptr;
  /// What standard output gets where that is less than the file: the summary of JSON. nullptr = the same.
  std::unique_ptr<DiffReport> (*make_for_output)(ByteSink& out, const TextOptions& options) = nullptr;
};

/// text, json (schema "saitaku.audit-diff/1"), ndjson (each line "saitaku.diff-entry/1", the summary last), markdown.
std::span<const DiffFormat* const> diff_formats();
/// By name, or by the ending of a file name in whatever case. nullptr = there is none.
const DiffFormat* find_diff_format(std::string_view name_or_file);

const DiffFormat& diff_json();
const DiffFormat& diff_markdown();
const DiffFormat& diff_ndjson();
const DiffFormat& diff_text();

}  // namespace saitaku::report

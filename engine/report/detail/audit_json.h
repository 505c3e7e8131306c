// The objects of the JSON and NDJSON reports of an audit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/sink.h"
#include "engine/report/detail/json_text.h"

namespace saitaku::report::detail {

/// The objects that tell of one thing each, on one line and without its end: saitaku.finding/1, saitaku.unreadable/1
/// and saitaku.note/1. Nothing is allocated for a finding once the texts have found their size.
class AuditRecords {
 public:
  explicit AuditRecords(const audit::RunInfo& run);

  /// What the findings and notes that follow belong to.
  void set_application(const audit::ApplicationView& application);
  void append_finding(std::string& out, const audit::FindingView& finding);
  void append_note(std::string& out, const Problem& problem) const;
  void append_unreadable(std::string& out, const audit::UnreadableView& view);

 private:
  struct RuleTexts {
    std::string head;  ///< code, severity, title, status: the same in each of its findings
    JsonTextCache message, fix;
  };
  Language language_;
  std::vector<RuleTexts> rules_;
  JsonTextCache file_, institution_;
  std::string place_;  ///< file, line, byte, application_id, name, institution
  std::string file_name_;
};

/// The members of the summary, saitaku.audit/1, into an object that is open. Before `results`, if there are any.
void write_audit_head(JsonStream& json, const audit::RunInfo& run);
/// After them.
void write_audit_totals(JsonStream& json, const audit::RunInfo& run, const audit::Summary& summary);

}  // namespace saitaku::report::detail

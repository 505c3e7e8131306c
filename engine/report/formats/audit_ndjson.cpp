// NDJSON: a line for each finding, unreadable record and note as it is told, the summary last.
#include <optional>

#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_json.h"
#include "engine/report/detail/audit_sink.h"

namespace saitaku::report {
namespace {

class NdjsonReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    records_.emplace(run);
  }
  void unreadable(const audit::UnreadableView& view) override {
    records_->append_unreadable(buffer(), view);
    end_line();
  }
  void application(const audit::ApplicationView& view) override {
    if (view.findings.empty() && view.notes.empty()) return;
    records_->set_application(view);
    for (const auto& finding : view.findings) {
      records_->append_finding(buffer(), finding);
      end_line();
    }
    for (const auto& note : view.notes) {
      records_->append_note(buffer(), note);
      end_line();
    }
  }
  void end(const audit::Summary& summary) override {
    drain();
    detail::JsonStream json(out(), 0);
    json.begin('{');
    detail::write_audit_head(json, run());
    detail::write_audit_totals(json, run(), summary);
    json.end();
    json.flush();
    out().write("\n");
  }

 private:
  void end_line() {
    buffer() += '\n';
    drain_when_full();
  }
  std::optional<detail::AuditRecords> records_;
};

}  // namespace

const AuditFormat& audit_ndjson() {
  static const AuditFormat format{.name = "ndjson", .ending = ".ndjson", .make = detail::make_report<NdjsonReport>};
  return format;
}

}  // namespace saitaku::report

// JSON: one object. A file has everything that NDJSON has a line for in "results", before the totals, which are known
// last; standard output gets the summary alone.
#include "engine/report/detail/audit_json.h"

#include <optional>

#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"

namespace saitaku::report {
namespace {

/// Members on lines of their own, and the entries of lists and maps.
constexpr std::size_t kOpenLevels = 2;

class JsonSummary : public detail::AuditWriter {
 public:
  explicit JsonSummary(ByteSink& sink) : AuditWriter(sink), json_(sink, kOpenLevels) {}

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    json_.begin('{');
    detail::write_audit_head(json_, run);
  }
  void end(const audit::Summary& summary) override {
    detail::write_audit_totals(json_, run(), summary);
    json_.end();
    json_.flush();
    out().write("\n");
  }

 protected:
  detail::JsonStream json_;
};

class JsonReport final : public JsonSummary {
 public:
  using JsonSummary::JsonSummary;

  void begin(const audit::RunInfo& run) override {
    JsonSummary::begin(run);
    records_.emplace(run);
    json_.key("results").begin('[');
  }
  void unreadable(const audit::UnreadableView& view) override {
    records_->append_unreadable(buffer(), view);
    end_record();
  }
  void application(const audit::ApplicationView& view) override {
    if (view.findings.empty() && view.notes.empty()) return;
    records_->set_application(view);
    for (const auto& finding : view.findings) {
      records_->append_finding(buffer(), finding);
      end_record();
    }
    for (const auto& note : view.notes) {
      records_->append_note(buffer(), note);
      end_record();
    }
  }
  void end(const audit::Summary& summary) override {
    json_.end();
    JsonSummary::end(summary);
  }

 private:
  void end_record() {
    json_.raw(buffer());
    buffer().clear();
  }
  std::optional<detail::AuditRecords> records_;
};

}  // namespace

const AuditFormat& audit_json() {
  static const AuditFormat format{.name = "json",
                                  .ending = ".json",
                                  .make = detail::make_report<JsonReport>,
                                  .make_for_output = detail::make_report<JsonSummary>};
  return format;
}

}  // namespace saitaku::report

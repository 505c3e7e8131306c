// JSON and NDJSON of a diff: entries as they come, the summary last.
#include "engine/report/detail/json_text.h"
#include "engine/report/formats/diff_report.h"

namespace saitaku::report {
namespace {

using audit::Diff;
using audit::DiffTally;
using detail::JsonStream;

void write_run(JsonStream& json, std::string_view name, const audit::KeptRun& run) {
  json.key(name).begin('{');
  json.key("audit").value(run.label);
  json.key("pack_version").value(run.pack_version);
  json.key("pack_hash").value(run.pack_hash);
  json.key("applications").value(run.applications);
  json.key("unreadable_records").value(run.unreadable);
  json.end();
}

void write_tally(JsonStream& json, const DiffTally& tally) {
  json.key("new").value(tally.fresh);
  json.key("resolved").value(tally.resolved);
  json.key("persisting").value(tally.persisting);
  json.key("not_comparable").value(tally.not_comparable);
}

/// The members of saitaku.audit-diff/1 after "schema" and "results".
void write_summary(JsonStream& json, const Diff& diff) {
  json.key("call").value(diff.after.call);
  write_run(json, "before", diff.before);
  write_run(json, "after", diff.after);
  json.key("same_pack").value(diff.same_pack());
  json.key("changed_rules").begin('[');
  for (const auto& code : diff.changed_rules) json.value(code);
  json.end();
  json.key("totals").begin('{');
  write_tally(json, diff.total);
  json.end();
  json.key("by_rule").begin('{');
  for (const auto& [code, tally] : diff.by_rule) {
    json.key(code).begin('{');
    write_tally(json, tally);
    json.key("title").text_or_null(diff.title_of(code));
    json.end();
  }
  json.end();
  json.key("by_institution").begin('[');
  for (const auto& [name, tally] : diff.by_institution) {
    json.begin('{');
    json.key("institution").text_or_null(name);
    write_tally(json, tally);
    json.end();
  }
  json.end();
  json.key("other_institutions").begin('{');
  write_tally(json, diff.other_institutions);
  json.end();
}

/// On one line.
std::string entry_json(const Diff::Entry& entry) {
  const auto& finding = entry.finding;
  StringSink text;
  JsonStream json(text, 0);
  json.begin('{');
  json.key("schema").value("saitaku.diff-entry/1");
  json.key("change").value(to_string(entry.change));
  json.key("code").value(finding.code);
  json.key("outcome").value(finding.outcome);
  json.key("severity").value(finding.severity);
  json.key("application").value(finding.application);
  json.key("institution").text_or_null(finding.institution);
  json.key("message").value(finding.message);
  json.key("fingerprint").value(finding.fingerprint);
  json.end();
  json.flush();
  return std::move(text.text);
}

class JsonDiff : public DiffReport {
 public:
  JsonDiff(ByteSink& out, bool whole) : out_(out), json_(out, 2), whole_(whole) {
    json_.begin('{');
    json_.key("schema").value("saitaku.audit-diff/1");
    if (whole_) json_.key("results").begin('[');
  }
  void entry(const Diff::Entry& entry) override {
    if (whole_) json_.raw(entry_json(entry));
  }
  void end(const Diff& diff) override {
    if (whole_) json_.end();
    write_summary(json_, diff);
    json_.end();
    json_.flush();
    out_.write("\n");
  }

 private:
  ByteSink& out_;
  JsonStream json_;
  bool whole_;
};

class NdjsonDiff : public DiffReport {
 public:
  explicit NdjsonDiff(ByteSink& out) : out_(out) {}
  void entry(const Diff::Entry& entry) override { out_.write(entry_json(entry) + "\n"); }
  void end(const Diff& diff) override {
    JsonStream json(out_, 0);
    json.begin('{');
    json.key("schema").value("saitaku.audit-diff/1");
    write_summary(json, diff);
    json.end();
    json.flush();
    out_.write("\n");
  }

 private:
  ByteSink& out_;
};

}  // namespace

const DiffFormat& diff_json() {
  static const DiffFormat format{
      .name = "json",
      .ending = ".json",
      .make = [](ByteSink& out, const TextOptions&) -> std::unique_ptr<DiffReport> {
        return std::make_unique<JsonDiff>(out, true);
      },
      .make_for_output = [](ByteSink& out, const TextOptions&) -> std::unique_ptr<DiffReport> {
        return std::make_unique<JsonDiff>(out, false);
      }};
  return format;
}

const DiffFormat& diff_ndjson() {
  static const DiffFormat format{.name = "ndjson",
                                 .ending = ".ndjson",
                                 .make = [](ByteSink& out, const TextOptions&) -> std::unique_ptr<DiffReport> {
                                   return std::make_unique<NdjsonDiff>(out);
                                 }};
  return format;
}

}  // namespace saitaku::report

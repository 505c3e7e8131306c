// The summary object that every JSON and NDJSON report ends with.
#include "engine/report/detail/audit_json.h"

namespace saitaku::report::detail {
namespace {

void write_applications(JsonStream& json, const audit::Applications& applications) {
  json.key("total").value(applications.total);
  json.key("eligible").value(applications.eligible);
  json.key("ineligible").value(applications.ineligible);
  json.key("undetermined").value(applications.undetermined);
}

void write_inputs(JsonStream& json, const audit::Summary::Inputs& inputs) {
  json.key("inputs").begin('{');
  json.key("files").value(inputs.files);
  json.key("read").value(inputs.read);
  json.key("reused").value(inputs.reused);
  json.key("unreadable").value(inputs.unreadable);
  json.key("skipped").value(inputs.skipped);
  json.key("unreadable_records").value(inputs.unreadable_records);
  json.key("summary_rows").value(inputs.summary_rows);
  json.key("bytes").value(inputs.bytes);
  json.end();
}

void write_rules(JsonStream& json, const audit::RunInfo& run, const audit::Summary& summary) {
  json.key("by_rule").begin('{');
  for (const auto& rule : audit::rule_refs(*run.pack)) {
    const auto tally = rule.index < summary.by_rule.size() ? summary.by_rule[rule.index] : audit::Tally{};
    json.key(rule.code).begin('{');
    json.key("fail").value(tally.fail);
    json.key("unknown").value(tally.unknown);
    json.key("known").value(tally.known);
    json.key("severity").value(to_string(rule.severity));
    json.key("title").value(rule.title->in(run.language));
    json.end();
  }
  json.end();
}

void write_institutions(JsonStream& json, const audit::Summary& summary) {
  json.key("by_institution").begin('[');
  for (const auto& [name, applications] : summary.by_institution) {
    json.begin('{');
    json.key("institution").text_or_null(name);
    write_applications(json, applications);
    json.end();
  }
  json.end();
  json.key("other_institutions").begin('{');
  write_applications(json, summary.other_institutions);
  json.end();
}

/// The members of an object that is open.
void write_problem(JsonStream& json, const Problem& problem, Language language) {
  json.key("code").value(problem.code);
  json.key("severity").value(to_string(problem.severity));
  json.key("message").value(problem.what(language));
  json.key("fix").value(problem.fix(language));
}

void write_unreadable_files(JsonStream& json, const audit::Summary& summary, Language language) {
  json.key("unreadable_files").begin('[');
  for (const auto& file : summary.unreadable_files) {
    json.begin('{');
    json.key("file").value(file.file);
    json.key("places").value(file.places);
    json.key("whole").value(file.whole);
    write_problem(json, file.first, language);
    json.end();
  }
  json.end();
  json.key("more_unreadable_files").value(summary.more_unreadable_files);
}

void write_problems(JsonStream& json, std::string_view name, const std::vector<Problem>& problems, Language language) {
  json.key(name).begin('[');
  for (const auto& problem : problems) {
    json.begin('{');
    json.key("file").text_or_null(problem.where.file);
    write_problem(json, problem, language);
    json.end();
  }
  json.end();
}

}  // namespace

void write_audit_head(JsonStream& json, const audit::RunInfo& run) {
  const auto& pack = *run.pack;
  json.key("schema").value("saitaku.audit/1");
  json.key("call").value(pack.id);
  json.key("pack_version").value(pack.version);
  json.key("pack_edition").text_or_null(pack.edition);
  json.key("pack_hash").value(pack.hash);
  json.key("program_version").value(run.program_version);
  json.key("lang").value(run.language == Language::ja ? "ja" : "en");
  json.key("paths").begin('[');
  for (const auto& path : run.arguments) json.value(path);
  json.end();
  json.key("baseline").text_or_null(run.baseline);
}

void write_audit_totals(JsonStream& json, const audit::RunInfo& run, const audit::Summary& summary) {
  json.key("interrupted").value(summary.interrupted);
  write_inputs(json, summary.inputs);
  json.key("applications").begin('{');
  write_applications(json, summary.applications);
  json.end();
  write_rules(json, run, summary);
  const auto& findings = summary.findings;
  json.key("findings").begin('{');
  json.key("error").value(findings.error);
  json.key("warning").value(findings.warning);
  json.key("advice").value(findings.advice);
  json.key("unknown").value(findings.unknown);
  json.key("known").value(findings.known);
  json.end();
  write_institutions(json, summary);
  write_unreadable_files(json, summary, run.language);
  write_problems(json, "skipped", summary.skipped, run.language);
  json.key("unknown_members").begin('[');
  for (const auto& [name, count] : summary.unknown_members) {
    json.begin('{');
    json.key("name").value(name);
    json.key("count").value(count);
    json.end();
  }
  json.end();
  write_problems(json, "notes", summary.notes, run.language);
  json.key("more_notes").value(summary.more_notes);
}

}  // namespace saitaku::report::detail

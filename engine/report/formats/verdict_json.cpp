#include "engine/report/formats/verdict_json.h"

#include "engine/report/citation.h"
#include "engine/report/tagged.h"

namespace saitaku::report {
namespace {

JsonValue text_of(std::string_view text) { return JsonValue::of(text); }
JsonValue number_of(std::size_t number) { return JsonValue::of(static_cast<std::int64_t>(number)); }

JsonValue strings(const std::vector<std::string>& words) {
  auto list = JsonValue::array();
  for (const auto& word : words) list.items.push_back(text_of(word));
  return list;
}

JsonValue text_or_null(std::string_view text) { return text.empty() ? JsonValue{} : text_of(text); }

JsonValue because_json(const expr::Reason& reason) {
  auto json = JsonValue::object();
  json.at("expression") = text_of(reason.expression);
  json.at("value") = plain_from_value(reason.value);
  if (reason.value.is_unknown()) json.at("unknown") = JsonValue::of(true);
  if (reason.value.is_error()) json.at("error") = text_of(reason.value.as_error().code);
  return json;
}

JsonValue finding_json(const Judged& judged, const rules::Finding& finding, Language language) {
  auto json = JsonValue::object();
  json.at("code") = text_of(finding.code);
  json.at("outcome") = text_of(to_string(finding.outcome));
  json.at("severity") = text_of(to_string(finding.severity));
  json.at("title") = text_of(finding.title.in(language));
  json.at("message") = text_of(finding.message.in(language));
  json.at("fix") = text_of(finding.fix.in(language));
  json.at("fields") = strings(finding.fields);
  json.at("missing") = strings(finding.missing);
  const auto* place = place_of(judged.draft, fields_to_look_at(*judged.pack, finding));
  json.at("where") = place == nullptr ? JsonValue{} : where_json(*place);
  auto& because = json.at("because") = JsonValue::array();
  for (const auto& reason : finding.because) because.items.push_back(because_json(reason));
  auto& distance = json.at("distance");
  if (finding.distance) {
    distance.at("field") = text_of(rules::pointer_from_path(finding.distance->field));
    distance.at("by") = JsonValue::of(finding.distance->by);
    distance.at("unit") = text_or_null(finding.distance_unit.in(language));
  }
  json.at("status") = text_of(to_string(finding.status));
  json.at("source") = citation_json(*judged.pack, finding.source, language);
  if (!finding.exception.empty()) json.at("exception") = text_of(finding.exception.in(language));
  if (!finding.others.empty()) json.at("others") = strings(finding.others);
  return json;
}

}  // namespace

JsonValue where_json(const Where& where) {
  if (where == Where{}) return {};
  auto json = JsonValue::object();
  if (!where.sheet.empty() || !where.cell.empty()) {
    json.at("sheet") = text_of(where.sheet);
    if (!where.cell.empty()) json.at("cell") = text_of(where.cell);
  }
  if (!where.file.empty()) json.at("file") = text_of(where.file);
  if (where.line > 0) json.at("line") = JsonValue::of(where.line);
  if (where.line > 0 && where.column > 0) json.at("column") = JsonValue::of(where.column);
  if (where.byte >= 0) json.at("byte") = JsonValue::of(where.byte);
  if (!where.pointer.empty()) json.at("pointer") = text_of(where.pointer);
  return json;
}

JsonValue problem_json(const Problem& problem, Language language) {
  auto json = JsonValue::object();
  json.at("severity") = text_of(to_string(problem.severity));
  json.at("code") = text_of(problem.code);
  json.at("message") = text_of(problem.what(language));
  json.at("fix") = text_of(problem.fix(language));
  json.at("where") = where_json(problem.where);
  return json;
}

JsonValue verdict_json(const Judged& judged, const Selection& selection, Language language) {
  const auto& pack = *judged.pack;
  auto json = JsonValue::object();
  json.at("schema") = text_of("saitaku.verdict/1");
  json.at("call") = text_of(pack.id);
  json.at("pack_version") = text_of(pack.version);
  json.at("application_id") = text_or_null(judged.draft.application_id);
  auto& source = json.at("source");
  source.at("file") = text_of(judged.draft.file);
  source.at("kind") = text_of(to_string(judged.draft.kind));
  json.at("verdict") = text_of(to_string(judged.verdict.kind));
  auto& counts = json.at("counts");
  counts.at("error") = number_of(judged.verdict.counts.error);
  counts.at("warning") = number_of(judged.verdict.counts.warning);
  counts.at("advice") = number_of(judged.verdict.counts.advice);
  counts.at("unknown") = number_of(judged.verdict.counts.unknown);
  auto& findings = json.at("findings") = JsonValue::array();
  for (const auto& finding : judged.verdict.findings) {
    if (selection.shows(finding.outcome)) findings.items.push_back(finding_json(judged, finding, language));
  }
  auto& problems = json.at("problems") = JsonValue::array();
  for (const auto& problem : judged.problems) problems.items.push_back(problem_json(problem, language));
  json.at("call_recognised") = JsonValue::of(judged.draft.call_recognised);
  json.at("at") = judged.at ? text_of(to_string_at_offset(*judged.at, kJstOffsetSeconds)) : JsonValue{};
  json.at("pack_edition") = text_or_null(pack.edition);
  json.at("pack_hash") = text_of(pack.hash);
  json.at("lang") = text_of(language == Language::ja ? "ja" : "en");
  return json;
}

}  // namespace saitaku::report

// pack_json, explanation_json, cases_json, diff_json.
#include "engine/report/citation.h"
#include "engine/report/formats/pack.h"
#include "engine/report/formats/verdict_json.h"
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

JsonValue parameter_json(const rules::Pack& pack, const rules::Parameter& parameter, Language language) {
  auto json = JsonValue::object();
  json.at("name") = text_of(parameter.name);
  json.at("label") = text_of(parameter.label.in(language));
  json.at("type") = text_of(parameter.type.to_string());
  json.at("value") = plain_from_value(parameter.value);
  json.at("unit") = text_of(parameter.unit);
  json.at("status") = text_of(to_string(parameter.status));
  json.at("source") = citation_json(pack, parameter.source, language);
  return json;
}

JsonValue rule_json(const rules::Pack& pack, const rules::Explanation& rule, Language language) {
  auto json = JsonValue::object();
  json.at("code") = text_of(rule.code);
  json.at("severity") = text_of(to_string(rule.severity));
  json.at("status") = text_of(to_string(rule.status));
  json.at("title") = text_of(rule.title.in(language));
  json.at("when") = text_of(rule.when);
  json.at("require") = text_of(rule.require);
  if (rule.answers) json.at("answers") = text_of("required");
  auto exceptions = JsonValue::array();
  for (const auto& exception : rule.exceptions) {
    auto entry = JsonValue::object();
    entry.at("name") = text_of(exception.name.in(language));
    entry.at("when") = text_of(exception.when);
    entry.at("source") = citation_json(pack, exception.source, language);
    exceptions.items.push_back(std::move(entry));
  }
  json.at("exceptions") = std::move(exceptions);
  if (rule.batch) {
    auto batch = JsonValue::object();
    batch.at("each") = text_of(rule.each);
    batch.at("count") = text_of(rule.count);
    batch.at("group_by") = strings(rule.group_by);
    batch.at("at_most") = JsonValue::of(rule.at_most);
    json.at("batch") = std::move(batch);
  }
  json.at("message") = text_of(rule.message.in(language));
  json.at("fix") = text_of(rule.fix.in(language));
  json.at("source") = citation_json(pack, rule.source, language);
  return json;
}

JsonValue changes_json(const std::vector<rules::PackChange>& changes, Language language) {
  auto list = JsonValue::array();
  for (const auto& change : changes) {
    using Kind = rules::PackChange::Kind;
    auto json = JsonValue::object();
    json.at("name") = text_of(change.name);
    json.at("change") = text_of(change.kind == Kind::added     ? "added"
                                : change.kind == Kind::removed ? "removed"
                                                               : "changed");
    json.at("title") = text_of(change.title.in(language));
    auto members = JsonValue::array();
    for (const auto& member : change.members) {
      auto entry = JsonValue::object();
      entry.at("member") = text_of(member.member);
      entry.at("before") = text_of(member.before.in(language));
      entry.at("after") = text_of(member.after.in(language));
      members.items.push_back(std::move(entry));
    }
    json.at("members") = std::move(members);
    list.items.push_back(std::move(json));
  }
  return list;
}

}  // namespace

JsonValue pack_json(const rules::Pack& pack, Language language) {
  auto json = JsonValue::object();
  json.at("schema") = text_of("saitaku.pack-summary/1");
  json.at("id") = text_of(pack.id);
  json.at("version") = text_of(pack.version);
  json.at("edition") = text_of(pack.edition);
  json.at("hash") = text_of(pack.hash);
  json.at("title") = text_of(pack.title.in(language));
  json.at("issuer") = text_of(pack.issuer.in(language));
  json.at("note") = text_of(pack.note.in(language));
  auto documents = JsonValue::object();
  for (const auto& [key, document] : pack.documents) {
    auto entry = JsonValue::object();
    entry.at("title") = text_of(document.title.in(language));
    entry.at("date") = text_of(document.date);
    entry.at("url") = text_of(document.url);
    documents.at(key) = std::move(entry);
  }
  json.at("documents") = std::move(documents);
  auto parameters = JsonValue::array();
  for (const auto& parameter : pack.parameters) parameters.items.push_back(parameter_json(pack, parameter, language));
  json.at("parameters") = std::move(parameters);
  auto rules = JsonValue::array();
  const auto add = [&](const std::string& code) {
    if (const auto rule = rules::explain(pack, code)) rules.items.push_back(rule_json(pack, *rule, language));
  };
  for (const auto& rule : pack.rules) add(rule.code);
  for (const auto& rule : pack.batch_rules) add(rule.code);
  json.at("rules") = std::move(rules);
  return json;
}

JsonValue explanation_json(const rules::Pack& pack, const rules::Explanation& explanation,
                           const std::vector<const rules::Case*>& cases, Language language) {
  auto json = JsonValue::object();
  json.at("schema") = text_of("saitaku.rule/1");
  json.at("call") = text_of(pack.id);
  for (auto& member : rule_json(pack, explanation, language).members) json.at(member.key) = std::move(member.value);
  auto parameters = JsonValue::array();
  for (const auto& used : explanation.parameters)
    parameters.items.push_back(parameter_json(pack, *used.parameter, language));
  json.at("parameters") = std::move(parameters);
  auto fields = JsonValue::array();
  for (const auto& field : explanation.fields) {
    auto entry = JsonValue::object();
    entry.at("path") = text_of(field.path);
    entry.at("label") = text_of(field.label.in(language));
    entry.at("unit") = text_of(field.unit.in(language));
    fields.items.push_back(std::move(entry));
  }
  json.at("fields") = std::move(fields);
  auto examples = JsonValue::array();
  for (const auto* worked : cases) {
    for (const auto& expectation : worked->expectations) {
      if (expectation.code != explanation.code) continue;
      auto entry = JsonValue::object();
      entry.at("title") = text_of(worked->title.in(language));
      entry.at("outcome") = text_of(to_string(expectation.outcome));
      examples.items.push_back(std::move(entry));
      break;
    }
  }
  json.at("cases") = std::move(examples);
  json.at("where") = where_json(explanation.where);
  return json;
}

JsonValue cases_json(const rules::Pack& pack, const rules::CasesReport& report, const Problems& problems,
                     Language language) {
  auto json = JsonValue::object();
  json.at("schema") = text_of("saitaku.cases-report/1");
  json.at("call") = text_of(pack.id);
  json.at("pack_version") = text_of(pack.version);
  json.at("passed") = JsonValue::of(report.passed());
  json.at("cases") = number_of(report.results.size());
  auto failures = JsonValue::array();
  for (const auto& result : report.results) {
    if (result.passed()) continue;
    auto entry = JsonValue::object();
    entry.at("title") = text_of(result.worked->title.in(language));
    entry.at("where") = where_json(result.worked->where);
    auto differences = JsonValue::array();
    for (const auto& difference : result.differences) {
      auto one = JsonValue::object();
      one.at("code") = text_of(difference.code);
      one.at("application") = text_of(difference.application);
      one.at("expected") = text_of(difference.expected);
      one.at("actual") = text_of(difference.actual);
      one.at("message") = text_of(difference.message.in(language));
      differences.items.push_back(std::move(one));
    }
    entry.at("differences") = std::move(differences);
    auto faults = JsonValue::array();
    for (const auto& problem : result.problems) faults.items.push_back(problem_json(problem, language));
    entry.at("problems") = std::move(faults);
    failures.items.push_back(std::move(entry));
  }
  json.at("failures") = std::move(failures);
  auto coverage = JsonValue::object();
  for (const auto& rule : report.coverage) {
    auto entry = JsonValue::object();
    entry.at("pass") = number_of(rule.pass);
    entry.at("fail") = number_of(rule.fail);
    entry.at("unknown") = number_of(rule.unknown);
    entry.at("not-applicable") = number_of(rule.not_applicable);
    coverage.at(rule.code) = std::move(entry);
  }
  json.at("coverage") = std::move(coverage);
  auto missing = JsonValue::array();
  for (const auto& problem : problems) missing.items.push_back(problem_json(problem, language));
  json.at("problems") = std::move(missing);
  return json;
}

JsonValue diff_json(const rules::Pack& before, const rules::Pack& after, const rules::PackDiff& diff,
                    Language language) {
  auto json = JsonValue::object();
  json.at("schema") = text_of("saitaku.pack-diff/1");
  json.at("before") = text_of(before.id);
  json.at("after") = text_of(after.id);
  json.at("parameters") = changes_json(diff.parameters, language);
  json.at("rules") = changes_json(diff.rules, language);
  json.at("fields") = changes_json(diff.fields, language);
  return json;
}

}  // namespace saitaku::report

#include "engine/rules/explain.h"

#include "engine/rules/detail/render.h"

namespace saitaku::rules {
namespace {

/// "2025-09-25: 6; 2026-01-01: 4"
std::string shown_dated(const expr::Value& list, Language language) {
  std::string shown;
  for (const expr::Value& entry : list.as_list().items) {
    const expr::Value* from = entry.as_map().find("from");
    const expr::Value* value = entry.as_map().find("value");
    if (!shown.empty()) shown += "; ";
    shown += detail::shown(*from, language) + ": " + detail::shown(*value, language);
  }
  return shown;
}

template <class AnyRule>
void explain_common(const Pack& pack, const AnyRule& rule, Explanation& explanation) {
  explanation.code = rule.code;
  explanation.severity = rule.severity;
  explanation.status = rule.status;
  explanation.title = rule.title;
  explanation.message = rule.message.written;
  explanation.fix = rule.fix.written;
  explanation.source = rule.source;
  explanation.where = rule.where;
  const auto document = pack.documents.find(rule.source.document);
  if (document != pack.documents.end()) explanation.document = &document->second;
  for (const std::string& name : rule.parameters) {
    if (const Parameter* parameter = pack.find_parameter(name)) {
      explanation.parameters.push_back({parameter, shown_value(*parameter)});
    }
  }
  for (const std::string& path : rule.fields) {
    Explanation::ReadField read{path, {path, path}, {}};
    if (const auto field = pack.form->find(path)) {
      const forms::Field& declared = pack.form->fields()[*field];
      if (!declared.label.empty()) read.label = declared.label;
      read.unit = declared.unit;
    }
    explanation.fields.push_back(std::move(read));
  }
}

}  // namespace

LocalText shown_value(const Parameter& parameter) {
  LocalText shown;
  for (const Language language : {Language::ja, Language::en}) {
    (language == Language::ja ? shown.ja : shown.en) =
        parameter.dated ? shown_dated(parameter.value, language) : detail::shown(parameter.value, language);
  }
  return shown;
}

std::optional<Explanation> explain(const Pack& pack, std::string_view code) {
  Explanation explanation;
  if (const Rule* rule = pack.find(code)) {
    explain_common(pack, *rule, explanation);
    explanation.when = rule->when_text;
    explanation.require = rule->require_text;
    explanation.answers = !rule->answers.empty();
    for (const Exception& exception : rule->exceptions) {
      explanation.exceptions.push_back({exception.name, exception.when_text, exception.source});
    }
    return explanation;
  }
  if (const BatchRule* rule = pack.find_batch(code)) {
    explain_common(pack, *rule, explanation);
    explanation.batch = true;
    explanation.each = rule->each_text;
    explanation.count = rule->count_text;
    explanation.group_by = rule->group_by_text;
    explanation.at_most = rule->at_most;
    return explanation;
  }
  return std::nullopt;
}

}  // namespace saitaku::rules

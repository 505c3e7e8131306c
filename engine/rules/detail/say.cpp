#include "engine/rules/detail/say.h"

#include <algorithm>
#include <utility>

#include "engine/rules/detail/render.h"

namespace saitaku::rules::detail {
namespace {

/// The labels of the owed answers that are blank: "{answers}".
std::string blank_answers(const Pack& pack, const Rule& rule, expr::Evaluation& evaluation, Language language) {
  std::vector<std::string> paths;
  for (const Answer& answer : rule.answers) {
    if (!evaluation.value(answer.given).is_false()) continue;
    const std::string& path = pack.form->fields()[answer.field].path;
    bool named = false;
    for (const std::string& field : evaluation.deciding_fields(answer.given)) {
      if (without_indices(field) != path) continue;
      paths.push_back(field);
      named = true;
    }
    if (!named) paths.push_back(path);
  }
  return labels_of(*pack.form, paths, language, paths.size());  // every one has to be filled in
}

}  // namespace

std::string said(const Pack& pack, const Rule& rule, const Template& message, expr::Evaluation& evaluation,
                 Language language) {
  return fill(message, evaluation, language,
              rule.answers.empty() ? "" : blank_answers(pack, rule, evaluation, language));
}

std::vector<std::string> deciding_fields(const std::vector<expr::NodeId>& by, expr::Evaluation& evaluation) {
  std::vector<std::string> fields;
  for (const expr::NodeId node : by) {
    for (std::string& field : evaluation.deciding_fields(node)) {
      if (std::ranges::find(fields, field) == fields.end()) fields.push_back(std::move(field));
    }
  }
  return fields;
}

}  // namespace saitaku::rules::detail

#include "engine/generate/detail/trial.h"

#include <algorithm>

#include "engine/intake/application.h"

namespace saitaku::generate::detail {
namespace {

bool add(forms::Batch& batch, const JsonValue& document) {
  intake::Draft draft;
  draft.document = document;
  return !has_errors(intake::fill(batch, draft));
}

}  // namespace

std::vector<const rules::Finding*> Judged::open() const {
  std::vector<const rules::Finding*> found;
  for (const auto& finding : verdict.findings) {
    if (finding.outcome == rules::Outcome::fail || finding.outcome == rules::Outcome::unknown)
      found.push_back(&finding);
  }
  return found;
}

bool Judged::decided() const {
  return std::none_of(verdict.findings.begin(), verdict.findings.end(),
                      [](const rules::Finding& finding) { return finding.outcome == rules::Outcome::unknown; });
}

std::vector<std::string> Judged::broken() const {
  std::vector<std::string> codes;
  for (const auto& finding : verdict.findings) {
    if (finding.outcome == rules::Outcome::fail) codes.push_back(finding.code);
  }
  return codes;
}

Judged Trial::judge(const JsonValue& document) const {
  Judged judged;
  forms::Batch batch(pack_->form);
  judged.readable = add(batch, document);
  judged.verdict = rules::judge(*pack_, batch, 0);
  return judged;
}

std::vector<std::vector<std::string>> Trial::broken_together(std::span<const JsonValue> documents) const {
  forms::Batch batch(pack_->form);
  std::vector<std::string> ids;
  for (const auto& document : documents) {
    add(batch, document);
    ids.push_back(std::to_string(ids.size()));
  }
  std::vector<std::vector<std::string>> broken;
  for (const auto& findings : rules::judge_batch(*pack_, batch, ids)) {
    auto& codes = broken.emplace_back();
    for (const auto& finding : findings) {
      if (finding.outcome == rules::Outcome::fail) codes.push_back(finding.code);
    }
  }
  return broken;
}

}  // namespace saitaku::generate::detail

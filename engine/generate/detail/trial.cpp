#include "engine/generate/detail/trial.h"

#include <algorithm>

#include "engine/generate/folder.h"
#include "engine/generate/workbook.h"
#include "engine/generate/written.h"
#include "engine/intake/application.h"

namespace saitaku::generate::detail {
namespace {

bool add(forms::Batch& batch, const JsonValue& document) {
  intake::Draft draft;
  draft.document = document;
  return !has_errors(intake::fill(batch, draft));
}

}  // namespace

struct Trial::Desk {
  explicit Desk(const std::shared_ptr<const rules::BatchPlan>& plan) : batch(plan->pack()->form), judge(plan) {}
  forms::Batch batch;
  rules::BatchJudge judge;
};

Trial::Trial(std::shared_ptr<const rules::Pack> pack)
    : pack_(std::move(pack)), plan_(std::make_shared<const rules::BatchPlan>(pack_)) {}
Trial::Trial(std::shared_ptr<const rules::Pack> pack, Writing writing, const JsonValue& clean)
    : Trial(std::move(pack)) {
  writing_ = writing;
  const auto judged = judge(clean);
  left_open_ = std::make_unique<bool[]>(judged.outcomes.size());
  for (std::size_t i = 0; i < judged.outcomes.size(); ++i)
    left_open_[i] = judged.readable && judged.outcomes[i] == rules::Outcome::unknown;
}
Trial::~Trial() = default;

std::optional<JsonValue> Trial::as_written(JsonValue document) const {
  if (writing_ == Writing::records) return document;
  const auto* map = workbook_for(*pack_, document);
  SAITAKU_EXPECT(map != nullptr, "Options::writing needs a call with a workbook");
  if (writing_ == Writing::workbooks) {
    auto answers = workbook_answers(*map, document);
    if (!answers) return std::nullopt;
    return std::move(answers->document);
  }
  auto plan = plan_folder(*map, document);
  if (!plan) return std::nullopt;
  return std::move(plan->document);
}

std::vector<const rules::Rule*> Judged::open() const {
  std::vector<const rules::Rule*> found;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i] == rules::Outcome::fail || outcomes[i] == rules::Outcome::unknown) found.push_back(&pack->rules[i]);
  }
  return found;
}

bool Judged::decided() const {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i] == rules::Outcome::unknown && (left_open.empty() || !left_open[i])) return false;
  }
  return true;
}

std::vector<std::string> Judged::broken() const {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i] == rules::Outcome::fail) codes.push_back(pack->rules[i].code);
  }
  return codes;
}

Judged Trial::judge(const JsonValue& document) const {
  if (writing_ == Writing::records) return judge_written(document);
  const auto written = as_written(document);
  if (written) return judge_written(*written);
  Judged judged;
  judged.pack = pack_.get();
  judged.readable = false;
  judged.outcomes.assign(pack_->rules.size(), rules::Outcome::unknown);
  return judged;
}

Judged Trial::judge_written(const JsonValue& written) const {
  Judged judged;
  judged.pack = pack_.get();
  if (left_open_) judged.left_open = {left_open_.get(), pack_->rules.size()};
  std::unique_ptr<Desk> desk;
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      desk = std::move(free_.back());
      free_.pop_back();
    }
  }
  if (!desk) desk = std::make_unique<Desk>(plan_);
  desk->batch.clear();
  judged.readable = add(desk->batch, written);
  desk->judge.judge(desk->batch);
  judged.outcomes.reserve(pack_->rules.size());
  for (std::size_t i = 0; i < pack_->rules.size(); ++i) judged.outcomes.push_back(desk->judge.outcomes(i)[0]);
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(desk));
  return judged;
}

rules::Verdict Trial::explain(const JsonValue& document) const {
  forms::Batch batch(pack_->form);
  add(batch, document);
  return rules::judge(*pack_, batch, 0);
}

std::vector<std::vector<std::string>> Trial::broken_together(std::span<const JsonValue> documents) const {
  forms::Batch batch(pack_->form);
  std::vector<std::string> ids;
  for (const auto& document : documents) {
    const auto written = as_written(document);
    add(batch, written ? *written : document);
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

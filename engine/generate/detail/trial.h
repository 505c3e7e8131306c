// Asking the rules: everything that the generator believes of an application is what the engine says of it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/generate/generate.h"
#include "engine/rules/batch_judge.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::generate::detail {

struct Judged {
  const rules::Pack* pack = nullptr;
  std::vector<rules::Outcome> outcomes;  ///< per rule of the pack; not those over the batch
  bool readable = true;                  ///< every cell could be read as what it should be
  std::span<const bool> left_open;       ///< per rule: unknown whatever is answered; empty = none

  /// Rules that failed or are unknown.
  std::vector<const rules::Rule*> open() const;
  bool clean() const { return readable && decided() && broken().empty(); }
  bool decided() const;                     ///< no rule is unknown, other than those left open
  std::vector<std::string> broken() const;  ///< codes that failed, pack order
};

/// May be asked from several threads at once.
class Trial {
 public:
  explicit Trial(std::shared_ptr<const rules::Pack> pack);
  /// Of documents as they are read once they were written so. What is unknown of `clean`, which has no defect, is left
  /// open.
  Trial(std::shared_ptr<const rules::Pack> pack, Writing writing, const JsonValue& clean);
  ~Trial();

  /// What reading the document gives once it was written; nullopt: it cannot be written.
  std::optional<JsonValue> as_written(JsonValue document) const;
  /// What cannot be written is not readable, and nothing of it is decided.
  Judged judge(const JsonValue& document) const;
  /// The same of what as_written() gave.
  Judged judge_written(const JsonValue& written) const;
  bool clean(const JsonValue& document) const { return judge(document).clean(); }
  /// The same with its reasons.
  rules::Verdict explain(const JsonValue& document) const;
  /// Per document the codes of the batch rules that fail among these documents, pack order.
  std::vector<std::vector<std::string>> broken_together(std::span<const JsonValue> documents) const;
  const rules::Pack& pack() const { return *pack_; }

 private:
  struct Desk;  ///< what one thread needs to judge

  std::shared_ptr<const rules::Pack> pack_;
  std::shared_ptr<const rules::BatchPlan> plan_;
  Writing writing_ = Writing::records;
  std::unique_ptr<bool[]> left_open_;  ///< per rule
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Desk>> free_;
};

}  // namespace saitaku::generate::detail

// Judging many applications at once, over the batch's columns. The same outcomes as judge(), application for
// application: column kernels decide what is plain, and the explaining evaluator is asked about every cell that
// they leave open. A property test holds the two identical.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/sha256.h"
#include "engine/forms/batch.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// A pack made ready for columns. Immutable; shared by all threads.
class BatchPlan {
 public:
  /// `also`: fields that somebody else needs read (ids, the institution).
  explicit BatchPlan(std::shared_ptr<const Pack> pack, std::span<const forms::FieldId> also = {});
  ~BatchPlan();

  const std::shared_ptr<const Pack>& pack() const;
  /// Per field of the form: whether anything reads it (rules, messages, rules over the batch). Others need no decoding.
  const std::vector<bool>& wanted() const;
  /// Fields that the rules over the batch and their messages read: what has to be kept of an application to judge its
  /// group later.
  const std::vector<forms::FieldId>& group_fields() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// What is said of one finding, in one language; the texts are those of judge().
struct Said {
  std::string message;
  std::string fix;
  std::vector<std::string> fields;   ///< JSON pointers
  std::vector<std::string> missing;  ///< JSON pointers
};

/// How one application stands to one rule over the batch. Applications with a key in common are a group; what of it is
/// said, judge_batch() over its members says. An application with several keys links their groups: judge those
/// together.
struct Membership {
  bool applies = false;  ///< false: nothing of it counts; "not-applicable"
  bool open = false;     ///< its own data leave the outcome unknown; judge_batch() on it alone says why
  struct Group {
    Sha256 key;
    bool sure = true;        ///< false: it is not known whether it counts there
    std::uint32_t item = 0;  ///< the first item of the rule's list that puts it there
  };
  std::vector<Group> groups;  ///< each key once, sure before not; also of one that is open
};

/// One per thread; keeps its columns from one batch to the next.
class BatchJudge {
 public:
  explicit BatchJudge(std::shared_ptr<const BatchPlan> plan);
  ~BatchJudge();

  /// Decides every rule of the pack on every application. The batch must outlive the questions below.
  void judge(const forms::Batch& batch);

  /// Per application. Rules over the batch are not among these.
  std::span<const Outcome> outcomes(std::size_t rule) const;
  /// The verdict without the rules over the batch.
  VerdictKind verdict(std::size_t application) const;
  /// For outcomes fail and unknown.
  void say(std::size_t rule, std::size_t application, Language language, Said& said);
  void membership(std::size_t batch_rule, std::size_t application, Membership& membership);

  /// Decisions that the evaluator had to be asked for since the beginning, over all rules: for benchmarks.
  std::size_t asked() const;
  /// The same of one rule.
  std::size_t asked(std::size_t rule) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::rules

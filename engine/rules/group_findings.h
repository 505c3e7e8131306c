// What is said of an application in a group that is too large, or may be. judge_batch() says it of a batch; an audit
// says it of groups whose members come from many batches.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/forms/batch.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// A file handed in a thousand times must not cost a million names: a finding holds so many of the others.
inline constexpr std::size_t kMostOthers = 100;

class GroupFindings {
 public:
  /// Both outlive it. `only`: findings are told in this language alone, and without what every finding of the rule has
  /// in common (title, source): there may be millions.
  GroupFindings(const Pack& pack, const BatchRule& rule, std::optional<Language> only = {});

  /// The application is in a group of `size`, more than the rule allows. `item`: the first of its list (with `each`)
  /// that put it there. `others`: names of the other members, in order, at most kMostOthers.
  Finding too_many(const forms::Batch& batch, std::size_t application, std::size_t item, std::size_t size,
                   std::vector<std::string> others) const;
  /// It is not known whether the application counts, and it would be one too many. `missing`: paths that decide.
  Finding may_count(const forms::Batch& batch, std::size_t application, const std::vector<std::string>& missing) const;
  /// It counts; whether the group is too large depends on the others.
  Finding waits_for(std::span<const std::string> others) const;
  /// An empty finding of the rule.
  Finding blank(Outcome outcome) const;

  /// The paths on which it depends whether the application counts; empty = it is known.
  std::vector<std::string> missing_for_count(const forms::Batch& batch, std::size_t application) const;

 private:
  void describe_group(std::vector<expr::Value>& variables, std::size_t size, const std::vector<std::string>& others,
                      Language language) const;
  const Pack& pack_;
  const BatchRule& rule_;
  std::optional<Language> only_;
  std::vector<Language> languages_;
  std::vector<std::string> fields_;  ///< of the keys, as pointers
};

/// Two findings of one rule on one application, of two groups: a failure outweighs what is open, texts are joined,
/// names and missing fields united.
void join(Finding& finding, Finding&& other);

}  // namespace saitaku::rules

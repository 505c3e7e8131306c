// What is wrong with somebody's input, and where: the one error channel of the engine for users' faults.
// A Problem holds a code and named values; its sentences come from the message catalogue (messages.h), in the
// language of the reader. Passes collect every problem they meet and go on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/expect.h"
#include "engine/base/language.h"

namespace saitaku {

enum class Severity { error, warning, advice };
std::string_view to_string(Severity severity);

/// A place in somebody's input. Empty or 0 = not known or does not apply.
struct Where {
  std::string file;
  std::int64_t line = 0;    ///< from 1
  std::int64_t column = 0;  ///< from 1, in code points
  std::string sheet;        ///< of a workbook
  std::string cell;         ///< "D48"
  std::string pointer;      ///< JSON pointer into an application, "/budget/items/0/amount"
  std::int64_t byte = -1;   ///< offset from the start of the file; -1 = not known
  bool operator==(const Where&) const = default;
};

/// Values that a message names. A value that differs by language is given twice: "field@ja" and "field@en".
using Args = std::vector<std::pair<std::string, std::string>>;

struct Problem {
  Severity severity = Severity::error;
  std::string code;  ///< stable id and catalogue key, "json.duplicate-key"; retired, never reused
  Where where;
  Args args;

  /// The fact, with the offending value. From the catalogue entry `code`.
  std::string what(Language language) const;
  /// What to do next; empty when the catalogue has no fix for the code.
  std::string fix(Language language) const;
};
using Problems = std::vector<Problem>;

bool has_errors(const Problems& problems);

/// "file:12:5: error[code]: what\n  fix: …" (or "file [sheet!D48]: …"), without a trailing newline.
std::string describe(const Problem& problem, Language language);
/// All of them, one after the other, each ended by a newline.
std::string describe(const Problems& problems, Language language);

/// A value, or the reasons there is none. Invariant: it has a value exactly when no problem is an error.
/// Warnings and advice travel with the value.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value, Problems problems = {})  // NOLINT(google-explicit-constructor): `return value;` reads well
      : value_(std::move(value)), problems_(std::move(problems)) {
    if (has_errors(problems_)) value_.reset();
  }
  Result(Problems problems)  // NOLINT(google-explicit-constructor)
      : problems_(std::move(problems)) {
    SAITAKU_EXPECT(has_errors(problems_), "a result without a value says why");
  }
  Result(Problem problem) : Result(Problems{std::move(problem)}) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return value_.has_value(); }
  const T& operator*() const& { return *value_; }
  T& operator*() & { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  const T* operator->() const { return &*value_; }
  T* operator->() { return &*value_; }

  const Problems& problems() const { return problems_; }
  /// Moves the problems to the end of `all`, so that a caller can go on collecting.
  void take_problems(Problems& all) {
    for (auto& problem : problems_) all.push_back(std::move(problem));
    problems_.clear();
  }

 private:
  std::optional<T> value_;
  Problems problems_;
};

}  // namespace saitaku

// What an audit tells, piece by piece and in one order whatever the threads: inputs sorted by path, applications by
// place, findings by rule. Reports and the store listen; nothing is held for them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/problem.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::audit {

/// What is known before the first input. No time of day and no thread count: the same inputs give the same bytes.
struct RunInfo {
  std::shared_ptr<const rules::Pack> pack;
  Language language = Language::en;  ///< of every text below
  std::string program_version;
  std::vector<std::string> arguments;  ///< the paths as given, sorted
  std::string baseline;                ///< file; "" = none
};

/// A finding that was known before (--baseline). An expired entry marks nothing.
struct Known {
  std::string reason;
  std::string expires;  ///< "2026-12-31"; "" = never
};

/// A rule of the pack: its rules first, then those over the batch.
struct RuleRef {
  std::size_t index = 0;
  std::string_view code;
  Severity severity = Severity::error;
  const LocalText* title = nullptr;
  rules::Status status = rules::Status::official;
  const rules::Citation* source = nullptr;
  bool over_batch = false;
};
/// Every rule of a pack in that order.
std::vector<RuleRef> rule_refs(const rules::Pack& pack);

/// A rule that failed or stayed open. Views are valid during the call.
struct FindingView {
  const RuleRef* rule = nullptr;
  rules::Outcome outcome = rules::Outcome::fail;  ///< fail or unknown
  std::string_view message;
  std::string_view fix;
  std::vector<std::string_view> fields;   ///< JSON pointers
  std::vector<std::string_view> missing;  ///< JSON pointers
  std::vector<std::string_view> others;   ///< rules over the batch: names of the other applications
  Where where;                            ///< sheet and cell of the first field, for workbooks and folders
  std::string fingerprint;                ///< 32 hex digits; the same in another run, whatever the file or row
  const Known* known = nullptr;
};

struct ApplicationView {
  std::uint64_t number = 0;      ///< from 1, in the order of the audit
  std::string_view name;         ///< its id, or where it stands: never empty
  std::string_view id;           ///< "" = none
  std::string_view institution;  ///< "" = the form has no such field, or it is not answered
  std::string_view file;
  std::uint64_t line = 0;  ///< or row; 0 = the file is one application
  std::int64_t byte = -1;
  rules::VerdictKind verdict = rules::VerdictKind::undetermined;  ///< rules over the batch included
  rules::Counts counts;
  std::span<const FindingView> findings;
  std::span<const Problem> notes;  ///< of reading it: judged all the same
};

/// A file, line, row or item that no application could be made of.
struct UnreadableView {
  std::string_view file;
  std::uint64_t line = 0;
  std::int64_t byte = -1;
  const Problem* problem = nullptr;
};

struct Tally {
  std::uint64_t fail = 0, unknown = 0, known = 0;  ///< `known` of the failed ones
};
struct Applications {
  std::uint64_t total = 0, eligible = 0, ineligible = 0, undetermined = 0;
};

/// A file that could not be read, wholly or in part, by name.
struct UnreadableFile {
  std::string file;
  std::uint64_t places = 0;  ///< lines, rows, items; 1 for a whole file
  bool whole = false;
  Problem first;
};

struct Summary {
  /// files = read + reused + unreadable + skipped. A file with readable applications besides unreadable lines is read.
  struct Inputs {
    std::uint64_t files = 0, read = 0, reused = 0, unreadable = 0, skipped = 0;
    std::uint64_t unreadable_records = 0;  ///< lines, rows and items, and whole files
    std::uint64_t summary_rows = 0;        ///< of tables: sums over other rows, no applications
    std::uint64_t bytes = 0;
  } inputs;
  Applications applications;
  std::vector<Tally> by_rule;  ///< per RuleRef
  struct Findings {
    std::uint64_t error = 0, warning = 0, advice = 0, unknown = 0, known = 0;
  } findings;
  /// Sorted by name; "" = not answered. At most kMostInstitutions, the rest under `other_institutions`.
  std::map<std::string, Applications, std::less<>> by_institution;
  Applications other_institutions;
  std::vector<UnreadableFile> unreadable_files;  ///< the first kMostUnreadable, in order
  std::uint64_t more_unreadable_files = 0;
  std::vector<Problem> skipped;                                        ///< the first of them
  std::vector<std::pair<std::string, std::uint64_t>> unknown_members;  ///< the form does not have them; how often
  std::vector<Problem> notes;  ///< of files (a column not understood), the first
  std::uint64_t more_notes = 0;
  bool interrupted = false;
};
inline constexpr std::size_t kMostInstitutions = 100'000;
inline constexpr std::size_t kMostUnreadable = 10'000;

/// A listener. Calls come from one thread, in order: begin, then every input's unreadable records and applications by
/// place, then end.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void begin(const RunInfo& /*run*/) {}
  virtual void unreadable(const UnreadableView& /*view*/) {}
  virtual void application(const ApplicationView& /*view*/) {}
  virtual void end(const Summary& /*summary*/) {}
  /// After end(): what could not be written. Asked during the run too: a full disk ends it.
  virtual Problems problems() const { return {}; }
};

}  // namespace saitaku::audit

// What came of one unit, as bytes: what a ledger keeps and what waits on disk until the groups are known. Nothing in it
// depends on the file's name or on where in the file the unit begins.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/rules/judge.h"

namespace saitaku::audit::detail {

/// Changes with every change of the layout below: kept results of another layout are not found.
inline constexpr std::string_view kResultLayout = "2";

/// Half of a SHA-256.
inline constexpr std::size_t kDigestBytes = 16;

/// Where a unit lies: what makes its places those of the file.
struct UnitPlace {
  std::string_view path;
  std::uint64_t first_line = 1;
  std::uint64_t first_byte = 0;
};

struct ResultFinding {
  std::size_t rule = 0;  ///< of RuleRef
  rules::Outcome outcome = rules::Outcome::fail;
  std::string_view message, fix;
  std::vector<std::string_view> fields, missing, others;
  Where where;
  std::string_view fingerprint;  ///< kDigestBytes
};

/// That the application is in a group of a rule over the batch.
struct ResultGroup {
  std::size_t rule = 0;  ///< of Pack::batch_rules
  std::string_view key;  ///< kDigestBytes
  bool sure = true;
  std::size_t item = 0;
};

/// One entry of a result. Views into the bytes.
struct ResultRecord {
  enum class Kind : char { application = 'A', unreadable = 'U', member = 'M', note = 'N' } kind = Kind::application;
  std::uint64_t line = 0;
  std::int64_t byte = -1;
  // application
  std::string_view sheet;  ///< of a row of a workbook
  std::string_view id, institution;
  std::string_view identity;  ///< kDigestBytes: what makes it the same application in another run
  std::vector<Problem> notes;
  std::vector<ResultFinding> findings;
  std::vector<ResultGroup> groups;
  std::string_view cells;  ///< of the fields that its groups are judged by; empty without groups
  // unreadable, note (of the whole file)
  Problem problem;
  // member that the form does not have
  std::string_view member;
  std::uint64_t times = 0;
};

void put_application(std::string& bytes, const UnitPlace& place, std::uint64_t line, std::int64_t byte,
                     std::string_view sheet, std::string_view id, std::string_view institution,
                     std::string_view identity, const std::vector<Problem>& notes);
void put_finding(std::string& bytes, const UnitPlace& place, std::size_t rule, rules::Outcome outcome,
                 std::string_view message, std::string_view fix, const std::vector<std::string>& fields,
                 const std::vector<std::string>& missing, const std::vector<std::string>& others, const Where& where,
                 std::string_view fingerprint);
void put_group(std::string& bytes, std::size_t rule, std::string_view key, bool sure, std::size_t item);
/// After the findings and groups of an application.
void put_end(std::string& bytes, std::string_view cells);
void put_unreadable(std::string& bytes, const UnitPlace& place, std::uint64_t line, std::int64_t byte,
                    const Problem& problem);
void put_note(std::string& bytes, const UnitPlace& place, const Problem& note);
void put_member(std::string& bytes, std::string_view member, std::uint64_t times);

/// Reads records one by one; keeps their memory. Total over any bytes.
class ResultReader {
 public:
  ResultReader(std::string_view bytes, const UnitPlace& place);
  /// nullptr at the end, or where the bytes make no sense.
  const ResultRecord* next();
  bool damaged() const { return damaged_; }

 private:
  bool read_application();
  std::string_view rest_;
  UnitPlace place_;
  ResultRecord record_;
  bool damaged_ = false;
};

/// Whether every record can be read: for bytes that come back from a ledger.
bool is_intact(std::string_view bytes);

}  // namespace saitaku::audit::detail

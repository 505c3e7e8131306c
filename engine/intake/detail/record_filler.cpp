#include "engine/intake/detail/record_filler.h"

#include <algorithm>

#include "engine/intake/detail/fill.h"
#include "engine/intake/detail/json_records.h"
#include "engine/intake/detail/places.h"

namespace saitaku::intake {
namespace {

void add_unreadable(Filled& filled, Problem problem, std::uint64_t line, std::int64_t byte) {
  if (problem.where.line > 0) line = static_cast<std::uint64_t>(problem.where.line);
  if (problem.where.byte >= 0) byte = problem.where.byte;
  filled.unreadable.push_back({line, byte, std::move(problem)});
}

}  // namespace

Entry& next_entry(Filled& filled) {
  const auto at = filled.batch.applications();
  if (at == filled.entries.size()) filled.entries.emplace_back();
  auto& entry = filled.entries[at];
  entry.id.clear();
  entry.line = 0;
  entry.byte = -1;
  entry.problems.clear();
  entry.places.clear();
  return entry;
}

void take_draft(Draft draft, const std::string& call, Filled& filled, UnknownMembers* unknown, std::uint64_t line,
                std::int64_t byte) {
  if (!call.empty() && !draft.call.empty() && draft.call != call) {
    Problem other{Severity::error,
                  "audit-input.other-call",
                  find_place(draft.places, draft.file, "/call"),
                  {{"stated", draft.call}, {"call", call}}};
    return add_unreadable(filled, std::move(other), line, byte);
  }
  auto& entry = next_entry(filled);
  entry.id = std::move(draft.application_id);
  entry.line = line;
  entry.byte = byte;
  entry.problems = std::move(draft.problems);
  auto problems = fill(filled.batch, draft, unknown);
  std::move(problems.begin(), problems.end(), std::back_inserter(entry.problems));
  if (line == 0) entry.places = std::move(draft.places);  // a document of its own; a line is place enough
}

void fill_record_slowly(const Record& record, const std::string& file, const std::string& call, Filled& filled) {
  auto drafts = drafts_from_record({file, std::string(record.text), record.line, record.byte});
  const auto byte = static_cast<std::int64_t>(record.byte);
  if (drafts.drafts.empty()) return add_unreadable(filled, std::move(drafts.problems.front()), record.line, byte);
  take_draft(std::move(drafts.drafts.front()), call, filled, &filled.unknown_members, record.line, byte);
}

}  // namespace saitaku::intake

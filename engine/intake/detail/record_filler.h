// Documents of lines and items into batches.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/intake/application.h"
#include "engine/intake/detail/unknown_members.h"
#include "engine/intake/units.h"

namespace saitaku::intake {

/// A record of a unit and where it stands.
struct Record {
  std::string_view text;  ///< without space around it
  std::uint64_t line = 1;
  std::uint64_t byte = 0;
};

/// The next entry of `filled`, emptied: what an earlier unit left there is used again.
Entry& next_entry(Filled& filled);

/// Adds the draft as an entry; or, where it is an application to another call, as unreadable.
void take_draft(Draft draft, const std::string& call, Filled& filled, UnknownMembers* unknown, std::uint64_t line,
                std::int64_t byte);

/// A record by way of a draft.
void fill_record_slowly(const Record& record, const std::string& file, const std::string& call, Filled& filled);

}  // namespace saitaku::intake

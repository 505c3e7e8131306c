// Making many applications on several threads, in order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "engine/generate/generate.h"

namespace saitaku::generate {

/// Some records in a row, rendered.
struct Piece {
  std::uint64_t records = 0;
  std::string text;     ///< what `render` made of them
  std::string defects;  ///< a line of JSON for each record that breaks a rule
  std::uint64_t defective = 0;
};

/// {"application_id","number","file","breaks"}, one line; "" for a clean record. No "file" where it is "".
std::string defects_line(const Application& application, const std::string& file = "");

/// Makes records 0 to count - 1. `render` appends one record to a text and may run on any thread; `take` gets the
/// pieces in order, on the caller's thread, and stops everything by returning false. The pieces' bounds do not depend
/// on the number of threads. `file_of` names the file that an application is in, where each has its own.
void run(const Generator& generator, std::uint64_t count, unsigned jobs,
         const std::function<void(const Application&, std::string&)>& render,
         const std::function<bool(const Piece&)>& take,
         const std::function<std::string(const Application&)>& file_of = {});

}  // namespace saitaku::generate

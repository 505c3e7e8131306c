// Many inputs to one answer: read, judged, totalled and told in one order, on any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "engine/audit/baseline.h"
#include "engine/audit/ledger.h"
#include "engine/audit/sink.h"
#include "engine/intake/units.h"

namespace saitaku::audit {

struct Progress {
  std::uint64_t bytes = 0, all_bytes = 0;  ///< of the inputs, as far as known
  std::uint64_t files = 0, all_files = 0;
  std::uint64_t applications = 0;
};

struct Options {
  RunInfo run;
  intake::UnitOptions units;
  unsigned jobs = 1;
  const Baseline* baseline = nullptr;
  Ledger* ledger = nullptr;
  std::string temporary;                          ///< folder for what does not fit into memory; "" = the system's
  std::function<bool()> interrupted;              ///< asked often; true ends the audit with what is done
  std::function<void(const Progress&)> progress;  ///< from the telling thread, at most some times a second
};

/// Judges everything of the inventory. Sinks have heard end() when it returns; the summary is the same as theirs.
/// Memory: about 25 units in flight, 40 bytes per application and group key on disk for rules over the batch, and the
/// members of the largest group above a limit. Problems: audit.* (no room for temporary files), of sinks and of the
/// ledger.
Result<Summary> run(const intake::Inventory& inventory, const Options& options, std::span<Sink* const> sinks);

}  // namespace saitaku::audit

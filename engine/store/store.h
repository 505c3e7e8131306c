// Audits kept in a SQLite file: runs, files, applications, findings, and the results of units for the next run. The
// only user of SQLite. tables.sql beside this file says what the tables hold; people may query them.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "engine/audit/diff.h"
#include "engine/audit/ledger.h"
#include "engine/audit/sink.h"

namespace saitaku::store {

struct RunEntry {
  std::int64_t number = 0;  ///< from 1, never given twice
  std::string call, pack_version, pack_hash;
  bool finished = false;
  std::uint64_t applications = 0;
};

/// How long to wait while another program writes, before store.locked.
inline constexpr std::chrono::milliseconds kPatience{60'000};

class Store {
 public:
  /// Opens or makes the file. Problems: store.not-a-store, store.newer-version, store.cannot-open, store.cannot-write,
  /// store.locked, store.damaged, store.failed.
  static Result<std::unique_ptr<Store>> open(const std::string& path, std::chrono::milliseconds patience = kPatience);
  /// For reading alone, also where nothing can be written; the file must exist. Problems: io.not-found too.
  static Result<std::unique_ptr<Store>> open_existing(const std::string& path,
                                                      std::chrono::milliseconds patience = kPatience);
  ~Store();

  /// Begins a run, or with `resume` goes on with the last one that was interrupted and asked for the same (`what`
  /// digests pack, program version, language and inputs' names). Problems: store.nothing-to-resume is advice: a new run
  /// begins. Should the resumed run be going on elsewhere, that program hears store.taken-over and ends.
  Problems begin(const audit::RunInfo& run, const Sha256& what, bool resume);
  std::int64_t run() const;  ///< its number. Needs: begin()

  /// Needs: begin() without errors. Finds what any run has kept; keeps in transactions of about half a second.
  audit::Ledger& ledger();
  /// Needs: begin() without errors. Its begin() takes back what an interrupted telling of the run wrote; its end()
  /// finishes the run unless it was interrupted. Ledger and sink may work on two threads.
  audit::Sink& sink();

  /// Every run, the first one first.
  Result<std::vector<RunEntry>> runs() const;
  /// A finished run; 0 = the last one. May outlive the store. Problems: store.no-such-run, store.unfinished-run,
  /// store.no-finished-run.
  Result<std::unique_ptr<audit::KeptAudit>> audit(std::int64_t run = 0) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::store

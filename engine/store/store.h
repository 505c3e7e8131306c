// Audits kept in a SQLite file: runs, files, applications, findings, and the results of units for the next run. The
// only user of SQLiteCpp. tables.sql beside this file says what the tables hold; people may query them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/audit/diff.h"
#include "engine/audit/ledger.h"
#include "engine/audit/sink.h"

namespace saitaku::store {

struct RunEntry {
  std::int64_t number = 0;
  std::string call, pack_version, pack_hash;
  bool finished = false;
  std::uint64_t applications = 0;
};

class Store {
 public:
  /// Opens or makes the file (WAL, waits for other writers). Problems: store.* (not a store, of another version,
  /// cannot be written, locked).
  static Result<std::unique_ptr<Store>> open(const std::string& path);
  /// For reading alone; the file must exist.
  static Result<std::unique_ptr<Store>> open_existing(const std::string& path);
  ~Store();

  /// Begins a run, or with `resume` goes on with the last one that was interrupted and asked for the same (`what`
  /// digests pack, program version, language and inputs' names). Problems: store.nothing-to-resume is advice: a new run
  /// begins.
  Problems begin(const audit::RunInfo& run, const Sha256& what, bool resume);

  audit::Ledger& ledger();  ///< Needs: begin()
  audit::Sink& sink();      ///< Needs: begin(); end() finishes the run unless it was interrupted

  std::vector<RunEntry> runs() const;
  /// The findings of a finished run; 0 = the last one. Problems: store.no-such-run.
  Result<std::unique_ptr<audit::KeptAudit>> audit(std::int64_t run = 0) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::store

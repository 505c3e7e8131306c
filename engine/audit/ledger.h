// Where an audit keeps what it has done, so that the next one need not do it again. The store is one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/base/sha256.h"

namespace saitaku::audit {

/// The result of a unit as bytes (unit_result.h reads them).
struct KeptResult {
  std::string bytes;
  bool from_this_run = false;  ///< made before this run was interrupted: not counted as reused
};

/// Called from one thread at a time.
class Ledger {
 public:
  virtual ~Ledger() = default;
  /// `key` digests everything that the result depends on: the unit, the pack, the program's version, the language.
  virtual std::optional<KeptResult> find(const Sha256& key) = 0;
  /// Kept once commit() was called, or at the ledger's own pace before that.
  virtual void keep(const Sha256& key, std::string_view bytes) = 0;
  virtual void commit() = 0;
  /// What could not be kept; with an error the audit ends.
  virtual Problems problems() const = 0;
};

}  // namespace saitaku::audit

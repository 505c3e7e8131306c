// Findings that are known and accepted for a time: a file of fingerprints with reasons.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/audit/sink.h"
#include "engine/base/civil.h"
#include "engine/base/json.h"

namespace saitaku::audit {

/// {"schema": "saitaku.baseline/1", "findings": [{"fingerprint": "…", "reason": "…", "expires": "2026-12-31", …}]};
/// other members of an entry (code, application, message) are for readers.
class Baseline {
 public:
  /// `today`: entries that expired before it mark nothing and are said (baseline.expired).
  /// Problems: baseline.* with place.
  static Result<Baseline> from_json(const JsonDocument& document, Date today);
  const Known* find(std::string_view fingerprint) const;
  std::size_t size() const { return known_.size(); }

 private:
  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace saitaku::audit

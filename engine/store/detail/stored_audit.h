// A finished run of a store, as a diff reads it.
#pragma once

#include <memory>

#include "engine/audit/diff.h"
#include "engine/store/detail/connection.h"

namespace saitaku::store::detail {

/// Needs: a finished run of that number.
Result<std::unique_ptr<audit::KeptAudit>> read_audit(std::shared_ptr<Connection> connection, std::int64_t number);

}  // namespace saitaku::store::detail

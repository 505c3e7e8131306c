// The run that a store is writing, and its two ears: the ledger and the sink.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/audit/ledger.h"
#include "engine/audit/sink.h"
#include "engine/store/detail/connection.h"

namespace saitaku::store::detail {

struct CurrentRun {
  std::shared_ptr<Connection> connection;
  std::int64_t number = 0;
  std::int64_t sitting = 0;

  /// Connection::write() unless another program has resumed the run meanwhile: then nothing is done.
  /// Problems: store.taken-over, and those of the connection.
  Problems write(const std::function<void()>& work) const;
};

std::unique_ptr<audit::Ledger> make_ledger(const CurrentRun& run);
std::unique_ptr<audit::Sink> make_sink(const CurrentRun& run);

}  // namespace saitaku::store::detail

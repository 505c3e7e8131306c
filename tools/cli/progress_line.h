// One line on a terminal that says how far a long job is, how fast it goes and how long it will take.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tools/cli/session.h"

namespace saitaku::cli {

/// Shows nothing with --quiet, or where standard error is no terminal.
class ProgressLine {
 public:
  explicit ProgressLine(const Session& session, std::string message = "cli.progress");
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `done` of `all` (0 = not known) say how far it is; `count` things have been done, which the line names.
  void show(std::uint64_t done, std::uint64_t all, std::uint64_t count);

 private:
  const Session& session_;
  std::string message_;
  bool wanted_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point started_, last_;
};

}  // namespace saitaku::cli

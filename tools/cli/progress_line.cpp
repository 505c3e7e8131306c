#include "tools/cli/progress_line.h"

#include <algorithm>

#include "engine/base/text.h"
#include "tools/cli/output.h"

namespace saitaku::cli {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

std::string duration_text(std::int64_t seconds) {
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  if (seconds < 3600) return std::to_string(seconds / 60) + ":" + two(seconds % 60);
  return std::to_string(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

}  // namespace

ProgressLine::ProgressLine(const Session& session, std::string message)
    : session_(session),
      message_(std::move(message)),
      wanted_(!session.arguments().flag("--quiet") && is_terminal(2)),
      started_(std::chrono::steady_clock::now()),
      last_(started_) {}

ProgressLine::~ProgressLine() {
  if (shown_) write_error("\r\x1b[K");
}

void ProgressLine::show(std::uint64_t done, std::uint64_t all, std::uint64_t count) {
  if (!wanted_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < kBetween) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const auto rate = static_cast<std::int64_t>(static_cast<double>(count) / seconds);
  const double part = all == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(all));
  const std::string left =
      part < 0.01 ? "–" : duration_text(static_cast<std::int64_t>(seconds / part * (1 - part) + 0.5));
  write_error("\r\x1b[K" + session_.say(message_, {{"count", with_thousands(static_cast<std::int64_t>(count))},
                                                   {"rate", with_thousands(rate)},
                                                   {"percent", std::to_string(static_cast<int>(part * 100))},
                                                   {"left", left}}));
  shown_ = true;
}

}  // namespace saitaku::cli

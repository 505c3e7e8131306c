// Exit codes, as the contract fixes them.
#pragma once

namespace saitaku::cli {

inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kCouldNotRun = 2;
inline constexpr int kStayedOpen = 3;
inline constexpr int kInterrupted = 130;

/// The code of several results together. A run that failed says nothing about what it did not read, so 2 hides all;
/// a finding is certain whatever stayed open, so 1 comes before 3.
constexpr int worse(int a, int b) {
  constexpr auto kRank = [](int code) {
    return code == kCouldNotRun ? 3 : code == kFindings ? 2 : code == kStayedOpen ? 1 : 0;
  };
  return kRank(a) >= kRank(b) ? a : b;
}

}  // namespace saitaku::cli

#include "engine/review/lanes/target.h"

#include <algorithm>
#include <atomic>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/kernels.h"

namespace saitaku::review::lanes {
namespace {

using detail::Kernels;

// Each feature that kernels_avx2.cpp or kernels_avx512.cpp is compiled with; the system's support of the registers is
// part of the answer.
bool machine_has(Target target) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (target) {
    case Target::plain: return true;
    case Target::avx2: return __builtin_cpu_supports("avx2") != 0;
    case Target::avx512:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
             __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
             __builtin_cpu_supports("fma") != 0;
  }
#endif
  return target == Target::plain;
}

const Kernels* table_of(Target target) {
  switch (target) {
    case Target::plain: break;
    case Target::avx2: return detail::avx2_kernels();
    case Target::avx512: return detail::avx512_kernels();
  }
  return detail::plain_kernels();
}

std::atomic<Target>& chosen() {
  static std::atomic<Target> target = available_targets().back();
  return target;
}

}  // namespace

std::string_view name_of(Target target) {
  switch (target) {
    case Target::plain: break;
    case Target::avx2: return "avx2";
    case Target::avx512: return "avx512";
  }
  return "plain";
}

std::vector<Target> available_targets() {
  std::vector<Target> targets{Target::plain};
  for (const Target target : {Target::avx2, Target::avx512}) {
    if (machine_has(target) && table_of(target) != nullptr) targets.push_back(target);
  }
  return targets;
}

Target current_target() { return chosen(); }

void use_target(Target target) {
  const auto targets = available_targets();
  SAITAKU_EXPECT(std::find(targets.begin(), targets.end(), target) != targets.end(), "the machine can run the target");
  chosen() = target;
}

const detail::Kernels& detail::kernels() { return *table_of(chosen().load(std::memory_order_relaxed)); }

}  // namespace saitaku::review::lanes

// Compiled with AVX2 where the compiler has it (CMakeLists.txt); called only where the machine has it (target.cpp).
#include "engine/review/lanes/detail/kernels.h"
#if defined(__AVX2__)
#include "engine/review/lanes/detail/table.h"
#endif

namespace saitaku::review::lanes::detail {

const Kernels* avx2_kernels() {
#if defined(__AVX2__)
  return &kKernels;
#else
  return nullptr;
#endif
}

}  // namespace saitaku::review::lanes::detail

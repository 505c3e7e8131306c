// Compiled with AVX-512 where the compiler has it (CMakeLists.txt); called only where the machine has it (target.cpp).
#include "engine/review/lanes/detail/kernels.h"
#if defined(__AVX512BW__)
#include "engine/review/lanes/detail/table.h"
#endif

namespace saitaku::review::lanes::detail {

const Kernels* avx512_kernels() {
#if defined(__AVX512BW__)
  return &kKernels;
#else
  return nullptr;
#endif
}

}  // namespace saitaku::review::lanes::detail

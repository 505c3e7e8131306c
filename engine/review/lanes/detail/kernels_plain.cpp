// Runs on every machine of its kind: on x86-64 with SSE2, elsewhere with whatever the compiler makes of the vectors.
#include "engine/review/lanes/detail/table.h"

namespace saitaku::review::lanes::detail {

const Kernels* plain_kernels() { return &kKernels; }

}  // namespace saitaku::review::lanes::detail

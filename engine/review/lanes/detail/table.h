// The table of the target that the including file is compiled for.
#pragma once

#include "engine/review/lanes/detail/choice_kernels.h"
#include "engine/review/lanes/detail/random_kernels.h"

namespace saitaku::review::lanes::detail {
namespace {

constexpr Kernels kKernels{words,       uniforms,   normals,      packed_normals, tickets,
                           count_below, split,      near,         count_at_least, mark_at_least,
                           count,       sum,        count_groups, add_bytes,      positions,
                           both,        move_bytes, where,        choose_free,    add_scaled};

}  // namespace
}  // namespace saitaku::review::lanes::detail

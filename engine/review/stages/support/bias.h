// Biases of applications, worked out once for as long as their attributes are the same.
#pragma once

#include <span>
#include <vector>

#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

/// One per application; empty when there is none. `owner` tells the caches of stages apart.
std::span<const float> bias_of(const std::vector<Shift>& bias, const Scene& scene, const void* owner, Scratch& scratch);

}  // namespace saitaku::review::stages

// Which instructions the kernels of this folder use. One source is compiled for three kinds of machine and chosen when
// the program starts; the bits of every result are the same on all of them, so this is about speed and tests only.
//
// Why not Google Highway: Debian 12 has 1.0.3 and it would work, but the fixed order of numbers that equal bits need
// leaves only a dozen vector operations, which the vector types of GCC and Clang already have. That is no dependency
// and no macros against three lines of CMake.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace saitaku::review::lanes {

enum class Target : std::uint8_t { plain, avx2, avx512 };

std::string_view name_of(Target target);

/// What this machine and this build can run, slowest first. Never empty: `plain` always works.
std::vector<Target> available_targets();

/// In use: the last of available_targets(), unless a test has chosen.
Target current_target();

/// Chooses for the whole program; for tests and timing. Needs: target is one of available_targets().
void use_target(Target target);

}  // namespace saitaku::review::lanes

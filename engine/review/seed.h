// The number behind a seed that a person wrote.
#pragma once

#include <cstdint>
#include <string_view>

namespace saitaku::review {

/// The first eight bytes of the text's SHA-256, as a big-endian number. Any text is a seed, "42" too.
std::uint64_t seed_of(std::string_view text);

}  // namespace saitaku::review

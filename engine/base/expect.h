// SAITAKU_EXPECT: for our own bugs only, never for anybody's input. Stops and names the place.
#pragma once

namespace saitaku {
[[noreturn]] void expectation_failed(const char* condition, const char* why, const char* file, int line);
}  // namespace saitaku

#define SAITAKU_EXPECT(condition, why)                 \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::saitaku::expectation_failed(#condition, why, __FILE__, __LINE__))

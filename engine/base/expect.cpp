#include "engine/base/expect.h"

#include <cstdio>
#include <cstdlib>

namespace saitaku {

// The one place of the engine that writes to a stream: the program is about to stop, and nobody else can say why.
void expectation_failed(const char* condition, const char* why, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: a bug in saitaku: %s does not hold (%s)\n", file, line, condition, why);
  std::abort();
}

}  // namespace saitaku

#include "tools/cli/interrupts.h"

#include <unistd.h>

#include <csignal>

#include "tools/cli/exit_code.h"

namespace saitaku::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void on_signal(int) {
  if (interrupted != 0) _exit(kInterrupted);
  interrupted = 1;
}

}  // namespace

Interrupts::Interrupts() {
  interrupted = 0;
  before_ = std::signal(SIGINT, on_signal);
  before_term_ = std::signal(SIGTERM, on_signal);
}

Interrupts::~Interrupts() {
  std::signal(SIGINT, before_);
  std::signal(SIGTERM, before_term_);
}

bool Interrupts::happened() { return interrupted != 0; }

}  // namespace saitaku::cli

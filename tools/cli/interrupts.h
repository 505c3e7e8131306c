// Ctrl-C as a flag, for commands that have something to bring to an end.
#pragma once

namespace saitaku::cli {

/// While it lives, Ctrl-C (and SIGTERM) sets the flag; a second one ends the program at once.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  static bool happened();

 private:
  void (*before_)(int);
  void (*before_term_)(int);
};

}  // namespace saitaku::cli

// Runs a check once for each kind of instructions that this machine has.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "engine/review/lanes/target.h"

namespace saitaku::review::lanes {

template <class Check>
void on_every_target(const Check& check) {
  const Target before = current_target();
  for (const Target target : available_targets()) {
    const std::string name(name_of(target));
    CAPTURE(name);
    use_target(target);
    check();
  }
  use_target(before);
}

}  // namespace saitaku::review::lanes

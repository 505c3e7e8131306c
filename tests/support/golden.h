// Comparing what is written with a file of tests/golden. UPDATE_GOLDEN=1 rewrites it; read the difference.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace saitaku::tests {

inline void check_golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(SAITAKU_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ostringstream expected;
  expected << std::ifstream(path, std::ios::binary).rdbuf();
  const bool same = expected.str() == actual;  // doctest would print both
  CHECK_MESSAGE(same, "what was written differs from " << path << "; UPDATE_GOLDEN=1 rewrites it");
}

}  // namespace saitaku::tests

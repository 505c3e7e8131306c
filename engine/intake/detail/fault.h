// Building a problem of a file in one line.
#pragma once

#include <string>
#include <utility>

#include "engine/base/problem.h"

namespace saitaku::intake::detail {

inline Problem fault(std::string code, const std::string& file, Args args = {}, Severity severity = Severity::error) {
  Problem problem;
  problem.severity = severity;
  problem.code = std::move(code);
  problem.where.file = file;
  problem.args = std::move(args);
  return problem;
}

}  // namespace saitaku::intake::detail

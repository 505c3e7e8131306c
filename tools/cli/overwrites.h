// A report must never take the place of what it is about.
#pragma once

#include "engine/base/problem.h"
#include "tools/cli/arguments.h"

namespace saitaku::cli {

/// Every --report that is one of the files the command reads (the same file under any name, or within a folder that is
/// read), or the file of another --report. Problems: cli.report-over-input, cli.report-twice.
Problems overwrites(const Arguments& arguments);

}  // namespace saitaku::cli

// Reading and writing whole files, with problems instead of exceptions.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku {

/// Problems: io.not-found, io.is-directory, io.unreadable, io.too-large.
Result<std::string> read_file(const std::string& path, std::size_t most_bytes = std::size_t{1} << 30);

/// Writes beside the target and renames, so that a full disk or Ctrl-C leaves the old file or none.
/// Problems: io.cannot-write.
Problems write_file(const std::string& path, std::string_view content);

/// What the system said of a file: `error` is an errno.
Problem io_problem(std::string code, const std::string& path, int error);

}  // namespace saitaku

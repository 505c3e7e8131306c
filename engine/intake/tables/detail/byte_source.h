// Where the bytes of a table come from: a file (gzip or not), memory in tests, or either turned from UTF-16 into UTF-8.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/intake/table.h"

namespace saitaku::intake::detail {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Appends some bytes, at most about `most`; false at the end. Problems: io.*.
  virtual Result<bool> read(std::string& bytes, std::size_t most) = 0;
};

/// A table is looked at more than once: for its encoding, then for its rows.
using OpenBytes = std::function<Result<std::unique_ptr<ByteSource>>()>;

/// Problems: io.not-found, io.is-directory, io.unreadable.
OpenBytes bytes_of_file(std::string path);
/// `block` bytes at a time, whatever is asked for. Needs: `bytes` outlive what reads them.
OpenBytes bytes_in_memory(std::string_view bytes, std::size_t block);

/// UTF-16 without its byte order mark as UTF-8. Half a surrogate pair, or half a unit at the end, becomes bytes that
/// are no UTF-8, so that their row is found.
std::unique_ptr<ByteSource> from_utf16(std::unique_ptr<ByteSource> source, Encoding encoding);
/// Bytes that such a text takes up in UTF-16.
std::uint64_t utf16_bytes(std::string_view text);

}  // namespace saitaku::intake::detail

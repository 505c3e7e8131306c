// Bytes that wait on disk: appended, then read from the start, in order. The file has no name, so that nothing is left
// whatever ends the program.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku::audit::detail {

/// Frames (a number and bytes) in a file without a name. Made when the first frame is flushed.
class Temporary {
 public:
  /// `folder`: "" = TMPDIR, or /tmp. `buffered`: bytes held in memory before they go to disk.
  explicit Temporary(std::string folder, std::size_t buffered = 1u << 20);
  ~Temporary();
  Temporary(Temporary&& other) noexcept;
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  Temporary& operator=(Temporary&& other) noexcept;

  void append(std::string_view frame);
  /// To the first frame, as often as wanted; nothing may be appended any more.
  void rewind();
  /// false at the end. The view is valid until the next call.
  bool next(std::string_view& frame);

  std::size_t bytes() const { return bytes_; }  ///< appended so far
  /// audit.no-room: the folder is full or cannot be written. Empty = all is well.
  Problems problems() const;

 private:
  bool flush();
  bool refill(std::size_t needed);
  std::string folder_;
  std::size_t buffered_;
  int descriptor_ = -1;
  int error_ = 0;
  bool reading_ = false;
  std::string buffer_;       ///< writing: not yet on disk; reading: not yet handed out
  std::size_t read_at_ = 0;  ///< within buffer_
  std::size_t bytes_ = 0;
};

}  // namespace saitaku::audit::detail

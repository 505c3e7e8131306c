// Lines of a file or of standard input, one at a time and in constant memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/base/problem.h"

namespace saitaku::cli {

class LineReader {
 public:
  /// "-" is standard input. Problems: io.not-found, io.is-directory, io.unreadable.
  static Result<LineReader> open(const std::string& path);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  enum class Got { line, too_long, end, failed };
  /// The next line without its end (LF or CRLF). too_long: the line was passed over. `before_waiting` runs before
  /// more is read, which may block: a partner at the other end of the pipe may wait for our answers first.
  Got next(std::string& line, const std::function<void()>& before_waiting);

  Problem failure() const;                        ///< after `failed`
  std::size_t number() const { return number_; }  ///< of the line last given, from 1

  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

 private:
  LineReader(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  std::string path_;
  int descriptor_;
  int error_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
  bool ended_ = false;
};

}  // namespace saitaku::cli

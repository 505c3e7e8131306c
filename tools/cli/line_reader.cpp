#include "tools/cli/line_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace saitaku::cli {
namespace {

Problem io_problem(std::string code, const std::string& path, int error) {
  Where where;
  where.file = path;
  return {Severity::error, std::move(code), std::move(where), {{"path", path}, {"reason", std::strerror(error)}}};
}

}  // namespace

Result<LineReader> LineReader::open(const std::string& path) {
  if (path == "-") return LineReader(path, STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return io_problem(errno == ENOENT ? "io.not-found" : "io.unreadable", path, errno);
  struct stat status {};
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    close(descriptor);
    return io_problem("io.is-directory", path, EISDIR);
  }
  return LineReader(path, descriptor);
}

LineReader::LineReader(LineReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(other.descriptor_),
      error_(other.error_),
      buffer_(std::move(other.buffer_)),
      at_(other.at_),
      number_(other.number_),
      ended_(other.ended_) {
  other.descriptor_ = -1;
}

LineReader::~LineReader() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
}

Problem LineReader::failure() const { return io_problem("io.unreadable", path_, error_); }

LineReader::Got LineReader::next(std::string& line, const std::function<void()>& before_waiting) {
  constexpr std::size_t kChunk = std::size_t{1} << 16;
  line.clear();
  bool too_long = false;
  while (true) {
    const auto end = buffer_.find('\n', at_);
    const auto piece = std::string_view(buffer_).substr(at_, end == std::string::npos ? end : end - at_);
    too_long = too_long || line.size() + piece.size() > kMostBytes;
    if (!too_long) line += piece;
    if (end != std::string::npos || (ended_ && (!line.empty() || too_long))) {
      at_ = end == std::string::npos ? buffer_.size() : end + 1;
      ++number_;
      if (line.ends_with('\r')) line.pop_back();
      return too_long ? Got::too_long : Got::line;
    }
    if (ended_) return Got::end;
    before_waiting();
    buffer_.resize(kChunk);
    at_ = 0;
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, buffer_.data(), kChunk);
    } while (count < 0 && errno == EINTR);
    buffer_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    if (count < 0) {
      error_ = errno;
      return Got::failed;
    }
    ended_ = count == 0;
  }
}

}  // namespace saitaku::cli

#include "engine/audit/detail/temporary.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "engine/base/files.h"

namespace saitaku::audit::detail {
namespace {

std::string usual_folder() {
  const char* folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

int open_nameless(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  std::string name = folder + "/saitaku-XXXXXX";  // file systems without nameless files
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

Temporary::Temporary(std::string folder, std::size_t buffered)
    : folder_(folder.empty() ? usual_folder() : std::move(folder)), buffered_(buffered) {}

Temporary::~Temporary() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Temporary::Temporary(Temporary&& other) noexcept
    : folder_(std::move(other.folder_)),
      buffered_(other.buffered_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      error_(other.error_),
      reading_(other.reading_),
      buffer_(std::move(other.buffer_)),
      read_at_(other.read_at_),
      bytes_(other.bytes_) {}

Temporary& Temporary::operator=(Temporary&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(buffered_, other.buffered_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(error_, other.error_);
  std::swap(reading_, other.reading_);
  std::swap(buffer_, other.buffer_);
  std::swap(read_at_, other.read_at_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

bool Temporary::flush() {
  if (descriptor_ < 0 && error_ == 0) {
    descriptor_ = open_nameless(folder_);
    if (descriptor_ < 0) error_ = errno;
  }
  std::string_view rest = buffer_;
  while (!rest.empty() && error_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) error_ = errno;
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return error_ == 0;
}

void Temporary::append(std::string_view frame) {
  const auto size = static_cast<std::uint64_t>(frame.size());
  char head[sizeof size];
  std::memcpy(head, &size, sizeof size);
  buffer_.append(head, sizeof size);
  buffer_ += frame;
  bytes_ += sizeof size + frame.size();
  if (buffer_.size() >= buffered_) flush();
}

void Temporary::rewind() {
  read_at_ = 0;
  if (descriptor_ < 0) return;  // everything is still in memory
  if (!reading_) flush();
  reading_ = true;
  buffer_.clear();
  if (error_ == 0 && ::lseek(descriptor_, 0, SEEK_SET) < 0) error_ = errno;
}

bool Temporary::refill(std::size_t needed) {
  if (buffer_.size() - read_at_ >= needed) return true;
  if (descriptor_ < 0) return false;
  buffer_.erase(0, read_at_);
  read_at_ = 0;
  while (buffer_.size() < needed && error_ == 0) {
    const std::size_t before = buffer_.size();
    buffer_.resize(std::max(needed, before + buffered_));
    const ssize_t got = ::read(descriptor_, buffer_.data() + before, buffer_.size() - before);
    const int error = errno;
    buffer_.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return false;
    if (got < 0 && error != EINTR) error_ = error;
  }
  return error_ == 0;
}

bool Temporary::next(std::string_view& frame) {
  std::uint64_t size = 0;
  if (!refill(sizeof size)) return false;
  std::memcpy(&size, buffer_.data() + read_at_, sizeof size);
  if (!refill(sizeof size + size)) return false;
  frame = std::string_view(buffer_).substr(read_at_ + sizeof size, size);
  read_at_ += sizeof size + size;
  return true;
}

Problems Temporary::problems() const {
  if (error_ == 0) return {};
  Problem problem = io_problem("audit.no-room", folder_, error_);
  return {std::move(problem)};
}

}  // namespace saitaku::audit::detail

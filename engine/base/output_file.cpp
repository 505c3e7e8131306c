#include "engine/base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "engine/base/files.h"

namespace saitaku {
namespace {

constexpr std::size_t kBuffered = std::size_t{256} << 10;
constexpr std::size_t kDirect = std::size_t{64} << 10;  ///< so much is not worth copying first

/// Where a link leads, so that writing replaces the file and not the link.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

/// A file beside the target that has no name until it is whole: whatever ends the program, nothing is left. -1 where
/// the file system knows no such files.
int open_nameless(const std::string& folder) {
  if (::access("/proc/self/fd", X_OK) != 0) return -1;  // give_name() needs it
  return ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "./" : path.substr(0, slash + 1);
}

/// A name beside the target that nobody else uses; short, since the target's own may be as long as names can be.
std::string part_name(const std::string& target) {
  static std::atomic<unsigned> count{0};
  return fmt::format("{}.saitaku-{}-{}.part", folder_of(target), ::getpid(), count++);
}

/// Gives it the name. By way of /proc, as open(2) has it: a link needs no right that writing did not need.
bool give_name(int descriptor, const std::string& path) {
  const std::string from = fmt::format("/proc/self/fd/{}", descriptor);
  ::unlink(path.c_str());
  return ::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// `error`: an errno, 0 as long as everything went well.
void write_all(int descriptor, std::string_view rest, int& error) {
  while (!rest.empty() && error == 0) {
    const auto written = ::write(descriptor, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) error = errno;
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

Problem cannot_write(const std::string& path, int error) { return io_problem("io.cannot-write", path, error); }

}  // namespace

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::string& path) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (!exists && errno == ENAMETOOLONG) return cannot_write(path, errno);
  if (exists && S_ISDIR(status.st_mode)) return cannot_write(path, EISDIR);
  // A device or a pipe is written as it is: renaming over it would replace it.
  const bool special = exists && !S_ISREG(status.st_mode);
  std::unique_ptr<OutputFile> file(new OutputFile());
  file->path_ = path;
  file->target_ = special ? path : resolved(path);
  file->part_path_ = special ? path : part_name(file->target_);
  if (!special) file->descriptor_ = open_nameless(folder_of(file->target_));
  if (file->descriptor_ >= 0) {
    file->nameless_ = true;
    if (exists) static_cast<void>(::fchmod(file->descriptor_, status.st_mode & 07777));
    return file;
  }
  const int flags = special ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  file->descriptor_ = ::open(file->part_path_.c_str(), flags, 0666);
  if (file->descriptor_ < 0) {
    const int error = errno;
    file->part_path_.clear();
    return cannot_write(path, error);
  }
  // A loss of rights is no reason to stop.
  if (exists && !special) static_cast<void>(::fchmod(file->descriptor_, status.st_mode & 07777));
  return file;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!nameless_ && !part_path_.empty() && part_path_ != target_) ::unlink(part_path_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  if (error_ != 0) return;
  if (buffer_.empty() && bytes.size() >= kDirect) return write_all(descriptor_, bytes, error_);
  buffer_ += bytes;
  if (buffer_.size() >= kBuffered) flush();
}

bool OutputFile::failed() const { return error_ != 0; }

void OutputFile::flush() {
  write_all(descriptor_, buffer_, error_);
  buffer_.clear();
}

Problems OutputFile::commit() {
  flush();
  const bool special = part_path_ == target_;
  if (error_ == 0 && !special && ::fsync(descriptor_) != 0 && errno != EINVAL) error_ = errno;
  if (error_ == 0 && nameless_) {
    if (!give_name(descriptor_, part_path_)) error_ = errno;
    nameless_ = error_ != 0;
  }
  if (::close(descriptor_) != 0 && error_ == 0) error_ = errno;
  descriptor_ = -1;
  if (error_ == 0 && !special && std::rename(part_path_.c_str(), target_.c_str()) != 0) error_ = errno;
  if (error_ != 0) return {cannot_write(path_, error_)};
  part_path_.clear();
  return {};
}

}  // namespace saitaku

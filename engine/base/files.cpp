#include "engine/base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "engine/base/messages.h"

namespace saitaku {
namespace {

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(); }
  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  bool close() {
    const bool done = descriptor_ < 0 || ::close(descriptor_) == 0;
    descriptor_ = -1;
    return done;
  }

 private:
  int descriptor_;
};

std::string_view reason_id(int error) {
  switch (error) {
    case EACCES:
    case EPERM: return "io.reason.permission";
    case ENOENT:
    case ENOTDIR: return "io.reason.no-folder";
    case ENOSPC:
    case EDQUOT: return "io.reason.no-space";
    case EROFS: return "io.reason.read-only";
    case EISDIR: return "io.reason.folder";
    case ENAMETOOLONG: return "io.reason.long-name";
    default: return "io.reason.other";
  }
}

Problem problem(std::string code, const std::string& path, Args args = {}) {
  args.insert(args.begin(), {"path", path});
  Problem made{.code = std::move(code), .where = {}, .args = std::move(args)};
  made.where.file = path;
  return made;
}

Problem failed(std::string code, const std::string& path, int error) {
  const Args number{{"number", fmt::format("{}", error)}};
  return problem(std::move(code), path,
                 {{"reason@ja", text(reason_id(error), Language::ja, number)},
                  {"reason@en", text(reason_id(error), Language::en, number)}});
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Where a link leads, so that writing replaces the file and not the link.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return problem("io.not-found", path);
    return failed("io.unreadable", path, errno);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) return problem("io.is-directory", path);

  std::string content;
  const auto expected = S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
  if (expected <= most_bytes) content.reserve(expected);
  constexpr std::size_t kChunk = std::size_t{1} << 16;
  // Read to the end whatever fstat said: pipes have no size, and a file may grow.
  while (content.size() <= most_bytes) {
    const std::size_t before = content.size();
    content.resize(before + kChunk);
    const ssize_t got = ::read(file.get(), content.data() + before, kChunk);
    const int error = errno;
    content.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && error == EINTR) continue;
    if (got < 0) return failed("io.unreadable", path, error);
    if (got == 0) return content;
  }
  return problem("io.too-large", path, {{"limit", fmt::format("{}", most_bytes)}});
}

Problems write_file(const std::string& path, std::string_view content) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return {failed("io.cannot-write", path, EISDIR)};
  if (exists && !S_ISREG(status.st_mode)) {  // /dev/stdout, a pipe: nothing to replace
    const File file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.is_open() && write_all(file.get(), content)) return {};
    return {failed("io.cannot-write", path, errno)};
  }
  const std::string target = resolved(path);
  const std::string beside = fmt::format("{}.part-{}", target, ::getpid());
  File file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.is_open()) return {failed("io.cannot-write", path, errno)};
  if (exists) static_cast<void>(::fchmod(file.get(), status.st_mode & 07777));  // a loss of rights is no reason to stop
  const bool written = write_all(file.get(), content) && ::fsync(file.get()) == 0 && file.close() &&
                       std::rename(beside.c_str(), target.c_str()) == 0;
  if (written) return {};
  const int error = errno;
  ::unlink(beside.c_str());
  return {failed("io.cannot-write", path, error)};
}

}  // namespace saitaku

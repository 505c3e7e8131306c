#include "engine/base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "engine/base/messages.h"
#include "engine/base/output_file.h"

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

}  // namespace

Problem io_problem(std::string code, const std::string& path, int error) {
  const Args number{{"number", fmt::format("{}", error)}};
  return problem(std::move(code), path,
                 {{"reason@ja", text(reason_id(error), Language::ja, number)},
                  {"reason@en", text(reason_id(error), Language::en, number)}});
}

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return problem("io.not-found", path);
    return io_problem("io.unreadable", path, errno);
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
    if (got < 0) return io_problem("io.unreadable", path, error);
    if (got == 0) return content;
  }
  return problem("io.too-large", path, {{"limit", fmt::format("{}", most_bytes)}});
}

Problems write_file(const std::string& path, std::string_view content) {
  auto file = OutputFile::create(path);
  if (!file) return file.problems();
  (*file)->write(content);
  return (*file)->commit();
}

}  // namespace saitaku

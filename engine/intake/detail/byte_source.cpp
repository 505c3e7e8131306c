#include "engine/intake/detail/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "engine/base/files.h"
#include "engine/intake/detail/fault.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kFirstStep = std::size_t{64} << 10;
constexpr std::size_t kBuffer = std::size_t{256} << 10;
constexpr int kGzipOnly = MAX_WBITS + 16;

/// An open file that is closed again.
class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
  bool owned_;
};

}  // namespace

struct ByteSource::Impl {
  Impl(int number, bool owned, std::string the_name) : descriptor(number, owned), name(std::move(the_name)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (packed) inflateEnd(&stream);
  }

  /// As many bytes as there are, up to `most`, from the file.
  std::size_t take(char* to, std::size_t most) {
    std::size_t got = 0;
    while (got < most && !file_ended) {
      const auto count = ::read(descriptor.get(), to + got, most - got);
      if (count > 0) {
        got += static_cast<std::size_t>(count);
      } else if (count == 0) {
        file_ended = true;
      } else if (errno != EINTR) {
        fault = io_problem("io.unreadable", name, errno);
        file_ended = true;
      }
    }
    return got;
  }

  void begin() {
    begun = true;
    buffer.resize(kBuffer);
    buffered = take(buffer.data(), kBuffer);
    if (!std::string_view(buffer.data(), buffered).starts_with("\x1F\x8B")) return;
    packed = inflateInit2(&stream, kGzipOnly) == Z_OK;
    if (!packed) end_with("audit-input.gzip-damaged");
  }

  std::size_t read_plain(char* to, std::size_t most) {
    auto got = std::min(most, buffered - buffer_at);
    std::copy_n(buffer.data() + buffer_at, got, to);
    buffer_at += got;
    got += take(to + got, most - got);
    ended = file_ended && buffer_at == buffered;
    return got;
  }

  std::size_t read_packed(char* to, std::size_t most) {
    std::size_t got = 0;
    while (got < most && !ended) got += inflate_some(to + got, most - got);
    return got;
  }

  std::size_t inflate_some(char* to, std::size_t most) {
    if (buffer_at == buffered) {
      buffered = file_ended ? 0 : take(buffer.data(), kBuffer);
      buffer_at = 0;
      if (buffered == 0) {
        if (fault || between_members) {
          ended = true;
        } else {
          end_with("audit-input.gzip-cut-off");
        }
        return 0;
      }
    }
    if (between_members && !next_member()) return 0;
    constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
    stream.next_in = reinterpret_cast<Bytef*>(buffer.data() + buffer_at);  // zlib reads unsigned bytes
    stream.avail_in = static_cast<uInt>(buffered - buffer_at);
    stream.next_out = reinterpret_cast<Bytef*>(to);
    const auto room = static_cast<uInt>(std::min(most, kMostAtOnce));
    stream.avail_out = room;
    const int status = inflate(&stream, Z_NO_FLUSH);
    buffer_at = buffered - stream.avail_in;
    if (status == Z_STREAM_END) {
      between_members = true;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      end_with("audit-input.gzip-damaged");
    }
    return room - stream.avail_out;
  }

  /// Several packed files one after the other are one. Zeros behind the last are padding.
  bool next_member() {
    while (buffer_at < buffered && buffer[buffer_at] == '\0') ++buffer_at;
    if (buffer_at == buffered) return false;
    if (buffer[buffer_at] != '\x1F' || inflateReset(&stream) != Z_OK) {
      end_with("audit-input.gzip-damaged");
      return false;
    }
    between_members = false;
    return true;
  }

  void end_with(std::string code) {
    if (!fault) fault = detail::fault(std::move(code), name);
    ended = true;
  }

  Descriptor descriptor;
  std::string name;
  std::string buffer;
  std::size_t buffered = 0;
  std::size_t buffer_at = 0;
  bool begun = false;
  bool file_ended = false;
  bool ended = false;
  bool packed = false;
  bool between_members = false;
  z_stream stream{};
  std::optional<Problem> fault;
};

ByteSource::ByteSource(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ByteSource::~ByteSource() = default;

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& path) {
  std::unique_ptr<Impl> impl;
  if (path == "-") {
    impl = std::make_unique<Impl>(STDIN_FILENO, false, "<stdin>");
  } else {
    const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (number < 0 && (errno == ENOENT || errno == ENOTDIR))
      return detail::fault("io.not-found", path, {{"path", path}});
    if (number < 0) return io_problem("io.unreadable", path, errno);
    impl = std::make_unique<Impl>(number, true, path);
    struct stat status {};
    if (::fstat(number, &status) == 0 && S_ISDIR(status.st_mode)) {
      return detail::fault("io.is-directory", path, {{"path", path}});
    }
  }
  return std::unique_ptr<ByteSource>(new ByteSource(std::move(impl)));
}

std::size_t ByteSource::read(char* to, std::size_t most) {
  if (!impl_->begun) impl_->begin();
  if (impl_->ended) return 0;
  return impl_->packed ? impl_->read_packed(to, most) : impl_->read_plain(to, most);
}

void ByteSource::append(std::string& bytes, std::size_t most) {
  // In steps: what there may be at most is far more than there usually is, and a string pays for every byte.
  for (std::size_t step = kFirstStep; most > 0; step *= 2) {
    const std::size_t before = bytes.size();
    const std::size_t wanted = std::min(step, most);
    bytes.resize(before + wanted);
    const std::size_t got = read(bytes.data() + before, wanted);
    bytes.resize(before + got);
    if (got < wanted) return;
    most -= got;
  }
}

bool ByteSource::at_end() const { return impl_->ended; }
const std::optional<Problem>& ByteSource::fault() const { return impl_->fault; }
bool ByteSource::is_packed() const { return impl_->packed; }

}  // namespace saitaku::intake

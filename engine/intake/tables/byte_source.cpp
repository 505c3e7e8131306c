#include "engine/intake/tables/detail/byte_source.h"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "engine/base/files.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/tables/detail/encodings.h"

namespace saitaku::intake::detail {
namespace {

/// A file, unpacked when it is gzip: zlib passes other bytes through.
class File : public ByteSource {
 public:
  File(std::string path, gzFile file) : path_(std::move(path)), file_(file) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() override { gzclose(file_); }

  Result<bool> read(std::string& bytes, std::size_t most) override {
    const auto before = bytes.size();
    bytes.resize(before + most);
    const int got = gzread(file_, bytes.data() + before, static_cast<unsigned>(most));
    bytes.resize(before + static_cast<std::size_t>(std::max(got, 0)));
    int error = Z_OK;
    gzerror(file_, &error);
    if (got < 0 || error == Z_BUF_ERROR) {  // the latter: gzip data that end early
      return io_problem("io.unreadable", path_, error == Z_ERRNO ? errno : EIO);
    }
    return got > 0;
  }

 private:
  std::string path_;
  gzFile file_;
};

class Memory : public ByteSource {
 public:
  Memory(std::string_view bytes, std::size_t block) : bytes_(bytes), block_(block) {}
  Result<bool> read(std::string& bytes, std::size_t) override {
    const auto piece = bytes_.substr(0, block_);
    bytes.append(piece);
    bytes_.remove_prefix(piece.size());
    return !piece.empty();
  }

 private:
  std::string_view bytes_;
  std::size_t block_;
};

/// Also of half a surrogate pair, as three bytes that no UTF-8 reader takes.
void append_generalized(std::string& text, char32_t c) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      add(0xE0 | c >> 12);
    } else {
      add(0xF0 | c >> 18);
      add(0x80 | (c >> 12 & 0x3F));
    }
    add(0x80 | (c >> 6 & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

class FromUtf16 : public ByteSource {
 public:
  FromUtf16(std::unique_ptr<ByteSource> source, bool little) : source_(std::move(source)), little_(little) {}

  Result<bool> read(std::string& bytes, std::size_t most) override {
    const auto before = bytes.size();
    while (bytes.size() == before) {  // a few bytes may hold no whole character
      if (ended_) return false;
      auto more = source_->read(raw_, std::max<std::size_t>(1, most / 2));
      if (!more) return more.problems();
      ended_ = !*more;
      convert(bytes);
      if (ended_ && !raw_.empty()) finish(bytes);
    }
    return true;
  }

 private:
  char32_t unit(std::size_t at) const {
    const auto first = static_cast<unsigned char>(raw_[at]);
    const auto second = static_cast<unsigned char>(raw_[at + 1]);
    return little_ ? static_cast<char32_t>(second << 8 | first) : static_cast<char32_t>(first << 8 | second);
  }

  void convert(std::string& text) {
    std::size_t at = 0;
    for (; at + 2 <= raw_.size(); at += 2) {
      const auto c = unit(at);
      if (c < 0xD800 || c > 0xDBFF) {
        append_generalized(text, c);
        continue;
      }
      if (at + 4 > raw_.size()) break;  // the other half is still to come
      const auto low = unit(at + 2);
      if (low < 0xDC00 || low > 0xDFFF) {
        append_generalized(text, c);
        continue;
      }
      append_generalized(text, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
      at += 2;
    }
    raw_.erase(0, at);
  }

  void finish(std::string& text) {
    if (raw_.size() >= 2) append_generalized(text, unit(0));
    if (raw_.size() % 2 != 0) text += '\xFF';
    raw_.clear();
  }

  std::unique_ptr<ByteSource> source_;
  bool little_;
  bool ended_ = false;
  std::string raw_;
};

}  // namespace

OpenBytes bytes_of_file(std::string path) {
  return [path = std::move(path)]() -> Result<std::unique_ptr<ByteSource>> {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
      if (errno == ENOENT && lstat(path.c_str(), &status) == 0) {
        std::error_code ignored;
        return fault("io.dangling-link", path,
                     {{"path", path}, {"target", std::filesystem::read_symlink(path, ignored).string()}});
      }
      return io_problem(errno == ENOENT ? "io.not-found" : "io.unreadable", path, errno);
    }
    if (S_ISDIR(status.st_mode)) return io_problem("io.is-directory", path, EISDIR);
    const gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr) return io_problem("io.unreadable", path, errno);
    gzbuffer(file, 1u << 18);
    return std::unique_ptr<ByteSource>(std::make_unique<File>(path, file));
  };
}

OpenBytes bytes_in_memory(std::string_view bytes, std::size_t block) {
  return [=]() -> Result<std::unique_ptr<ByteSource>> {
    return std::unique_ptr<ByteSource>(std::make_unique<Memory>(bytes, std::max<std::size_t>(1, block)));
  };
}

std::unique_ptr<ByteSource> from_utf16(std::unique_ptr<ByteSource> source, Encoding encoding) {
  return std::make_unique<FromUtf16>(std::move(source), encoding == Encoding::utf16le);
}

std::uint64_t utf16_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xFF) {
      bytes += 1;
    } else if (byte < 0x80 || byte >= 0xC0) {
      bytes += byte >= 0xF0 ? 4 : 2;
    }
  }
  return bytes;
}

}  // namespace saitaku::intake::detail

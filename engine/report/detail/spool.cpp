#include "engine/report/detail/spool.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "engine/base/files.h"

namespace saitaku::report::detail {
namespace {

constexpr std::size_t kHeldInMemory = std::size_t{1} << 20;
constexpr std::size_t kCopied = std::size_t{256} << 10;

std::string temporary_folder() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : folder.string();
}

}  // namespace

TemporaryFile::TemporaryFile() : folder_(temporary_folder()), path_(folder_ + "/saitaku-XXXXXX") {
  descriptor_ = ::mkstemp(path_.data());
  if (descriptor_ < 0) {
    error_ = errno;
    path_.clear();
  }
}

TemporaryFile::~TemporaryFile() {
  hide();
  if (descriptor_ >= 0) ::close(descriptor_);
}

void TemporaryFile::hide() {
  if (!path_.empty()) ::unlink(path_.c_str());
  path_.clear();
}

void TemporaryFile::write(std::string_view bytes) {
  while (!bytes.empty() && error_ == 0) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) error_ = errno;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void TemporaryFile::copy_to(ByteSink& out) {
  if (error_ != 0) return;
  if (::lseek(descriptor_, 0, SEEK_SET) < 0) error_ = errno;
  std::vector<char> bytes(kCopied);
  while (error_ == 0 && !out.failed()) {
    const auto got = ::read(descriptor_, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) error_ = errno;
    if (got <= 0) return;
    out.write({bytes.data(), static_cast<std::size_t>(got)});
  }
}

void Spool::write(std::string_view bytes) {
  held_ += bytes;
  if (held_.size() < kHeldInMemory) return;
  if (!file_) {
    file_ = std::make_unique<TemporaryFile>();
    file_->hide();
  }
  file_->write(held_);
  held_.clear();
}

void Spool::copy_to(ByteSink& out) {
  if (file_) file_->copy_to(out);
  out.write(held_);
  held_.clear();
}

Problems Spool::problems() const {
  if (!failed()) return {};
  return {no_room(file_->folder(), file_->error())};
}

Problem no_room(const std::string& folder, int error) { return io_problem("report.no-room", folder, error); }

}  // namespace saitaku::report::detail

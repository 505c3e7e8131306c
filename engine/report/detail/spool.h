// Text that is known before what it has to follow: held aside, in memory while it is little and in a temporary file
// from then on.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/output_file.h"

namespace saitaku::report::detail {

/// A new file in the system's folder for temporary files (TMPDIR), gone with the object.
class TemporaryFile {
 public:
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  const std::string& folder() const { return folder_; }
  int error() const { return error_; }  ///< errno of creating, writing or reading; 0 = none
  /// From now on the file has no name, so that not even a killed program leaves it behind.
  void hide();
  void write(std::string_view bytes);
  /// All of it, from the start.
  void copy_to(ByteSink& out);

 private:
  std::string folder_, path_;
  int descriptor_ = -1;
  int error_ = 0;
};

class Spool : public ByteSink {
 public:
  void write(std::string_view bytes) override;
  bool failed() const override { return file_ && file_->error() != 0; }
  /// Hands on what was written, and forgets it.
  void copy_to(ByteSink& out);
  /// report.no-room, with the folder and the system's reason.
  Problems problems() const;

 private:
  std::string held_;
  std::unique_ptr<TemporaryFile> file_;
};

/// report.no-room for a temporary file that failed with errno `error`.
Problem no_room(const std::string& folder, int error);

}  // namespace saitaku::report::detail

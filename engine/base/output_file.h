// Writing a file piece by piece, so that it appears whole or not at all.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku {

/// Where bytes go: a file, standard output, a string of a test.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
  /// Whether an earlier write failed; what follows is dropped.
  virtual bool failed() const { return false; }
};

class StringSink : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// Buffered. Written beside the target under a name of its own; commit() flushes to disk and renames. Without
/// commit() (an interrupted run, a full disk) nothing is left and an older file stays.
class OutputFile : public ByteSink {
 public:
  /// Problems: io.cannot-write.
  static Result<std::unique_ptr<OutputFile>> create(const std::string& path);
  ~OutputFile() override;
  void write(std::string_view bytes) override;
  bool failed() const override;
  /// The first failure of create, write or rename, if any: io.cannot-write.
  Problems commit();
  const std::string& path() const { return path_; }

 private:
  OutputFile() = default;
  void flush();
  std::string path_, target_, part_path_, buffer_;
  int descriptor_ = -1;
  bool nameless_ = false;  ///< not even part_path_ leads to it yet
  int error_ = 0;
};

}  // namespace saitaku

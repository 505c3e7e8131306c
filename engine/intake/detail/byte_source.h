// The bytes of a file or of standard input, in order, unpacked where they are gzip. Nothing is held but a buffer.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/problem.h"

namespace saitaku::intake {

class ByteSource {
 public:
  /// `path` "-" is standard input. Problems: io.*.
  static Result<std::unique_ptr<ByteSource>> open(const std::string& path);
  ~ByteSource();

  /// Up to `most` bytes: fewer only at the end, or where a fault is.
  std::size_t read(char* to, std::size_t most);
  /// The same, behind what `bytes` holds.
  void append(std::string& bytes, std::size_t most);
  bool at_end() const;
  /// What went wrong once nothing more comes: io.unreadable, audit-input.gzip-cut-off, audit-input.gzip-damaged.
  const std::optional<Problem>& fault() const;
  bool is_packed() const;  ///< known once something was read

 private:
  struct Impl;
  explicit ByteSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::intake

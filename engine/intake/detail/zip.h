// The parts of a ZIP package in memory, unpacked one by one under limits. The only user of libzip.
// What counts is what really comes out of the inflater: the sizes in the headers are the sender's claims.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/intake/workbook.h"

struct zip;

namespace saitaku::intake::detail {

class Zip {
 public:
  /// `bytes` must outlive the package. Problems: workbook.damaged, workbook.too-large (parts).
  static Result<Zip> open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits);

  /// Part names have no leading slash, and are looked up as OPC says: ASCII case does not matter.
  bool has(std::string_view name) const;
  /// Problems: workbook.damaged, workbook.encrypted, workbook.bomb, workbook.too-large. Needs: has(name).
  Result<std::string> read(std::string_view name);

 private:
  struct Close {
    void operator()(::zip* archive) const;
  };
  struct Entry {
    std::uint64_t index;
    std::uint64_t packed_bytes;
  };
  std::unique_ptr<::zip, Close> archive_;
  std::map<std::string, Entry, std::less<>> entries_;  ///< by part name in lower case
  std::string file_;
  WorkbookLimits limits_;
  std::size_t file_bytes_ = 0;
  std::size_t unpacked_ = 0;  ///< of all parts read so far
};

/// Whether the bytes begin like a ZIP file.
bool looks_like_zip(std::string_view bytes);

}  // namespace saitaku::intake::detail

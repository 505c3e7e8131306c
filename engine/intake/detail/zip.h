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
struct zip_file;

namespace saitaku::intake::detail {

/// One part, unpacked piece by piece.
class ZipStream {
 public:
  /// Appends some bytes; false at the end. Problems: workbook.damaged, workbook.bomb, workbook.too-large.
  Result<bool> read(std::string& bytes);

 private:
  friend class Zip;
  struct Close {
    void operator()(::zip_file* part) const;
  };
  std::unique_ptr<::zip_file, Close> part_;
  std::string file_;
  std::string name_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

class Zip {
 public:
  /// `bytes` must outlive the package. Problems: workbook.damaged, workbook.too-large (parts).
  static Result<Zip> open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits);

  /// Part names have no leading slash, and are looked up as OPC says: ASCII case does not matter.
  bool has(std::string_view name) const;
  /// Problems: workbook.damaged, workbook.encrypted, workbook.bomb, workbook.too-large. Needs: has(name).
  Result<std::string> read(std::string_view name);
  /// The same for parts of any size: up to kMostStreamed. Needs: has(name); the package outlives the stream.
  Result<ZipStream> stream(std::string_view name);
  static constexpr std::uint64_t kMostStreamed = std::uint64_t{4} << 30;

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

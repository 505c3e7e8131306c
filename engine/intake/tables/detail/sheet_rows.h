// The rows of one worksheet part, one after the other as the part is unpacked: memory holds some rows and the shared
// strings, however long the sheet.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/intake/detail/zip.h"

namespace saitaku::intake::detail {

class SheetRows {
 public:
  /// Needs: `zip` and `shared` outlive it. Problems: as Zip::stream.
  static Result<SheetRows> open(Zip& zip, const std::string& part, const std::string& file,
                                const std::vector<std::string>& shared);
  SheetRows(SheetRows&&) noexcept;
  SheetRows& operator=(SheetRows&&) noexcept;
  ~SheetRows();

  /// Appends more rows as sheet_bytes.h has them, those that hold something; false when there are no more.
  Result<bool> read(std::string& rows);

 private:
  struct Impl;
  explicit SheetRows(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::intake::detail

#include "engine/intake/detail/open_table.h"

#include <utility>

#include "engine/intake/detail/layout.h"
#include "engine/intake/detail/zip.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace {

class Rows : public PieceReader {
 public:
  explicit Rows(Result<std::unique_ptr<TableReader>> table) {
    if (table) {
      table_ = std::move(*table);
    } else {
      fault_ = table.problems().front();
    }
  }

  bool next(Unit& unit) override {
    unit.kind = UnitKind::rows;
    if (table_ == nullptr) {
      if (!fault_) return false;
      unit.bytes.clear();
      unit.unreadable = *std::exchange(fault_, std::nullopt);
      return true;
    }
    TableChunk chunk;
    chunk.bytes = std::move(unit.bytes);
    chunk.bytes.clear();
    const auto more = table_->next(chunk);
    if (more && *more) first_ = false;
    unit.head = table_->head();
    unit.first_byte = chunk.first_byte;
    unit.first_line = chunk.first_row;
    unit.bytes = std::move(chunk.bytes);
    if (more) return *more || std::exchange(first_, false);  // a table without rows is a piece all the same
    unit.bytes.clear();
    unit.unreadable = more.problems().front();
    table_.reset();
    return true;
  }

 private:
  std::unique_ptr<TableReader> table_;
  std::optional<Problem> fault_;
  bool first_ = true;
};

}  // namespace

bool is_official_workbook(std::string_view bytes, const std::string& name, const UnitOptions& options) {
  if (!detail::looks_like_zip(bytes)) return true;
  const auto workbook = read_workbook(bytes, name);
  return !workbook || detail::recognise(*workbook, options.maps) != nullptr;
}

std::unique_ptr<PieceReader> open_table(const Input& input, const UnitOptions& options, bool is_workbook) {
  auto table =
      TableReader::open(input.path, *options.form, options.columns, options.unit_bytes, options.longest_record);
  if (!table && is_workbook && !options.maps.empty()) return nullptr;
  return std::make_unique<Rows>(std::move(table));
}

}  // namespace saitaku::intake

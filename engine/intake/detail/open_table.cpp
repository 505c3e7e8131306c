#include "engine/intake/detail/open_table.h"

#include <algorithm>
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
    unit.head = table_->head();
    unit.begins_table = chunk.begins;
    unit.first_byte = chunk.first_byte;
    unit.first_line = chunk.first_row;
    unit.bytes = std::move(chunk.bytes);
    if (more) return *more;
    unit.bytes.clear();
    unit.unreadable = more.problems().front();
    table_.reset();
    return true;
  }

 private:
  std::unique_ptr<TableReader> table_;
  std::optional<Problem> fault_;
};

/// Whether the names of all sheets that tell some form of the call are in the workbook. That is seen without reading
/// the sheets, which whoever fills the unit will do anyway, on as many threads as there are.
bool has_official_sheets(std::string_view bytes, const std::string& name, const UnitOptions& options) {
  constexpr std::string_view kContents = "xl/workbook.xml";
  auto zip = detail::Zip::open(bytes, name, {});
  if (!zip || !zip->has(kContents)) return false;
  const auto contents = zip->read(kContents);
  return contents && std::any_of(options.maps.begin(), options.maps.end(), [&](const forms::CellMap& map) {
           return !map.recognise.empty() &&
                  std::all_of(map.recognise.begin(), map.recognise.end(), [&](const forms::Anchor& anchor) {
                    return contents->find('"' + anchor.sheet + '"') != std::string::npos;
                  });
         });
}

}  // namespace

bool is_official_workbook(std::string_view bytes, const std::string& name, const UnitOptions& options) {
  if (!detail::looks_like_zip(bytes)) return true;
  if (has_official_sheets(bytes, name, options)) return true;
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

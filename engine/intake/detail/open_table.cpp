#include "engine/intake/detail/open_table.h"

#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/layout.h"
#include "engine/intake/detail/zip.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace {

/// Until tables can be read.
class NoTable : public PieceReader {
 public:
  explicit NoTable(std::string name) : name_(std::move(name)) {}
  bool next(Unit& unit) override {
    if (given_) return false;
    given_ = true;
    unit.unreadable = detail::fault("draft.other-format", name_, {{"format", "CSV"}});
    return true;
  }

 private:
  std::string name_;
  bool given_ = false;
};

}  // namespace

bool is_official_workbook(std::string_view bytes, const std::string& name, const UnitOptions& options) {
  if (!detail::looks_like_zip(bytes)) return true;
  const auto workbook = read_workbook(bytes, name);
  return !workbook || detail::recognise(*workbook, options.maps) != nullptr;
}

std::unique_ptr<PieceReader> open_table(const Input& input, const UnitOptions&, bool is_workbook) {
  if (is_workbook) return nullptr;
  return std::make_unique<NoTable>(display_name(input.path));
}

}  // namespace saitaku::intake

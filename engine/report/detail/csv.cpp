#include "engine/report/detail/csv.h"

#include "engine/report/detail/cell_text.h"

namespace saitaku::report::detail {

std::string csv_text(std::string_view text) {
  const auto cell = cell_text(text);
  std::string quoted = spreadsheet_would_convert(cell) ? "\"'" : "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace saitaku::report::detail

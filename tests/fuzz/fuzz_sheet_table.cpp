// Sheets as tables: the input is the XML of a sheet of an otherwise sound workbook.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/tables.h"
#include "tests/support/workbook_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saitaku;
  const std::string sheet(reinterpret_cast<const char*>(data), size);
  auto workbook = test::one_sheet("", "<si><t>氏名</t></si>");
  workbook.more = {{"xl/worksheets/sheet1.xml", sheet}};
  const auto bytes = workbook.bytes();
  if (fuzz::read_sheet(bytes, std::size_t{1} << 20) != fuzz::read_sheet(bytes, 7)) std::abort();
  return 0;
}

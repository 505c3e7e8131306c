// Any bytes as an input of an audit: nothing falls over, every application and unreadable thing has its place, and how
// the bytes are cut into units changes nothing.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/expect.h"
#include "engine/intake/units.h"

namespace {

using namespace saitaku;

std::shared_ptr<const forms::Form> form() {
  constexpr std::string_view kForm = R"({"schema": "saitaku.form/1", "id": "small",
    "title": {"ja": "小", "en": "Small"}, "fields": {
    "a": {"type": "integer", "label": "a"}, "t": {"type": "string", "label": "t"}, "d": {"type": "date", "label": "d"},
    "o.x": {"type": "boolean", "label": "x"}, "l": {"type": "list", "label": "l"},
    "l[].n": {"type": "real", "label": "n"}, "l[].at": {"type": "timestamp", "label": "at"}}})";
  auto document = parse_json({"form.json", std::string(kForm)});
  SAITAKU_EXPECT(document, "the form is JSON");
  auto read = forms::form_from_json(*document);
  SAITAKU_EXPECT(read, "the form is one");
  return *read;
}

/// What was read, one line each, in order.
std::vector<std::string> reading(const std::string& path, std::size_t unit_bytes, std::uint64_t bytes) {
  static const auto small = form();
  intake::UnitOptions options;
  options.form = small;
  options.call = "small/1";
  options.unit_bytes = unit_bytes;
  options.longest_record = 200;
  const std::vector<bool> wanted(small->fields().size(), true);
  intake::Inventory inventory;
  inventory.inputs.push_back({path, false, bytes});
  intake::UnitReader reader(inventory, options);
  intake::UnitFiller filler(inventory, options, wanted);
  intake::Filled filled(small, wanted);
  std::vector<std::string> read;
  for (intake::Unit unit; reader.next(unit);) {
    SAITAKU_EXPECT(unit.bytes.empty() || !unit.unreadable, "a unit is read or it is not");
    filled.clear();
    filler.fill(unit, filled);
    SAITAKU_EXPECT(filled.entries.size() >= filled.batch.applications(), "every application has an entry");
    for (std::size_t row = 0; row < filled.batch.applications(); ++row) {
      const auto& entry = filled.entries[row];
      read.push_back(entry.id + "@" + std::to_string(entry.line) + ":" + std::to_string(entry.byte) + " " +
                     std::to_string(entry.problems.size()));
    }
    for (const auto& each : filled.unreadable) {
      read.push_back("!" + each.problem.code + "@" + std::to_string(each.line) + ":" + std::to_string(each.byte));
    }
  }
  // Within a unit the unreadable come last, so their order among the others depends on the units.
  std::sort(read.begin(), read.end());
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr const char* kNames[] = {"input", "input.ndjson", "input.json", "input.csv"};
  static const auto folder =
      std::filesystem::temp_directory_path() / ("saitaku-fuzz-lines-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto path = (folder / kNames[data[0] % 4]).string();
  const auto bytes = size - 1;
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(bytes));
  const auto whole = reading(path, std::size_t{4} << 20, bytes);
  SAITAKU_EXPECT(reading(path, 1 + data[0] / 4, bytes) == whole, "how it is cut changes nothing");
  std::filesystem::remove(path);
  return 0;
}

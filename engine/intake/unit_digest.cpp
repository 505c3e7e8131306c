// What decides the result of a unit, as one hash.
#include <algorithm>
#include <filesystem>

#include "engine/base/files.h"
#include "engine/intake/units.h"

namespace saitaku::intake {
namespace {

namespace fs = std::filesystem;

/// Texts one after the other so that no two lists of texts are the same bytes.
class Parts {
 public:
  void add(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  void number(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(value >> shift & 0xFF);
  }
  Sha256 digest() const { return sha256(bytes_); }

 private:
  std::string bytes_;
};

void add_digest(Parts& parts, const Sha256& digest) {
  parts.add(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));  // bytes are bytes
}

void add_problem(Parts& parts, const Problem& problem) {
  parts.add(problem.code);
  for (const auto& [name, value] : problem.args) {
    parts.add(name);
    parts.add(value);
  }
}

/// Everything below the folder: what lies deeper than its files is noted, and an inner folder may hold them all.
void add_folder(Parts& parts, const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  fs::recursive_directory_iterator entries(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    names.push_back(entries->path().string());
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    parts.add(std::string_view(name).substr(path.size()));
    std::error_code ignored;
    if (!fs::is_regular_file(name, ignored)) continue;
    const auto bytes = read_file(name);
    if (bytes) {
      add_digest(parts, sha256(*bytes));
    } else {
      add_problem(parts, bytes.problems().front());
    }
  }
}

void add_rule(Parts& parts, const ColumnRule& rule) {
  parts.add(rule.separator);
  parts.number(rule.translate.size());
  for (const auto& [from, to] : rule.translate) {
    parts.add(from);
    parts.add(to);
  }
}

void add_head(Parts& parts, const TableHead& head) {
  parts.number(static_cast<std::uint64_t>(head.encoding));
  parts.number(static_cast<unsigned char>(head.delimiter));
  parts.number(head.sheet ? 1 : 0);
  parts.add(head.sheet_name);
  parts.number(head.date_1904 ? 1 : 0);
  for (const auto& column : head.columns) {
    parts.add(column.header);
    parts.add(column.path);
    parts.number(column.items.size());
    for (const auto item : column.items) parts.number(item);
    parts.number(static_cast<std::uint64_t>(column.factor));
    parts.number(static_cast<std::uint64_t>(column.divisor));
    parts.number(column.unit_stated ? 1 : 0);
    if (column.rule != nullptr) add_rule(parts, *column.rule);
  }
  parts.number(head.units.size());
  for (const auto& unit : head.units) parts.number(unit.field);
  if (head.map == nullptr) return;
  for (const auto& [path, value] : head.map->constants) {
    parts.add(path);
    parts.add(write_json(value, false));
  }
}

}  // namespace

Sha256 UnitFiller::digest(const Inventory& inventory, const Unit& unit) {
  Parts parts;
  parts.number(static_cast<std::uint64_t>(unit.kind));
  if (unit.kind == UnitKind::folder) add_folder(parts, inventory.inputs[unit.input].path);
  add_digest(parts, sha256(unit.bytes));
  if (unit.head != nullptr) add_head(parts, *unit.head);
  if (unit.begins_table) {
    for (const auto& note : unit.head->notes) add_problem(parts, note);
  }
  if (unit.unreadable) add_problem(parts, *unit.unreadable);
  return parts.digest();
}

}  // namespace saitaku::intake

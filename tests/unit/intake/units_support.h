// Files of a test, and everything an audit would read from them.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/intake/units.h"
#include "tests/support/forms.h"

namespace saitaku::tests {

/// A folder that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int count = 0;
    path_ = (std::filesystem::temp_directory_path() /
             ("saitaku-units-" + std::to_string(::getpid()) + "-" + std::to_string(count++)))
                .string();
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string write(const std::string& name, std::string_view bytes) const {
    const auto path = path_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
  }

 private:
  std::string path_;
};

/// One application or unreadable thing as text, to compare: "a@3:20" with its cells, "!json.syntax@2:5".
struct Reading {
  std::vector<std::string> applications;
  std::vector<std::string> unreadable;
  std::vector<std::pair<std::string, std::uint64_t>> unknown_members;
  std::size_t units = 0;
};

inline std::string cells_text(const forms::Batch& batch, forms::FieldId id, std::size_t row) {
  const auto& field = batch.form().fields()[id];
  const auto cells = [&](const std::vector<forms::FieldId>& ids, std::size_t at) {
    std::string text = "{";
    for (const auto child : ids) text += cells_text(batch, child, at) + ",";
    return text + "}";
  };
  if (!batch.holds(id)) return "";
  using enum forms::FieldKind;
  if (field.kind == object) return field.path + "=" + cells(field.children, row);
  switch (batch.state(id, row)) {
    case forms::CellState::unknown: return "";
    case forms::CellState::null: return field.path + "=null";
    case forms::CellState::malformed: return field.path + "=malformed";
    case forms::CellState::value: break;
  }
  std::string text = field.path + "=";
  switch (field.kind) {
    case boolean:
    case integer: return text + std::to_string(batch.column(id).integers[row]);
    case real: return text + std::to_string(batch.column(id).reals[row]);
    case string: return text + "'" + std::string(batch.text(id, row)) + "'";
    case date: return text + to_string(batch.date(id, row));
    case timestamp: return text + to_string(batch.timestamp(id, row));
    default: break;
  }
  for (std::size_t i = 0; i < batch.item_count(id, row); ++i) {
    text += "[" + cells(field.children, batch.item_row(id, row, i)) + "]";
  }
  return text;
}

inline void note(const intake::Filled& filled, Reading& reading) {
  for (std::size_t row = 0; row < filled.batch.applications(); ++row) {
    const auto& entry = filled.entries[row];
    auto text = entry.id + "@" + std::to_string(entry.line) + ":" + std::to_string(entry.byte);
    for (const auto root : filled.batch.form().roots()) {
      const auto cell = cells_text(filled.batch, root, row);
      if (!cell.empty()) text += " " + cell;
    }
    for (const auto& problem : entry.problems) text += "\n  " + describe(problem, Language::en);
    reading.applications.push_back(std::move(text));
  }
  for (const auto& each : filled.unreadable) {
    reading.unreadable.push_back(each.problem.code + "@" + std::to_string(each.line) + ":" + std::to_string(each.byte));
  }
  for (const auto& unknown : filled.unknown_members) {
    auto& all = reading.unknown_members;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == unknown.first; });
    if (found == all.end()) {
      all.push_back(unknown);
    } else {
      found->second += unknown.second;
    }
  }
}

inline Reading read_all(const std::vector<std::string>& paths, const intake::UnitOptions& options,
                        std::vector<bool> wanted = {}) {
  if (wanted.empty()) wanted.assign(options.form->fields().size(), true);
  const auto inventory = intake::take_inventory(paths, options.maps);
  intake::UnitReader reader(inventory, options);
  intake::UnitFiller filler(inventory, options, wanted);
  intake::Filled filled(options.form, wanted);
  Reading reading;
  for (intake::Unit unit; reader.next(unit);) {
    ++reading.units;
    filled.clear();
    filler.fill(unit, filled);
    note(filled, reading);
  }
  return reading;
}

inline std::string listing_of(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

}  // namespace saitaku::tests

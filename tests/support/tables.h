// Reading tables in tests: bytes in, applications as JSON-like lines out.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/units.h"
#include "tests/support/forms.h"

namespace saitaku::test {

/// What a whole table held, in a form that tests compare.
struct TableRead {
  std::shared_ptr<const intake::TableHead> head;
  std::vector<std::shared_ptr<const intake::TableHead>> heads;  ///< of every table
  std::vector<std::string> summaries;                           ///< notes of rows that are no application
  std::vector<std::string> rows;        ///< "line id field=value field=value …", fields in the form's order
  std::vector<std::string> unreadable;  ///< "line byte code"
  std::string problems;                 ///< codes, row by row
  Problems all;                         ///< of entries and unreadable rows
  std::string failed;                   ///< codes of what ended it
  std::size_t chunks = 0;
};

/// "null", "?", "!" (malformed) or the value.
inline std::string cell_text(const forms::Batch& batch, forms::FieldId id, std::size_t row) {
  const auto& field = batch.form().fields()[id];
  switch (batch.state(id, row)) {
    case forms::CellState::unknown: return "?";
    case forms::CellState::null: return "null";
    case forms::CellState::malformed: return "!";
    case forms::CellState::value: break;
  }
  switch (field.kind) {
    case forms::FieldKind::boolean: return batch.column(id).integers[row] != 0 ? "true" : "false";
    case forms::FieldKind::integer: return std::to_string(batch.column(id).integers[row]);
    case forms::FieldKind::real: return std::to_string(batch.column(id).reals[row]);
    case forms::FieldKind::string: return std::string(batch.text(id, row));
    case forms::FieldKind::date: return to_string(batch.date(id, row));
    case forms::FieldKind::timestamp: return to_string(batch.timestamp(id, row));
    case forms::FieldKind::list: {
      std::string items;
      for (std::size_t i = 0; i < batch.item_count(id, row); ++i) {
        items += i > 0 ? "|" : "";
        for (const auto child : field.children) {
          if (child != field.children.front()) items += ",";
          items += cell_text(batch, child, batch.item_row(id, row, i));
        }
      }
      return "[" + items + "]";
    }
    case forms::FieldKind::object: return "{}";
  }
  return "";
}

inline void take_rows(const intake::Filled& filled, TableRead& read) {
  const auto& form = filled.batch.form();
  for (std::size_t row = 0; row < filled.batch.applications(); ++row) {
    const auto& entry = filled.entries[row];
    std::string line = std::to_string(entry.line) + " " + entry.id;
    for (forms::FieldId id = 0; id < form.fields().size(); ++id) {
      const auto& field = form.fields()[id];
      if (field.table != forms::kNoField || field.kind == forms::FieldKind::object) continue;
      line += " " + field.path.substr(field.path.rfind('.') + 1) + "=" + cell_text(filled.batch, id, row);
    }
    read.rows.push_back(line);
    for (const auto& problem : entry.problems) {
      read.problems += (read.problems.empty() ? "" : " ") + problem.code;
      read.all.push_back(problem);
    }
  }
  for (const auto& note : filled.notes) read.summaries.push_back(note.code + " " + std::to_string(note.where.line));
  for (const auto& bad : filled.unreadable) {
    read.unreadable.push_back(std::to_string(bad.line) + " " + std::to_string(bad.byte) + " " + bad.problem.code);
    read.all.push_back(bad.problem);
  }
}

inline TableRead read_through(Result<std::unique_ptr<intake::TableReader>> table,
                              const std::shared_ptr<const forms::Form>& form, std::vector<bool> wanted = {}) {
  TableRead read;
  if (!table) {
    read.failed = tests::codes_of(table.problems());
    return read;
  }
  read.head = (*table)->head();
  if (wanted.empty()) wanted.assign(form->fields().size(), true);
  intake::RowFiller filler(*form, wanted);
  for (;;) {
    intake::TableChunk chunk;
    auto more = (*table)->next(chunk);
    if (!more) read.failed = tests::codes_of(more.problems());
    if (!more || !*more) return read;
    if (chunk.begins) read.heads.push_back((*table)->head());
    if (chunk.bytes.empty()) continue;
    ++read.chunks;
    intake::Filled filled(form, wanted);
    filler.fill(*(*table)->head(), chunk.bytes, chunk.first_byte, chunk.first_row, "t.csv", filled);
    take_rows(filled, read);
  }
}

struct ReadAs {
  std::string file = "t.csv";
  const intake::ColumnMap* map = nullptr;
  std::size_t chunk = std::size_t{1} << 20;
  std::size_t block = std::size_t{1} << 16;
  std::size_t longest = std::size_t{1} << 20;
};

inline TableRead read_table(std::string_view bytes, const std::shared_ptr<const forms::Form>& form,
                            const ReadAs& as = {}) {
  return read_through(intake::detail::open_text_table(intake::detail::bytes_in_memory(bytes, as.block),
                                                      {as.file, form.get(), as.map, as.chunk, as.longest}),
                      form);
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  return all;
}

}  // namespace saitaku::test

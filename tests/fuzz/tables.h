// What the fuzz targets of tables share: a form with a field of every kind, and a table read into one text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/forms/form.h"
#include "engine/intake/tables/detail/encodings.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/units.h"

namespace saitaku::fuzz {

inline const std::shared_ptr<const forms::Form>& form() {
  static const auto read = [] {
    const auto document = parse_json({"form.json", R"({"schema": "saitaku.form/1", "id": "f", "title": "f", "fields": {
      "name": {"type": "string", "label": "氏名"}, "number": {"type": "string", "digits": 8, "label": "番号"},
      "total": {"type": "integer", "unit": "千円", "label": "総額"}, "share": {"type": "real", "label": "割合"},
      "born": {"type": "date", "label": "生年月日"}, "sent": {"type": "timestamp", "label": "提出"},
      "ok": {"type": "boolean", "label": "可"}, "words": {"type": "list", "label": "語"},
      "words[]": {"type": "string", "label": "語"}, "items": {"type": "list", "label": "費目"},
      "items[].amount": {"type": "integer", "unit": "円", "label": "金額"}}})"});
    return *forms::form_from_json(*document);
  }();
  return read;
}

inline std::string read_all(Result<std::unique_ptr<intake::TableReader>> table) {
  if (!table) return describe(table.problems(), Language::ja);
  const std::vector<bool> wanted(form()->fields().size(), true);
  intake::RowFiller filler(*form(), wanted);
  const auto& head = *(*table)->head();
  std::string all = describe(head.notes, Language::en);
  std::string unreadable;  // a list of its own: how the two lie to each other depends on the chunks
  intake::TableChunk chunk;
  for (;;) {
    auto more = (*table)->next(chunk);
    if (!more) return all + unreadable + describe(more.problems(), Language::en);
    if (!*more) return all + unreadable;
    intake::Filled filled(form(), wanted);
    filler.fill(head, chunk.bytes, chunk.first_byte, chunk.first_row, "f", filled);
    for (std::size_t row = 0; row < filled.batch.applications(); ++row) {
      const auto& entry = filled.entries[row];
      all += std::to_string(entry.line) + ":" + std::to_string(entry.byte) + " " + entry.id + " ";
      for (forms::FieldId id = 0; id < form()->fields().size(); ++id) {
        if (form()->fields()[id].table != forms::kNoField) continue;
        all += static_cast<char>('0' + static_cast<int>(filled.batch.state(id, row)));
      }
      all += std::string(filled.batch.text(0, row)) + "\n" + describe(entry.problems, Language::en);
    }
    for (const auto& bad : filled.unreadable) unreadable += "bad " + describe(bad.problem, Language::en) + "\n";
  }
}

inline std::string read_text(std::string_view bytes, std::size_t chunk, std::size_t block) {
  return read_all(intake::detail::open_text_table(
      intake::detail::bytes_in_memory(bytes, block),
      {.file = "f.csv", .form = form().get(), .columns = nullptr, .chunk_bytes = chunk, .longest_row = 4096}));
}

inline std::string read_sheet(const std::string& bytes, std::size_t chunk) {
  return read_all(intake::detail::open_sheet_table(
      bytes, {.file = "f.xlsx", .form = form().get(), .columns = nullptr, .chunk_bytes = chunk, .longest_row = 4096}));
}

}  // namespace saitaku::fuzz

// What a table looks like before anybody judges it.
#include <algorithm>
#include <set>

#include "engine/base/text.h"
#include "engine/intake/tables/detail/cell_writer.h"
#include "engine/intake/tables/detail/encodings.h"
#include "engine/intake/tables/detail/headers.h"
#include "engine/intake/tables/detail/money.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/tables/detail/records.h"
#include "engine/intake/tables/detail/sheet_bytes.h"

namespace saitaku::intake {
namespace {

using namespace detail;
using forms::FieldId;
using forms::FieldKind;

constexpr std::size_t kSamples = 3;
constexpr std::size_t kBytes = std::size_t{256} << 10;

struct Seen {
  std::string text;
  ContentKind kind = ContentKind::typed;
};

/// Calls on_cell(column, cell) for the cells of a chunk.
template <class OnCell>
void for_each_cell(const TableHead& head, std::string_view bytes, OnCell on_cell) {
  if (head.sheet) {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto end = std::min(bytes.find(kRowMark, at), bytes.size());
      const auto row = bytes.substr(at, end - at);
      std::size_t column = 0;
      read_sheet_row(row, [&](ContentKind kind, std::size_t begin, std::size_t size) {
        on_cell(column++, Seen{std::string(row.substr(begin, size)), kind});
      });
      at = end + 1;
    }
    return;
  }
  Structure structure(bytes, head.delimiter);
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t column = 0;
    const auto record = read_record(bytes, at, structure, [&](const RawCell& cell) {
      const auto raw = bytes.substr(cell.begin, cell.size);
      Seen seen;
      append_as_utf8(head.encoding, cell.shape == CellShape::escaped ? unescape(raw) : std::string(raw), seen.text);
      on_cell(column++, seen);
    });
    at = record.end;
  }
}

std::string value_text(const forms::Batch& batch, FieldId id, std::size_t row) {
  if (batch.state(id, row) != forms::CellState::value) return "";
  const auto& column = batch.column(id);
  switch (batch.form().fields()[id].kind) {
    case FieldKind::boolean: return column.integers[row] != 0 ? "true" : "false";
    case FieldKind::integer: return with_thousands(column.integers[row]);
    case FieldKind::real: return shortest(column.reals[row]);
    case FieldKind::string: return std::string(batch.text(id, row));
    case FieldKind::date: return to_string(batch.date(id, row));
    case FieldKind::timestamp: return to_string_at_offset(batch.timestamp(id, row), kJstOffsetSeconds);
    case FieldKind::list: {
      const auto child = batch.form().fields()[id].children.front();
      std::string all;
      for (std::size_t i = 0; i < batch.item_count(id, row); ++i) {
        all += (i > 0 ? " | " : "") + value_text(batch, child, batch.item_row(id, row, i));
      }
      return all;
    }
    case FieldKind::object: break;
  }
  return "";
}

/// One cell alone in a batch of its own.
std::string understood(const std::shared_ptr<const forms::Form>& form, const TableColumn& column, const TableHead& head,
                       const Seen& seen) {
  if (column.path == kIdPath) return std::string(trimmed(seen.text));
  if (!column.field) return "";
  forms::Batch batch(form);
  auto row = batch.add_application();
  std::vector<FieldId> around;
  for (auto list = form->fields()[*column.field].table; list != forms::kNoField; list = form->fields()[list].table) {
    around.insert(around.begin(), list);
  }
  for (const auto list : around) {
    batch.begin_list(list, row);
    row = batch.append_item(list, row);
  }
  ColumnUse use;
  use.field = *column.field;
  use.declared = &form->fields()[*column.field];
  use.head = &column;
  use.ratio = {column.factor, column.divisor};
  use.whole_list = use.declared->kind == FieldKind::list;
  Problems problems;
  CellWriter(batch, head.date_1904, problems, [] { return Where{}; }).write(use, row, {seen.text, seen.kind});
  return value_text(batch, *column.field, row);
}

std::vector<FieldId> missing_fields(const forms::Form& form, const TableHead& head) {
  std::set<FieldId> there;
  for (const auto& column : head.columns) {
    for (auto field = column.field; field; field = form.fields()[*field].parent) there.insert(*field);
  }
  if (head.map) {
    for (const auto& constant : head.map->constants) {
      if (const auto place = column_path(form, constant.first)) there.insert(place->field);
    }
  }
  std::vector<FieldId> missing;
  for (FieldId id = 0; id < form.fields().size(); ++id) {
    const auto& field = form.fields()[id];
    if (field.required && field.table == forms::kNoField && !there.contains(id)) missing.push_back(id);
  }
  return missing;
}

/// The unit that a column states: by its name where it has one.
void add_unit(const forms::Form& form, const TableColumn& column, JsonValue& entry) {
  const auto own = column.field ? yen_in(form.fields()[*column.field].unit) : std::nullopt;
  for (const std::string_view name : {"円", "千円", "万円", "百万円"}) {
    if (!own || ratio_of(*yen_in(name), *own) != Ratio{column.factor, column.divisor}) continue;
    entry.at("unit") = JsonValue::of(name);
    return;
  }
  entry.at("factor") = JsonValue::of(column.factor);
  entry.at("divisor") = JsonValue::of(column.divisor);
}

}  // namespace

Result<TablePreview> preview_table(const std::string& path, const forms::Form* form, const ColumnMap* columns) {
  auto table = open_table(path, {.file = path, .form = form, .columns = columns, .chunk_bytes = kBytes});
  if (!table) return table.problems();
  TablePreview preview;
  preview.head = (*table)->head();
  preview.samples.resize(preview.head->columns.size());
  // The form belongs to the caller; a batch wants to share it.
  const std::shared_ptr<const forms::Form> shared(std::shared_ptr<const forms::Form>{}, form);
  TableChunk chunk;
  Problems problems;
  if (auto more = (*table)->next(chunk); !more) {
    problems = more.problems();
    for (auto& problem : problems) problem.severity = Severity::warning;  // the beginning is there to be looked at
  }
  for_each_cell(*preview.head, chunk.bytes, [&](std::size_t column, const Seen& seen) {
    if (column >= preview.samples.size() || is_blank(seen.text)) return;
    auto& samples = preview.samples[column];
    if (samples.size() == kSamples) return;
    const auto& head = preview.head->columns[column];
    samples.push_back({seen.text, form == nullptr ? "" : understood(shared, head, *preview.head, seen)});
  });
  if (form != nullptr) preview.missing = missing_fields(*form, *preview.head);
  return {std::move(preview), std::move(problems)};
}

JsonValue column_map_json(const TableHead& head, const forms::Form& form) {
  JsonValue map = JsonValue::object();
  map.at("schema") = JsonValue::of("saitaku.columns/1");
  if (head.sheet) {
    if (head.sheets.size() < 2) map.at("sheet") = JsonValue::of(std::string_view(head.sheet_name));
  } else {
    map.at("encoding") = JsonValue::of(entry_of(head.encoding).map_name);
    map.at("delimiter") = JsonValue::of(std::string_view(&head.delimiter, 1));
  }
  map.at("header_row") = JsonValue::of(static_cast<std::int64_t>(head.header_row));
  auto& columns = map.at("columns");
  columns = JsonValue::array();
  std::set<std::string> seen;
  for (const auto& column : head.columns) {
    if (is_blank(column.header) || !seen.insert(header_key(column.header)).second) continue;
    JsonValue entry = JsonValue::object();
    entry.at("path") = JsonValue::of(std::string_view(column.path));
    entry.at("headers") = JsonValue::array();
    entry.at("headers").items.push_back(JsonValue::of(std::string_view(column.header)));
    if (column.unit_stated) add_unit(form, column, entry);
    if (column.field && form.fields()[*column.field].kind == FieldKind::list) {
      entry.at("separator") = JsonValue::of(";");
    }
    columns.items.push_back(std::move(entry));
  }
  return map;
}

}  // namespace saitaku::intake

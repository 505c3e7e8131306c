#include "engine/intake/detail/tables.h"

namespace saitaku::intake::detail {
namespace {

std::pair<int, int> in_row(const forms::CellEntry& column, int row) {
  const auto place = cell_reference(column.cells.front() + "1");
  return {row, place ? place->second : 0};
}

bool has_formula(const CellAt& at) { return at.cell != nullptr && !at.cell->formula.empty(); }

/// A cell that answers: a formula does so only when it is not the form's own.
bool holds_answer(const forms::CellEntry& column, const CellAt& at) {
  if (column.kind == forms::CellKind::total && has_formula(at)) return false;
  return !is_blank(at);
}

}  // namespace

std::size_t Tables::read(const forms::CellTable& table, std::size_t first, const Put& put) {
  const auto& layout = layout_.at(table.sheet);
  TableTotal total;
  Amount sum = Amount::of(std::int64_t{0});
  std::size_t item = first;
  const int begin = layout.row(table.first_row);
  const int end = last_row(table, layout);
  for (int row = begin; row <= end; ++row) {
    if (!is_filled(table, *layout.sheet, row)) continue;
    Row read = read_row(table, *layout.sheet, row);
    const std::string pointer = "/" + std::to_string(item++) + "/";
    const auto first_cell = cell_at(*layout.sheet, in_row(table.columns.front(), row), false);
    for (const auto& [name, value] : table.constants) put(pointer + name, JsonValue::of(std::string_view(value)), first_cell);
    for (const auto& column : table.columns) {
      auto& answer = read.answers[column.path];
      if (answer) put(pointer + column.path, std::move(*answer), cell_at(*layout.sheet, in_row(column, row), false));
    }
    if (read.amount) sum = sum + *read.amount;
    total.given = true;
    total.stale = total.stale || read.stale;
  }
  if (!table.total_cell.empty()) table_total(table, layout, sum, total);
  return item - first;
}

bool Tables::is_filled(const forms::CellTable& table, const Sheet& sheet, int row) const {
  for (const auto& column : table.columns) {
    if (holds_answer(column, cell_at(sheet, in_row(column, row), false))) return true;
  }
  return false;
}

int Tables::last_row(const forms::CellTable& table, const SheetLayout& layout) {
  const int last = layout.last_row(table.last_row);
  const auto label = layout.next_label(table.last_row);
  // Rows written below the last one are meant as rows, as far as nothing else of the form begins.
  int end = last;
  while ((!label || end + 1 < *label) && end < last + 1000 && is_filled(table, *layout.sheet, end + 1)) ++end;
  if (end > last) {
    answers_.say(Severity::warning, "workbook.rows-added", cell_at(*layout.sheet, in_row(table.columns.front(), last + 1), false),
                 {{"count", std::to_string(end - last)}, {"rows", std::to_string(table.last_row - table.first_row + 1)}});
  }
  return end;
}

Tables::Row Tables::read_row(const forms::CellTable& table, const Sheet& sheet, int row) {
  Row result;
  const forms::CellEntry* total = nullptr;
  for (const auto& column : table.columns) {
    const auto at = cell_at(sheet, in_row(column, row), false);
    if (column.kind == forms::CellKind::total) {
      total = &column;
      continue;
    }
    result.answers[column.path] = answers_.read(column, at);
  }
  if (total != nullptr) {
    product(cell_at(sheet, in_row(*total, row), false), result);
    if (result.amount) result.answers[total->path] = result.amount->json();
  } else if (const auto amount = result.answers.find("amount"); amount != result.answers.end() && amount->second) {
    const auto& value = *amount->second;
    if (value.is_integer()) result.amount = Amount::of(value.integer);
    if (value.kind == JsonValue::Kind::number) result.amount = Amount::of(value.number);
  }
  return result;
}

void Tables::product(const CellAt& at, Row& row) {
  const auto factor = [&](const char* name) -> std::optional<Amount> {
    const auto found = row.answers.find(name);
    if (found == row.answers.end() || !found->second) return std::nullopt;
    if (found->second->is_integer()) return Amount::of(found->second->integer);
    if (found->second->kind == JsonValue::Kind::number) return Amount::of(found->second->number);
    return found->second->is_null() ? std::optional(Amount::of(std::int64_t{0})) : std::nullopt;  // as Excel: blank is 0
  };
  const auto price = factor("unit_price");
  const auto quantity = factor("quantity");
  if (!has_formula(at)) {
    if (is_blank(at)) {
      row.answers["amount"] = JsonValue{};
      if (price && quantity && (*price * *quantity).real != 0) answers_.say(Severity::warning, "workbook.formula-missing", at);
      return;
    }
    row.amount = answers_.amount(at);
    if (row.amount) {
      answers_.say(Severity::warning, "workbook.formula-overwritten", at, {{"typed", row.amount->text()}});
    } else {
      row.answers["amount"] = at.cell->kind == Cell::Kind::error ? std::nullopt
                                                                 : std::optional(JsonValue::of(std::string_view(at.cell->text)));
    }
    return;
  }
  if (price && quantity) {
    bool typed = false;
    row.amount = settle(at, *price * *quantity, row.stale, typed);
  } else if (at.cell->has_cached) {
    row.amount = amount_in(*at.cell);
  }
}

Amount Tables::settle(const CellAt& at, const Amount& computed, bool& stale, bool& typed) {
  if (is_blank(at)) {
    answers_.say(Severity::warning, "workbook.formula-missing", at);
    return computed;
  }
  if (!has_formula(at)) {
    const auto value = answers_.amount(at);
    typed = true;
    answers_.say(Severity::warning, "workbook.formula-overwritten", at,
                 {{"typed", value ? value->text() : at.cell->text.substr(0, 40)}});
    return value.value_or(computed);
  }
  if (!at.cell->has_cached) return computed;
  const auto stored = amount_in(*at.cell);
  if (stored && same(*stored, computed)) return computed;
  stale = true;
  answers_.say(Severity::warning, "workbook.stale-total", at,
               {{"stored", stored ? stored->text() : at.cell->text.substr(0, 40)}, {"recomputed", computed.text()}});
  return computed;
}

void Tables::table_total(const forms::CellTable& table, const SheetLayout& layout, const Amount& sum, TableTotal& total) {
  const auto at = cell_at(*layout.sheet, layout.place(table.total_cell));
  bool typed = false;
  if (!table.total_typed || has_formula(at)) {
    total.amount = settle(at, sum, total.stale, typed);
  } else if (is_blank(at)) {
    total.amount = Amount::of(std::int64_t{0});  // what the form's own sums make of it
    if (sum.real != 0) answers_.say(Severity::warning, "workbook.total-blank", at, {{"sum", sum.text()}});
  } else {
    const auto value = answers_.amount(at);
    typed = true;
    total.amount = value.value_or(Amount::of(std::int64_t{0}));
    if (!same(total.amount, sum)) {
      answers_.say(Severity::warning, "workbook.total-differs", at, {{"typed", total.amount.text()}, {"sum", sum.text()}});
    }
  }
  total.given = total.given || typed;
  totals_[{table.sheet, table.total_cell}] = total;
}

std::optional<Amount> Tables::grand_total(const forms::CellEntry& entry, const SheetLayout& layout) {
  Amount sum = Amount::of(std::int64_t{0});
  bool given = false;
  for (const auto& [cell, totals] : entry.parts) {
    Amount part = Amount::of(std::int64_t{0});
    bool below_stale = false;
    for (const auto& [key, total] : totals_) {
      for (const auto& name : totals) {
        if (key.second != name) continue;
        part = part + total.amount;
        given = given || total.given;
        below_stale = below_stale || total.stale;
      }
    }
    const auto at = cell_at(*layout.sheet, layout.place(cell));
    bool typed = false;
    // A stale table total has been reported; the cell that shows it would only say the same again.
    if (below_stale && has_formula(at)) {
      sum = sum + part;
    } else {
      bool stale = false;
      sum = sum + settle(at, part, stale, typed);
    }
    given = given || typed;
  }
  bool stale = false;
  bool typed = false;
  const auto at = cell_at(*layout.sheet, layout.place(entry.cells.front()));
  const auto total = settle(at, sum, stale, typed);
  if (!given && !typed) return std::nullopt;
  return total;
}

}  // namespace saitaku::intake::detail

#include "engine/intake/detail/tables.h"

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku::intake::detail {
namespace {

// More stored results out of date than this, and the workbook was saved by a program that does not calculate.
constexpr std::size_t kMostStale = 3;

std::string short_text(const Cell& cell) {
  std::u32string text = to_utf32(printable_utf8(cell.text));
  return to_utf8(text.substr(0, 40));
}

std::pair<int, int> in_row(const forms::CellEntry& column, int row) {
  const auto place = cell_reference(column.cells.front() + "1");
  return {row, place ? place->second : 0};
}

bool has_formula(const CellAt& at) { return at.cell != nullptr && !at.cell->formula.empty(); }

/// Whether a number stands where the form has a formula.
bool amount_typed(const CellAt& at) {
  if (at.cell == nullptr || has_formula(at)) return false;
  if (at.cell->kind == Cell::Kind::number) return true;
  return at.cell->kind == Cell::Kind::text && amount_from_text(at.cell->text).has_value();
}

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
    for (const auto& [name, value] : table.constants)
      put(pointer + name, JsonValue::of(std::string_view(value)), first_cell);
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
    answers_.say(
        Severity::warning, "workbook.rows-added",
        cell_at(*layout.sheet, in_row(table.columns.front(), last + 1), false),
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
    return found->second->is_null() ? std::optional(Amount::of(std::int64_t{0}))
                                    : std::nullopt;  // as Excel: blank is 0
  };
  const auto price = factor("unit_price");
  const auto quantity = factor("quantity");
  if (!has_formula(at)) {
    if (is_blank(at)) {
      row.answers["amount"] = JsonValue{};
      if (price && quantity && (*price * *quantity).real != 0)
        answers_.say(Severity::warning, "workbook.formula-missing", at);
      return;
    }
    row.amount = answers_.amount(at);
    if (row.amount) {
      answers_.say(Severity::warning, "workbook.formula-overwritten", at, {{"typed", row.amount->text()}});
    } else {
      row.answers["amount"] = at.cell->kind == Cell::Kind::error
                                  ? std::nullopt
                                  : std::optional(JsonValue::of(std::string_view(at.cell->text)));
    }
    return;
  }
  if (price && quantity) {
    const auto settled = settle(Level::row, at, *price * *quantity);
    row.amount = settled.amount;
    row.stale = settled.stale;
  } else if (at.cell->has_cached) {
    row.amount = amount_in(*at.cell);
  }
}

Tables::Settled Tables::settle(Level level, const CellAt& at, const Amount& computed) {
  if (is_blank(at)) {
    answers_.say(Severity::warning, "workbook.formula-missing", at);
    return {computed};
  }
  if (!has_formula(at)) {
    const auto value = answers_.amount(at);
    answers_.say(Severity::warning, "workbook.formula-overwritten", at,
                 {{"typed", value ? value->text() : short_text(*at.cell)}});
    return {value.value_or(computed), false, true};
  }
  if (!at.cell->has_cached) return {computed};
  const auto stored = amount_in(*at.cell);
  if (stored && same(*stored, computed)) return {computed};
  stale_.push_back(
      {level, at, {{"stored", stored ? stored->text() : short_text(*at.cell)}, {"recomputed", computed.text()}}});
  return {computed, true};
}

void Tables::report_stale() {
  auto last = Level::row;
  for (const auto& stale : stale_) last = std::max(last, stale.level);
  const bool all = stale_.size() <= kMostStale;
  for (auto& stale : stale_) {
    // What a table comes to is shown again by a part, and by the grand total: once is enough.
    if ((all || stale.level == last) && !(stale.level == Level::part && last == Level::grand)) {
      answers_.say(Severity::warning, "workbook.stale-total", stale.at, std::move(stale.args));
    }
  }
  if (!all)
    answers_.say(Severity::advice, "workbook.not-recalculated", stale_.back().at,
                 {{"count", std::to_string(stale_.size())}});
  stale_.clear();
}

void Tables::table_total(const forms::CellTable& table, const SheetLayout& layout, const Amount& sum,
                         TableTotal& total) {
  const auto at = cell_at(*layout.sheet, layout.place(table.total_cell));
  if (!table.total_typed || has_formula(at)) {
    const auto settled = settle(Level::table, at, sum);
    total.amount = settled.amount;
    total.stale = total.stale || settled.stale;
    total.given = total.given || settled.typed;
  } else if (is_blank(at)) {
    total.amount = Amount::of(std::int64_t{0});  // what the form's own sums make of it
    if (sum.real != 0) answers_.say(Severity::warning, "workbook.total-blank", at, {{"sum", sum.text()}});
  } else {
    total.amount = answers_.amount(at).value_or(Amount::of(std::int64_t{0}));
    total.given = true;
    if (!same(total.amount, sum)) {
      answers_.say(Severity::warning, "workbook.total-differs", at,
                   {{"typed", total.amount.text()}, {"sum", sum.text()}});
    }
  }
  totals_[{table.sheet, table.total_cell}] = total;
}

std::optional<JsonValue> Tables::grand_total(const forms::CellEntry& entry, const SheetLayout& layout) {
  Amount sum = Amount::of(std::int64_t{0});
  bool given = false;
  bool known = true;
  for (const auto& [cell, totals] : entry.parts) {
    Amount part = Amount::of(std::int64_t{0});
    bool below_stale = false;
    std::size_t read = 0;
    for (const auto& [key, total] : totals_) {
      if (std::find(totals.begin(), totals.end(), key.second) == totals.end()) continue;
      part = part + total.amount;
      given = given || total.given;
      below_stale = below_stale || total.stale;
      ++read;
    }
    const auto at = cell_at(*layout.sheet, layout.place(cell));
    if (read < totals.size() && !amount_typed(at)) {  // the table is on a sheet that is not there
      known = false;
      continue;
    }
    if (below_stale && has_formula(at)) {  // the table has been reported
      sum = sum + part;
      continue;
    }
    const auto settled = settle(Level::part, at, part);
    sum = sum + settled.amount;
    given = given || settled.typed;
  }
  const auto at = cell_at(*layout.sheet, layout.place(entry.cells.front()));
  if (!known && !amount_typed(at)) return std::nullopt;
  const auto total = settle(Level::grand, at, sum);
  return given || total.typed ? total.amount.json() : JsonValue{};
}

}  // namespace saitaku::intake::detail

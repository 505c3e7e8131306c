// The rows of a chunk into a batch. What is plain (ASCII numbers, ISO dates, texts in UTF-8) is written straight from
// the chunk's bytes; everything else goes through CellWriter, which gives the same for plain cells (a property test
// holds the two together).
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/base/text.h"
#include "engine/intake/detail/numbers.h"
#include "engine/intake/tables/detail/byte_source.h"
#include "engine/intake/tables/detail/cell_values.h"
#include "engine/intake/tables/detail/cell_writer.h"
#include "engine/intake/tables/detail/encodings.h"
#include "engine/intake/tables/detail/plain_cells.h"
#include "engine/intake/tables/detail/records.h"
#include "engine/intake/tables/detail/row_plan.h"
#include "engine/intake/tables/detail/sheet_bytes.h"
#include "engine/intake/tables/detail/summary_rows.h"
#include "engine/intake/units.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace {

using namespace detail;

struct RowCell {
  RawCell raw;
  ContentKind kind = ContentKind::typed;
};

/// One chunk.
class ChunkFiller {
 public:
  ChunkFiller(const TableHead& head, const RowPlan& plan, std::string_view bytes, std::uint64_t first_byte,
              std::uint64_t first_row, const std::string& file, Filled& filled)
      : head_(head), plan_(plan), bytes_(bytes), byte_(first_byte), line_(first_row), file_(file), filled_(filled) {}

  void fill() {
    if (head_.sheet) return fill_sheet();
    sound_ = chunks_are_utf8(head_.encoding) ? simdjson::validate_utf8(bytes_.data(), bytes_.size())
                                             : !first_bad(head_.encoding, bytes_);
    sound_ = sound_ && std::memchr(bytes_.data(), 0, bytes_.size()) == nullptr;
    Structure structure(bytes_, head_.delimiter);
    for (std::size_t at = 0; at < bytes_.size();) {
      cells_.clear();
      const auto record = read_record(bytes_, at, structure, [&](const RawCell& cell) {
        cells_.push_back({cell, ContentKind::typed});
      });
      row_begin_ = record.begin;
      row_end_ = at = record.end;
      fill_text_row(record);
      const auto row = bytes_.substr(row_begin_, row_end_ - row_begin_);
      byte_ += is_utf16(head_.encoding) ? utf16_bytes(row) : row.size();
      line_ += record.many_lines ? count_lines(row) : 1;
    }
  }

 private:
  void fill_text_row(const Record& record) {
    if (record.unterminated) {
      column_ = cells_.size();
      cells_.push_back({{record.open_quote, 0, CellShape::plain}, ContentKind::typed});
      return refuse("table.open-quote", {{"column", header(column_)}}, record.open_quote);
    }
    if (!sound_ && !is_sound()) return;
    fill_row();
  }

  /// Whether every byte of the row is part of a character; said when not.
  bool is_sound() {
    const auto row = bytes_.substr(row_begin_, row_end_ - row_begin_);
    if (const auto bad = first_bad(head_.encoding, row)) {
      refuse("encoding.invalid",
             {{"encoding", std::string(to_string(head_.encoding))},
              {"bytes", hex(row.substr(bad->offset, bad->size))},
              {"column", header(column_at(row_begin_ + bad->offset))}},
             row_begin_ + bad->offset);
      return false;
    }
    const auto nul = row.find('\0');
    if (nul == std::string_view::npos) return true;
    refuse("table.nul", {{"column", header(column_at(row_begin_ + nul))}}, row_begin_ + nul);
    return false;
  }

  void fill_sheet() {
    for (std::size_t at = 0; at < bytes_.size();) {
      const auto end = std::min(bytes_.find(kRowMark, at), bytes_.size());
      cells_.clear();
      row_begin_ = at;
      row_end_ = end;
      line_ = read_sheet_row(bytes_.substr(at, end - at), [&](ContentKind kind, std::size_t begin, std::size_t size) {
        cells_.push_back({{at + begin, size, CellShape::plain}, kind});
      });
      fill_row();
      at = end + 1;
    }
  }

  void fill_row() {
    std::size_t filled = cells_.size();
    while (filled > 0 && is_blank_cell(filled - 1)) --filled;
    if (filled == 0) return;  // an empty row is nobody's application
    cells_filled_ = filled;
    if (filled > head_.columns.size()) {
      return refuse("table.too-many-cells",
                    {{"cells", std::to_string(filled)}, {"columns", std::to_string(head_.columns.size())}}, row_begin_);
    }
    if (is_summary()) return;
    row_ = filled_.batch.add_application();
    if (filled_.entries.size() <= row_) filled_.entries.emplace_back();
    auto& entry = filled_.entries[row_];
    entry.id.clear();
    entry.problems.clear();
    entry.line = line_;
    entry.sheet = head_.sheet_name;
    entry.byte = head_.sheet ? -1 : static_cast<std::int64_t>(byte_);
    if (plan_.id && *plan_.id < cells_.size()) set_id(entry);
    if (cells_.size() < head_.columns.size()) {
      say(Severity::advice, "table.too-few-cells",
          {{"cells", std::to_string(cells_.size())}, {"columns", std::to_string(head_.columns.size())}});
    }
    fill_record(plan_.application, row_);
    for (const auto& constant : plan_.constants) fill_constant(constant);
    for (const auto& unit : plan_.units) fill_unit(unit);
  }

  /// Whether the row sums others up, which is noted. Strict, so that nobody is passed over: its label stands first, or
  /// behind the institution's name or something that is not ours, or in the id's place; and no field tells who it is
  /// of.
  bool is_summary() {
    const auto first = next_filled(0);
    const auto second = next_filled(first + 1);
    auto label = first;
    if (may_be_label(first) && is_summary_label(text_of(cells_[first]))) {
    } else if (plan_.id && *plan_.id != first && may_be_label(*plan_.id) && is_filled(*plan_.id) &&
               is_summary_label(text_of(cells_[*plan_.id]))) {
      label = *plan_.id;
    } else if ((first == plan_.institution || head_.columns[first].path.empty()) && may_be_label(second) &&
               is_summary_label(text_of(cells_[second]))) {
      label = second;
    } else {
      return false;
    }
    const bool named = std::any_of(plan_.names.begin(), plan_.names.end(), [&](std::size_t column) {
      return column != label && is_filled(column) && !is_count(column);
    });
    if (named) return false;
    filled_.notes.push_back(
        {Severity::advice,
         "table.summary-row",
         where_of_row(),
         {{"row", std::to_string(line_)}, {"label", std::string(trimmed(text_of(cells_[label])))}}});
    return true;
  }

  std::size_t next_filled(std::size_t column) const {
    while (column < cells_filled_ && is_blank_cell(column)) ++column;
    return column;
  }

  bool is_filled(std::size_t column) const { return column < cells_filled_ && !is_blank_cell(column); }

  /// Seen in the bytes of any encoding: labels are short and have no digits, so that ids need no second look.
  bool may_be_label(std::size_t column) const {
    if (column >= cells_filled_) return false;
    const auto raw = raw_of(cells_[column]);
    return raw.size() <= kLongestLabel && raw.find_first_of("0123456789") == std::string_view::npos;
  }

  /// Under a name, how many there are: "12件", "-", or a bare number where the field's answers are no numbers.
  bool is_count(std::size_t column) const {
    const auto& cell = cells_[column];
    if (cell.raw.size > kLongestLabel) return false;
    const auto text = text_of(cell);
    if (is_summary_count(text)) return true;
    const auto& field = filled_.batch.form().fields()[*head_.columns[column].field];
    return field.kind == forms::FieldKind::string && field.digits == 0 &&
           whole_number(trimmed(text)).fault == NumberFault::none;
  }

  /// Where every amount of the row is known in the form's unit, that is its unit.
  void fill_unit(const AmountUnit& unit) {
    auto& batch = filled_.batch;
    if (!unit.column) {
      const bool known = std::all_of(unit.unstated.begin(), unit.unstated.end(), [&](std::size_t column) {
        return !is_filled(column) || states_unit(text_of(cells_[column]));
      });
      if (known) batch.set_integer(unit.field, row_, unit.yen);
      return;
    }
    const auto state = batch.state(unit.field, row_);
    if (state == forms::CellState::malformed) return;
    if (state == forms::CellState::value && batch.column(unit.field).integers[row_] != unit.yen) {
      column_ = *unit.column;
      Args args{{"column", header(column_)},
                {"value", std::to_string(batch.column(unit.field).integers[row_])},
                {"yen", std::to_string(unit.yen)}};
      filled_.entries[row_].problems.push_back({Severity::error, "table.unit-disagrees", where(), std::move(args)});
      return batch.set_malformed(unit.field, row_);
    }
    batch.set_integer(unit.field, row_, unit.yen);
  }

  void set_id(Entry& entry) {
    const auto& cell = cells_[*plan_.id];
    const auto content = text_of(cell);
    entry.id = trimmed(content);
    if (cell.kind == ContentKind::number) {
      const auto whole = whole_number(entry.id);
      if (whole.fault == NumberFault::none) entry.id = std::to_string(whole.value);
    }
  }

  void fill_record(const RecordUse& record, std::size_t row) {
    for (const auto& use : record.cells) {
      if (use.column < cells_.size()) fill_cell(use, row);
    }
    for (const auto& list : record.lists) {
      if (!is_there(list)) continue;
      filled_.batch.begin_list(list.list, row);
      for (const auto& item : list.items) {
        if (!is_blank_item(item)) fill_record(item, filled_.batch.append_item(list.list, row));
      }
    }
  }

  /// A list whose columns the row is too short for is unknown.
  bool is_there(const ListUse& list) const {
    return std::any_of(list.items.begin(), list.items.end(), [&](const RecordUse& item) {
      return std::any_of(item.columns.begin(), item.columns.end(), [&](std::size_t c) { return c < cells_.size(); });
    });
  }

  bool is_blank_item(const RecordUse& item) const {
    return std::all_of(item.columns.begin(), item.columns.end(),
                       [&](std::size_t column) { return column >= cells_.size() || is_blank_cell(column); });
  }

  bool is_blank_cell(std::size_t column) const {
    const auto& cell = cells_[column];
    if (cell.kind == ContentKind::no_result || cell.kind == ContentKind::error) return false;
    if (cell.raw.size == 0) return true;
    const auto first = static_cast<unsigned char>(bytes_[cell.raw.begin]);
    if (cell.raw.shape != CellShape::escaped && first > ' ' && !may_begin_space(first)) return false;
    return is_blank(text_of(cell));
  }

  /// The first byte of U+00A0 or U+3000 in one of our encodings.
  static bool may_begin_space(unsigned char first) {
    return first == 0xC2 || first == 0xE3 || first == 0x81 || first == 0xA1 || first == 0xA0;
  }

  std::string_view raw_of(const RowCell& cell) const { return bytes_.substr(cell.raw.begin, cell.raw.size); }

  std::string text_of(const RowCell& cell) const {
    std::string text;
    const auto raw = raw_of(cell);
    append_as_utf8(head_.encoding, cell.raw.shape == CellShape::escaped ? std::string_view(unescape(raw)) : raw, text);
    return text;
  }

  void fill_cell(const ColumnUse& use, std::size_t row) {
    const auto& cell = cells_[use.column];
    if (use.plain && cell.raw.shape != CellShape::escaped && cell.kind == ContentKind::typed &&
        write_plain(filled_.batch, use, row, raw_of(cell), chunks_are_utf8(head_.encoding))) {
      return;
    }
    column_ = use.column;
    const auto text = text_of(cell);
    writer().write(use, row, {text, cell.kind});
  }

  void fill_constant(const ConstantUse& constant) {
    column_ = head_.columns.size();
    if (constant.null) return filled_.batch.set_null(constant.use.field, row_);
    writer().write(constant.use, row_, {constant.text, ContentKind::typed});
  }

  CellWriter writer() {
    return {filled_.batch, head_.date_1904, filled_.entries[row_].problems, [this] { return where(); }};
  }

  std::string header(std::size_t column) const {
    return column < head_.columns.size() ? head_.columns[column].header : std::to_string(column + 1);
  }

  std::size_t column_at(std::size_t offset) const {
    std::size_t column = 0;
    while (column + 1 < cells_.size() && cells_[column + 1].raw.begin <= offset) ++column;
    return column;
  }

  /// Of the cell being read.
  Where where() const {
    auto place = where_of_row();
    if (column_ >= cells_.size()) return place;
    if (head_.sheet) {
      place.cell = cell_name(static_cast<int>(line_), static_cast<int>(column_) + 1);
    } else {
      place.byte = byte_at(cells_[column_].raw.begin);
    }
    return place;
  }

  Where where_of_row() const {
    Where place;
    place.file = file_;
    place.line = static_cast<std::int64_t>(line_);
    if (head_.sheet) {
      place.sheet = head_.sheet_name;
    } else {
      place.byte = static_cast<std::int64_t>(byte_);
    }
    return place;
  }

  /// Within the file, of an offset within the row being read.
  std::int64_t byte_at(std::size_t offset) const {
    const auto before = bytes_.substr(row_begin_, offset - row_begin_);
    return static_cast<std::int64_t>(byte_ + (is_utf16(head_.encoding) ? utf16_bytes(before) : before.size()));
  }

  void say(Severity severity, std::string code, Args args) {
    filled_.entries[row_].problems.push_back({severity, std::move(code), where_of_row(), std::move(args)});
  }

  void refuse(std::string code, Args args, std::size_t offset) {
    Problem problem{Severity::error, std::move(code), where_of_row(), std::move(args)};
    if (!head_.sheet) problem.where.byte = byte_at(offset);
    filled_.unreadable.push_back({line_, problem.where.byte, std::move(problem)});
  }

  const TableHead& head_;
  const RowPlan& plan_;
  std::string_view bytes_;
  std::uint64_t byte_;  ///< of the row, in the file
  std::uint64_t line_;
  const std::string& file_;
  Filled& filled_;

  bool sound_ = true;  ///< every byte of the chunk is part of a character, and none is NUL
  std::vector<RowCell> cells_;
  std::size_t row_begin_ = 0;
  std::size_t row_end_ = 0;
  std::size_t cells_filled_ = 0;  ///< up to the last that is not blank
  std::size_t row_ = 0;           ///< in the batch
  std::size_t column_ = 0;        ///< being read
};

}  // namespace

struct RowFiller::Impl {
  const forms::Form& form;
  std::vector<bool> wanted;
};

RowFiller::RowFiller(const forms::Form& form, const std::vector<bool>& wanted)
    : impl_(std::make_unique<Impl>(Impl{form, wanted})) {}
RowFiller::~RowFiller() = default;

void RowFiller::fill(const TableHead& head, std::string_view bytes, std::uint64_t first_byte, std::uint64_t first_row,
                     const std::string& file, Filled& filled) {
  const auto plan = plan_row(head, impl_->form, impl_->wanted);
  ChunkFiller(head, plan, bytes, first_byte, first_row, file, filled).fill();
}

}  // namespace saitaku::intake

#include "engine/report/detail/workbook.h"

#include <xlsxwriter.h>

#include <cerrno>
#include <filesystem>

#include "engine/report/detail/cell_text.h"

namespace saitaku::report::detail {
namespace {

constexpr std::size_t kCellUnits = 32'767;  // UTF-16 units that Excel keeps of a cell
constexpr std::uint32_t kCheckedRows = 1024;
constexpr std::time_t kCreated = 946'684'800;  // 2000-01-01: a time of day would change the bytes
// Older readers do not know ZIP64, and some warn of it: only where the parts may pass four gigabytes.
constexpr std::uintmax_t kZip64From = std::uintmax_t{3} << 30;

struct Look {
  bool bold, wrap;
  lxw_color_t fill;
  double size;
};

Look look_of(Cell cell) {
  constexpr lxw_color_t kNoFill = 0;
  switch (cell) {
    case Cell::plain: return {false, false, kNoFill, 0};
    case Cell::wrapped: return {false, true, kNoFill, 0};
    case Cell::heading: return {true, true, 0xE7E6E6, 0};
    case Cell::title: return {true, false, kNoFill, 14};
    case Cell::bad: return {false, false, 0xFFC7CE, 0};
    case Cell::warn: return {false, false, 0xFFEB9C, 0};
    case Cell::open: return {false, false, 0xDDEBF7, 0};
    case Cell::good: return {false, false, 0xC6EFCE, 0};
  }
  return {};
}

}  // namespace

Sheet::Sheet(Workbook& workbook, std::string name, std::vector<SheetColumn> columns, bool headings)
    : workbook_(workbook), name_(std::move(name)), columns_(std::move(columns)), headings_(headings) {
  open();
}

void Sheet::open() {
  row_ = column_ = 0;
  ++part_;
  if (workbook_.failed()) return;
  const auto name = part_ == 1 ? name_ : name_ + " (" + std::to_string(part_) + ")";
  errno = 0;
  sheet_ = workbook_add_worksheet(workbook_.workbook_, name.c_str());
  if (sheet_ == nullptr) {
    workbook_.error_ = errno != 0 ? errno : EIO;
    return;
  }
  workbook_.parts_.push_back(sheet_);
  for (std::size_t i = 0; i < columns_.size(); ++i)
    worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), columns_[i].width, nullptr);
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
  if (!headings_) return;
  worksheet_freeze_panes(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, 0);
  for (const auto& column : columns_) text(column.heading, Cell::heading);
  next_row();
}

void Sheet::finish_part() {
  if (sheet_ == nullptr || !headings_) return;
  worksheet_autofilter(sheet_, 0, 0, row_ == 0 ? 0 : row_ - 1, static_cast<lxw_col_t>(columns_.size() - 1));
}

void Sheet::text(std::string_view text, Cell cell) {
  const auto column = static_cast<lxw_col_t>(column_++);
  if (text.empty() || workbook_.failed()) return;
  const auto kept = cut_to_utf16(cell_text(text), kCellUnits, workbook_.cut_mark_);
  worksheet_write_string(sheet_, row_, column, kept.c_str(), workbook_.format(cell));
}

void Sheet::number(std::uint64_t number, Cell cell) {
  const auto column = static_cast<lxw_col_t>(column_++);
  if (workbook_.failed()) return;
  worksheet_write_number(sheet_, row_, column, static_cast<double>(number), workbook_.format(cell));
}

void Sheet::next_row() {
  column_ = 0;
  ++row_;
  if (row_ % kCheckedRows == 0) workbook_.check(sheet_);
  if (row_ < workbook_.most_rows_) return;
  finish_part();
  open();
}

Workbook::Workbook(std::string title, std::string cut_mark, std::uint32_t most_rows)
    : title_(std::move(title)), cut_mark_(std::move(cut_mark)), most_rows_(most_rows) {
  error_ = file_.error();
  if (failed()) return;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = const_cast<char*>(file_.folder().c_str());  // it is copied
  workbook_ = workbook_new_opt(file_.path().c_str(), &options);
  if (workbook_ == nullptr) {
    error_ = ENOMEM;
    return;
  }
  lxw_doc_properties properties{};
  properties.title = title_.data();
  properties.created = kCreated;
  workbook_set_properties(workbook_, &properties);
}

Workbook::~Workbook() { close(); }

/// libxlsxwriter frees its files and memory by writing the workbook; after a failure nobody looks at it.
void Workbook::close() {
  if (workbook_ == nullptr) return;
  errno = 0;
  const auto result = workbook_close(workbook_);
  workbook_ = nullptr;
  if (result != LXW_NO_ERROR && error_ == 0) error_ = errno != 0 ? errno : EIO;
}

Sheet& Workbook::add(std::string name, std::vector<SheetColumn> columns, bool headings) {
  sheets_.push_back(std::unique_ptr<Sheet>(new Sheet(*this, std::move(name), std::move(columns), headings)));
  return *sheets_.back();
}

lxw_format* Workbook::format(Cell cell) {
  auto& format = formats_[cell];
  if (format != nullptr) return format;
  const auto look = look_of(cell);
  format = workbook_add_format(workbook_);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (look.bold) format_set_bold(format);
  if (look.wrap) format_set_text_wrap(format);
  if (look.size > 0) format_set_font_size(format, look.size);
  if (look.fill != 0) format_set_bg_color(format, look.fill);
  return format;
}

/// libxlsxwriter does not look whether its temporary files took what it wrote.
void Workbook::check(const lxw_worksheet* sheet) {
  if (sheet == nullptr || sheet->optimize_tmpfile == nullptr || failed()) return;
  if (std::ferror(sheet->optimize_tmpfile) != 0) error_ = ENOSPC;
}

/// Whether there is room for the copies that closing makes.
bool Workbook::prepare_to_close() {
  std::uintmax_t all = 0, largest = 0;
  for (const auto* part : parts_) {
    errno = 0;
    if (std::fflush(part->optimize_tmpfile) != 0 && !failed()) error_ = errno != 0 ? errno : ENOSPC;
    check(part);
    const auto size = std::ftell(part->optimize_tmpfile);
    if (size > 0) all += static_cast<std::uintmax_t>(size);
    largest = std::max(largest, size > 0 ? static_cast<std::uintmax_t>(size) : 0);
  }
  if (all >= kZip64From) workbook_->options.use_zip64 = LXW_TRUE;
  std::error_code error;
  const auto room = std::filesystem::space(file_.folder(), error);
  if (!error && !failed() && room.available < largest + all / 4) error_ = ENOSPC;
  return !failed();
}

void Workbook::finish(ByteSink& out) {
  if (workbook_ == nullptr) return;
  for (const auto& sheet : sheets_) sheet->finish_part();
  if (!prepare_to_close()) return;
  close();
  if (failed()) return;
  file_.copy_to(out);
  if (error_ == 0) error_ = file_.error();
}

Problems Workbook::problems() const {
  if (!failed()) return {};
  return {no_room(file_.folder(), error_)};
}

}  // namespace saitaku::report::detail

#include "engine/intake/tables/detail/sheet_rows.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/intake/detail/shared_strings.h"
#include "engine/intake/detail/xml.h"
#include "engine/intake/tables/detail/sheet_bytes.h"

namespace saitaku::intake::detail {
namespace {

constexpr int kLastColumn = 16'384;
constexpr std::int64_t kLastRow = 1'048'576;

class RowHandler : public XmlHandler {
 public:
  explicit RowHandler(const std::vector<std::string>& shared) : shared_(shared) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (in_inline_) {
      inline_.start(name, attributes);
    } else if (in_cell_) {
      start_inside(name);
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "row") {
      start_row(attributes);
    }
  }

  void end(std::string_view name) override {
    if (in_inline_) {
      if (name == "is") {
        in_inline_ = false;
      } else {
        inline_.end(name);
      }
    } else if (name == "v" || name == "f") {
      in_value_ = false;
    } else if (in_cell_ && name == "c") {
      end_cell();
    } else if (name == "row") {
      end_row();
    }
  }

  void text(std::string_view piece) override {
    if (in_inline_) {
      inline_.text(piece);
    } else if (in_value_) {
      value_ += piece;
    }
  }

  std::string rows;

 private:
  struct Cell {
    std::size_t begin = 0;  ///< into texts_; its kind is the first byte
    std::size_t size = 0;
  };

  void start_row(const XmlAttributes& attributes) {
    const auto number = parse_int(attributes.find("r").value_or(""));
    row_ = number && *number >= 1 && *number <= kLastRow ? *number : row_ + 1;
    column_ = 0;
    cells_.clear();
    texts_.clear();
  }

  void start_cell(const XmlAttributes& attributes) {
    in_cell_ = true;
    ++column_;
    if (const auto place = cell_reference(attributes.find("r").value_or(""))) column_ = place->second;
    type_ = attributes.find("t").value_or("n");
    value_.clear();
    inline_.clear();
    has_formula_ = has_value_ = has_inline_ = false;
  }

  void start_inside(std::string_view name) {
    if (name == "v") {
      in_value_ = has_value_ = true;
    } else if (name == "f") {
      has_formula_ = true;
    } else if (name == "is") {
      in_inline_ = has_inline_ = true;
    }
  }

  void end_cell() {
    in_cell_ = in_value_ = false;
    if (column_ > kLastColumn) return;
    if (has_inline_ || type_ == "inlineStr") return add(ContentKind::text, inline_.value());
    const bool stored = has_value_ && (type_ == "str" || !value_.empty());
    if (!stored) {
      if (has_formula_) add(ContentKind::no_result, "-");
      return;
    }
    if (type_ == "s") {
      const auto index = parse_int(value_);
      const bool known = index && *index >= 0 && static_cast<std::size_t>(*index) < shared_.size();
      return add(ContentKind::text, known ? shared_[static_cast<std::size_t>(*index)] : "");
    }
    if (type_ == "b") return add(ContentKind::boolean, value_ == "1" || value_ == "true" ? "TRUE" : "FALSE");
    if (type_ == "e") return add(ContentKind::error, value_);
    if (type_ == "n") {
      const auto number = trimmed(value_);
      return add(parse_double(number) ? ContentKind::number : ContentKind::text, number);
    }
    add(ContentKind::text, decode_escapes(value_));
  }

  void add(ContentKind kind, std::string_view text) {
    if (text.empty()) return;
    const auto at = static_cast<std::size_t>(column_) - 1;
    if (cells_.size() <= at) cells_.resize(at + 1);
    const auto begin = texts_.size();
    texts_ += static_cast<char>(kind);
    for (const char c : text) {
      if (c == kCellMark || c == kRowMark) {
        texts_ += "\xEF\xBF\xBD";
      } else {
        texts_ += c;
      }
    }
    cells_[at] = {begin, texts_.size() - begin};
  }

  void end_row() {
    if (cells_.empty()) return;
    rows += std::to_string(row_);
    for (const auto& cell : cells_) {
      rows += kCellMark;
      rows.append(texts_, cell.begin, cell.size);
    }
    rows += kRowMark;
    cells_.clear();
  }

  const std::vector<std::string>& shared_;
  std::int64_t row_ = 0;
  int column_ = 0;
  std::vector<Cell> cells_;  ///< of the row, by column
  std::string texts_;
  std::string type_;
  std::string value_;
  StringItem inline_;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_inline_ = false;
  bool has_formula_ = false;
  bool has_value_ = false;
  bool has_inline_ = false;
};

}  // namespace

struct SheetRows::Impl {
  Impl(ZipStream source_stream, const std::string& part, const std::string& file,
       const std::vector<std::string>& shared)
      : source(std::move(source_stream)), handler(shared), xml(part, file, WorkbookLimits{}.xml_depth, handler) {}
  ZipStream source;
  RowHandler handler;
  XmlStream xml;
  std::string piece;
  bool ended = false;
};

SheetRows::SheetRows(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SheetRows::SheetRows(SheetRows&&) noexcept = default;
SheetRows& SheetRows::operator=(SheetRows&&) noexcept = default;
SheetRows::~SheetRows() = default;

Result<SheetRows> SheetRows::open(Zip& zip, const std::string& part, const std::string& file,
                                  const std::vector<std::string>& shared) {
  auto source = zip.stream(part);
  if (!source) return source.problems();
  return SheetRows(std::make_unique<Impl>(std::move(*source), part, file, shared));
}

Result<bool> SheetRows::read(std::string& rows) {
  const auto before = rows.size();
  while (rows.size() == before) {
    if (impl_->ended) return false;
    impl_->piece.clear();
    auto more = impl_->source.read(impl_->piece);
    if (!more) return more.problems();
    impl_->ended = !*more;
    if (auto problem = impl_->xml.feed(impl_->piece, impl_->ended)) return *problem;
    rows += impl_->handler.rows;
    impl_->handler.rows.clear();
  }
  return true;
}

}  // namespace saitaku::intake::detail

// CSV and TSV, cut into chunks of whole rows.
#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/text.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/tables/detail/encodings.h"
#include "engine/intake/tables/detail/headers.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/tables/detail/records.h"

namespace saitaku::intake::detail {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10;
constexpr std::size_t kMostReserved = std::size_t{64} << 20;
/// Rows whose quote is never closed before the rest is given up: each costs a look at all that follows.
constexpr std::size_t kMostBroken = 20;

class TextTable : public TableReader {
 public:
  explicit TextTable(const OpenTable& options)
      : options_(options), chunk_bytes_(std::max<std::size_t>(1, options.chunk_bytes)) {
    if (options.columns != nullptr) head_->map = std::make_shared<const ColumnMap>(*options.columns);
  }

  /// Finds out how the table is written and reads up to the first row below its headers.
  Problems start(const OpenBytes& open) {
    if (auto problems = find_encoding(open); has_errors(problems)) return problems;
    auto source = open();
    if (!source) return source.problems();
    source_ = std::move(*source);
    if (auto problems = skip_mark(); has_errors(problems)) return problems;
    if (is_utf16(head_->encoding)) {
      source_ = std::make_unique<Leading>(std::move(buffer_), std::move(source_));
      buffer_.clear();
      ended_ = false;
      source_ = from_utf16(std::move(source_), head_->encoding);
    }
    return find_headers();
  }

  const std::shared_ptr<const TableHead>& head() const override { return shared_head_; }

  Result<bool> next(TableChunk& chunk) override {
    std::size_t end = 0;  // of the whole rows found so far
    lines_ = 0;
    rows_ = 0;
    bool broken = false;    // the row after them has no end
    bool too_long = false;  // or none within the limit
    while (end < chunk_bytes_ && rows_ < kMostRows && !broken) {
      if (end < buffer_.size()) {
        const auto found = scan(end);
        end = found.end;
        if (found.complete) continue;
        too_long = found.too_long;
        broken = too_long || ended_;
      }
      if (broken) break;
      auto more = read_more(buffer_.size() - end);
      if (!more) return more.problems();
      if (!*more && end == buffer_.size()) break;
    }
    if (end == 0 && broken) {
      if (too_long && !rows_follow()) return row_too_long();
      // Its first line goes alone, so that whoever reads it sees the open quote too; then it goes on below.
      end = line_end();
      lines_ = 1;
      if (end > options_.longest_row) return row_too_long();
      if (++broken_ > kMostBroken) return too_many_broken();
    }
    take(chunk, end, lines_);
    chunk.begins = std::exchange(first_, false);
    return end > 0 || chunk.begins;
  }

 private:
  /// Bytes that were read already, before those of the source.
  class Leading : public ByteSource {
   public:
    Leading(std::string bytes, std::unique_ptr<ByteSource> rest) : bytes_(std::move(bytes)), rest_(std::move(rest)) {}
    Result<bool> read(std::string& bytes, std::size_t most) override {
      if (bytes_.empty()) return rest_->read(bytes, most);
      bytes += bytes_;
      bytes_.clear();
      return true;
    }

   private:
    std::string bytes_;
    std::unique_ptr<ByteSource> rest_;
  };

  struct Scanned {
    std::size_t end = 0;    ///< of the last whole row
    bool complete = false;  ///< no other begins within the buffer, or the chunk is full
    bool too_long = false;
  };

  /// `open`: bytes of a row that has no end yet. It is scanned again from its beginning, so each time there is twice as
  /// much of it.
  Result<bool> read_more(std::size_t open) {
    if (ended_) return false;
    const auto wanted = std::clamp(open, kBlock, std::size_t{16} << 20);
    const auto before = buffer_.size();
    while (buffer_.size() < before + wanted) {
      auto more = source_->read(buffer_, kBlock);
      if (!more) return more.problems();
      ended_ = !*more;
      if (ended_) break;
    }
    return buffer_.size() > before;
  }

  /// Whole rows from `begin`, as many as a chunk takes.
  Scanned scan(std::size_t begin) {
    const std::string_view bytes = buffer_;
    Structure structure(bytes, head_->delimiter, begin);
    Scanned found{.end = begin};
    while (found.end < bytes.size() && found.end < chunk_bytes_ && rows_ < kMostRows) {
      const auto record = read_record(bytes, found.end, structure, [](const RawCell&) {});
      found.too_long = record.end - record.begin > options_.longest_row;
      // At the end of what has been read, a row may go on; and a CR may be half a CRLF.
      if (found.too_long || record.unterminated || (record.end == bytes.size() && !ended_)) return found;
      found.end = record.end;
      ++rows_;
      lines_ += record.many_lines ? count_lines(bytes.substr(record.begin, record.end - record.begin)) : 1;
    }
    found.complete = true;
    return found;
  }

  /// Whether what stands below the first line looks like rows: then it is a quote that was never closed, and not the
  /// text of a cell that is far too long.
  bool rows_follow() const {
    constexpr std::size_t kLook = std::size_t{1} << 20;
    constexpr std::size_t kEnough = 100;
    const auto bytes = std::string_view(buffer_).substr(0, kLook);
    std::size_t rows = 0;
    std::size_t whole = 0;
    auto at = std::min(line_end(), bytes.size());
    Structure structure(bytes, head_->delimiter, at);
    while (at < bytes.size() && rows < kEnough) {
      std::size_t cells = 0;
      const auto record = read_record(bytes, at, structure, [&](const RawCell&) { ++cells; });
      at = record.end;
      if (record.unterminated || at == bytes.size()) break;
      ++rows;
      if (cells == head_->columns.size()) ++whole;
    }
    return rows > 0 && whole * 2 >= rows;
  }

  std::size_t line_end() const {
    const auto at = buffer_.find_first_of("\r\n");
    if (at == std::string::npos) return buffer_.size();
    return at + (buffer_.compare(at, 2, "\r\n") == 0 ? 2 : 1);
  }

  Problem at_row(std::string code, Args args) const {
    auto problem = fault(std::move(code), options_.file, std::move(args));
    problem.where.line = static_cast<std::int64_t>(row_);
    problem.where.byte = static_cast<std::int64_t>(byte_);
    return problem;
  }
  Problem row_too_long() const {
    return at_row("table.row-too-long", {{"megabytes", std::to_string(options_.longest_row >> 20)}});
  }
  Problem too_many_broken() const {
    return at_row("table.too-many-open-quotes", {{"limit", std::to_string(kMostBroken)}});
  }

  void take(TableChunk& chunk, std::size_t end, std::uint64_t lines) {
    chunk.first_byte = byte_;
    chunk.first_row = row_;
    chunk.bytes.swap(buffer_);
    if (chunk_bytes_ <= kMostReserved) buffer_.reserve(chunk_bytes_ + kBlock);
    buffer_.assign(chunk.bytes, end);
    chunk.bytes.resize(end);
    byte_ += is_utf16(head_->encoding) ? utf16_bytes(chunk.bytes) : chunk.bytes.size();
    row_ += lines;
  }

  Problems find_encoding(const OpenBytes& open) {
    if (options_.columns != nullptr && options_.columns->encoding) {
      head_->encoding = *options_.columns->encoding;
      return {};
    }
    auto source = open();
    if (!source) return source.problems();
    std::string sample;
    bool whole = false;
    const auto read_to = [&](std::size_t size) -> Problems {
      while (!whole && sample.size() < size) {
        auto more = (*source)->read(sample, kBlock);
        if (!more) return more.problems();
        whole = !*more;
      }
      return {};
    };
    if (auto problems = read_to(kStartBytes); has_errors(problems)) return problems;
    if (sample.find('\0') != std::string::npos) {  // a first line of many headers may be longer than that
      if (auto problems = read_to(kSampleBytes); has_errors(problems)) return problems;
    }
    const auto start = detect_by_start(sample);
    if (start.encoding || start.iso_2022_jp) return take_encoding(start, sample);
    while (!whole && is_ascii(sample)) {  // so far it could be any; what decides comes later
      sample.clear();
      if (auto problems = read_to(1); has_errors(problems)) return problems;
    }
    if (auto problems = read_to(kSampleBytes); has_errors(problems)) return problems;
    return take_encoding(detect_encoding(sample, whole), sample);
  }

  Problems take_encoding(const Detected& detected, std::string_view sample) {
    if (detected.iso_2022_jp) return {fault("encoding.iso-2022-jp", options_.file)};
    if (const auto format = other_format(sample); format && !detected.encoding) {
      return {fault("draft.other-format", options_.file, {{"format", std::string(*format)}})};
    }
    if (!detected.encoding) return {fault("encoding.none", options_.file)};
    head_->encoding = *detected.encoding;
    if (detected.ambiguous) {
      head_->notes.push_back(fault("encoding.ambiguous", options_.file,
                                   {{"encoding", std::string(to_string(*detected.encoding))},
                                    {"other", std::string(entry_of(detected.other).map_name)}},
                                   Severity::warning));
    }
    return {};
  }

  /// A byte order mark is there whether the encoding was found or given.
  Problems skip_mark() {
    while (buffer_.size() < 3 && !ended_) {
      auto more = source_->read(buffer_, kBlock);
      if (!more) return more.problems();
      ended_ = !*more;
    }
    auto mark = entry_of(head_->encoding).mark;
    if (head_->encoding == Encoding::utf8) mark = entry_of(Encoding::utf8_bom).mark;
    if (mark.empty() || !buffer_.starts_with(mark)) return {};
    byte_ = mark.size();
    buffer_.erase(0, mark.size());
    return {};
  }

  Problems find_headers() {
    const auto rows_wanted = std::max<std::size_t>(
        kRowsToHeader, options_.columns != nullptr ? static_cast<std::size_t>(options_.columns->header_row) : 0);
    const Headers headers(options_.form, head_->map.get());
    std::string delimiters(std::begin(kDelimiters), std::end(kDelimiters));
    if (options_.file.ends_with(".tsv") || options_.file.ends_with(".tab")) delimiters = "\t,;";
    if (options_.columns != nullptr && options_.columns->delimiter) delimiters = *options_.columns->delimiter;
    HeaderChoice best;
    std::vector<TableRow> best_rows;
    char delimiter = delimiters.front();
    for (const char candidate : delimiters) {
      head_->delimiter = candidate;
      std::vector<TableRow> rows;
      if (auto problems = first_rows(rows_wanted, rows); has_errors(problems)) return problems;
      const auto choice = choose_header(headers, rows, options_.form != nullptr, options_.columns);
      const bool better = std::tie(choice.understood, choice.filled) > std::tie(best.understood, best.filled);
      if (best_rows.empty() || (choice.row && (!best.row || better))) {
        best = choice;
        best_rows = std::move(rows);
        delimiter = candidate;
      }
    }
    head_->delimiter = delimiter;
    if (best_rows.empty()) return {fault("table.empty", options_.file)};
    if (!best.row) return {no_header(options_.file, best_rows, head_->map.get())};
    return finish_head(headers, best_rows[*best.row]);
  }

  /// The first rows that hold something, as text. Reads on until they are whole.
  Problems first_rows(std::size_t most, std::vector<TableRow>& rows) {
    for (;;) {
      rows.clear();
      const bool enough = collect_rows(most, rows);
      if (enough || ended_ || buffer_.size() > options_.longest_row) return {};
      auto more = read_more(buffer_.size());
      if (!more) return more.problems();
    }
  }

  bool collect_rows(std::size_t most, std::vector<TableRow>& rows) const {
    const std::string_view bytes = buffer_;
    Structure structure(bytes, head_->delimiter);
    std::uint64_t line = 1;
    for (std::size_t at = 0; at < bytes.size() && line <= most;) {
      TableRow row{.line = line};
      const auto record = read_record(bytes, at, structure, [&](const RawCell& cell) {
        const auto raw = bytes.substr(cell.begin, cell.size);
        row.cells.emplace_back();
        append_as_utf8(head_->encoding, cell.shape == CellShape::escaped ? unescape(raw) : raw, row.cells.back());
      });
      if (record.unterminated || (record.end == bytes.size() && !ended_)) return false;
      row.end = at = record.end;
      line += std::max<std::uint64_t>(1, count_lines(bytes.substr(record.begin, record.end - record.begin)));
      const bool blank =
          std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return is_blank(cell); });
      if (!blank) rows.push_back(std::move(row));
    }
    return line > most || ended_;
  }

  Problems finish_head(const Headers& headers, const TableRow& row) {
    head_->header_row = row.line;
    head_->columns = understand_headers(headers, row.cells, options_.file, static_cast<std::int64_t>(row.line),
                                        head_->map.get(), head_->notes);
    if (auto problems = find_units(options_.file, options_.form, *head_); has_errors(problems)) return problems;
    note_reading(options_.file, *head_);
    TableChunk skipped;
    take(skipped, row.end, count_lines(std::string_view(buffer_).substr(0, row.end)));
    shared_head_ = head_;
    return {};
  }

  OpenTable options_;
  std::size_t chunk_bytes_;
  std::shared_ptr<TableHead> head_ = std::make_shared<TableHead>();
  std::shared_ptr<const TableHead> shared_head_;
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;  ///< what has been read and not been given out
  bool ended_ = false;
  std::uint64_t byte_ = 0;   ///< of the buffer's first byte, in the file
  std::uint64_t row_ = 1;    ///< and its line
  std::uint64_t lines_ = 0;  ///< of the rows found for the next chunk
  std::size_t rows_ = 0;     ///< and how many
  std::size_t broken_ = 0;
  bool first_ = true;  ///< no chunk has been given out
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_text_table(const OpenBytes& open, const OpenTable& options) {
  auto table = std::make_unique<TextTable>(options);
  if (auto problems = table->start(open); has_errors(problems)) return problems;
  return std::unique_ptr<TableReader>(std::move(table));
}

}  // namespace saitaku::intake::detail

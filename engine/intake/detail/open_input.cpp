#include "engine/intake/detail/open_input.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/json_records.h"
#include "engine/intake/detail/open_table.h"
#include "engine/intake/detail/record_cutter.h"
#include "engine/intake/tables/detail/encodings.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kWindow = std::size_t{1} << 20;  // that an encoding and the layout of lines are guessed from
constexpr std::size_t kMostDocument = JsonLimits{}.bytes;
constexpr std::size_t kMostWorkbook = std::size_t{64} << 20;
constexpr std::string_view kSpace = " \t\r\n";

/// One piece that is known from the beginning.
class OnePiece : public PieceReader {
 public:
  explicit OnePiece(Unit piece) : piece_(std::move(piece)) {}
  bool next(Unit& unit) override {
    if (given_) return false;
    given_ = true;
    unit = std::move(piece_);
    return true;
  }

 private:
  Unit piece_;
  bool given_ = false;
};

std::unique_ptr<PieceReader> whole(UnitKind kind, std::string bytes) {
  Unit unit;
  unit.kind = kind;
  unit.bytes = std::move(bytes);
  return std::make_unique<OnePiece>(std::move(unit));
}

std::unique_ptr<PieceReader> unreadable(Problem problem) {
  Unit unit;
  unit.unreadable = std::move(problem);
  return std::make_unique<OnePiece>(std::move(unit));
}

class Records : public PieceReader {
 public:
  Records(std::unique_ptr<RecordCutter> cutter, UnitKind kind) : cutter_(std::move(cutter)), kind_(kind) {}
  bool next(Unit& unit) override {
    unit.kind = kind_;
    return cutter_->next(unit);
  }

 private:
  std::unique_ptr<RecordCutter> cutter_;
  UnitKind kind_;
};

bool ends_in(std::string_view path, std::initializer_list<std::string_view> endings) {
  std::string lower(path.substr(path.size() - std::min<std::size_t>(path.size(), 16)));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower.ends_with(".gz")) lower.resize(lower.size() - 3);
  return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return lower.ends_with(ending); });
}

class Opener {
 public:
  Opener(const Input& input, const UnitOptions& options) : input_(input), options_(options) {
    opened_.name = display_name(input.path);
  }

  std::unique_ptr<PieceReader> open() {
    auto source = ByteSource::open(input_.path);
    if (!source) return unreadable(source.problems().front());
    opened_.source = std::move(*source);
    read_to(std::size_t{64} << 10);
    if (head().empty() && opened_.source->fault()) return unreadable(*opened_.source->fault());
    if (head().empty() && !is_json_name()) return say("table.empty-file");
    if (looks_like_workbook(head())) return workbook();
    if (const auto format = other_format(head())) {
      return say("draft.other-format", {{"format", std::string(*format)}});
    }
    if (ends_in(input_.path, {".xlsx", ".xlsm"})) return workbook();
    if (const auto encoded = utf16()) return encoded->json ? say_encoding("UTF-16") : table();
    if (head().starts_with(kByteOrderMark)) begin_at(kByteOrderMark.size());
    return text();
  }

 private:
  std::string_view head() const { return opened_.head; }
  bool is_json_name() const { return input_.path == "-" || ends_in(input_.path, {".json", ".ndjson", ".jsonl"}); }

  void read_to(std::size_t size) {
    if (opened_.head.size() < size) opened_.source->append(opened_.head, size - opened_.head.size());
  }

  void begin_at(std::size_t offset) {
    const auto passed = head().substr(0, offset);
    opened_.first_byte += offset;
    opened_.first_line += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    opened_.head.erase(0, offset);
  }

  std::unique_ptr<PieceReader> say(std::string code, Args args = {}) const {
    return unreadable(detail::fault(std::move(code), opened_.name, std::move(args)));
  }
  std::unique_ptr<PieceReader> say_encoding(std::string_view encoding) const {
    return say("draft.encoding", {{"encoding", std::string(encoding)}});
  }

  std::unique_ptr<PieceReader> workbook() {
    if (opened_.source->is_packed()) return say("draft.other-format", {{"format", "gzip"}});
    read_to(kMostWorkbook + 1);
    if (opened_.source->fault()) return unreadable(*opened_.source->fault());
    if (input_.path != "-" && !is_official_workbook(head(), opened_.name, options_)) {
      if (auto table = open_table(input_, options_, true)) return table;
    }
    return whole(UnitKind::workbook, std::move(opened_.head));
  }

  struct Utf16 {
    bool json;
  };
  /// JSON in UTF-16 is told apart from a table by its first character: an ASCII one, so that 学 (5B 66) is no bracket.
  std::optional<Utf16> utf16() const {
    const auto bytes = head();
    const bool mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    const bool ascii_first = bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
    if (!mark && !ascii_first && !detail::is_unmarked_utf16(bytes)) return std::nullopt;
    for (std::size_t at = mark ? 2 : 0; at + 2 <= bytes.size(); at += 2) {
      if (bytes[at] != '\0' && bytes[at + 1] != '\0') break;
      const char c = bytes[at] == '\0' ? bytes[at + 1] : bytes[at];
      if (kSpace.find(c) == std::string_view::npos) return Utf16{c == '{' || c == '['};
    }
    return Utf16{false};
  }

  std::unique_ptr<PieceReader> text() {
    auto begin = head().find_first_not_of(kSpace);
    while (begin == std::string_view::npos && !opened_.source->at_end() && head().size() <= options_.longest_record) {
      read_to(head().size() + kWindow);
      begin = head().find_first_not_of(kSpace);
    }
    if (begin == std::string_view::npos) {
      if (opened_.source->fault()) return unreadable(*opened_.source->fault());
      if (!opened_.source->at_end() && !is_json_name()) {
        return say("table.row-too-long", {{"megabytes", std::to_string(options_.longest_record >> 20)}});
      }
      return say(is_json_name() ? "json.empty" : "table.empty");
    }
    const bool lines = ends_in(input_.path, {".ndjson", ".jsonl"});
    const char first = head()[begin];
    if (first != '{' && first != '[' && !lines && !ends_in(input_.path, {".json"})) return table();
    read_to(kWindow);
    // A character may be cut in two at the end of the window.
    auto seen = head();
    while (!opened_.source->at_end() && !seen.empty() && static_cast<unsigned char>(seen.back()) >= 0x80) {
      seen.remove_suffix(1);
    }
    if (const auto encoding = foreign_encoding(seen)) return say_encoding(*encoding);
    if (lines || (first == '{' && is_one_a_line())) return records(UnitKind::lines);
    if (first != '[') return document();
    begin_at(begin + 1);
    return records(UnitKind::items);
  }

  std::unique_ptr<PieceReader> records(UnitKind kind) {
    if (kind == UnitKind::lines) {
      return std::make_unique<Records>(std::make_unique<LineCutter>(std::move(opened_), options_), kind);
    }
    return std::make_unique<Records>(std::make_unique<ItemCutter>(std::move(opened_), options_), kind);
  }

  /// Whether every line is a document of its own: the first is whole and more follow; or, where the first is broken,
  /// all lines of the window begin as objects and one is whole, which no line of a single document can be.
  bool is_one_a_line() {
    std::size_t end = 0;
    while (first_line_end(end) && !opened_.source->at_end() && head().size() <= options_.longest_record) {
      read_to(head().size() + kWindow);
    }
    std::size_t lines = 0;
    bool first_whole = false;
    bool some_whole = false;
    bool all_objects = true;
    for_each_line(head(), [&](const Line& line) {
      ++lines;
      const bool cut = !opened_.source->at_end() && line.byte + line.text.size() == head().size();
      if (!all_objects || (first_whole && lines > 1) || (cut && lines > 1)) return;
      const bool is_whole = is_whole_value(line.content);
      if (lines == 1) first_whole = is_whole;
      some_whole = some_whole || is_whole;
      all_objects = line.content.front() == '{';
    });
    // Behind a whole one there may be more blank space than is read ahead.
    if (lines == 1) return first_whole && !opened_.source->at_end();
    return first_whole || (all_objects && some_whole);
  }

  /// Whether more has to be read to see the first line's end and the beginning of another.
  bool first_line_end(std::size_t& from) const {
    const auto begin = std::min(head().find_first_not_of(kSpace), head().size());
    const auto end = head().find('\n', std::max(from, begin));
    from = end == std::string_view::npos ? head().size() : end;
    return end == std::string_view::npos || head().find_first_not_of(kSpace, end) == std::string_view::npos;
  }

  std::unique_ptr<PieceReader> document() {
    read_to(kMostDocument + 1);
    if (opened_.source->fault()) return unreadable(*opened_.source->fault());
    Unit unit;
    unit.kind = UnitKind::document;
    unit.first_byte = opened_.first_byte;
    unit.bytes = std::move(opened_.head);
    return std::make_unique<OnePiece>(std::move(unit));
  }

  std::unique_ptr<PieceReader> table() {
    if (input_.path == "-") return say("audit-input.stdin-table");
    return open_table(input_, options_, false);
  }

  const Input& input_;
  const UnitOptions& options_;
  OpenedSource opened_;
};

}  // namespace

std::string display_name(const std::string& path) { return path == "-" ? "<stdin>" : path; }

std::unique_ptr<PieceReader> open_input(const Input& input, const UnitOptions& options) {
  if (input.folder) return whole(UnitKind::folder, "");
  return Opener(input, options).open();
}

}  // namespace saitaku::intake

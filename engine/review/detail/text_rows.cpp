#include "engine/review/detail/text_rows.h"

#include <memory>

#include "engine/base/expect.h"
#include "engine/base/text.h"
#include "engine/forms/form.h"
#include "engine/intake/table.h"
#include "engine/intake/units.h"

namespace saitaku::review::detail {
namespace {

constexpr std::size_t kChunk = std::size_t{4} << 20;
constexpr std::size_t kLongestRow = std::size_t{1} << 20;

std::string path_of(std::size_t column) { return "c" + std::to_string(column); }

/// A form with a text for every column: so that tables are read by the one reader there is.
std::shared_ptr<const forms::Form> form_of(const std::vector<std::string>& headers) {
  JsonValue root = JsonValue::object();
  root.at("schema") = JsonValue::of(std::string_view("saitaku.form/1"));
  root.at("id") = JsonValue::of(std::string_view("table"));
  root.at("title") = JsonValue::of(std::string_view("table"));
  JsonValue& fields = root.at("fields");
  fields = JsonValue::object();
  for (std::size_t i = 0; i < headers.size(); ++i) {
    JsonValue& field = fields.at(path_of(i));
    field.at("type") = JsonValue::of("string");
    field.at("label") = JsonValue::of(headers[i].empty() ? path_of(i) : headers[i]);
  }
  auto document = parse_json({"table", write_json(root)});
  auto form = forms::form_from_json(*document);
  SAITAKU_EXPECT(form, "a form of texts is a form");
  return std::move(*form);
}

intake::ColumnMap map_of(const intake::TableHead& head, const std::vector<std::string>& headers) {
  intake::ColumnMap map;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!headers[i].empty()) map.columns.push_back({.path = path_of(i), .headers = {headers[i]}});
  }
  map.encoding = head.encoding;
  if (!head.sheet) map.delimiter = head.delimiter;
  map.sheet = head.sheet_name;
  map.header_row = static_cast<int>(head.header_row);
  return map;
}

class Rows {
 public:
  Rows(std::string path, std::shared_ptr<const forms::Form> form, std::size_t columns, const TextRows& to)
      : path_(std::move(path)),
        form_(std::move(form)),
        wanted_(form_->fields().size(), true),
        filled_(form_, wanted_),
        filler_(*form_, wanted_),
        to_(to) {
    for (std::size_t i = 0; i < columns; ++i) fields_.push_back(*form_->find(path_of(i)));
    cells_.resize(columns);
  }

  void take(const intake::TableHead& head, const intake::TableChunk& chunk) {
    filled_.clear();
    filler_.fill(head, chunk.bytes, chunk.first_byte, chunk.first_row, path_, filled_);
    for (const auto& broken : filled_.unreadable) tell(broken.problem, broken.line);
    for (std::size_t i = 0; i < filled_.batch.applications(); ++i) {
      const intake::Entry& entry = filled_.entries[i];
      for (const Problem& problem : entry.problems) tell(problem, entry.line);
      for (std::size_t column = 0; column < cells_.size(); ++column) {
        const bool there = filled_.batch.state(fields_[column], i) == forms::CellState::value;
        cells_[column] = there ? trimmed(filled_.batch.text(fields_[column], i)) : std::string_view();
      }
      to_.row({entry.line, cells_});
    }
  }

 private:
  void tell(Problem problem, std::uint64_t line) {
    if (problem.where.file.empty()) problem.where.file = path_;
    if (problem.where.line == 0) problem.where.line = static_cast<std::int64_t>(line);
    to_.fault(std::move(problem));
  }

  std::string path_;
  std::shared_ptr<const forms::Form> form_;
  std::vector<bool> wanted_;
  intake::Filled filled_;
  intake::RowFiller filler_;
  const TextRows& to_;
  std::vector<forms::FieldId> fields_;
  std::vector<std::string_view> cells_;
};

}  // namespace

Problems read_text_rows(const std::string& path, const TextRows& to) {
  auto preview = intake::preview_table(path, nullptr, nullptr);
  if (!preview) return preview.problems();
  std::vector<std::string> headers;
  for (const auto& column : preview->head->columns) headers.emplace_back(trimmed(column.header));
  if (!to.begin(headers, preview->head->header_row)) return {};
  const auto form = form_of(headers);
  const auto map = map_of(*preview->head, headers);
  auto reader = intake::TableReader::open(path, *form, &map, kChunk, kLongestRow);
  if (!reader) return reader.problems();
  Rows rows(path, form, headers.size(), to);
  intake::TableChunk chunk;
  for (;;) {
    auto more = (*reader)->next(chunk);
    if (!more) return more.problems();
    if (!*more) return {};
    rows.take(*(*reader)->head(), chunk);
  }
}

}  // namespace saitaku::review::detail

#include "engine/intake/tables/detail/cell_writer.h"

#include <algorithm>

#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/intake/detail/say.h"
#include "engine/intake/tables/detail/cell_values.h"

namespace saitaku::intake::detail {
namespace {

using forms::FieldKind;

/// The word that the map has for the cell's; nullptr = none.
const std::string* translated(const ColumnRule* rule, std::string_view text) {
  if (rule == nullptr || rule->translate.empty()) return nullptr;
  const auto key = folded(text);
  for (const auto& [word, value] : rule->translate) {
    if (folded(word) == key) return &value;
  }
  return nullptr;
}

/// The values of a list in one cell: by the map's separator, or by what stands there: line ends, else semicolons.
std::vector<std::string> values_in(std::string_view text, const ColumnRule* rule) {
  std::vector<std::string> separators;
  if (rule != nullptr && !rule->separator.empty()) {
    separators = {rule->separator};
  } else if (text.find_first_of("\r\n") != std::string_view::npos) {
    separators = {"\n", "\r"};
  } else {
    separators = {";", "；"};
  }
  std::vector<std::string> values;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t size = at == text.size() ? 1 : 0;
    for (const auto& separator : separators) {
      if (size == 0 && text.substr(at).starts_with(separator)) size = separator.size();
    }
    if (size == 0) {
      ++at;
      continue;
    }
    const auto value = trimmed(text.substr(begin, at - begin));
    if (!value.empty()) values.emplace_back(value);
    at += size;
    begin = at;
  }
  return values;
}

/// Ends of lines count as one character, as in Excel, whatever program wrote them.
std::string with_line_feeds(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      result += text[at];
    } else if (text.substr(at + 1, 1) != "\n") {
      result += '\n';
    }
  }
  return result;
}

std::string decimal_text(std::string_view number) {
  const auto whole = whole_number(number);
  return whole.fault == NumberFault::none ? std::to_string(whole.value) : std::string(number);
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void CellWriter::write(const ColumnUse& use, std::size_t row, CellContent content) {
  const Cell cell{use, *use.declared, use.field, row, content};
  if (content.kind == ContentKind::error) return refuse(cell, "table.error-value");
  if (content.kind == ContentKind::no_result) return refuse(cell, "table.no-stored-result");
  const auto* word = translated(use.head == nullptr ? nullptr : use.head->rule, content.text);
  if (word != nullptr) content = {*word, ContentKind::typed};
  // White space is an answer of a text field, as in documents: rules ask blank(x), or count it.
  const bool text = use.declared->kind == FieldKind::string && !content.text.empty();
  if (is_blank(content.text) && !text) {
    if (use.whole_list) {
      batch_.begin_list(use.field, row);
    } else {
      batch_.set_null(use.field, row);
    }
    return;
  }
  if (use.whole_list) return write_list(use, row, content.text);
  write_value({use, *use.declared, use.field, row, content});
}

void CellWriter::write_list(const ColumnUse& use, std::size_t row, std::string_view text) {
  const auto& form = batch_.form();
  const auto child = use.declared->children.front();
  const auto* rule = use.head == nullptr ? nullptr : use.head->rule;
  batch_.begin_list(use.field, row);
  for (const auto& value : values_in(text, rule)) {
    const auto* word = translated(rule, value);
    const auto item = batch_.append_item(use.field, row);
    write_value({use, form.fields()[child], child, item, {word == nullptr ? value : *word, ContentKind::typed}});
  }
}

void CellWriter::write_value(const Cell& cell) {
  switch (cell.field.kind) {
    case FieldKind::integer:
    case FieldKind::real: return write_number(cell);
    case FieldKind::string: return write_string(cell);
    case FieldKind::boolean: return write_boolean(cell);
    case FieldKind::date: return write_date(cell);
    case FieldKind::timestamp: return write_timestamp(cell);
    case FieldKind::object:
    case FieldKind::list: return;  // no column is of one
  }
}

void CellWriter::write_number(const Cell& cell) {
  const auto number = cell.content.kind == ContentKind::number
                          ? stored_number(cell.content.text, cell.use.ratio)
                          : written_number(cell.content.text, cell.field, cell.use.ratio);
  if (!number) return refuse(cell, "table.not-a-number");
  std::string shown;
  if (cell.field.kind == FieldKind::real) {
    const auto real = real_of(*number);
    if (!real) return refuse(cell, "table.out-of-range");
    batch_.set_real(cell.id, cell.row, *real);
    shown = shortest(*real);
  } else {
    const auto whole = whole_of(*number);
    if (whole.fault == NumberFault::not_a_number) return refuse(cell, "table.not-a-number");
    if (whole.fault == NumberFault::not_whole) return refuse(cell, "table.not-whole");
    if (whole.fault == NumberFault::out_of_range) return refuse(cell, "table.out-of-range");
    batch_.set_integer(cell.id, cell.row, whole.value);
    shown = with_thousands(whole.value);
  }
  if (number->in_own_unit) say(Severity::advice, "table.own-unit", cell, {{"read", shown}});
}

void CellWriter::write_string(const Cell& cell) {
  if (cell.field.digits > 0) return write_digits(cell);
  const auto text =
      cell.content.kind == ContentKind::number ? decimal_text(cell.content.text) : with_line_feeds(cell.content.text);
  set_text(cell, text);
}

/// Texts are judged as they are written, as those of documents are: a call may ask for half-width digits. What a
/// spreadsheet did to them is said.
void CellWriter::write_digits(const Cell& cell) {
  const auto wanted = static_cast<std::size_t>(cell.field.digits);
  if (cell.content.kind == ContentKind::number) {
    auto text = decimal_text(cell.content.text);
    if (text.size() < wanted && all_digits(text)) {
      const auto number = text;
      text.insert(0, wanted - text.size(), '0');
      say(Severity::advice, "table.leading-zeros", cell, {{"digits", std::to_string(wanted)}, {"read", text}});
    }
    return set_text(cell, text);
  }
  const auto plain = nfkc(cell.content.text);
  const auto text = trimmed(plain);
  if (text.size() < wanted && all_digits(text)) {
    const auto padded = std::string(wanted - text.size(), '0') + std::string(text);
    say(Severity::advice, "table.short-number", cell, {{"digits", std::to_string(wanted)}, {"padded", padded}});
  } else if (text != cell.content.text && all_digits(text)) {
    say(Severity::advice, "table.number-as-written", cell, {{"plain", std::string(text)}});
  }
  set_text(cell, with_line_feeds(cell.content.text));
}

void CellWriter::set_text(const Cell& cell, std::string_view text) {
  if (text.size() > forms::Batch::kMostText - batch_.text_bytes()) return refuse(cell, "field.too-much-text");
  batch_.set_string(cell.id, cell.row, text);
}

void CellWriter::write_boolean(const Cell& cell) {
  const auto text =
      cell.content.kind == ContentKind::number ? decimal_text(cell.content.text) : std::string(cell.content.text);
  const auto value = written_boolean(text);
  if (!value) return refuse(cell, "table.not-a-boolean");
  batch_.set_boolean(cell.id, cell.row, *value);
}

void CellWriter::write_date(const Cell& cell) {
  if (cell.content.kind == ContentKind::number) {
    const auto whole = parse_double(cell.content.text).value_or(-1);
    const auto day = whole >= 0 && whole < 3'000'000 ? static_cast<std::int64_t>(whole) : -1;
    if (const auto date = serial_date(day, date_1904_)) return batch_.set_date(cell.id, cell.row, *date);
  }
  auto date = written_date(cell.content.text);
  if (date) {
    batch_.set_date(cell.id, cell.row, date->date);
    if (date->serial) say(Severity::advice, "table.serial-date", cell, {{"read", to_string(date->date)}});
  } else {
    batch_.set_malformed(cell.id, cell.row);
  }
  Problems problems;
  date.take_problems(problems);
  take(cell, std::move(problems));
}

void CellWriter::write_timestamp(const Cell& cell) {
  if (cell.content.kind == ContentKind::number) {
    const auto serial = parse_double(cell.content.text);
    const auto instant = serial ? serial_instant(*serial, date_1904_) : std::nullopt;
    // A whole number is a day without a time, which decides nothing at a deadline.
    if (instant && *serial != static_cast<double>(static_cast<std::int64_t>(*serial))) {
      return batch_.set_timestamp(cell.id, cell.row, *instant);
    }
  }
  auto instant = parse_instant(trimmed(cell.content.text));
  if (instant) {
    batch_.set_timestamp(cell.id, cell.row, *instant);
  } else {
    batch_.set_malformed(cell.id, cell.row);
  }
  Problems problems;
  instant.take_problems(problems);
  take(cell, std::move(problems));
}

/// What the readers of dates say, with the column and the cell.
void CellWriter::take(const Cell& cell, Problems problems) {
  for (auto& problem : problems) {
    Args args;
    for (const auto language : {Language::ja, Language::en}) {
      const auto* suffix = language == Language::ja ? "@ja" : "@en";
      args.emplace_back(std::string("reason") + suffix, problem.what(language));
      args.emplace_back(std::string("remedy") + suffix, problem.fix(language));
    }
    say(problem.severity, problem.severity == Severity::error ? "table.bad-date" : "table.date-read", cell,
        std::move(args));
  }
}

void CellWriter::refuse(const Cell& cell, std::string code, Args args) {
  batch_.set_malformed(cell.id, cell.row);
  say(Severity::error, std::move(code), cell, std::move(args));
}

void CellWriter::say(Severity severity, std::string code, const Cell& cell, Args args) {
  auto where = where_();
  where.pointer = cell.use.pointer;
  const auto& label = cell.use.declared->label;
  args.emplace_back("field@ja", label.ja.empty() ? cell.use.declared->path : label.ja);
  args.emplace_back("field@en", label.en.empty() ? cell.use.declared->path : label.en);
  args.emplace_back("column", cell.use.head == nullptr ? cell.use.declared->path : cell.use.head->header);
  args.emplace_back("value", short_text(JsonValue::of(cell.content.text)));
  args.emplace_back("unit@ja", cell.field.unit.ja);
  args.emplace_back("unit@en", cell.field.unit.en);
  problems_.push_back({severity, std::move(code), std::move(where), std::move(args)});
}

}  // namespace saitaku::intake::detail

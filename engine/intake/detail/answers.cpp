#include "engine/intake/detail/answers.h"

#include <algorithm>
#include <array>

#include "engine/base/civil.h"
#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"

namespace saitaku::intake::detail {
namespace {

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// A cell's content for a message.
std::string shown(const CellAt& at) {
  if (at.cell == nullptr) return "";
  std::u32string start = to_utf32(printable_utf8(at.cell->text));
  if (start.size() > 40) start = start.substr(0, 40) + U"…";
  return to_utf8(start);
}

/// true, false, or nullopt: neither. Marks as people put them where the form offers a list with "Y".
std::optional<bool> mark_in(std::string_view text) {
  static constexpr std::array<std::string_view, 14> kYes{"y",  "yes", "true", "はい", "該当", "有", "○",
                                                         "〇", "◯",   "✓",    "✔",    "☑",    "■",  "レ"};
  static constexpr std::array<std::string_view, 10> kNo{"n", "no", "false", "いいえ", "無", "×", "☐", "□", "-", "ー"};
  const auto mark = folded(text);
  if (std::find(kYes.begin(), kYes.end(), mark) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), mark) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace

CellAt cell_at(const Sheet& sheet, std::pair<int, int> place, bool through_merged) {
  const auto find = [&](std::pair<int, int> at) {
    const auto found = sheet.cells.find(at);
    return CellAt{&sheet, at.first, at.second, found == sheet.cells.end() ? nullptr : &found->second};
  };
  const auto direct = find(place);
  if (direct.cell != nullptr || !through_merged) return direct;
  for (const auto& [row1, column1, row2, column2] : sheet.merged) {
    if (row1 <= place.first && place.first <= row2 && column1 <= place.second && place.second <= column2) {
      return find({row1, column1});
    }
  }
  return direct;
}

bool is_blank(const CellAt& at) {
  if (at.cell == nullptr) return true;
  if (!at.cell->formula.empty() && !at.cell->has_cached) return false;
  return at.cell->kind == Cell::Kind::blank || (at.cell->kind == Cell::Kind::text && saitaku::is_blank(at.cell->text));
}

Where Answers::where(const CellAt& at) const {
  Where where;
  where.file = file_;
  where.sheet = at.sheet == nullptr ? "" : at.sheet->name;
  where.cell = at.name();
  return where;
}

void Answers::say(Severity severity, std::string code, const CellAt& at, Args args) {
  auto problem = fault(std::move(code), file_, std::move(args), severity);
  problem.where = where(at);
  problems_.push_back(std::move(problem));
}

bool Answers::readable(const CellAt& at) {
  if (at.cell->kind == Cell::Kind::error) {
    say(Severity::warning, "workbook.error-value", at, {{"value", shown(at)}});
    return false;
  }
  if (!at.cell->formula.empty() && !at.cell->has_cached) {
    say(Severity::warning, "workbook.no-stored-result", at);
    return false;
  }
  return true;
}

std::optional<JsonValue> Answers::read(const forms::CellEntry& entry, const CellAt& at) {
  switch (entry.kind) {
    case forms::CellKind::flag: return flag(at);
    case forms::CellKind::number:
    case forms::CellKind::total: return number(at);
    case forms::CellKind::digits: return digits(at, entry.digits);
    case forms::CellKind::pictures: return JsonValue::of(static_cast<std::int64_t>(at.sheet->pictures));
    case forms::CellKind::text: break;
  }
  if (is_blank(at)) return JsonValue{};
  const auto content = text(at);
  if (!content) return std::nullopt;
  return spelled(entry, *content);
}

std::optional<std::string> Answers::text(const CellAt& at) {
  if (at.cell == nullptr) return "";
  if (!readable(at)) return std::nullopt;
  return at.cell->text;
}

JsonValue Answers::spelled(const forms::CellEntry& entry, const std::string& text) const {
  if (entry.values.empty() && entry.translate.empty()) return JsonValue::of(std::string_view(text));
  const auto key = folded(text);
  for (const auto& value : entry.values) {
    if (folded(value) == key) return JsonValue::of(std::string_view(value));
  }
  for (const auto& [label, value] : entry.translate) {
    if (folded(label) == key) return JsonValue::of(std::string_view(value));
  }
  return JsonValue::of(std::string_view(text));
}

std::optional<JsonValue> Answers::number(const CellAt& at) {
  if (is_blank(at)) return JsonValue{};
  if (!readable(at)) return std::nullopt;
  if (const auto found = amount(at)) return found->json();
  return JsonValue::of(std::string_view(at.cell->text));  // the form's type says what is wrong with it
}

std::optional<Amount> Answers::amount(const CellAt& at) {
  if (at.cell == nullptr) return std::nullopt;
  if (at.cell->kind == Cell::Kind::number) return amount_in(*at.cell);
  if (at.cell->kind != Cell::Kind::text) return std::nullopt;
  const auto found = amount_from_text(at.cell->text);
  if (found) say(Severity::advice, "workbook.number-as-text", at, {{"text", shown(at)}, {"number", found->text()}});
  return found;
}

std::optional<JsonValue> Answers::digits(const CellAt& at, int wanted) {
  if (is_blank(at)) return JsonValue{};
  if (!readable(at)) return std::nullopt;
  const auto number = amount_in(*at.cell);
  if (number && number->whole && number->number >= 0) {
    std::string text = std::to_string(number->number);
    const auto length = static_cast<std::size_t>(wanted);
    if (text.size() < length) {
      const std::string padded = std::string(length - text.size(), '0') + text;
      say(Severity::advice, "workbook.leading-zeros", at,
          {{"text", text}, {"digits", std::to_string(wanted)}, {"padded", padded}});
      text = padded;
    }
    return JsonValue::of(std::string_view(text));
  }
  const auto plain = nfkc(at.cell->text);
  const std::string text(trimmed(plain));
  if (text != trimmed(at.cell->text) && !text.empty() && text.find_first_not_of("0123456789") == std::string::npos) {
    say(Severity::advice, "workbook.full-width", at, {{"text", shown(at)}, {"digits", text}});
  }
  return JsonValue::of(std::string_view(text));
}

std::optional<JsonValue> Answers::flag(const CellAt& at) {
  if (is_blank(at)) return JsonValue::of(false);
  if (!readable(at)) return std::nullopt;
  if (at.cell->kind != Cell::Kind::text) return JsonValue::of(at.cell->number != 0);
  if (const auto mark = mark_in(at.cell->text)) return JsonValue::of(*mark);
  return JsonValue::of(std::string_view(at.cell->text));
}

bool Answers::marked(const CellAt& at) {
  const auto answer = flag(at);
  if (!answer || answer->is_boolean()) return answer && answer->boolean;
  say(Severity::advice, "workbook.unusual-mark", at, {{"text", shown(at)}});
  return true;
}

std::optional<JsonValue> Answers::date(const std::vector<CellAt>& cells) {
  if (std::all_of(cells.begin(), cells.end(), [](const CellAt& at) { return is_blank(at); })) return JsonValue{};
  if (cells.size() == 1) return one_cell_date(cells.front());
  std::vector<std::int64_t> parts;
  std::string joined;
  for (const auto& at : cells) {
    if (is_blank(at)) continue;
    if (!readable(at)) return std::nullopt;
    auto content = nfkc(at.cell->text);
    for (const std::string_view unit : {"年", "月", "日"}) {
      if (content.ends_with(unit)) content.resize(content.size() - unit.size());
    }
    const auto number = at.cell->kind == Cell::Kind::number ? amount_in(*at.cell) : amount_from_text(content);
    joined += (joined.empty() ? "" : "-") + content;
    if (number && number->whole) parts.push_back(number->number);
  }
  const bool alone = !is_blank(cells[0]) && is_blank(cells[1]) && is_blank(cells[2]);
  if (alone && parts.size() == 1 && parts[0] > 9999) return serial_date(cells[0], parts[0]);
  if (parts.size() == 3) {
    return JsonValue::of(
        std::string_view(std::to_string(parts[0]) + "-" + two_digits(parts[1]) + "-" + two_digits(parts[2])));
  }
  const bool partly = std::any_of(cells.begin(), cells.end(), [](const CellAt& at) { return is_blank(at); });
  if (!partly) return JsonValue::of(std::string_view(joined));
  say(Severity::warning, "workbook.date-incomplete", cells.front(), {{"parts", joined}});
  return JsonValue{};
}

std::optional<JsonValue> Answers::one_cell_date(const CellAt& at) {
  if (!readable(at)) return std::nullopt;
  const auto number = amount_in(*at.cell);
  if (number && number->whole && number->number > 0 && number->number < 100'000) return serial_date(at, number->number);
  const auto plain = nfkc(at.cell->text);
  const std::string text(trimmed(plain));
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos) {
    return JsonValue::of(std::string_view(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6)));
  }
  return JsonValue::of(std::string_view(text));  // 1985年4月2日, 昭和60年…: read as any date a person writes
}

JsonValue Answers::serial_date(const CellAt& at, std::int64_t serial) {
  // Day 1 is 1900-01-01, but Excel has a 1900-02-29 (day 60) that never was; or day 0 is 1904-01-01.
  const std::int64_t epoch = date_1904_ ? -24107 : serial >= 60 ? -25569 : -25568;
  const auto day = epoch + serial;
  if (serial > 2'958'465) return JsonValue::of(std::string_view(at.cell->text));
  const auto date = to_string(Date{static_cast<std::int32_t>(day)});
  say(Severity::advice, "workbook.date-value", at, {{"date", date}});
  return JsonValue::of(std::string_view(date));
}

}  // namespace saitaku::intake::detail

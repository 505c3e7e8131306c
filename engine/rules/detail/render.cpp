#include "engine/rules/detail/render.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/messages.h"
#include "engine/base/text.h"

namespace saitaku::rules::detail {
namespace {

using expr::Value;

constexpr std::size_t kWidestText = 60;
constexpr std::size_t kEndingWidth = 12;  ///< of a text that is cut

/// ".001", in threes; "" for a whole second. One that is a moment too late must not look as if it were on time.
std::string fraction(std::int32_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string digits = std::to_string(1'000'000'000 + nanoseconds);
  digits.front() = '.';
  while (digits.ends_with("000")) digits.resize(digits.size() - 3);
  return digits;
}

std::string jst(Instant instant) {
  const LocalTime local = local_time(instant, kJstOffsetSeconds);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const int second = local.second_of_day;
  return to_string(local.date) + ' ' + two(second / 3600) + ':' + two(second / 60 % 60) + ':' + two(second % 60) +
         fraction(instant.nanoseconds) + " JST";
}

/// Where the code point before `end` begins.
std::size_t code_point_before(std::string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

/// In the middle: the ending of a file's name tells which it is. Looks at no more than it keeps.
std::string cut(std::string_view text) {
  std::size_t tail = text.size();
  std::size_t tail_width = 0;
  while (tail > 0) {
    const std::size_t begin = code_point_before(text, tail);
    const std::size_t width = display_width(text.substr(begin, tail - begin));
    if (tail_width + width > kEndingWidth) break;
    tail_width += width;
    tail = begin;
  }
  std::size_t head = 0;
  for (std::size_t width = tail_width + 2; head < tail;) {  // the ellipsis is two wide in Japanese
    std::size_t end = head;
    next_code_point(text, end);
    width += display_width(text.substr(head, end - head));
    if (width > kWidestText) break;
    head = end;
  }
  return std::string(text.substr(0, head)) + "…" + std::string(text.substr(tail));
}

}  // namespace

void append_cut(std::string& shown, std::string_view text) {
  // A byte is at most two columns wide: most texts need no measuring.
  if (2 * text.size() <= kWidestText || display_width(text) <= kWidestText) {
    shown += text;
  } else {
    shown += cut(text);
  }
}

const Words& words(Language language) {
  const auto of = [](Language one) {
    return Words{text("rules.value.null", one), text("rules.value.true", one), text("rules.value.false", one)};
  };
  static const Words ja = of(Language::ja);
  static const Words en = of(Language::en);
  return language == Language::ja ? ja : en;
}

bool is_blank_value(const Value& value) {
  return value.kind() == Value::Kind::null || (value.kind() == Value::Kind::string && is_blank(value.as_string()));
}

std::string_view unquote(std::string& before, std::string_view after) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kQuotes = {
      {{"「", "」"}, {"『", "』"}, {"“", "”"}, {"\"", "\""}}};
  for (const auto& [open, close] : kQuotes) {
    if (!before.ends_with(open) || !after.starts_with(close)) continue;
    before.resize(before.size() - open.size());
    return close;
  }
  return {};
}

std::string shown(const Value& value, Language language) {
  const auto shown_text = [](std::string_view text) {
    std::string kept;
    append_cut(kept, text);
    return kept;
  };
  switch (value.kind()) {
    case Value::Kind::null: return words(language).null;
    case Value::Kind::boolean: return value.as_boolean() ? words(language).yes : words(language).no;
    case Value::Kind::integer: return with_thousands(value.as_integer());
    case Value::Kind::unsigned_integer:
      if (value.as_unsigned() <= INT64_MAX) return with_thousands(static_cast<std::int64_t>(value.as_unsigned()));
      return std::to_string(value.as_unsigned());
    case Value::Kind::real: return shortest(value.as_real());
    case Value::Kind::string: return shown_text(value.as_string());
    case Value::Kind::timestamp: return jst(value.as_timestamp());
    case Value::Kind::duration: return to_string(value.as_duration());
    case Value::Kind::date: return to_string(value.as_date());
    case Value::Kind::list: {
      std::vector<std::string> items;
      for (const Value& item : value.as_list().items) items.push_back(shown(item, language));
      return items.empty() ? text("rules.value.no-items", language) : joined(items, language);
    }
    case Value::Kind::unknown: return text("rules.value.unknown", language);
    case Value::Kind::error: return text("rules.value.error", language);
    default: return shown_text(value.to_string());
  }
}

std::string joined(std::span<const std::string> names, Language language, std::size_t most) {
  std::string all;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    if (i > 0) all += text("rules.list.separator", language);
    all += names[i];
  }
  if (names.size() <= most) return all;
  return text("rules.list.more", language, {{"names", all}, {"count", std::to_string(names.size() - most)}});
}

std::string without_indices(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    if (c == ']') inside = false;
    if (!inside) plain += c;
    if (c == '[') inside = true;
  }
  return plain;
}

std::string label_of(const forms::Form& form, std::string_view path, Language language) {
  const std::string plain = without_indices(path);
  const auto field = form.find(plain);
  if (!field) return std::string(path);
  const std::string& own = form.fields()[*field].label.in(language);
  const std::string name = own.empty() ? std::string(path) : own;
  const std::size_t open = path.rfind('[');
  if (open == std::string_view::npos) return text("rules.label.field", language, {{"field", name}});
  std::size_t index = 0;
  const char* digits = path.data() + open + 1;
  if (std::from_chars(digits, path.data() + path.size(), index).ptr == digits) {  // "[]": any item
    return text("rules.label.field", language, {{"field", name}});
  }
  const std::string list_path = without_indices(path.substr(0, open));
  const auto list = form.find(list_path);
  std::string list_name = list ? form.fields()[*list].label.in(language) : list_path;
  if (list_name.empty()) list_name = list_path;
  const Args args{{"list", list_name}, {"row", std::to_string(index + 1)}, {"field", name}};
  return text(path.ends_with(']') ? "rules.label.item" : "rules.label.item-field", language, args);
}

std::string labels_of(const forms::Form& form, std::span<const std::string> paths, Language language,
                      std::size_t most) {
  std::vector<std::string> labels;
  for (const std::string& path : paths) {
    std::string label = label_of(form, path, language);
    if (std::ranges::find(labels, label) == labels.end()) labels.push_back(std::move(label));
  }
  return joined(labels, language, most);
}

std::string fill(const Template& message, expr::Evaluation& evaluation, Language language, const std::string& answers) {
  return fill(
      message, [&](expr::NodeId node) { return evaluation.value(node); }, language, answers);
}

std::string fill(const Template& message, const ValueOf& value_of, Language language, const std::string& answers) {
  std::string filled;
  std::string_view closing;  // of the quotes that a blank value has put off
  const std::vector<Template::Piece>& pieces = message.in(language);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Template::Piece& piece = pieces[i];
    filled += std::string_view(piece.text).substr(closing.size());
    closing = {};
    if (piece.expression) {
      const Value value = value_of(*piece.expression);
      if (is_blank_value(value)) closing = unquote(filled, i + 1 < pieces.size() ? pieces[i + 1].text : "");
      // An empty text outside quotes is one that the message leaves out: "{n > 1 ? ' …' : ''}".
      filled += closing.empty() ? shown(value, language) : words(language).null;
    }
    if (piece.answers) filled += answers;
  }
  return filled;
}

}  // namespace saitaku::rules::detail

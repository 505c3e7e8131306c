#include "engine/generate/table.h"

#include <iconv.h>

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/base/text.h"
#include "engine/generate/detail/place.h"

namespace saitaku::generate {
namespace {

constexpr std::string_view kId = "application_id";

void append_cell(std::string_view value, std::string& text) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    text += value;
    return;
  }
  text += '"';
  for (const char c : value) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

std::string shown(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::string: return value.string;
    case JsonValue::Kind::boolean: return value.boolean ? "TRUE" : "FALSE";
    case JsonValue::Kind::null: return "";
    default: return write_json(value, false);
  }
}

void visit(const JsonValue& value, const std::string& path, std::map<std::string, const JsonValue*>& found) {
  if (value.is_object()) {
    for (const auto& member : value.members)
      visit(member.value, path.empty() ? member.key : path + "." + member.key, found);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.items.size(); ++i)
      visit(value.items[i], path + "[" + std::to_string(i) + "]", found);
  } else {
    found[path] = &value;
  }
}

void add_columns(const forms::Form& form, forms::FieldId id, const std::string& path, const Widths& widths,
                 std::vector<std::string>& columns) {
  const auto& field = form.fields()[id];
  const auto child_path = [&](forms::FieldId child, const std::string& from) {
    const auto& name = form.fields()[child].path;
    return name == field.path + "[]" ? from : from + "." + name.substr(name.rfind('.') + 1);
  };
  if (field.kind == forms::FieldKind::object) {
    for (const auto child : field.children) add_columns(form, child, child_path(child, path), widths, columns);
  } else if (field.kind == forms::FieldKind::list) {
    for (std::size_t i = 0; i < widths.of(field.path); ++i) {
      for (const auto child : field.children)
        add_columns(form, child, child_path(child, path + "[" + std::to_string(i) + "]"), widths, columns);
    }
  } else {
    columns.push_back(path);
  }
}

}  // namespace

void Widths::see(const JsonValue& document) {
  detail::each_value(document, [&](const detail::Place& place, const JsonValue& value) {
    if (!value.is_array()) return;
    auto& longest = longest_[detail::field_path(place)];
    longest = std::max(longest, value.items.size());
  });
}

void Widths::see(const Widths& other) {
  for (const auto& [path, width] : other.longest_) longest_[path] = std::max(longest_[path], width);
}

std::size_t Widths::of(const std::string& list) const {
  const auto known = longest_.find(list);
  // A list that is empty everywhere has the columns of one item: without any, a reader could not tell that it is empty.
  return known == longest_.end() ? 0 : std::max<std::size_t>(known->second, 1);
}

std::map<std::string, const JsonValue*> scalars(const JsonValue& document) {
  std::map<std::string, const JsonValue*> found;
  visit(document, "", found);
  return found;
}

CsvTable::CsvTable(const forms::Form& form, const Widths& widths) : columns_{std::string(kId)} {
  for (const auto root : form.roots()) add_columns(form, root, form.fields()[root].path, widths, columns_);
}

std::string CsvTable::header() const {
  std::string line;
  for (const auto& column : columns_) line.append(line.empty() ? "" : ",").append(column);
  return line + "\r\n";
}

void CsvTable::append(const JsonValue& document, std::string& text) const {
  const auto values = scalars(document);
  bool first = true;
  for (const auto& column : columns_) {
    if (!first) text += ',';
    first = false;
    const auto value = values.find(column);
    if (value != values.end()) append_cell(shown(*value->second), text);
  }
  text += "\r\n";
}

std::string to_cp932(std::string_view text) {
  const iconv_t converter = iconv_open("CP932", "UTF-8");
  SAITAKU_EXPECT(converter != iconv_t(-1), "iconv knows CP932");  // NOLINT: that is how iconv says it
  std::string bytes(text.size() * 2 + 16, '\0');
  std::string source(text);
  char* in = source.data();
  std::size_t in_left = source.size();
  char* out = bytes.data();
  std::size_t out_left = bytes.size();
  while (in_left > 0 && iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
    std::size_t at = source.size() - in_left;
    const std::size_t before = at;
    next_code_point(source, at);
    in += at - before;
    in_left -= at - before;
    // As long as Excel counts it, so that a length is within its limits or not as before.
    for (std::size_t units = at - before == 4 ? 2 : 1; units > 0; --units, --out_left) *out++ = '?';
  }
  iconv_close(converter);
  bytes.resize(bytes.size() - out_left);
  return bytes;
}

}  // namespace saitaku::generate

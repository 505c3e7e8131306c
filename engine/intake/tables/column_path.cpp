// The paths of columns, and headers as keys.
#include "engine/base/text.h"
#include "engine/intake/tables/detail/headers.h"

namespace saitaku::intake::detail {

std::optional<ColumnPath> column_path(const forms::Form& form, std::string_view path) {
  ColumnPath result;
  std::string plain;
  for (std::size_t at = 0; at < path.size(); ++at) {
    plain += path[at];
    if (path[at] != '[') continue;
    const auto end = path.find(']', at);
    if (end == std::string_view::npos) return std::nullopt;
    const auto index = parse_int(path.substr(at + 1, end - at - 1));
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= kMostItems) return std::nullopt;
    result.items.push_back(static_cast<std::size_t>(*index));
    at = end - 1;
  }
  const auto field = form.find(plain);
  if (!field) return std::nullopt;
  const auto& declared = form.fields()[*field];
  if (declared.kind == forms::FieldKind::object) return std::nullopt;
  if (declared.kind == forms::FieldKind::list) {
    if (form.holds_objects(*field) || declared.children.empty()) return std::nullopt;
    if (form.fields()[declared.children.front()].kind == forms::FieldKind::list) return std::nullopt;
  }
  result.field = *field;
  return result;
}

std::string header_key(std::string_view header) {
  static constexpr std::string_view kLeftOut = "_>/-.*:'\"";
  static constexpr std::u32string_view kLeftOutToo = U"・※＞→▶‐–—−、";
  std::string key;
  const auto whole = folded(printable_utf8(header));
  for (std::size_t at = 0; at < whole.size();) {
    const auto before = at;
    const auto c = next_code_point(whole, at);
    if (c < 0x80 && kLeftOut.find(static_cast<char>(c)) != std::string_view::npos) continue;
    if (kLeftOutToo.find(c) != std::u32string_view::npos) continue;
    key.append(whole, before, at - before);
  }
  return key;
}

}  // namespace saitaku::intake::detail

#include "engine/report/judged.h"

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/text.h"

namespace saitaku::report {
namespace {

bool is_index(std::string_view token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The parts of a path: "budget", "items", "[3]", "amount".
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  std::string part;
  const auto flush = [&] {
    if (!part.empty()) parts.push_back(std::move(part));
    part.clear();
  };
  for (const char c : path) {
    if (c == '.') {
      flush();
    } else {
      if (c == '[') flush();
      part += c;
    }
  }
  flush();
  return parts;
}

}  // namespace

bool Selection::shows(rules::Outcome outcome) const {
  switch (outcome) {
    case rules::Outcome::pass: return pass;
    case rules::Outcome::fail: return fail;
    case rules::Outcome::unknown: return unknown;
    case rules::Outcome::not_applicable: return not_applicable;
  }
  return true;
}

std::string path_from_pointer(std::string_view pointer) {
  if (!pointer.starts_with('/')) return std::string(pointer);
  std::string path;
  while (!pointer.empty()) {
    const auto end = pointer.find('/', 1);
    std::string token;
    const auto raw = pointer.substr(1, end == std::string_view::npos ? end : end - 1);
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const bool escaped = raw[i] == '~' && i + 1 < raw.size();
      token += escaped ? (raw[++i] == '1' ? '/' : '~') : raw[i];
    }
    if (is_index(token)) {
      path += "[" + token + "]";
    } else {
      if (!path.empty()) path += '.';
      path += token;
    }
    pointer = end == std::string_view::npos ? std::string_view{} : pointer.substr(end);
  }
  return path;
}

std::string without_indices(const std::string& path) {
  std::string declared;
  bool inside = false;
  for (const char c : path) {
    if (c == ']') inside = false;
    if (!inside) declared += c;
    if (c == '[') inside = true;
  }
  return declared;
}

std::string field_label(const forms::Form& form, std::string_view pointer_or_path, Language language) {
  const auto path = path_from_pointer(pointer_or_path);
  std::string declared;  // as the form writes it, "budget.items[].amount"
  std::string label;     // of the lists on the way, each with the number of its item
  std::string last;
  for (const auto& part : parts_of(path)) {
    if (part.starts_with('[')) {
      const auto index = parse_int(std::string_view(part).substr(1, part.size() - 2));
      const auto item =
          text("report.item", language, {{"list", last}, {"number", std::to_string(index.value_or(0) + 1)}});
      label += (label.empty() ? "" : " ") + item;
      last.clear();
      declared += "[]";
    } else {
      if (!declared.empty()) declared += '.';
      declared += part;
    }
    const auto field = form.find(declared);
    if (field && !form.fields()[*field].label.empty()) last = form.fields()[*field].label.in(language);
  }
  const auto field = form.find(declared);
  const bool named = !declared.ends_with("]") && field && !form.fields()[*field].label.empty();
  if (!named && label.empty()) return path;
  if (!last.empty()) label += (label.empty() ? "" : " ") + last;
  return label;
}

std::string section_label(const forms::Form& form, std::string_view pointer, Language language) {
  const auto parts = parts_of(path_from_pointer(pointer));
  if (parts.empty()) return {};
  const auto field = form.find(parts.front());
  return field ? form.fields()[*field].label.in(language) : std::string{};
}

const Where* place_of(const intake::Draft& draft, std::span<const std::string> pointers) {
  for (const auto& pointer : pointers) {
    for (std::string_view at = pointer; !at.empty(); at = at.substr(0, at.rfind('/'))) {
      const auto found = draft.places.find(std::string(at));
      if (found != draft.places.end()) return &found->second;
    }
  }
  return nullptr;
}

std::vector<std::string> fields_to_look_at(const rules::Pack& pack, const rules::Finding& finding) {
  std::vector<std::string> ordered;
  if (finding.distance) ordered.push_back(rules::pointer_from_path(finding.distance->field));
  const auto add = [&](const std::string& pointer) {
    if (std::find(ordered.begin(), ordered.end(), pointer) == ordered.end()) ordered.push_back(pointer);
  };
  if (const auto* rule = pack.find(finding.code)) {
    const auto read = pack.graph->fields_of(rule->require);
    for (const auto& pointer : finding.fields) {
      if (std::find(read.begin(), read.end(), without_indices(path_from_pointer(pointer))) != read.end()) add(pointer);
    }
  }
  for (const auto& pointer : finding.fields) add(pointer);
  return ordered;
}

std::string place_text(const Where& where, Language language, const std::string& own_file) {
  if (!where.sheet.empty()) return where.cell.empty() ? where.sheet : where.sheet + "!" + where.cell;
  if (!where.cell.empty()) return where.cell;
  if (where.line > 0 && !own_file.empty() && where.file == own_file) {
    return text("report.line", language,
                {{"line", std::to_string(where.line)}, {"column", std::to_string(where.column)}});
  }
  auto place = where.file;
  if (where.line > 0) place += ":" + std::to_string(where.line);
  if (where.line > 0 && where.column > 0) place += ":" + std::to_string(where.column);
  return place.empty() ? where.pointer : place;
}

}  // namespace saitaku::report

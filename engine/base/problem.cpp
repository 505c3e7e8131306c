#include "engine/base/problem.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/messages.h"

namespace saitaku {
namespace {

/// "file:12:5", "file [sheet!D48]", "file (/budget/direct_total)", "file [byte 17]"; empty when nothing is known.
std::string place(const Where& where) {
  std::string place = where.file;
  if (where.line > 0) place += fmt::format(":{}", where.line);
  if (where.line > 0 && where.column > 0) place += fmt::format(":{}", where.column);
  const auto append = [&place](std::string_view more) {
    if (!place.empty()) place += ' ';
    place += more;
  };
  if (!where.sheet.empty() || !where.cell.empty()) {
    append(fmt::format("[{}{}{}]", where.sheet, where.sheet.empty() || where.cell.empty() ? "" : "!", where.cell));
  }
  if (!where.pointer.empty()) append(fmt::format("({})", where.pointer));
  if (where.byte >= 0 && where.line == 0) append(fmt::format("[byte {}]", where.byte));
  return place;
}

/// Control characters shown instead of obeyed: a file name or a value must not move the cursor of a terminal or look
/// like a second line.
std::string shown(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    if (byte == '\n') {
      shown += "\\n";
    } else if (byte == '\t') {
      shown += "\\t";
    } else if (byte == '\r') {
      shown += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02x}", byte);
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {  // U+0080 to U+009F, a terminal's other controls
      shown += fmt::format("\\u{:04x}", next);
      ++at;
    } else {
      shown += text[at];
    }
  }
  return shown;
}

Problem shown(Problem problem) {
  for (auto* text : {&problem.where.file, &problem.where.sheet, &problem.where.cell, &problem.where.pointer})
    *text = shown(*text);
  for (auto& [name, value] : problem.args) value = shown(value);
  return problem;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::advice: return "advice";
  }
  return "error";
}

std::string Problem::what(Language language) const {
  if (has_message(code)) return message_part(code, "what", language, args);
  // A code without an entry is our bug (a test looks for them), but no reason to leave the reader with nothing.
  std::string fallback = code;
  for (const auto& [name, value] : args) fallback += fmt::format(" {}={}", name, value);
  return fallback;
}

std::string Problem::fix(Language language) const { return message_part(code, "fix", language, args); }

bool has_errors(const Problems& problems) {
  return std::ranges::any_of(problems, [](const Problem& problem) { return problem.severity == Severity::error; });
}

std::string describe(const Problem& raw, Language language) {
  const Problem problem = shown(raw);
  std::string line = place(problem.where);
  if (!line.empty()) line += ": ";
  const std::string severity = text(fmt::format("base.severity.{}", to_string(problem.severity)), language);
  line += fmt::format("{}[{}]: {}", severity, problem.code, problem.what(language));
  const std::string fix = problem.fix(language);
  if (!fix.empty()) line += "\n  " + text("base.fix", language, {{"fix", fix}});
  return line;
}

std::string describe(const Problems& problems, Language language) {
  std::string lines;
  for (const Problem& problem : problems) lines += describe(problem, language) + '\n';
  return lines;
}

}  // namespace saitaku

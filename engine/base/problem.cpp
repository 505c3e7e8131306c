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

std::string describe(const Problem& problem, Language language) {
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

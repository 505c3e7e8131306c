#include "engine/report/detail/audit_sink.h"

#include "engine/base/messages.h"

namespace saitaku::report::detail {

Problems AuditWriter::problems() const {
  if (!out_.failed()) return {};
  return {Problem{Severity::error, "report.stopped", {}, {}}};
}

std::string AuditWriter::say(std::string_view id, const Args& args) const { return text(id, run_.language, args); }

std::string place_within(const Where& where, std::string_view own_file, Language language) {
  std::string place;
  const auto add = [&place](std::string_view more) {
    if (more.empty()) return;
    if (!place.empty()) place += ' ';
    place += more;
  };
  if (where.file != own_file) add(where.file);
  add(where.sheet + (where.sheet.empty() || where.cell.empty() ? "" : "!") + where.cell);
  if (where.line > 0) {
    add(text(where.column > 0 ? "report.line" : "report.audit.line", language,
             {{"line", std::to_string(where.line)}, {"column", std::to_string(where.column)}}));
  } else if (where.byte >= 0) {
    add(text("report.audit.byte", language, {{"byte", std::to_string(where.byte)}}));
  }
  if (place.empty()) add(where.pointer);
  return place;
}

}  // namespace saitaku::report::detail

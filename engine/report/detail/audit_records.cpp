// AuditRecords: written by hand, since there may be one for every byte of patience.
#include <charconv>
#include <span>

#include "engine/report/detail/audit_json.h"

namespace saitaku::report::detail {
namespace {

void append_text_or_null(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    append_json(out, text);
  }
}

void append_digits(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

/// null where it is not known.
void append_place(std::string& out, std::uint64_t line, std::int64_t byte) {
  out += ",\"line\":";
  line > 0 ? append_digits(out, static_cast<std::int64_t>(line)) : void(out += "null");
  out += ",\"byte\":";
  byte >= 0 ? append_digits(out, byte) : void(out += "null");
}

void append_list(std::string& out, std::string_view name, std::span<const std::string_view> texts) {
  out += name;
  out += '[';
  bool first = true;
  for (const auto text : texts) {
    if (!first) out += ',';
    first = false;
    append_json(out, text);
  }
  out += ']';
}

/// The place within what is told of: null, or the members that are known. `line` and `byte` are told already.
void append_where(std::string& out, const Where& where, std::string_view own_file, std::uint64_t line = 0,
                  std::int64_t byte = -1) {
  const auto start = out.size();
  const auto member = [&](std::string_view name) {
    out += out.size() == start ? "{\"" : ",\"";
    out += name;
    out += "\":";
  };
  const auto text = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    member(name);
    append_json(out, value);
  };
  const auto number = [&](std::string_view name, std::int64_t value, std::int64_t least) {
    if (value < least) return;
    member(name);
    append_digits(out, value);
  };
  if (where.file != own_file) text("file", where.file);
  text("sheet", where.sheet);
  text("cell", where.cell);
  if (where.line != static_cast<std::int64_t>(line)) number("line", where.line, 1);
  number("column", where.column, 1);
  if (where.byte != byte) number("byte", where.byte, 0);
  text("pointer", where.pointer);
  out += out.size() == start ? "null" : "}";
}

}  // namespace

AuditRecords::AuditRecords(const audit::RunInfo& run) : language_(run.language) {
  for (const auto& rule : audit::rule_refs(*run.pack)) {
    auto& head = rules_.emplace_back().head;
    head = ",\"code\":";
    append_json(head, rule.code);
    head += ",\"severity\":";
    append_json(head, to_string(rule.severity));
    head += ",\"status\":";
    append_json(head, to_string(rule.status));
    head += ",\"title\":";
    append_json(head, rule.title->in(language_));
  }
}

void AuditRecords::set_application(const audit::ApplicationView& application) {
  file_name_ = application.file;
  place_ = file_.of(application.file);
  append_place(place_, application.line, application.byte);
  place_ += ",\"application_id\":";
  append_text_or_null(place_, application.id);
  place_ += ",\"name\":";
  append_json(place_, application.name);
  place_ += ",\"institution\":";
  place_ += application.institution.empty() ? "null" : institution_.of(application.institution);
}

void AuditRecords::append_finding(std::string& out, const audit::FindingView& finding) {
  auto& rule = rules_[finding.rule->index];
  out += "{\"schema\":\"saitaku.finding/1\",\"file\":";
  out += place_;
  out += rule.head;
  out += finding.outcome == rules::Outcome::fail ? ",\"outcome\":\"fail\",\"message\":"
                                                 : ",\"outcome\":\"unknown\",\"message\":";
  out += rule.message.of(finding.message);
  out += ",\"fix\":";
  out += rule.fix.of(finding.fix);
  append_list(out, ",\"fields\":", finding.fields);
  append_list(out, ",\"missing\":", finding.missing);
  append_list(out, ",\"others\":", finding.others);
  out += ",\"where\":";
  append_where(out, finding.where, file_name_);
  out += ",\"fingerprint\":";
  append_json(out, finding.fingerprint);
  out += ",\"known\":";
  if (finding.known == nullptr) {
    out += "null";
  } else {
    out += "{\"reason\":";
    append_json(out, finding.known->reason);
    out += ",\"expires\":";
    append_text_or_null(out, finding.known->expires);
    out += '}';
  }
  out += '}';
}

void AuditRecords::append_note(std::string& out, const Problem& problem) const {
  out += "{\"schema\":\"saitaku.note/1\",\"file\":";
  out += place_;
  out += ",\"code\":";
  append_json(out, problem.code);
  out += ",\"severity\":";
  append_json(out, to_string(problem.severity));
  out += ",\"message\":";
  append_json(out, problem.what(language_));
  out += ",\"fix\":";
  append_json(out, problem.fix(language_));
  out += ",\"where\":";
  append_where(out, problem.where, file_name_);
  out += '}';
}

void AuditRecords::append_unreadable(std::string& out, const audit::UnreadableView& view) {
  out += "{\"schema\":\"saitaku.unreadable/1\",\"file\":";
  out += file_.of(view.file);
  append_place(out, view.line, view.byte);
  out += ",\"code\":";
  append_json(out, view.problem->code);
  out += ",\"reason\":";
  append_json(out, view.problem->what(language_));
  out += ",\"fix\":";
  append_json(out, view.problem->fix(language_));
  out += ",\"where\":";
  append_where(out, view.problem->where, view.file, view.line, view.byte);
  out += '}';
}

}  // namespace saitaku::report::detail

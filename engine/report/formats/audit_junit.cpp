// JUnit XML for build servers: a test case an application. Its failures are the rules of severity error that failed
// and are not known; what is undetermined is skipped, what could not be read an error. The counts stand first and are
// known last, so the cases wait in a spool.
#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/spool.h"

namespace saitaku::report {
namespace {

/// Any text for XML 1.0: ill-formed bytes and characters that XML does not allow become U+FFFD, line breaks and tabs
/// are kept by reference (an attribute would lose them). Direction marks too would make a page show something else.
std::string xml_text(std::string_view text) {
  const auto valid = printable_utf8(text);
  std::string escaped;
  escaped.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const auto c = next_code_point(valid, at);
    switch (c) {
      case U'&': escaped += "&amp;"; continue;
      case U'<': escaped += "&lt;"; continue;
      case U'>': escaped += "&gt;"; continue;
      case U'"': escaped += "&quot;"; continue;
      case U'\t': escaped += "&#9;"; continue;
      case U'\n': escaped += "&#10;"; continue;
      case U'\r': escaped += "&#13;"; continue;
      default: break;
    }
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF ||
                         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    append_code_point(escaped, control ? U'\uFFFD' : c);
  }
  return escaped;
}

class JunitReport final : public detail::AuditWriter {
 public:
  using AuditWriter::AuditWriter;

  void unreadable(const audit::UnreadableView& view) override {
    ++errors_;
    const auto& problem = *view.problem;
    const auto place = place_of(view.line, view.byte);
    begin_case(std::string(view.file) + (place.empty() ? "" : " ") + place, view.file);
    element("error", problem.code, problem.what(language()), problem.fix(language()));
    end_case();
  }

  void application(const audit::ApplicationView& view) override {
    begin_case(view.name, view.institution.empty() ? run().pack->id : view.institution);
    bool failed = false;
    std::string notes;
    for (const auto& finding : view.findings) {
      const bool counts = finding.outcome == rules::Outcome::fail && finding.rule->severity == Severity::error;
      if (counts && finding.known == nullptr) {
        failed = true;
        element("failure", finding.rule->code,
                std::string(finding.rule->code) + " " + finding.rule->title->in(language()), detail_of(view, finding));
      } else {
        notes += note_of(finding);
      }
    }
    for (const auto& note : view.notes) notes += note.code + ": " + note.what(language()) + "\n";
    if (failed) ++failures_;
    if (!failed && view.verdict == rules::VerdictKind::undetermined) {
      ++skipped_;
      buffer() += "      <skipped message=\"" + xml_text(say("report.audit.verdict.undetermined")) + "\"/>\n";
    }
    if (!notes.empty()) buffer() += "      <system-out>" + xml_text(notes) + "</system-out>\n";
    end_case();
  }

  void end(const audit::Summary&) override {
    cases_.write(buffer());
    buffer().clear();
    const auto counts = " tests=\"" + std::to_string(tests_) + "\" failures=\"" + std::to_string(failures_) +
                        "\" errors=\"" + std::to_string(errors_) + "\" skipped=\"" + std::to_string(skipped_) + "\"";
    const auto& pack = *run().pack;
    out().write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"saitaku\"" + counts +
                ">\n  <testsuite name=\"" + xml_text(pack.title.in(language())) + "\"" + counts + ">\n");
    out().write("    <properties>\n");
    property("call", pack.id);
    property("pack_version", pack.version);
    property("pack_hash", pack.hash);
    property("program_version", run().program_version);
    out().write("    </properties>\n");
    cases_.copy_to(out());
    out().write("  </testsuite>\n</testsuites>\n");
  }

  Problems problems() const override {
    auto problems = AuditWriter::problems();
    for (auto& problem : cases_.problems()) problems.push_back(std::move(problem));
    return problems;
  }

 private:
  std::string place_of(std::uint64_t line, std::int64_t byte) const {
    Where where;
    where.line = static_cast<std::int64_t>(line);
    where.byte = byte;
    return detail::place_within(where, {}, language());
  }

  /// Message, what to do, and where it is, on lines of their own.
  std::string detail_of(const audit::ApplicationView& view, const audit::FindingView& finding) const {
    std::string text(finding.message);
    const auto line = [&text](std::string_view more) {
      if (!more.empty()) text.append(text.empty() ? "" : "\n").append(more);
    };
    line(finding.fix);
    for (const auto other : finding.others) line(say("report.audit.other", {{"name", std::string(other)}}));
    auto place = std::string(view.file);
    for (const auto& more :
         {place_of(view.line, view.byte), detail::place_within(finding.where, view.file, language())}) {
      if (!more.empty()) place += " " + more;
    }
    line(place);
    return text;
  }

  std::string note_of(const audit::FindingView& finding) const {
    auto note = std::string(finding.rule->code) + " " +
                say("report.audit.outcome." + std::string(to_string(finding.outcome))) + ": ";
    note += finding.message.empty() ? finding.rule->title->in(language()) : std::string(finding.message);
    if (finding.known != nullptr) note += say("report.audit.known-because", {{"reason", finding.known->reason}});
    return note + "\n";
  }

  void begin_case(std::string_view name, std::string_view group) {
    ++tests_;
    buffer() += "    <testcase name=\"" + xml_text(name) + "\" classname=\"" + xml_text(group) + "\">\n";
  }
  void element(std::string_view tag, std::string_view type, std::string_view what, std::string_view text) {
    buffer().append("      <").append(tag).append(" message=\"").append(xml_text(what));
    buffer().append("\" type=\"").append(xml_text(type)).append("\">").append(xml_text(text));
    buffer().append("</").append(tag).append(">\n");
  }
  void end_case() {
    buffer() += "    </testcase>\n";
    cases_.write(buffer());
    buffer().clear();
  }
  void property(std::string_view name, std::string_view value) {
    out().write("      <property name=\"" + std::string(name) + "\" value=\"" + xml_text(value) + "\"/>\n");
  }

  detail::Spool cases_;
  std::uint64_t tests_ = 0, failures_ = 0, errors_ = 0, skipped_ = 0;
};

}  // namespace

const AuditFormat& audit_junit() {
  static const AuditFormat format{.name = "junit", .ending = ".xml", .make = detail::make_report<JunitReport>};
  return format;
}

}  // namespace saitaku::report

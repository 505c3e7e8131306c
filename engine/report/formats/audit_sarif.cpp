// SARIF 2.1.0 for code-scanning tools: a result a finding as it is told; what could not be read comes after them, as
// notifications.
#include "engine/report/audit_report.h"
#include "engine/report/citation.h"
#include "engine/report/detail/audit_sink.h"
#include "engine/report/detail/json_text.h"
#include "engine/report/detail/spool.h"

namespace saitaku::report {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

using detail::JsonStream;

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::advice: return "note";
  }
  return "note";
}

/// RFC 3986: every byte but the unreserved ones and the slash is escaped, so that any file name survives and none looks
/// like a scheme.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || c == '/' || c == '-' || c == '.' || c == '_' || c == '~') {
      uri += c;
    } else {
      uri += '%';
      uri += kHex[byte >> 4];
      uri += kHex[byte & 15];
    }
  }
  return uri;
}

/// A text of which SARIF makes neither placeholders ({0}) nor links ([text](target)).
std::string literal(std::string_view text) {
  const bool link = text.find("](") != std::string_view::npos;
  std::string literal;
  literal.reserve(text.size());
  for (const char c : text) {
    if (c == '{' || c == '}') literal += c;
    if (link && (c == '[' || c == ']')) literal += '\\';
    literal += c;
  }
  return literal;
}

void message(JsonStream& json, std::string_view key, std::string_view text) {
  json.key(key).begin('{');
  json.key("text").value(literal(text));
  json.end();
}

void location(JsonStream& json, std::string_view file, std::uint64_t line, std::int64_t byte, std::string_view name,
              const std::string& place) {
  json.key("locations").begin('[');
  json.begin('{');
  json.key("physicalLocation").begin('{');
  json.key("artifactLocation").begin('{');
  json.key("uri").value(uri_of(file));
  json.end();
  if (line > 0 || byte >= 0) {
    json.key("region").begin('{');
    if (line > 0) json.key("startLine").value(line);
    if (byte >= 0) json.key("byteOffset").value(byte);
    json.end();
  }
  json.end();
  if (!name.empty()) {
    json.key("logicalLocations").begin('[');
    json.begin('{');
    json.key("name").value(name);
    if (!place.empty()) json.key("fullyQualifiedName").value(std::string(name) + " " + place);
    json.end();
    json.end();
  }
  json.end();
  json.end();
}

/// "message\nfix".
std::string with_fix(std::string_view what, std::string_view fix) {
  std::string text(what);
  if (!fix.empty()) text.append(text.empty() ? "" : "\n").append(fix);
  return text;
}

bool is_web_address(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         url.find_first_of(" \t\r\n\"<>\\^`{|}") == std::string_view::npos;
}

class SarifReport final : public detail::AuditWriter {
 public:
  explicit SarifReport(ByteSink& sink) : AuditWriter(sink), json_(sink, kOpenLevels), aside_(notifications_, 0) {}

  void begin(const audit::RunInfo& run) override {
    AuditWriter::begin(run);
    json_.begin('{');
    json_.key("$schema").value(kSchema);
    json_.key("version").value("2.1.0");
    json_.key("runs").begin('[');
    json_.begin('{');
    tool();
    json_.key("columnKind").value("unicodeCodePoints");
    json_.key("results").begin('[');
  }

  void unreadable(const audit::UnreadableView& view) override {
    notify(*view.problem, "error", view.file, view.line, view.byte, {});
  }

  void application(const audit::ApplicationView& view) override {
    for (const auto& finding : view.findings) result(view, finding);
    for (const auto& note : view.notes)
      notify(note, level_of(note.severity), view.file, view.line, view.byte, view.name);
  }

  void end(const audit::Summary& summary) override {
    json_.end();
    json_.key("invocations").begin('[');
    json_.begin('{');
    json_.key("executionSuccessful").value(!summary.interrupted);
    json_.key("toolExecutionNotifications").raw("[");
    json_.flush();
    aside_.flush();
    notifications_.copy_to(out());
    out().write("]");
    json_.end();
    json_.end();
    totals(summary);
    json_.end();
    json_.end();
    json_.end();
    json_.flush();
    out().write("\n");
  }

  Problems problems() const override {
    auto problems = AuditWriter::problems();
    for (auto& problem : notifications_.problems()) problems.push_back(std::move(problem));
    return problems;
  }

 private:
  /// The log, its runs, the run and its results: a result a line.
  static constexpr std::size_t kOpenLevels = 4;

  void tool() {
    const auto& pack = *run().pack;
    json_.key("tool").begin('{');
    json_.key("driver").begin('{');
    json_.key("name").value("saitaku");
    json_.key("version").value(run().program_version);
    json_.key("language").value(language() == Language::ja ? "ja" : "en");
    json_.key("rules").begin('[');
    for (const auto& rule : audit::rule_refs(pack)) describe(pack, rule);
    json_.end();
    json_.end();
    json_.end();
  }

  void describe(const rules::Pack& pack, const audit::RuleRef& rule) {
    const auto& title = rule.title->in(language());
    const auto source = citation_text(pack, *rule.source, rule.status, language());
    const auto full = source.empty() ? title : title + "\n" + source;
    json_.begin('{');
    json_.key("id").value(rule.code);
    message(json_, "shortDescription", title);
    message(json_, "fullDescription", full);
    message(json_, "help", full + "\n" + say("report.audit.sarif-help", {{"code", std::string(rule.code)}}));
    const auto document = pack.documents.find(rule.source->document);
    if (document != pack.documents.end() && is_web_address(document->second.url))
      json_.key("helpUri").value(document->second.url);
    json_.key("defaultConfiguration").begin('{');
    json_.key("level").value(level_of(rule.severity));
    json_.end();
    json_.key("properties").begin('{');
    json_.key("status").value(to_string(rule.status));
    json_.key("overBatch").value(rule.over_batch);
    json_.end();
    json_.end();
  }

  void result(const audit::ApplicationView& view, const audit::FindingView& finding) {
    const bool open = finding.outcome == rules::Outcome::unknown;
    json_.begin('{');
    json_.key("ruleId").value(finding.rule->code);
    json_.key("ruleIndex").value(finding.rule->index);
    json_.key("kind").value(open ? "open" : "fail");
    json_.key("level").value(open ? "none" : level_of(finding.rule->severity));  // the standard wants none of open ones
    auto text = with_fix(finding.message, finding.fix);
    message(json_, "message", text.empty() ? finding.rule->title->in(language()) : text);
    location(json_, view.file, view.line, view.byte, view.name,
             detail::place_within(finding.where, view.file, language()));
    json_.key("partialFingerprints").begin('{');
    json_.key("saitaku/v1").value(finding.fingerprint);
    json_.end();
    if (finding.known != nullptr) suppress(*finding.known);
    json_.key("properties").begin('{');
    json_.key("application").value(view.name);
    if (!view.institution.empty()) json_.key("institution").value(view.institution);
    list("fields", finding.fields);
    list("missing", finding.missing);
    list("others", finding.others);
    json_.end();
    json_.end();
  }

  void suppress(const audit::Known& known) {
    json_.key("suppressions").begin('[');
    json_.begin('{');
    json_.key("kind").value("external");
    json_.key("status").value("accepted");
    json_.key("justification").value(known.reason);
    if (!known.expires.empty()) {
      json_.key("properties").begin('{');
      json_.key("expires").value(known.expires);
      json_.end();
    }
    json_.end();
    json_.end();
  }

  void list(std::string_view name, const std::vector<std::string_view>& texts) {
    if (texts.empty()) return;
    json_.key(name).begin('[');
    for (const auto text : texts) json_.value(text);
    json_.end();
  }

  void notify(const Problem& problem, std::string_view level, std::string_view file, std::uint64_t line,
              std::int64_t byte, std::string_view name) {
    if (notified_) aside_.raw(",");
    notified_ = true;
    aside_.raw("\n        ");
    aside_.begin('{');
    aside_.key("descriptor").begin('{');
    aside_.key("id").value(problem.code);
    aside_.end();
    aside_.key("level").value(level);
    message(aside_, "message", with_fix(problem.what(language()), problem.fix(language())));
    location(aside_, file, line, byte, name, detail::place_within(problem.where, file, language()));
    aside_.end();
  }

  void totals(const audit::Summary& summary) {
    json_.key("properties").begin('{');
    json_.key("call").value(run().pack->id);
    json_.key("packVersion").value(run().pack->version);
    json_.key("packHash").value(run().pack->hash);
    json_.key("applications").begin('{');
    json_.key("total").value(summary.applications.total);
    json_.key("eligible").value(summary.applications.eligible);
    json_.key("ineligible").value(summary.applications.ineligible);
    json_.key("undetermined").value(summary.applications.undetermined);
    json_.end();
    json_.end();
  }

  JsonStream json_;
  detail::Spool notifications_;
  JsonStream aside_;
  bool notified_ = false;
};

}  // namespace

const AuditFormat& audit_sarif() {
  static const AuditFormat format{.name = "sarif", .ending = ".sarif", .make = detail::make_report<SarifReport>};
  return format;
}

}  // namespace saitaku::report

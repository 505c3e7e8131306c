#include "engine/report/html/words.h"

#include <fmt/format.h>

#include "engine/base/messages.h"
#include "engine/report/html/html.h"

namespace saitaku::report::html {
namespace {

constexpr std::size_t kTitle = 160, kPlace = 120, kQuote = 400, kAddress = 500;

std::string tag_html(std::string_view ink, std::string_view words) {
  return fmt::format("<span class=\"tag {}\">{}</span>", ink, escaped(words));
}

/// A quote is in the language of its document, whatever that of the page.
std::string quote_html(std::string_view quote, Language page) {
  const auto cut = shortened(quote, kQuote);
  const auto language = language_of(cut, page);
  const auto marks = text("report.html.quote", language, {{"quote", cut}});
  return fmt::format("<q class=\"sub\"{}>{}</q>", language == page ? "" : fmt::format(" lang=\"{}\"", tag(language)),
                     escaped(marks));
}

/// A pack is somebody's file: javascript: and the like are no addresses of documents.
bool is_web_address(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("http://")) && url.size() <= kAddress;
}

}  // namespace

std::string place_html(std::string_view file, std::uint64_t line, Language language, std::size_t most) {
  auto place = isolated(file, language, most);
  if (line > 0) place += escaped(text("report.html.line", language, {{"line", number(line)}}));
  return place;
}

std::string severity_html(Severity severity, Language language, bool coloured) {
  switch (severity) {
    case Severity::error: return tag_html(coloured ? "bad" : "quiet", text("report.html.severity.error", language));
    case Severity::warning:
      return tag_html(coloured ? "open" : "quiet", text("report.html.severity.warning", language));
    case Severity::advice: return tag_html("quiet", text("report.html.severity.advice", language));
  }
  return {};
}

std::string open_html(Language language) { return tag_html("open", text("report.html.open", language)); }

std::string status_html(rules::Status status, Language language) {
  switch (status) {
    case rules::Status::official: return {};
    case rules::Status::announced: return " " + tag_html("quiet", text("report.html.status.announced", language));
    case rules::Status::assumed: return " " + tag_html("open", text("report.html.status.assumed", language));
  }
  return {};
}

std::string known_html(const audit::Known& known, Language language, std::size_t most) {
  auto html = tag_html("quiet", text("report.html.known", language)) + " " + isolated(known.reason, language, most);
  if (!known.expires.empty()) {
    html += escaped(text("report.html.expires", language, {{"date", shortened(known.expires, kPlace)}}));
  }
  return html;
}

std::string reference_html(const Reference& reference, Language language) {
  auto html = isolated(reference.document, language, kTitle);
  if (is_web_address(reference.url)) {
    html = fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(reference.url), html);
  }
  if (!reference.place.empty()) html += " " + isolated(reference.place, language, kPlace);
  if (!reference.quote.empty()) html += quote_html(reference.quote, language);
  return html;
}

std::string citation_html(const rules::Pack& pack, const audit::RuleRef& rule, Language language) {
  if (rule.source == nullptr) return status_html(rule.status, language);
  const auto found = pack.documents.find(rule.source->document);
  const bool is_known = found != pack.documents.end();
  const auto status = status_html(rule.status, language);
  const Reference reference{.document = is_known ? std::string_view(found->second.title.in(language))
                                                 : std::string_view(rule.source->document),
                            .url = is_known ? std::string_view(found->second.url) : std::string_view{},
                            .place = rule.source->place};
  auto html = reference_html(reference, language) + status;
  if (!rule.source->quote.empty()) html += quote_html(rule.source->quote, language);
  return html;
}

std::string rule_html(const audit::RuleRef& rule, Language language) {
  const auto title = rule.title == nullptr ? std::string{} : rule.title->in(language);
  return fmt::format("<span class=\"code\">{}</span> {}", escaped(shortened(rule.code, kPlace)),
                     isolated(title, language, kTitle));
}

std::string rule_anchor(const audit::RuleRef& rule) { return fmt::format("rule-{}", rule.index + 1); }

std::string problem_html(const Problem& problem, Language language, std::size_t most) {
  auto html = isolated(problem.what(language), language, most);
  const auto fix = problem.fix(language);
  if (!fix.empty()) html += "<span class=\"sub fix\">" + isolated(fix, language, most) + "</span>";
  return html;
}

}  // namespace saitaku::report::html

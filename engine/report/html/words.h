// What several sections of a page say in the same way.
// Layer 6 (report).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/audit/sink.h"
#include "engine/base/language.h"

namespace saitaku::report::html {

/// "file 12行目"; the file isolated.
std::string place_html(std::string_view file, std::uint64_t line, Language language, std::size_t most);
/// "要修正", framed, and coloured where there is something to see to.
std::string severity_html(Severity severity, Language language, bool coloured);
/// "未確認", likewise.
std::string open_html(Language language);
/// "推定": empty for official.
std::string status_html(rules::Status status, Language language);
/// "既知: 理由（2026-12-31まで）".
std::string known_html(const audit::Known& known, Language language, std::size_t most);
/// Document, place, quote and status of what a rule rests on. The document is a link where the pack has a web address.
std::string citation_html(const rules::Pack& pack, const audit::RuleRef& rule, Language language);
/// A document (a link where it has a web address), a place in it, words quoted from it; each may be empty.
struct Reference {
  std::string_view document, url, place, quote;
};
std::string reference_html(const Reference& reference, Language language);
/// <span class="code">SP-B01</span> title.
std::string rule_html(const audit::RuleRef& rule, Language language);
/// The element of a rule's findings: "rule-3".
std::string rule_anchor(const audit::RuleRef& rule);
/// What a problem says: fact, then what to do.
std::string problem_html(const Problem& problem, Language language, std::size_t most);

}  // namespace saitaku::report::html

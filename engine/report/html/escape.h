// Text from anywhere as text of an HTML page: shown, never obeyed.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace saitaku::report::html {

/// For element content and quoted attributes. Ill-formed UTF-8 becomes U+FFFD; control characters, noncharacters and
/// those that override the direction of writing are named instead ("[U+202E]"), so that two names that differ look
/// different. Line breaks and tabs stay.
std::string escaped(std::string_view text);

/// At most `most` code points, cut in the middle, so that a file name keeps its ending. Needs: most >= 3.
/// Cost: O(most) for a longer text, not O(size).
std::string shortened(std::string_view text, std::size_t most);

/// The language a text is written in, as far as its letters tell: kana or Han is Japanese, Latin alone English;
/// neither, the page's. Han has shapes of its own in Japanese, so fonts and voices need to know.
Language language_of(std::string_view text, Language page);

/// "ja", "en": for lang attributes.
std::string_view tag(Language language);

/// Somebody's text, isolated from the direction of what surrounds it: <bdi>…</bdi>, with lang where it is not the
/// page's. At most `most` code points.
std::string isolated(std::string_view text, Language page, std::size_t most);

}  // namespace saitaku::report::html

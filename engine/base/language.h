// The two languages every user-facing text exists in.
#pragma once

#include <string>

namespace saitaku {

enum class Language { ja, en };

/// A text in both languages, as packs and forms write it: {"ja": "…", "en": "…"}.
struct LocalText {
  std::string ja;
  std::string en;
  const std::string& in(Language language) const { return language == Language::ja ? ja : en; }
  bool empty() const { return ja.empty() && en.empty(); }
  bool operator==(const LocalText&) const = default;
};

}  // namespace saitaku

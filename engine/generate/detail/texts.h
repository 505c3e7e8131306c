// Titles and paragraphs of research plans from a small grammar, in Japanese and English, of a wanted length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/philox.h"
#include "engine/generate/detail/pools.h"

namespace saitaku::generate::detail {

/// What a paragraph is about; the sentences differ.
enum class Section : std::uint8_t { objective, method, rationale, goals, know_how, other };

/// "objective" and "purpose" are the same section to us; `other` when the name says nothing.
Section section_of(std::string_view field_name);

/// What one application is about.
struct Theme {
  const Subject* subject = nullptr;
  const Method* method = nullptr;
};

/// Length as calls measure it: UTF-16 units for Japanese, words for English.
std::size_t measured(std::string_view text, bool english);

/// Whole sentences of at least `least` and at most `most`; where no sentence ends in between, cut at `most`.
/// Needs: least <= most, most > 0.
std::string paragraph(Section section, const Theme& theme, bool english, std::size_t least, std::size_t most,
                      RandomStream& random);

/// "生成AIを用いたくずし字の翻刻の誤り検出"; a shorter form where that is longer than `most`.
std::string title(const Theme& theme, bool english, std::size_t most);

}  // namespace saitaku::generate::detail

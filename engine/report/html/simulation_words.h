// What the sections of a simulation's page say in the same way.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/html/html.h"

namespace saitaku::report::html {

/// So many mechanisms stand side by side in a table; the rest is in CSV and JSON.
inline constexpr std::size_t kMostBeside = 6;
inline constexpr std::size_t kNameLength = 80;

/// <p>words</p>, in one of the classes of the style sheet or in none.
std::string paragraph(std::string_view words, std::string_view kind = {});
/// <h3>, or nothing of nothing.
std::string heading(std::string_view words);
/// "1.2346" and, below it in small, its interval and exact value.
std::string number_html(const detail::Shown& shown, Language language);
/// An id, isolated.
std::string id_html(std::string_view id, Language language);
/// The heads of mechanisms side by side, and what to say of those that have no room.
void add_mechanism_columns(const review::Simulation& simulation, std::vector<Column>& columns);
std::string mechanisms_left_out(const review::Simulation& simulation, Language language);
std::string left_out(std::uint64_t count, Language language);

}  // namespace saitaku::report::html

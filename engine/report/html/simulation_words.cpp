#include "engine/report/html/simulation_words.h"

#include <fmt/format.h>

#include "engine/base/messages.h"

namespace saitaku::report::html {

std::string paragraph(std::string_view words, std::string_view kind) {
  return kind.empty() ? fmt::format("<p>{}</p>\n", escaped(words))
                      : fmt::format("<p class=\"{}\">{}</p>\n", kind, escaped(words));
}

std::string heading(std::string_view words) { return fmt::format("<h3>{}</h3>\n", escaped(words)); }

std::string number_html(const detail::Shown& shown, Language language) {
  auto html = escaped(shown.mean);
  if (!shown.low.empty()) html += fmt::format("<span class=\"sub\">{} … {}</span>", shown.low, shown.high);
  if (!shown.exact.empty())
    html += fmt::format("<span class=\"sub\">{}</span>",
                        escaped(text("simulation.html.exact", language, {{"value", shown.exact}})));
  return html;
}

std::string id_html(std::string_view id, Language language) { return isolated(id, language, kNameLength); }

void add_mechanism_columns(const review::Simulation& simulation, std::vector<Column>& columns) {
  for (std::size_t i = 0; i < std::min(simulation.mechanisms.size(), kMostBeside); ++i) {
    const auto& mechanism = simulation.scenario->mechanisms[simulation.mechanisms[i].mechanism];
    columns.push_back({shortened(mechanism.id, 24), Column::Kind::number});
  }
}

std::string mechanisms_left_out(const review::Simulation& simulation, Language language) {
  if (simulation.mechanisms.size() <= kMostBeside) return {};
  return paragraph(text("simulation.html.mechanisms-left-out", language,
                        {{"count", number(simulation.mechanisms.size() - kMostBeside)}}),
                   "notice");
}

std::string left_out(std::uint64_t count, Language language) {
  if (count == 0) return {};
  return paragraph(text("simulation.html.left-out", language, {{"count", number(count)}}), "notice");
}

}  // namespace saitaku::report::html

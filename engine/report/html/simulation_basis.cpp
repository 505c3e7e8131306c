// Sections on what a simulation rests on: assumptions, notes, sources, and what its metrics are.
#include <fmt/format.h>

#include <set>

#include "engine/base/messages.h"
#include "engine/report/html/bounded.h"
#include "engine/report/html/simulation_sections.h"
#include "engine/report/html/simulation_words.h"
#include "engine/report/html/words.h"

namespace saitaku::report::html {
namespace {

using namespace review;

constexpr std::size_t kText = 600, kValue = 200;

std::string assumptions(const Scenario& scenario, Language language, std::size_t room) {
  if (scenario.assumed.empty()) return {};
  const Table table({{text("simulation.html.input", language)},
                     {text("simulation.html.value", language)},
                     {text("simulation.html.why", language), Column::Kind::prose}},
                    Table::Narrow::stacks);
  Bounded rows(room);
  for (const auto& each : scenario.assumed) {
    rows.add(table.row({fmt::format("<span class=\"mono\">{}</span>", isolated(each.at, language, kValue)),
                        isolated(each.value, language, kValue), isolated(each.why.in(language), language, kText)}));
  }
  return table.begin(
             escaped(text("simulation.section.assumed", language, {{"count", number(scenario.assumed.size())}}))) +
         rows.html() + table.end() + left_out(rows.left_out(), language);
}

std::string list_of(std::string_view title, const Bounded& items, Language language) {
  if (items.html().empty()) return {};
  return heading(title) + "<ul>\n" + items.html() + "</ul>\n" + left_out(items.left_out(), language);
}

std::string fact(std::string_view id, const std::string& value_html, Language language) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(text(id, language)), value_html);
}

}  // namespace

std::string simulation_basis(const Scenario& scenario, Language language, std::size_t room) {
  Bounded notes(room / 4), sources(room / 3);
  for (const auto& note : detail::notes_of(scenario, language))
    notes.add("<li>" + isolated(note, language, kText) + "</li>\n");
  for (const auto& source : scenario.sources) {
    const auto reference = reference_html({source.document, source.url, source.place, source.quote}, language);
    sources.add("<li>" + reference + "</li>\n");
  }
  auto html = list_of(text("simulation.section.notes", language), notes, language) +
              assumptions(scenario, language, room / 3) +
              list_of(text("simulation.html.sources", language), sources, language);
  html += "<dl>\n" + fact("simulation.html.id", id_html(scenario.id, language), language);
  if (!scenario.call.empty()) html += fact("simulation.html.call", id_html(scenario.call, language), language);
  html += fact("simulation.html.seed", isolated(scenario.seed, language, kValue), language);
  if (!scenario.sha256.empty())
    html +=
        fact("simulation.html.sha256",
             fmt::format("<span class=\"mono\">{}</span>", escaped(shortened(scenario.sha256, kNameLength))), language);
  return html + "</dl>\n" + paragraph(text("simulation.html.same-bytes", language), "quiet");
}

std::string simulation_glossary(const Scenario& scenario, Language language, std::size_t room) {
  Bounded items(room);
  std::set<std::string_view> said;
  for (const auto& request : scenario.metrics) {
    if (request.kind == nullptr || !said.insert(request.kind->name).second) continue;
    const auto words = language == Language::ja ? request.kind->ja : request.kind->en;
    items.add(fmt::format("<dt>{}<span class=\"sub mono\">{}</span></dt><dd>{}</dd>\n",
                          isolated(detail::metric_label(request, language), language, kNameLength),
                          escaped(request.kind->name), escaped(words)));
  }
  if (items.html().empty()) return {};
  return "<dl>\n" + items.html() + "</dl>\n" + left_out(items.left_out(), language);
}

}  // namespace saitaku::report::html

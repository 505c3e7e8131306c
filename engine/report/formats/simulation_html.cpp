// --report results.html: one page for people, of bounded size whatever was simulated. JSON and CSV have everything.
#include <utility>

#include "engine/base/expect.h"
#include "engine/base/messages.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/html/html.h"
#include "engine/report/html/shell.h"
#include "engine/report/html/simulation_sections.h"
#include "engine/report/simulation_report.h"

namespace saitaku::report {
namespace {

using namespace review;
using namespace html;

// What mail systems and document stores still take, in bytes; and what each part may have of it.
constexpr std::size_t kMostBytes = 5'000'000;
constexpr std::size_t kSummary = 300'000, kMetrics = 500'000, kCosts = 100'000, kPaired = 800'000, kGroups = 1'500'000,
                      kPublished = 300'000, kQuality = 200'000, kSweep = 2'500'000, kBasis = 300'000,
                      kGlossary = 100'000;

std::vector<Section> sections_of_one(const Simulation& simulation, Language language) {
  const auto title = [&](std::string_view id) { return text(id, language); };
  return {{"metrics", title("simulation.html.section.metrics"), simulation_metrics(simulation, language, kMetrics)},
          {"costs", title("simulation.html.section.costs"), simulation_costs(simulation, language, kCosts)},
          {"paired", title("simulation.html.section.paired"), simulation_paired(simulation, language, kPaired)},
          {"groups", title("simulation.html.section.groups"), simulation_groups(simulation, language, kGroups)},
          {"published", title("simulation.section.published"), simulation_published(simulation, language, kPublished)},
          {"quality", title("simulation.html.section.quality"), simulation_quality(simulation, language, kQuality)}};
}

void write(ByteSink& out, std::span<const Simulation> simulations, const TextOptions& options) {
  const auto language = options.language;
  Shell shell{.language = language,
              .kind = text("simulation.html.kind", language),
              .title = text("simulation.html.kind", language),
              .footer = text("simulation.html.disclaimer", language)};
  shell.sections.push_back({"summary", text("simulation.html.section.summary", language),
                            simulation_summary(simulations, language, kSummary)});
  const auto add = [&](Section section) {
    if (!section.body.empty()) shell.sections.push_back(std::move(section));
  };
  if (detail::is_sweep(simulations))
    add({"sweep", text("simulation.html.section.sweep", language), simulation_sweep(simulations, language, kSweep)});
  else
    for (auto& section : sections_of_one(simulations.front(), language)) add(std::move(section));
  if (!simulations.empty()) {
    const auto& scenario = *simulations.front().scenario;
    const auto& title = scenario.title.in(language);
    shell.title = shortened(title.empty() ? scenario.id : title, 200);
    add({"basis", text("simulation.html.section.basis", language), simulation_basis(scenario, language, kBasis)});
    add({"glossary", text("simulation.html.section.glossary", language),
         simulation_glossary(scenario, language, kGlossary)});
  }
  const auto bytes = page_of(shell);
  SAITAKU_EXPECT(bytes.size() <= kMostBytes, "every section keeps to its room");
  out.write(bytes);
}

}  // namespace

const SimulationFormat& simulation_html() {
  static const SimulationFormat format{.name = "html", .ending = ".html", .write = write};
  return format;
}

}  // namespace saitaku::report

#include "tools/cli/simulation/applications_table.h"

#include <fmt/format.h>

#include "engine/base/output_file.h"
#include "engine/base/text.h"

namespace saitaku::cli {
namespace {

/// A field that Excel takes for text, never for a formula.
std::string field(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const std::string shown = formula ? "'" + text : text;
  if (shown.find_first_of(",\"\r\n") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string header(const review::Simulation& simulation) {
  std::string line = "\xEF\xBB\xBF";
  for (const auto& parameter : simulation.parameters) line += field(parameter.first) + ",";
  line += "application";
  for (const auto& mechanism : simulation.scenario->mechanisms)
    line += "," + field(mechanism.id + " awards") + "," + field(mechanism.id + " probability");
  return line + "\r\n";
}

std::string row(const review::Simulation& simulation, std::size_t application) {
  std::string line;
  for (const auto& parameter : simulation.parameters) line += field(parameter.second) + ",";
  const auto& ids = simulation.scenario->population.ids;
  line += ids.empty() ? fmt::to_string(application) : field(ids[application]);
  for (const auto& mechanism : simulation.mechanisms) {
    const auto times = mechanism.times_awarded[application];
    line += fmt::format(",{},{}", times, static_cast<double>(times) / static_cast<double>(simulation.replications));
  }
  return line + "\r\n";
}

}  // namespace

Problems write_applications(const std::string& file, const std::vector<review::Simulation>& simulations) {
  if (!simulations.front().scenario->needs.tally)
    return {Problem{.code = "cli.simulate.no-tally", .where = {}, .args = {{"file", file}}}};
  auto out = OutputFile::create(file);
  if (!out) return out.problems();
  (*out)->write(header(simulations.front()));
  for (const auto& simulation : simulations)
    for (std::size_t i = 0; i < simulation.scenario->population.count && simulation.replications > 0; ++i)
      (*out)->write(row(simulation, i));
  return (*out)->commit();
}

}  // namespace saitaku::cli

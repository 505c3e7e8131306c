// The reports of a simulation, or of a family of them (a sweep). Add one: a file formats/simulation_<name>.cpp that
// defines `const SimulationFormat& simulation_<name>()`; nothing else to edit.
// Layer 6 (report).
#pragma once

#include <span>
#include <string_view>

#include "engine/base/output_file.h"
#include "engine/report/page.h"
#include "engine/review/results.h"

namespace saitaku::report {

/// A format of simulation reports.
struct SimulationFormat {
  std::string_view name;    ///< "json", as --format takes it
  std::string_view ending;  ///< ".json", as --report takes it
  /// Writes the whole report to `out`; whoever owns it commits it. `simulations`: one; or the variants of a sweep, in
  /// their order, all of one scenario. One that has parameters is a sweep of one. None at all: a sweep that was
  /// stopped before its first variant, for which there is nothing to say. Colour and width are those of `options`,
  /// where the format has them.
  void (*write)(ByteSink& out, std::span<const review::Simulation> simulations, const TextOptions& options) = nullptr;
};

/// Every format, in file-name order: csv, html, json, text.
std::span<const SimulationFormat* const> simulation_formats();
/// By name ("json") or by the ending of a file name ("report.JSON", ".json"). nullptr = there is none.
const SimulationFormat* find_simulation_format(std::string_view name_or_file);

}  // namespace saitaku::report

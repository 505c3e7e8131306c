// run.json: everything that a simulation's answer depends on, so that `saitaku replay` gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/review/read_scenario.h"
#include "engine/review/results.h"

namespace saitaku::cli {

struct Manifest {
  std::string name;                 ///< the scenario as the user named it
  std::string version;              ///< of the program
  std::string folder;               ///< where its tables are
  JsonValue scenario;               ///< every --set applied, "sweep" inside
  std::vector<std::string> sha256;  ///< of each variant, tables included
  std::optional<double> until_halfwidth;
  std::string format;  ///< of standard output
  Language language = Language::ja;
  std::string results_sha256;  ///< of the JSON report
};

std::string write_manifest(const Manifest& manifest);
/// Problems: json.*, cli.replay.not-a-manifest, cli.replay.broken.
Result<Manifest> read_manifest(JsonText text);

}  // namespace saitaku::cli

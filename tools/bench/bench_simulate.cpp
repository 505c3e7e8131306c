// The simulator's workloads (tools/bench/simulation/*.json), one thread: seconds per replication and the means, as
// JSON, for tools/bench/simulate.py, which runs NumPy beside it.
//
//   saitaku_bench_simulate SCENARIO.json REPLICATIONS [JOBS]
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "engine/review/lanes/target.h"
#include "engine/review/read_scenario.h"
#include "engine/review/run.h"

using namespace saitaku;

namespace {

double seconds_of(const std::shared_ptr<const review::Scenario>& scenario, const review::Populace& populace,
                  const review::RunOptions& options, std::optional<review::Partial>& partial) {
  const std::clock_t begin = std::clock();
  const auto start = std::chrono::steady_clock::now();
  partial = review::run(scenario, populace, options);
  // Of one thread the processor's time, which other programs disturb less.
  if (options.jobs == 1) return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string means_of(const review::Simulation& simulation) {
  std::string text;
  for (const auto& metric : simulation.mechanisms.front().metrics) {
    if (metric.estimate.replications == 0) continue;
    text += fmt::format("{}\"{}\": {}", text.empty() ? "" : ", ", simulation.scenario->metrics[metric.request].name,
                        metric.estimate.mean);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: saitaku_bench_simulate SCENARIO REPLICATIONS [JOBS]\n"), 2;
  const auto library = rules::Library::open();
  const auto family = review::read_family(argv[1], library);
  if (!family) return std::fputs(describe(family.problems(), Language::en).c_str(), stderr), 1;
  const auto& scenario = family->variants.front().scenario;
  const auto populace = review::Populace::make(*scenario, library);
  if (!populace) return std::fputs(describe(populace.problems(), Language::en).c_str(), stderr), 1;
  review::RunOptions options{.replications = std::atoll(argv[2]),
                             .jobs = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1};
  std::optional<review::Partial> partial;
  const auto count = options.replications;
  options.replications = std::max<std::int64_t>(1, count / 10);
  seconds_of(scenario, **populace, options, partial);  // warm
  options.replications = count;
  const double seconds = seconds_of(scenario, **populace, options, partial);
  fmt::print("{{\"seconds\": {:.9f}, \"target\": \"{}\", \"means\": {{{}}}}}\n", seconds / static_cast<double>(count),
             review::lanes::name_of(review::lanes::current_target()), means_of(review::finish(*partial)));
  return 0;
}

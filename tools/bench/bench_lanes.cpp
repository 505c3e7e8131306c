// The simulator's kernels on every target of this machine, beside what the standard library offers for the same job.
// items_per_second counts words, normals, values or items; one thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "engine/review/lanes/normals.h"
#include "engine/review/lanes/sampling.h"
#include "engine/review/lanes/selection.h"
#include "engine/review/lanes/sums.h"
#include "engine/review/lanes/target.h"
#include "engine/review/lanes/words.h"

namespace {

using namespace saitaku::review;
using saitaku::RandomAddress;

constexpr std::size_t kItems = 10'000;
constexpr std::size_t kTake = 1'000;
constexpr std::size_t kBlock = 480;  // stays in the first-level cache

void per_item(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

// Several sets in turn: with one, the branch predictor learns it by heart, and the references look better than they
// are.
class Scores {
 public:
  Scores() : sets_(64, std::vector<float>(kItems)) {
    std::vector<float> other(kItems);
    std::uint32_t replication = 0;
    for (auto& set : sets_) lanes::normals({.seed = 1, .replication = replication++}, 0, {set, other});
  }
  const std::vector<float>& next() { return sets_[turn_++ % sets_.size()]; }

 private:
  std::vector<std::vector<float>> sets_;
  std::size_t turn_ = 0;
};

void reference_words(benchmark::State& state) {
  std::mt19937_64 engine(1);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBlock; ++i) benchmark::DoNotOptimize(engine());
  }
  per_item(state, kBlock);
}
BENCHMARK(reference_words)->Name("words/mt19937_64");

void reference_normals(benchmark::State& state) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBlock; ++i) benchmark::DoNotOptimize(normal(engine));
  }
  per_item(state, kBlock);
}
BENCHMARK(reference_normals)->Name("normals/normal_distribution");

void reference_selection(benchmark::State& state) {
  Scores scores;
  std::vector<float> copy(kItems);
  for (auto _ : state) {
    copy = scores.next();
    std::nth_element(copy.begin(), copy.begin() + kTake - 1, copy.end(), std::greater<>());
    benchmark::DoNotOptimize(copy[kTake - 1]);
  }
  per_item(state, kItems);
}
BENCHMARK(reference_selection)->Name("selection/nth_element");

void reference_sampling(benchmark::State& state) {
  std::mt19937_64 engine(1);
  std::vector<std::uint32_t> items(kItems);
  std::vector<std::uint8_t> chosen(kItems);
  for (auto _ : state) {
    std::iota(items.begin(), items.end(), 0u);
    std::shuffle(items.begin(), items.end(), engine);
    std::fill(chosen.begin(), chosen.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < kTake; ++i) chosen[items[i]] = 1;
    benchmark::DoNotOptimize(chosen.data());
  }
  per_item(state, kItems);
}
BENCHMARK(reference_sampling)->Name("sampling/shuffle");

void words(benchmark::State& state) {
  std::vector<std::uint32_t> w(4 * kBlock);
  const std::span<std::uint32_t> all(w);
  RandomAddress address{.seed = 1};
  for (auto _ : state) {
    ++address.replication;
    lanes::words(address, 0,
                 {all.first(kBlock), all.subspan(kBlock, kBlock), all.subspan(2 * kBlock, kBlock), all.last(kBlock)});
    benchmark::DoNotOptimize(w.data());
  }
  per_item(state, 4 * kBlock);
}

void normals(benchmark::State& state) {
  std::vector<float> z(4 * kBlock);
  const std::span<float> all(z);
  RandomAddress address{.seed = 1};
  for (auto _ : state) {
    ++address.replication;
    lanes::normals(address, 0,
                   {all.first(kBlock), all.subspan(kBlock, kBlock), all.subspan(2 * kBlock, kBlock), all.last(kBlock)});
    benchmark::DoNotOptimize(z.data());
  }
  per_item(state, 4 * kBlock);
}

void selection(benchmark::State& state) {
  Scores scores;
  lanes::Selector selector;
  for (auto _ : state) benchmark::DoNotOptimize(selector.largest(scores.next(), kTake));
  per_item(state, kItems);
}

void selection_with_window(benchmark::State& state) {
  Scores scores;
  lanes::Selector selector;
  const float near = selector.largest(scores.next(), kTake).value;
  for (auto _ : state) benchmark::DoNotOptimize(selector.largest(scores.next(), kTake, {near - 0.06F, near + 0.06F}));
  per_item(state, kItems);
}

void sampling(benchmark::State& state) {
  lanes::Sampler sampler;
  std::vector<std::uint8_t> chosen(kItems);
  RandomAddress address{.seed = 1};
  for (auto _ : state) {
    ++address.replication;
    sampler.draw(address, kTake, {}, chosen);
    benchmark::DoNotOptimize(chosen.data());
  }
  per_item(state, kItems);
}

// The whole pure lottery: draw, count per item, count in eight strata.
void lottery(benchmark::State& state) {
  lanes::Sampler sampler;
  lanes::Tally tally(kItems);
  std::vector<std::uint8_t> chosen(kItems);
  RandomAddress address{.seed = 1};
  for (auto _ : state) {
    ++address.replication;
    sampler.draw(address, kTake, {}, chosen);
    tally.add(chosen);
    for (std::size_t s = 0; s < 8; ++s) {
      benchmark::DoNotOptimize(lanes::count(std::span(chosen).subspan(s * kItems / 8, kItems / 8)));
    }
  }
  per_item(state, kItems);
}

void sum_of_selected(benchmark::State& state) {
  Scores scores;
  std::vector<std::uint8_t> chosen(kItems);
  lanes::mark_at_least(scores.next(), 1.28F, chosen);
  for (auto _ : state) benchmark::DoNotOptimize(lanes::sum_where(scores.next(), chosen));
  per_item(state, kItems);
}

void mark(benchmark::State& state) {
  Scores scores;
  std::vector<std::uint8_t> chosen(kItems);
  for (auto _ : state) benchmark::DoNotOptimize(lanes::mark_at_least(scores.next(), 1.28F, chosen));
  per_item(state, kItems);
}

struct Job {
  const char* name;
  void (*run)(benchmark::State&);
};
constexpr Job kJobs[] = {{"words", words},
                         {"normals", normals},
                         {"selection", selection},
                         {"selection_with_window", selection_with_window},
                         {"sampling", sampling},
                         {"lottery", lottery},
                         {"sum_of_selected", sum_of_selected},
                         {"mark", mark}};

}  // namespace

int main(int argc, char** argv) {
  for (const auto& job : kJobs) {
    for (const auto target : lanes::available_targets()) {
      benchmark::RegisterBenchmark((std::string(job.name) + '/' + std::string(lanes::name_of(target))).c_str(),
                                   [run = job.run, target](benchmark::State& state) {
                                     lanes::use_target(target);
                                     run(state);
                                   });
    }
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

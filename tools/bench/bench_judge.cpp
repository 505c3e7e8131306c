// What judging a batch costs: by columns, beside the explaining evaluator in the same run. The applications are the
// base document of a pack's worked cases with other names, numbers and amounts. `asked` counts what the columns left to
// the evaluator, per application. Run: cmake --preset release -DSAITAKU_BENCH=ON, build the target, and start it.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>

#include "engine/base/embedded.h"
#include "engine/intake/application.h"
#include "engine/rules/batch_judge.h"
#include "engine/rules/library.h"

namespace {

using namespace saitaku;

constexpr std::size_t kApplications = 2000;
const std::map<std::string, std::string> kBases = {
    {"spread-1000/round-2", "rules/spread-1000/cases/base-round-2.json"},
    {"spread-1000/round-1", "rules/spread-1000/cases/base-round-1.json"},
    {"arise/strategic-target", "rules/arise/cases/base-strategic-target.json"},
    {"arise/international-fusion", "rules/arise/cases/base-international-fusion.json"},
    {"doe-genesis/phase-1", "rules/doe-genesis/cases/base-phase-1.json"},
    {"doe-genesis/phase-2", "rules/doe-genesis/cases/base-phase-2.json"},
    {"nih/application-limits", "rules/nih/cases/base-application-limits.json"},
};

std::shared_ptr<const rules::Pack> pack(const std::string& call) { return *rules::Library::open().load(call); }

/// People differ; what makes an application eligible stays.
void vary(forms::Batch& batch, std::size_t row) {
  const std::string number = std::to_string(10000000 + row);
  const auto set = [&](std::string_view path, const std::string& text) {
    if (const auto field = batch.form().find(path)) batch.set_string(*field, row, text);
  };
  set("applicant.name", "応募 者" + number);
  set("applicant.email", "a" + number + "@example.ac.jp");
  set("applicant.interview_email", "a" + number + "@example.ac.jp");
  set("applicant.erad.researcher_number", number);
}

forms::Batch batch_of(const std::string& call, std::size_t applications) {
  const auto text = embedded_file(kBases.at(call));
  auto drafts = intake::drafts_from_json({.file = "base.json", .text = std::string(*text)});
  forms::Batch batch(pack(call)->form);
  for (std::size_t i = 0; i < applications; ++i) {
    static_cast<void>(intake::fill(batch, drafts.drafts.at(0)));
    vary(batch, i);
  }
  return batch;
}

void by_columns(benchmark::State& state, const std::string& call) {
  const forms::Batch batch = batch_of(call, kApplications);
  const auto the_pack = pack(call);
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(the_pack));
  for (auto _ : state) judge.judge(batch);
  const auto judged = static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(kApplications);
  state.SetItemsProcessed(judged);
  state.counters["asked"] = static_cast<double>(judge.asked()) / static_cast<double>(judged);
  state.counters["rules"] = static_cast<double>(the_pack->rules.size());
  for (std::size_t rule = 0; rule < the_pack->rules.size(); ++rule) {
    if (judge.asked(rule) > 0) std::printf("%s asks\n", the_pack->rules[rule].code.c_str());
  }
}

void one_by_one(benchmark::State& state, const std::string& call) {
  const forms::Batch batch = batch_of(call, 20);
  const auto the_pack = pack(call);
  for (auto _ : state) {
    for (std::size_t i = 0; i < 20; ++i) benchmark::DoNotOptimize(rules::judge(*the_pack, batch, i));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * 20);
}

/// Every application fails one rule of plain numbers: what is said of it.
void say_failed(benchmark::State& state) {
  const std::string call = "spread-1000/round-2";
  const auto the_pack = pack(call);
  forms::Batch batch = batch_of(call, kApplications);
  std::size_t rule = 0;
  while (the_pack->rules[rule].code != "SP-P14") ++rule;
  for (std::size_t i = 0; i < kApplications; ++i) batch.set_integer(*batch.form().find("plan.figures"), i, 9);
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(the_pack));
  judge.judge(batch);
  rules::Said said;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kApplications; ++i) judge.say(rule, i, Language::ja, said);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(kApplications));
}
BENCHMARK(say_failed);

void memberships(benchmark::State& state) {
  const std::string call = "spread-1000/round-2";
  const forms::Batch batch = batch_of(call, kApplications);
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack(call)));
  judge.judge(batch);
  rules::Membership membership;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kApplications; ++i) judge.membership(0, i, membership);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(kApplications));
}
BENCHMARK(memberships);

}  // namespace

int main(int argc, char** argv) {
  for (const auto& [call, base] : kBases) {
    benchmark::RegisterBenchmark(("by_columns/" + call).c_str(), by_columns, call);
    benchmark::RegisterBenchmark(("one_by_one/" + call).c_str(), one_by_one, call);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}

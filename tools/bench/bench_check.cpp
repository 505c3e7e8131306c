// What `saitaku check` spends its time on, each step beside a reference in the same run:
//   document: reading and filling a draft     against nlohmann's parse of the same bytes
//   workbook: reading form 1                  against inflating all its parts and running expat over them
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build the target, and start it.
#include <benchmark/benchmark.h>
#include <expat.h>
#include <zip.h>

#include <nlohmann/json.hpp>

#include "engine/base/embedded.h"
#include "engine/intake/application.h"
#include "engine/rules/judge.h"
#include "engine/rules/library.h"
#include "tests/support/form_workbook.h"

namespace {

using namespace saitaku;

constexpr const char* kCall = "spread-1000/round-2";

std::string sample() { return std::string(embedded_file("rules/spread-1000/cases/base-round-2.json").value()); }

intake::Draft draft() {
  auto drafts = intake::drafts_from_json({.file = "sample.json", .text = sample()});
  return std::move(drafts.drafts.at(0));
}

std::shared_ptr<const rules::Pack> pack() {
  static const auto loaded = *rules::Library::open().load(kCall);
  return loaded;
}

const std::string& workbook() {
  static const std::string bytes = test::FormWorkbook(test::shipped_map("round-2-ja")).bytes();
  return bytes;
}

void library_open(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(rules::Library::open());
}
BENCHMARK(library_open);

void pack_load(benchmark::State& state) {
  const auto library = rules::Library::open();
  for (auto _ : state) benchmark::DoNotOptimize(library.load(kCall));
}
BENCHMARK(pack_load);

void document_reference_nlohmann(benchmark::State& state) {
  const std::string text = sample();
  for (auto _ : state) benchmark::DoNotOptimize(nlohmann::json::parse(text));
}
BENCHMARK(document_reference_nlohmann);

void document_read_and_fill(benchmark::State& state) {
  const std::string text = sample();
  for (auto _ : state) {
    const auto drafts = intake::drafts_from_json({.file = "sample.json", .text = text});
    forms::Batch batch(pack()->form);
    benchmark::DoNotOptimize(intake::fill(batch, drafts.drafts.at(0)));
  }
}
BENCHMARK(document_read_and_fill);

void judge_one(benchmark::State& state) {
  forms::Batch batch(pack()->form);
  intake::fill(batch, draft());
  for (auto _ : state) benchmark::DoNotOptimize(rules::judge(*pack(), batch, 0));
}
BENCHMARK(judge_one);

/// Inflates every part and parses those that are XML, with no handlers: what reading cannot do without.
void workbook_reference_inflate_and_expat(benchmark::State& state) {
  const std::string& bytes = workbook();
  for (auto _ : state) {
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
      zip_stat_t stat;
      zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
      std::string part(stat.size, '\0');
      zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
      zip_fread(file, part.data(), part.size());
      zip_fclose(file);
      XML_Parser parser = XML_ParserCreate(nullptr);
      XML_Parse(parser, part.data(), static_cast<int>(part.size()), 1);
      XML_ParserFree(parser);
    }
    zip_discard(archive);
  }
}
BENCHMARK(workbook_reference_inflate_and_expat);

void workbook_to_draft(benchmark::State& state) {
  const auto& maps = test::shipped_maps();
  for (auto _ : state) benchmark::DoNotOptimize(intake::draft_from_workbook("form.xlsx", workbook(), maps));
}
BENCHMARK(workbook_to_draft);

}  // namespace

BENCHMARK_MAIN();

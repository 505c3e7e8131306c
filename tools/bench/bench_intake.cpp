// What the audit spends on reading, each beside a reference in the same run:
//   lines     from bytes to a batch of the fields that the rules of a call read, against simdjson's DOM parse of the
//             same lines (keys in the usual order, and in an order of their own in every record)
//   workbook  from bytes to a draft, against inflating the parts that are needed and running expat over them
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build the target, and start it.
#include <benchmark/benchmark.h>
#include <expat.h>
#include <simdjson.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "engine/base/embedded.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/units.h"
#include "engine/rules/batch_judge.h"
#include "engine/rules/library.h"
#include "tests/support/form_workbook.h"

namespace {

using namespace saitaku;

constexpr const char* kCall = "spread-1000/round-2";
constexpr std::size_t kBytes = std::size_t{32} << 20;

std::shared_ptr<const rules::Pack> pack() {
  static const auto loaded = *rules::Library::open().load(kCall);
  return loaded;
}

JsonValue sample() {
  auto text = std::string(embedded_file("rules/spread-1000/cases/base-round-2.json").value());
  return parse_json({.file = "sample.json", .text = std::move(text)})->root;
}

/// Cuts long texts, so that a record has the size that applications have in lists: some 2 KB.
void shorten(JsonValue& value) {
  constexpr std::size_t kLongest = 36;  // bytes
  if (value.is_string() && value.string.size() > kLongest) {
    std::size_t end = 0;
    while (end < kLongest) next_code_point(value.string, end);
    value.string.resize(end);
  }
  for (auto& member : value.members) shorten(member.value);
  for (auto& item : value.items) shorten(item);
}

void shuffle(JsonValue& value, std::mt19937_64& random) {
  for (auto i = value.members.size(); i > 1; --i) std::swap(value.members[i - 1], value.members[random() % i]);
  for (auto& member : value.members) shuffle(member.value, random);
  for (auto& item : value.items) shuffle(item, random);
}

std::string make_lines(bool shuffled) {
  std::mt19937_64 random(17);
  auto record = sample();
  shorten(record);
  for (const char* long_list : {"submission", "collaborators"}) record.at(long_list) = JsonValue();
  record.at("submission") = JsonValue::object();
  record.at("submission").at("submitted_at") = JsonValue::of(std::string_view("2026-07-02T16:40:00+09:00"));
  record.at("submission").at("method") = JsonValue::of(std::string_view("e-rad"));
  record.at("collaborators") = JsonValue::array();
  std::string lines;
  while (lines.size() < kBytes) {
    record.at("application_id") = JsonValue::of(std::string_view("R2-" + std::to_string(random() % 1'000'000)));
    record.at("budget").at("direct_total") = JsonValue::of(static_cast<std::int64_t>(random() % 5'000));
    auto written = record;
    if (shuffled) shuffle(written, random);
    lines += write_json(written, false) + "\n";
  }
  return lines;
}

const std::string& lines(bool shuffled) {
  static const std::string usual = make_lines(false);
  static const std::string mixed = make_lines(true);
  return shuffled ? mixed : usual;
}

void report(benchmark::State& state, bool shuffled) {
  const auto& text = lines(shuffled);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["record_bytes"] =
      static_cast<double>(text.size()) / static_cast<double>(std::count(text.begin(), text.end(), '\n'));
}

void lines_reference_simdjson(benchmark::State& state, bool shuffled) {
  const auto& text = lines(shuffled);
  simdjson::padded_string padded(text);
  simdjson::dom::parser parser;
  if (parser.allocate(1 << 20) != simdjson::SUCCESS) return state.SkipWithError("no memory");
  for (auto _ : state) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      benchmark::DoNotOptimize(parser.parse(padded.data() + at, end - at, false));
      at = end + 1;
    }
  }
  report(state, shuffled);
}
BENCHMARK_CAPTURE(lines_reference_simdjson, usual, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lines_reference_simdjson, shuffled, true)->Unit(benchmark::kMillisecond);

void lines_reference_parse_many(benchmark::State& state, bool shuffled) {
  const auto& text = lines(shuffled);
  simdjson::padded_string padded(text);
  simdjson::dom::parser parser;
  parser.threaded = false;
  for (auto _ : state) {
    simdjson::dom::document_stream stream;
    if (parser.parse_many(padded, 1 << 20).get(stream) != simdjson::SUCCESS) return state.SkipWithError("no stream");
    for (auto document : stream) benchmark::DoNotOptimize(document.error());
  }
  report(state, shuffled);
}
BENCHMARK_CAPTURE(lines_reference_parse_many, usual, false)->Unit(benchmark::kMillisecond);

intake::UnitOptions options() {
  intake::UnitOptions options;
  options.form = pack()->form;
  options.call = kCall;
  return options;
}

std::vector<intake::Unit> units_of(const std::string& text) {
  constexpr std::size_t kUnit = std::size_t{4} << 20;
  std::vector<intake::Unit> units;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = at + kUnit < text.size() ? text.rfind('\n', at + kUnit) + 1 : text.size();
    intake::Unit unit;
    unit.kind = intake::UnitKind::lines;
    unit.bytes = text.substr(at, end - at);
    units.push_back(std::move(unit));
    at = end;
  }
  return units;
}

void lines_to_batch(benchmark::State& state, bool shuffled, bool everything) {
  const rules::BatchPlan plan(pack());
  auto wanted = plan.wanted();
  if (everything) wanted.assign(wanted.size(), true);
  const auto units = units_of(lines(shuffled));
  intake::Inventory inventory;
  inventory.inputs.push_back({"lines.ndjson", false, 0});
  intake::UnitFiller filler(inventory, options(), wanted);
  intake::Filled filled(pack()->form, wanted);
  std::size_t unreadable = 0;
  for (auto _ : state) {
    for (const auto& unit : units) {
      filled.clear();
      filler.fill(unit, filled);
      unreadable += filled.unreadable.size();
    }
  }
  if (unreadable > 0) state.SkipWithError("lines were unreadable");
  report(state, shuffled);
  state.counters["wanted"] = static_cast<double>(std::count(wanted.begin(), wanted.end(), true));
}
BENCHMARK_CAPTURE(lines_to_batch, usual, false, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lines_to_batch, shuffled, true, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(lines_to_batch, all_fields, false, true)->Unit(benchmark::kMillisecond);

/// SAITAKU_WORKBOOK names an official form 1 to measure instead of the one made up from its map.
const std::string& workbook() {
  static const std::string bytes = [] {
    const char* path = std::getenv("SAITAKU_WORKBOOK");
    return path != nullptr ? *read_file(path) : test::FormWorkbook(test::shipped_map("round-2-ja")).bytes();
  }();
  return bytes;
}

void XMLCALL nothing_started(void*, const XML_Char*, const XML_Char**) {}
void XMLCALL nothing_ended(void*, const XML_Char*) {}
void XMLCALL no_text(void*, const XML_Char*, int) {}

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
      XML_Parser parser = XML_ParserCreateNS(nullptr, ' ');
      XML_SetElementHandler(parser, nothing_started, nothing_ended);
      XML_SetCharacterDataHandler(parser, no_text);
      XML_Parse(parser, part.data(), static_cast<int>(part.size()), 1);
      XML_ParserFree(parser);
    }
    zip_discard(archive);
  }
}
BENCHMARK(workbook_reference_inflate_and_expat)->Unit(benchmark::kMicrosecond);

void workbook_to_draft(benchmark::State& state) {
  const auto& maps = test::shipped_maps();
  for (auto _ : state) benchmark::DoNotOptimize(intake::draft_from_workbook("form.xlsx", workbook(), maps));
}
BENCHMARK(workbook_to_draft)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();

// What a whole audit costs, from files to totals, beside simdjson's DOM parse of the same bytes in the same run. The
// pack of 24 rules is tools/bench/packs, a record has 2 KB.
//   clean     nothing is broken                       shuffled  keys in an order of their own in every record
//   failing   six rules fail in every record, every finding written to NDJSON
//   broken    1 % of the lines are no JSON            one-each  clean, and a rule over the batch besides
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build saitaku_bench_audit, and start it: [records] [rounds].
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/base/files.h"
#include "engine/report/audit_report.h"
#include "engine/rules/library.h"
#include "tools/bench/bench_audit_records.h"

namespace {

using namespace saitaku;

/// Milliseconds. Those of the processor hold on a machine that has other things to do as well.
struct Times {
  double processor = 0, clock = 0;
};

Times time_of(const std::function<void()>& run) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t processor_begin = std::clock();
  run();
  return {static_cast<double>(std::clock() - processor_begin) * 1000 / CLOCKS_PER_SEC,
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count()};
}

double median_of(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[numbers.size() / 2];
}

/// Reads the file and parses it line by line: what an audit that did nothing else would do.
void parse_lines(const std::string& path) {
  simdjson::dom::parser parser;
  simdjson::padded_string text;
  if (simdjson::padded_string::load(path).get(text) != simdjson::SUCCESS) std::exit(1);
  const std::string_view all(text.data(), text.size());
  std::size_t objects = 0;
  for (std::size_t at = 0; at < all.size();) {
    const auto end = std::min(all.find('\n', at), all.size());
    simdjson::dom::element element;
    if (parser.parse(text.data() + at, end - at, false).get(element) == simdjson::SUCCESS) ++objects;
    at = end + 1;
  }
  if (objects == 0) std::exit(1);
}

/// The same without reading: the mark that is hardest to beat.
void parse_held(const simdjson::padded_string& text, simdjson::dom::parser& parser) {
  const std::string_view all(text.data(), text.size());
  std::size_t objects = 0;
  for (std::size_t at = 0; at < all.size();) {
    const auto end = std::min(all.find('\n', at), all.size());
    simdjson::dom::element element;
    if (parser.parse(text.data() + at, end - at, false).get(element) == simdjson::SUCCESS) ++objects;
    at = end + 1;
  }
  if (objects == 0) std::exit(1);
}

/// A file, how it is audited, and what its rounds took.
struct Row {
  std::string name, path;
  std::shared_ptr<const rules::Pack> pack;
  bool ndjson = false;
  simdjson::padded_string text{};
  audit::Summary summary = {};
  std::vector<Times> parse = {}, parse_held = {}, one = {}, two = {};
};

/// The median over the rounds of what `number` makes of each: a ratio is one of times that were taken in turn.
double median(std::size_t rounds, const std::function<double(std::size_t)>& number) {
  std::vector<double> numbers;
  for (std::size_t round = 0; round < rounds; ++round) numbers.push_back(number(round));
  return median_of(std::move(numbers));
}

struct Bench {
  std::string folder;
  std::size_t rounds = 5;
  std::shared_ptr<const rules::Pack> plain, one_each;

  audit::Summary audit(const std::shared_ptr<const rules::Pack>& pack, const std::string& path, unsigned jobs,
                       bool ndjson) const {
    audit::Options options;
    options.run.pack = pack;
    options.units.form = pack->form;
    options.units.call = pack->id;
    options.jobs = jobs;
    StringSink shown;
    const auto* json = report::find_audit_format("json");
    const auto summary = json->make_for_output(shown, {});
    std::vector<audit::Sink*> sinks{summary.get()};
    std::unique_ptr<OutputFile> file;
    std::unique_ptr<audit::Sink> findings;
    if (ndjson) {
      file = *OutputFile::create(folder + "/findings.ndjson");
      findings = report::find_audit_format("ndjson")->make(*file, {});
      sinks.push_back(findings.get());
    }
    const auto result = audit::run(intake::take_inventory(std::vector{path}, {}), options, sinks);
    if (!result) std::exit(1);
    return *result;
  }

  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = folder + '/' + name + ".ndjson";
    auto file = *OutputFile::create(path);
    file->write(text);
    if (!file->commit().empty()) std::exit(1);
    return path;
  }

  void round(Row& row, bool counts) const {
    simdjson::dom::parser parser;
    const Times parse = time_of([&] { parse_lines(row.path); });
    const Times held = time_of([&] { parse_held(row.text, parser); });
    const Times one = time_of([&] { row.summary = audit(row.pack, row.path, 1, row.ndjson); });
    const Times two = time_of([&] { audit(row.pack, row.path, 2, row.ndjson); });
    if (!counts) return;
    row.parse.push_back(parse);
    row.parse_held.push_back(held);
    row.one.push_back(one);
    row.two.push_back(two);
  }

  void print(const Row& row, const Row& clean) const {
    const auto of = [&](const std::function<double(std::size_t)>& number) { return median(rounds, number); };
    const double milliseconds = of([&](std::size_t i) { return row.one[i].processor; });
    std::printf("%-9s %7llu %7llu %8llu %8.0f %7.0f %8.2f %9.2f %9.2f %9.2f %9.2f\n", row.name.c_str(),
                static_cast<unsigned long long>(row.summary.applications.total),
                static_cast<unsigned long long>(row.summary.inputs.unreadable_records),
                static_cast<unsigned long long>(row.summary.findings.error), milliseconds,
                static_cast<double>(row.summary.inputs.bytes) / milliseconds / 1000,
                of([&](std::size_t i) { return row.parse[i].processor / row.one[i].processor; }),
                of([&](std::size_t i) { return row.parse_held[i].processor / row.one[i].processor; }),
                of([&](std::size_t i) { return row.one[i].processor / clean.one[i].processor; }),
                of([&](std::size_t i) { return row.two[i].processor / row.one[i].processor; }),
                of([&](std::size_t i) { return row.one[i].clock / row.two[i].clock; }));
  }

  void run(std::size_t records) const {
    const auto clean = write("clean", bench::lines(records, {}));
    std::vector<Row> rows;
    rows.push_back(Row{"clean", clean, plain});
    rows.push_back(Row{"shuffled", write("shuffled", bench::lines(records, {.shuffled = true})), plain});
    rows.push_back(Row{"broken", write("broken", bench::lines(records, {}, 100)), plain});
    rows.push_back(Row{"one-each", clean, one_each});
    rows.push_back(Row{"failing", write("failing", bench::lines(records, {.failing = true})), plain, true});
    for (Row& row : rows) {
      if (simdjson::padded_string::load(row.path).get(row.text) != simdjson::SUCCESS) std::exit(1);
    }
    for (std::size_t i = 0; i <= rounds; ++i) {
      for (Row& row : rows) round(row, i > 0);
    }
    std::printf(
        "cpu: milliseconds of the processor, -j1; of parse: the rate of simdjson's DOM, line by line, reading\n");
    std::printf("the file (held: the file is in memory already); j2 cpu: what -j2 takes of -j1; j2 clock: how much\n");
    std::printf("faster it is\n");
    std::printf("%-9s %7s %7s %8s %8s %7s %8s %9s %9s %9s %9s\n", "", "read", "broken", "errors", "cpu", "MB/s",
                "of parse", "of (held)", "of clean", "j2 cpu", "j2 clock");
    for (const Row& row : rows) print(row, rows.front());
  }
};

std::size_t number(const char* text, std::size_t otherwise) {
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

int main(int argc, char** argv) {
  const auto library = rules::Library::open({SAITAKU_BENCH_PACKS});
  const auto plain = library.load("bench/plain");
  const auto one_each = library.load("bench/one-each");
  if (!plain || !one_each) return 1;
  auto folder = std::filesystem::temp_directory_path() / "saitaku-bench-XXXXXX";
  std::string name = folder.string();
  if (::mkdtemp(name.data()) == nullptr) return 1;
  const Bench bench{name, number(argc > 2 ? argv[2] : nullptr, 5), *plain, *one_each};
  bench.run(number(argc > 1 ? argv[1] : nullptr, 100'000));
  std::filesystem::remove_all(name);
}

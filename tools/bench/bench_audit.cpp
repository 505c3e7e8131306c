// What a whole audit costs, from files to totals, beside simdjson's DOM parse of the same bytes in the same run. The
// pack of 24 rules is tools/bench/packs, a record has 2 KB.
//   clean     nothing is broken                       shuffled  keys in an order of their own in every record
//   failing   six rules fail in every record, every finding written to NDJSON
//   broken    1 % of the lines are no JSON            one-each  clean, and a rule over the batch besides
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build saitaku_bench_audit, and start it: [records] [repetitions].
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/base/files.h"
#include "engine/report/audit_report.h"
#include "engine/rules/library.h"

namespace {

using namespace saitaku;

/// Members of an object, and how to write them in one order or another.
using Members = std::vector<std::string>;

std::string object(Members members, bool shuffled, std::mt19937_64& random) {
  if (shuffled) {
    for (auto i = members.size(); i > 1; --i) std::swap(members[i - 1], members[random() % i]);
  }
  std::string text = "{";
  for (const std::string& member : members) text += (text.size() > 1 ? "," : "") + member;
  return text + '}';
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string quoted(const std::string& name, const std::string& text) { return '"' + name + "\":\"" + text + '"'; }
std::string plain(const std::string& name, const std::string& text) { return '"' + name + "\":" + text; }
std::string plain(const std::string& name, std::uint64_t number) { return plain(name, std::to_string(number)); }

struct Kind {
  bool shuffled = false, failing = false;
};

class Records {
 public:
  explicit Records(Kind kind) : kind_(kind), random_(17) {}

  std::string next() {
    const std::uint64_t number = 10'000'000 + count_++;
    direct_ = 1000 + random_() % 3000;
    travel_ = 100 + random_() % 300;
    return made({quoted("schema", "saitaku.application/1"), quoted("application_id", "BM-" + std::to_string(number)),
                 plain("submission", submission()), plain("applicant", applicant(number)),
                 plain("institution", institution(number % 50)), plain("plan", plan()), plain("budget", budget()),
                 plain("effort", made({plain("percent", 30), plain("others", random_() % 70)})),
                 plain("checks", made({plain("integrity_course", "true"), plain("declaration", "true")}))});
  }

 private:
  std::string made(Members members) { return object(std::move(members), kind_.shuffled, random_); }
  std::string day(std::uint64_t year) {
    return std::to_string(year) + "-0" + std::to_string(1 + random_() % 9) + "-11";
  }

  std::string submission() {
    return made({quoted("submitted_at", day(2026).substr(0, 7) + "-02T16:40:00+09:00"),
                 quoted("method", kind_.failing ? "post" : "online")});
  }
  std::string applicant(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    return made({quoted("name", "応募 花子" + digits), quoted("kana", "オウボ ハナコ"),
                 quoted("email", kind_.failing ? "nobody" : "a" + digits + "@example.ac.jp"),
                 quoted("phone", "03-0000-0000"), quoted("researcher_number", digits),
                 quoted("birth_date", day(1977 + random_() % 20)), quoted("degree_date", day(2002 + random_() % 20)),
                 quoted("position", "researcher"), plain("full_time", "true"),
                 plain("is_student", kind_.failing ? "true" : "false"),
                 quoted("address", "東京都千代田区霞が関三丁目二番二号 例示研究棟八階")});
  }
  std::string institution(std::uint64_t number) {
    return made({quoted("name", "例示大学" + std::to_string(number)), quoted("code", std::to_string(10'000 + number)),
                 quoted("kind", "university"), plain("consent", "true")});
  }
  std::string plan() {
    return made({quoted("title", "地域に残る古文書の翻刻と公開のための基盤づくり"), quoted("field", "information"),
                 quoted("summary", repeated("地域の家々に残る古文書を翻刻し、誰もが読める形で公開する。", 5)),
                 quoted("purpose", repeated("失われつつある資料を次の世代に渡すことを目的とする。", 4)),
                 quoted("method", "撮影と機械による翻刻を組み合わせ、郷土史の会と共に確かめる。"),
                 quoted("start", "2026-10-01"), quoted("end", "2028-03-31"), plain("figures", random_() % 5),
                 plain("human_subjects", "false"), plain("ethics_approval", "null"),
                 plain("keywords", R"(["古文書","翻刻","公開"])")});
  }
  std::string budget() {
    const std::uint64_t indirect = kind_.failing ? direct_ : direct_ * 3 / 10;
    const auto item = [&](const std::string& category, const std::string& what, std::uint64_t amount) {
      return made({quoted("category", category), quoted("what", what), plain("amount", amount)});
    };
    const std::string items = '[' + item("goods", "撮影台", direct_ - travel_ - (kind_.failing ? 11 : 10)) + ',' +
                              item("travel", "資料調査", travel_) + ',' + item("other", "複写", 10) + ']';
    return made({plain("items", items), plain("direct_total", direct_), plain("indirect_total", indirect),
                 plain("total", direct_ + indirect + (kind_.failing ? 1 : 0)), plain("travel_total", travel_)});
  }

  Kind kind_;
  std::mt19937_64 random_;
  std::uint64_t count_ = 0, direct_ = 0, travel_ = 0;
};

std::string lines(std::size_t records, Kind kind, std::size_t broken_every = 0) {
  Records source(kind);
  std::string text;
  for (std::size_t i = 0; i < records; ++i) {
    std::string record = source.next();
    if (broken_every != 0 && i % broken_every == 0) record.resize(record.size() / 2);
    while (!record.empty() && (record.back() & 0x80) != 0) record.pop_back();
    text += record + '\n';
  }
  return text;
}

/// Milliseconds. Those of the processor hold on a machine that has other things to do as well.
struct Times {
  double processor = 0, clock = 0;
};

double median_of(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// The medians of some runs after one that does not count.
Times median(std::size_t repetitions, const std::function<void()>& run) {
  run();
  std::vector<double> processor, clock;
  for (std::size_t i = 0; i < repetitions; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor_begin = std::clock();
    run();
    processor.push_back(static_cast<double>(std::clock() - processor_begin) * 1000 / CLOCKS_PER_SEC);
    clock.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  return {median_of(std::move(processor)), median_of(std::move(clock))};
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

struct References {
  Times read, held;
};

struct Bench {
  std::string folder;
  std::size_t repetitions = 5;
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

  Times row(const std::string& name, const std::string& path, const std::shared_ptr<const rules::Pack>& pack,
            bool ndjson, const References& parse) const {
    const auto summary = audit(pack, path, 1, ndjson);
    const Times one = median(repetitions, [&] { audit(pack, path, 1, ndjson); });
    const Times two = median(repetitions, [&] { audit(pack, path, 2, ndjson); });
    const auto bytes = static_cast<double>(summary.inputs.bytes);
    std::printf("%-9s %7llu %7llu %8llu %8.0f %8.0f %7.0f %8.2f %10.2f %8.0f %8.2f\n", name.c_str(),
                static_cast<unsigned long long>(summary.applications.total),
                static_cast<unsigned long long>(summary.inputs.unreadable_records),
                static_cast<unsigned long long>(summary.findings.error), one.processor, one.clock,
                bytes / one.processor / 1000, parse.read.processor / one.processor,
                parse.held.processor / one.processor, two.clock, one.clock / two.clock);
    return one;
  }

  References references(const std::string& path) const {
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path).get(text) != simdjson::SUCCESS) std::exit(1);
    simdjson::dom::parser parser;
    return {median(repetitions, [&] { parse_lines(path); }), median(repetitions, [&] { parse_held(text, parser); })};
  }

  void run(std::size_t records) const {
    const auto clean = write("clean", lines(records, {}));
    const auto shuffled = write("shuffled", lines(records, {.shuffled = true}));
    const auto failing = write("failing", lines(records, {.failing = true}));
    const auto broken = write("broken", lines(records, {}, 100));
    std::printf("parse: simdjson's DOM, line by line, reading the file; (held): the file is in memory already\n");
    std::printf("%-9s %7s %7s %8s %8s %8s %7s %8s %10s %8s %8s\n", "", "read", "broken", "errors", "cpu ms", "-j1 ms",
                "MB/s", "of parse", "of (held)", "-j2 ms", "speed-up");
    const Times of_clean = row("clean", clean, plain, false, references(clean));
    row("shuffled", shuffled, plain, false, references(shuffled));
    row("broken", broken, plain, false, references(broken));
    row("one-each", clean, one_each, false, references(clean));
    const Times of_failing = row("failing", failing, plain, true, references(failing));
    std::printf("failing, all findings written: %.2f times clean\n", of_failing.processor / of_clean.processor);
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

// The most memory that an audit ever holds, however much it reads. Every case is written into a pipe by one process
// and audited by another, whose peak the system tells: nothing of the input lies on a disk.
//   clean     24 rules, nothing is broken             failing   six rules fail in each, every finding to NDJSON
//   one-each  a rule over the batch besides, in which one record of a hundred repeats another
//   a line of 16 MB, one of 70 MB, and a blank one of 70 MB, each between two records
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build saitaku_bench_audit_memory, and start it: [records] [jobs].
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "engine/audit/audit.h"
#include "engine/report/audit_report.h"
#include "engine/rules/library.h"
#include "tools/bench/bench_audit_records.h"

namespace {

using namespace saitaku;

using Write = std::function<void(std::string_view)>;
/// Writes one input.
using Source = std::function<void(const Write&)>;

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written <= 0) std::_Exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Takes everything and keeps nothing: what a file of the report would take is not this program's memory.
class Nowhere final : public ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes.size(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::uint64_t bytes_ = 0;
};

struct Case {
  std::string name;
  std::string pack;
  bool ndjson = false;
  Source source;
};

/// In a process of its own, with the input as its standard input.
void audit_input(const Case& of, unsigned jobs) {
  const auto library = rules::Library::open({SAITAKU_BENCH_PACKS});
  const auto pack = library.load(of.pack);
  if (!pack) std::_Exit(1);
  audit::Options options;
  options.run.pack = *pack;
  options.units.form = (*pack)->form;
  options.units.call = (*pack)->id;
  options.jobs = jobs;
  Nowhere report;
  std::vector<audit::Sink*> sinks;
  const auto findings = report::find_audit_format("ndjson")->make(report, {});
  if (of.ndjson) sinks.push_back(findings.get());
  const auto summary = audit::run(intake::take_inventory(std::vector<std::string>{"-"}, {}), options, sinks);
  if (!summary) std::_Exit(1);
  std::printf("%-12s %9llu %7llu %9llu %9.0f", of.name.c_str(),
              static_cast<unsigned long long>(summary->applications.total),
              static_cast<unsigned long long>(summary->inputs.unreadable_records),
              static_cast<unsigned long long>(summary->findings.error), static_cast<double>(report.bytes()) / 1e6);
  std::fflush(stdout);
  std::_Exit(0);
}

pid_t in_child(const std::function<void()>& work) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child < 0) std::exit(1);
  if (child == 0) {
    work();
    std::_Exit(0);
  }
  return child;
}

void measure(const Case& of, unsigned jobs) {
  int ends[2];
  if (::pipe(ends) != 0) std::exit(1);
  const pid_t writer = in_child([&] {
    ::close(ends[0]);
    of.source([&](std::string_view bytes) { write_all(ends[1], bytes); });
  });
  const pid_t reader = in_child([&] {
    ::close(ends[1]);
    if (::dup2(ends[0], STDIN_FILENO) < 0) std::_Exit(1);
    ::close(ends[0]);
    audit_input(of, jobs);
  });
  ::close(ends[0]);
  ::close(ends[1]);
  int status = 0;
  struct rusage usage {};
  ::wait4(reader, &status, 0, &usage);
  ::waitpid(writer, nullptr, 0);
  if (status != 0) std::exit(1);
  std::printf(" %9.1f\n", static_cast<double>(usage.ru_maxrss) / 1024);
}

Source records(std::size_t count, bench::Kind kind) {
  return [=](const Write& write) {
    bench::Records source(kind);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += source.next() + '\n';
      if (text.size() < (std::size_t{1} << 20)) continue;
      write(text);
      text.clear();
    }
    write(text);
  };
}

/// A line of so many bytes, made of `fill`, between two records.
Source long_line(std::size_t bytes, const std::string& begin, char fill, const std::string& end) {
  return [=](const Write& write) {
    bench::Records source({});
    write(source.next() + '\n' + begin);
    const std::string some(std::size_t{1} << 20, fill);
    for (std::size_t left = bytes - begin.size() - end.size(); left > 0;) {
      const std::size_t now = std::min(left, some.size());
      write(std::string_view(some).substr(0, now));
      left -= now;
    }
    write(end + '\n' + source.next() + '\n');
  };
}

std::size_t number(const char* text, std::size_t otherwise) {
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = number(argc > 1 ? argv[1] : nullptr, 1'000'000);
  const auto jobs = static_cast<unsigned>(number(argc > 2 ? argv[2] : nullptr, 2));
  const std::string begin = R"({"application_id": "long", "plan": {"title": ")";
  std::printf("%-12s %9s %7s %9s %9s %9s\n", "", "read", "broken", "errors", "report MB", "peak MiB");
  measure({"clean", "bench/plain", false, records(count, {})}, jobs);
  measure({"failing", "bench/plain", true, records(count, {.failing = true})}, jobs);
  measure({"one-each", "bench/one-each", true, records(count, {.repeated = true})}, jobs);
  measure({"all failing", "bench/one-each", true, records(count, {.failing = true, .repeated = true})}, jobs);
  measure({"line, 16 MB", "bench/one-each", true, long_line(16'000'000, begin, 'x', "\"}}")}, jobs);
  measure({"line, 70 MB", "bench/one-each", true, long_line(70'000'000, begin, 'x', "\"}}")}, jobs);
  measure({"blank, 70 MB", "bench/one-each", true, long_line(70'000'000, "", ' ', "")}, jobs);
}

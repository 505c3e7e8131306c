// What a finding costs in each report of an audit; items are findings. References in the same run:
//   records of NDJSON      against nlohmann's dump of the same members
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build the target, and start it.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "engine/report/audit_report.h"
#include "engine/rules/library.h"

namespace {

using namespace saitaku;

constexpr std::size_t kFindings = 4;  // of an application

class Nowhere : public ByteSink {
 public:
  void write(std::string_view bytes) override { written += bytes.size(); }
  std::size_t written = 0;
};

std::shared_ptr<const rules::Pack> pack() {
  static const auto loaded = *rules::Library::open().load("spread-1000/round-2");
  return loaded;
}

/// Applications with findings as a real pack makes them: messages differ by their values, fixes are mostly the same.
class Applications {
 public:
  Applications() : rules_(audit::rule_refs(*pack())), findings_(kFindings) {
    for (std::size_t i = 0; i < kVariants; ++i) {
      messages_.push_back("直接経費の合計" + std::to_string(5'000'001 + i * 1'000) +
                          "円が、上限5,000,000円を超えています（研究計画調書の経費の欄の合計で判定しました）。");
    }
    for (std::size_t i = 0; i < kFindings; ++i) {
      auto& finding = findings_[i];
      finding.rule = &rules_[i];
      finding.outcome = i == 0 ? rules::Outcome::unknown : rules::Outcome::fail;
      finding.fix = "直接経費を減らしてください。間接経費は直接経費の30%までです。";
      finding.fields = {"/budget/direct_total", "/budget/unit_yen"};
      finding.fingerprint = "0123456789abcdef0123456789abcdef";
    }
  }

  const audit::ApplicationView& next() {
    ++number_;
    id_ = "SP2-" + std::to_string(number_);
    for (std::size_t i = 0; i < kFindings; ++i) findings_[i].message = messages_[(number_ + i) % kVariants];
    view_ = {.number = number_,
             .name = id_,
             .id = id_,
             .institution = "例示国立大学法人",
             .file = "提出/応募.ndjson",
             .line = number_,
             .byte = static_cast<std::int64_t>(number_) * 2048,
             .verdict = rules::VerdictKind::ineligible,
             .counts = {.error = 3, .unknown = 1},
             .findings = findings_};
    return view_;
  }

 private:
  static constexpr std::size_t kVariants = 64;
  std::vector<audit::RuleRef> rules_;
  std::vector<audit::FindingView> findings_;
  std::vector<std::string> messages_;
  std::uint64_t number_ = 0;
  std::string id_;
  audit::ApplicationView view_;
};

void write_report(benchmark::State& state, const saitaku::report::AuditFormat* format) {
  Applications applications;
  Nowhere out;
  const auto sink = format->make(out, {});
  sink->begin({.pack = pack(), .language = Language::ja, .program_version = "0"});
  for (auto _ : state) sink->application(applications.next());
  audit::Summary summary;
  summary.by_rule.resize(audit::rule_refs(*pack()).size());
  sink->end(summary);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kFindings));
  state.counters["bytes_each"] =
      static_cast<double>(out.written) / static_cast<double>(state.iterations()) / static_cast<double>(kFindings);
}

void reference_nlohmann(benchmark::State& state) {
  Applications applications;
  Nowhere out;
  for (auto _ : state) {
    const auto& view = applications.next();
    for (const auto& finding : view.findings) {
      nlohmann::ordered_json record;
      record["schema"] = "saitaku.finding/1";
      record["file"] = view.file;
      record["line"] = view.line;
      record["byte"] = view.byte;
      record["application_id"] = view.id;
      record["name"] = view.name;
      record["institution"] = view.institution;
      record["code"] = finding.rule->code;
      record["severity"] = to_string(finding.rule->severity);
      record["status"] = to_string(finding.rule->status);
      record["title"] = finding.rule->title->ja;
      record["outcome"] = to_string(finding.outcome);
      record["message"] = finding.message;
      record["fix"] = finding.fix;
      record["fields"] = finding.fields;
      record["fingerprint"] = finding.fingerprint;
      out.write(record.dump());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kFindings));
}
BENCHMARK(reference_nlohmann)->Name("reference/nlohmann");

}  // namespace

int main(int count, char** words) {
  for (const auto* format : report::audit_formats())
    benchmark::RegisterBenchmark(std::string(format->name).c_str(), write_report, format);
  benchmark::Initialize(&count, words);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

// saitaku audit: judges many applications by the rules of one call.
#include "engine/audit/audit.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <thread>

#include "engine/base/files.h"
#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/intake/table.h"
#include "engine/report/audit_report.h"
#include "engine/store/store.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/interrupts.h"
#include "tools/cli/printed.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

/// A report file that is being written.
struct Report {
  std::unique_ptr<OutputFile> file;
  std::unique_ptr<audit::Sink> sink;
};

/// Gives the reports their names when all of them are whole. Told before the store, which marks the run as finished:
/// a run that is killed in between is resumed, and tells its reports again.
class Finish : public audit::Sink {
 public:
  explicit Finish(std::vector<Report>& reports) : reports_(reports) {}
  void end(const audit::Summary& /*summary*/) override {
    for (Report& report : reports_) {
      for (Problem& problem : report.file->commit()) problems_.push_back(std::move(problem));
    }
  }
  Problems problems() const override { return problems_; }

 private:
  std::vector<Report>& reports_;
  Problems problems_;
};

Date today() {
  const std::time_t now = std::time(nullptr);
  constexpr std::time_t kDay = 86'400;
  constexpr std::time_t kJapan = 9 * 3'600;  // calls think in Japan Standard Time
  return {static_cast<std::int32_t>((now + kJapan) / kDay)};
}

class Audit {
 public:
  explicit Audit(Session& session) : session_(session), arguments_(session.arguments()), printed_(session) {}

  int run() {
    if (!load() || !open_store() || !open_reports()) return kCouldNotRun;
    const Interrupts interrupts;
    ProgressLine progress(session_);
    // Nobody reads on: with nothing else to write there is no need to go on either.
    const bool for_output_alone = reports_.empty() && !store_;
    options_.interrupted = [this, for_output_alone] {
      return Interrupts::happened() || (for_output_alone && session_.output().reader_gone());
    };
    options_.progress = [&](const audit::Progress& now) { progress.show(now.bytes, now.all_bytes, now.applications); };
    const auto summary = audit::run(inventory_, options_, sinks_);
    session_.complain(summary.problems());
    if (!summary) {
      say_which_report_failed();
      return kCouldNotRun;
    }
    if (Interrupts::happened() && summary->interrupted) {
      session_.note(session_.say(store_ ? "cli.audit.interrupted-store" : "cli.audit.interrupted"));
      return kInterrupted;
    }
    return exit_code(*summary);
  }

 private:
  bool complain(std::string code, Args args = {}) {
    session_.complain(Problem{Severity::error, std::move(code), {}, std::move(args)});
    return false;
  }

  bool load() {
    const auto call = arguments_.value("--call");
    if (!call) return complain("cli.audit.no-call", {{"calls", calls()}});
    if (arguments_.flag("--resume") && !arguments_.value("--store")) return complain("cli.audit.resume-without-store");
    const auto pack = session_.library().load(*call);
    session_.complain(pack.problems());
    if (!pack || session_.library_failed()) return false;
    options_.run.pack = *pack;
    options_.run.language = session_.language();
    options_.run.program_version = SAITAKU_VERSION;
    options_.run.arguments = arguments_.positional();
    std::sort(options_.run.arguments.begin(), options_.run.arguments.end());
    options_.units.form = (*pack)->form;
    options_.units.call = (*pack)->id;
    options_.units.maps = (*pack)->workbooks;
    const auto jobs = parse_int(arguments_.value("--jobs").value_or("")).value_or(std::thread::hardware_concurrency());
    options_.jobs = static_cast<unsigned>(std::clamp<std::int64_t>(jobs, 1, 256));
    return load_map() && load_baseline() && take_inventory();
  }

  std::string calls() {
    std::string list;
    for (const auto& entry : session_.library().entries()) list += (list.empty() ? "" : ", ") + entry.id;
    return list;
  }

  std::optional<JsonDocument> document(const std::string& file) {
    const auto content = read_file(file);
    session_.complain(content.problems());
    if (!content) return std::nullopt;
    auto document = parse_json({file, *content});
    session_.complain(document.problems());
    if (!document) return std::nullopt;
    return *std::move(document);
  }

  bool load_map() {
    const auto file = arguments_.value("--map");
    if (!file) return true;
    const auto text = document(*file);
    if (!text) return false;
    auto map = intake::column_map_from_json(*text, *options_.run.pack->form);
    session_.complain(map.problems());
    if (!map) return false;
    columns_ = *std::move(map);
    options_.units.columns = &*columns_;
    return true;
  }

  bool load_baseline() {
    const auto file = arguments_.value("--baseline");
    if (!file) return true;
    const auto text = document(*file);
    if (!text) return false;
    auto baseline = audit::Baseline::from_json(*text, today());
    session_.complain(baseline.problems());
    if (!baseline) return false;
    baseline_ = *std::move(baseline);
    options_.baseline = &*baseline_;
    options_.run.baseline = *file;
    return true;
  }

  /// What cannot be listed is an input that cannot be read: the totals have to hold it.
  bool take_inventory() {
    inventory_ = intake::take_inventory(arguments_.positional(), options_.units.maps);
    if (!inventory_.inputs.empty() || inventory_.problems.empty()) return true;
    session_.complain(inventory_.problems);
    return false;
  }

  bool open_store() {
    const auto file = arguments_.value("--store");
    if (!file) return true;
    auto store = store::Store::open(*file);
    session_.complain(store.problems());
    if (!store) return false;
    store_ = *std::move(store);
    const auto problems = store_->begin(options_.run, what(), arguments_.flag("--resume"));
    session_.complain(problems);
    if (has_errors(problems)) return false;
    options_.ledger = &store_->ledger();
    return true;
  }

  /// What a run was asked for: one that asks for the same may go on where it stopped.
  Sha256 what() const {
    std::string text = options_.run.pack->hash + '\n' + options_.run.program_version + '\n' +
                       (options_.run.language == Language::ja ? "ja" : "en") + '\n';
    for (const auto& input : inventory_.inputs) text += input.path + '\n';
    return sha256(text);
  }

  bool open_reports() {
    const auto* shown = report::find_audit_format(session_.format());
    if (shown == nullptr) return complain("cli.audit.no-format", {{"format", session_.format()}});
    const auto make = shown->make_for_output != nullptr ? shown->make_for_output : shown->make;
    shown_ = make(printed_, session_.text_options());
    sinks_.push_back(shown_.get());
    for (const auto& path : arguments_.values("--report")) {
      const auto* format = report::find_audit_format(path);
      if (format == nullptr) return complain("cli.audit.no-format", {{"format", std::string(path)}});
      auto file = OutputFile::create(std::string(path));
      session_.complain(file.problems());
      if (!file) return false;
      Report& report = reports_.emplace_back();
      report.file = *std::move(file);
      report.sink = format->make(*report.file, session_.text_options_for_file());
      sinks_.push_back(report.sink.get());
    }
    sinks_.push_back(&finish_);
    if (store_) sinks_.push_back(&store_->sink());
    return true;
  }

  /// A report that stops an audit says only that it did; its file knows why.
  void say_which_report_failed() {
    for (Report& report : reports_) {
      if (report.file->failed()) session_.complain(report.file->commit());
    }
  }

  int exit_code(const audit::Summary& summary) const {
    const std::string fail_on = arguments_.value("--fail-on").value_or("error");
    const auto rules = audit::rule_refs(*options_.run.pack);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const bool counts = (rules[i].severity == Severity::error && fail_on != "never") ||
                          (rules[i].severity == Severity::warning && (fail_on == "warning" || fail_on == "advice")) ||
                          (rules[i].severity == Severity::advice && fail_on == "advice");
      if (counts && summary.by_rule[i].fail > summary.by_rule[i].known) return kFindings;
    }
    const bool open = summary.inputs.unreadable_records > 0 || summary.applications.undetermined > 0;
    return open ? kStayedOpen : kClean;
  }

  Session& session_;
  const Arguments& arguments_;
  Printed printed_;
  audit::Options options_;
  std::optional<intake::ColumnMap> columns_;
  std::optional<audit::Baseline> baseline_;
  intake::Inventory inventory_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<audit::Sink> shown_;
  std::vector<Report> reports_;
  Finish finish_{reports_};
  std::vector<audit::Sink*> sinks_;
};

int run(Session& session) { return Audit(session).run(); }

std::vector<std::string_view> names() {
  std::vector<std::string_view> names{"text"};
  for (const auto* format : report::audit_formats()) {
    if (format->name != "text") names.push_back(format->name);
  }
  return names;
}

std::vector<std::string_view> endings() {
  std::vector<std::string_view> endings;
  for (const auto* format : report::audit_formats()) {
    if (!format->ending.empty()) endings.push_back(format->ending);
  }
  return endings;
}

}  // namespace

const Command& audit() {
  static const Command command{
      .name = "audit",
      .arguments = "PATH...",
      .fewest = 1,
      .most = kAnyNumber,
      .options = {{.name = "--call", .value = "CALL"},
                  {.name = "--map", .value = "FILE"},
                  {.name = "--store", .value = "FILE"},
                  {.name = "--resume"},
                  {.name = "--baseline", .value = "FILE"},
                  {.name = "--fail-on", .value = "SEVERITY", .choices = {"error", "warning", "advice", "never"}}},
      .formats = names(),
      .reports = endings(),
      .examples = {{"saitaku audit folders --call spread-1000/round-2 --report audit.xlsx --report audit.html",
                    "cli.audit.example.plain"},
                   {"saitaku audit batch.ndjson --call spread-1000/round-2 --store audit.sqlite --resume",
                    "cli.audit.example.store"},
                   {"saitaku audit list.csv --map columns.json --call spread-1000/round-2 --json",
                    "cli.audit.example.table"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

// saitaku generate: synthetic applications of a call.
#include "engine/generate/generate.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/base/files.h"
#include "engine/base/output_file.h"
#include "engine/base/text.h"
#include "engine/generate/folder.h"
#include "engine/generate/run.h"
#include "engine/generate/table.h"
#include "engine/generate/workbook.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/interrupts.h"
#include "tools/cli/printed.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

class Generate {
 public:
  explicit Generate(Session& session) : session_(session), arguments_(session.arguments()) {}

  int run() {
    if (!read_options()) return kCouldNotRun;
    const auto pack = session_.library().load(arguments_.positional().front());
    session_.complain(pack.problems());
    if (!pack || session_.library_failed()) return kCouldNotRun;
    if (as_ != "records" && !generate::workbook_for(**pack, JsonValue{}))
      return complain("cli.generate.no-workbook", {{"call", (*pack)->id}}), kCouldNotRun;
    auto generator = generate::Generator::make(*pack, session_.library().files(), options_);
    session_.complain(generator.problems());
    if (!generator) return kCouldNotRun;
    if (!open()) return kCouldNotRun;
    return write(**generator);
  }

 private:
  bool read_options() {
    const auto count = arguments_.value("--count");
    if (!count) return complain("cli.generate.no-count", {});
    const auto number = parse_int(*count);
    if (!number || *number < 0) return complain("cli.generate.bad-number", {{"option", "--count"}, {"value", *count}});
    options_.count = static_cast<std::uint64_t>(*number);
    if (const auto seed = arguments_.value("--seed")) {
      const auto value = parse_int(*seed);
      if (!value || *value < 0) return complain("cli.generate.bad-number", {{"option", "--seed"}, {"value", *seed}});
      options_.seed = static_cast<std::uint64_t>(*value);
    }
    if (const auto rate = arguments_.value("--defects")) {
      const auto value = parse_double(*rate);
      if (!value || !(*value >= 0 && *value <= 1)) return complain("cli.generate.bad-rate", {{"value", *rate}});
      options_.defects = *value;
    }
    return read_outputs();
  }

  bool read_outputs() {
    const auto out = arguments_.value("--out");
    if (!out) return complain("cli.generate.no-out", {});
    out_ = *out;
    as_ = arguments_.value("--as").value_or("records");
    if (as_ == "workbooks") options_.writing = generate::Writing::workbooks;
    if (as_ == "folders") options_.writing = generate::Writing::folders;
    cp932_ = arguments_.value("--encoding") == "cp932";
    const auto ending = lower_case(std::filesystem::path(out_).extension().string());
    format_ = session_.format();
    if (as_ != "records") {
      if (out_ == "-") return complain("cli.generate.no-folder", {{"as", as_}});
    } else if (!arguments_.value("--format") && !arguments_.flag("--json") && out_ != "-") {
      if (ending == ".json" || ending == ".csv") {
        format_ = ending.substr(1);
      } else if (ending != ".ndjson" && ending != ".jsonl") {
        return complain("cli.generate.ending", {{"file", out_}});
      }
    }
    if (options_.defects > 0) {
      defects_out_ = arguments_.value("--defects-out").value_or(out_ == "-" ? "" : out_ + ".defects.ndjson");
      if (defects_out_.empty()) return complain("cli.generate.no-defects-out", {});
    }
    if (cp932_ && (as_ != "records" || format_ != "csv")) return complain("cli.generate.only-csv", {});
    if (!defects_out_.empty() && defects_out_ == out_) return complain("cli.generate.same-file", {{"file", out_}});
    return true;
  }

  bool complain(std::string code, Args args) {
    session_.complain(Problem{Severity::error, std::move(code), {}, std::move(args)});
    return false;
  }

  bool open() {
    if (as_ == "records") {
      if (!open(out_, records_)) return false;
    } else {
      std::error_code error;
      std::filesystem::create_directories(out_, error);
      if (error) return session_.complain(io_problem("io.cannot-write", out_, error.value())), false;
    }
    return defects_out_.empty() || open(defects_out_, defects_);
  }

  bool open(const std::string& path, std::unique_ptr<ByteSink>& sink) {
    if (path == "-") {
      sink = std::make_unique<Printed>(session_);
      return true;
    }
    auto file = OutputFile::create(path);
    session_.complain(file.problems());
    if (!file) return false;
    files_.push_back(file->get());
    sink = *std::move(file);
    return true;
  }

  using Render = std::function<void(const generate::Application&, std::string&)>;

  int write(const generate::Generator& generator) {
    const Interrupts interrupts;
    if (as_ != "records") {
      make(generator,
           [&](const generate::Application& application, std::string&) { write_files(generator, application); });
    } else if (format_ == "csv") {
      write_table(generator);
    } else {
      const bool array = format_ == "json";
      make(generator, [&](const generate::Application& application, std::string& text) {
        if (array) text += application.number == 0 ? "[\n" : ",\n";
        text += write_json(application.document, false);
        if (!array) text += "\n";
      });
      if (array) records_->write(options_.count == 0 ? "[]\n" : "\n]\n");
    }
    end_progress();
    if (Interrupts::happened()) return kInterrupted;
    if (failed_) return session_.complain(failure_), kCouldNotRun;
    for (auto* file : files_) {
      const auto problems = file->commit();
      session_.complain(problems);
      if (has_errors(problems)) return kCouldNotRun;
    }
    if (out_ != "-") {
      session_.note(
          session_.say("cli.generate.done", {{"count", with_thousands(static_cast<std::int64_t>(done_))},
                                             {"defective", with_thousands(static_cast<std::int64_t>(defective_))},
                                             {"file", out_}}));
    }
    return kClean;
  }

  unsigned jobs() const {
    const auto jobs = parse_int(arguments_.value("--jobs").value_or("")).value_or(std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::clamp<std::int64_t>(jobs, 1, 256));
  }

  void make(const generate::Generator& generator, const Render& render) {
    const auto take = [&](const generate::Piece& piece) {
      if (records_) records_->write(piece.text);
      if (defects_) defects_->write(piece.defects);
      done_ += piece.records;
      defective_ += piece.defective;
      progress(done_);
      return !Interrupts::happened() && !failed_ && !(records_ && records_->failed()) &&
             !(defects_ && defects_->failed());
    };
    const auto file_of = [&](const generate::Application& application) {
      return as_ == "records" ? std::string() : path_of(application);
    };
    generate::run(generator, options_.count, jobs(), render, take, file_of);
  }

  /// As `audit` names it when it is given --out.
  std::string path_of(const generate::Application& application) const {
    const auto name = application.id + (as_ == "workbooks" ? ".xlsx" : "");
    return (std::filesystem::path(out_) / name).lexically_normal().string();
  }

  /// Twice over the records: which columns there are is known when all have been seen.
  void write_table(const generate::Generator& generator) {
    generate::Widths widths;
    std::mutex mutex;
    generate::run(
        generator, options_.count, jobs(),
        [&](const generate::Application& application, std::string&) {
          generate::Widths own;
          own.see(application.document);
          const std::lock_guard lock(mutex);
          widths.see(own);
        },
        [](const generate::Piece&) { return !Interrupts::happened(); });
    const generate::CsvTable table(*generator.pack().form, widths);
    records_->write((cp932_ ? "" : "\xEF\xBB\xBF") + table.header());
    make(generator, [&](const generate::Application& application, std::string& text) {
      std::string line;
      table.append(application.document, line);
      text += cp932_ ? generate::to_cp932(line) : line;
    });
  }

  void write_files(const generate::Generator& generator, const generate::Application& application) {
    const auto path = path_of(application);
    const auto& document = application.document;
    const auto problems =
        as_ == "folders"
            ? generate::write_folder(generator.pack(), application, path)
            : write_file(path, generate::workbook_bytes(*generate::workbook_for(generator.pack(), document), document));
    if (problems.empty()) return;
    const std::lock_guard lock(mutex_);
    failed_ = true;
    failure_ = problems;
  }

  /// Every hundredth, on a terminal that is not taken by the records themselves.
  void progress(std::uint64_t done) {
    if (arguments_.flag("--quiet") || !is_terminal(2) || (out_ == "-" && is_terminal(1))) return;
    const auto percent = options_.count == 0 ? 100 : done * 100 / options_.count;
    if (percent == percent_) return;
    percent_ = percent;
    write_error("\r" + session_.say("cli.generate.progress", {{"percent", std::to_string(percent)}}));
    told_ = true;
  }
  void end_progress() {
    if (told_) write_error("\r\x1b[K");
  }

  Session& session_;
  const Arguments& arguments_;
  generate::Options options_;
  std::string out_, defects_out_, format_, as_;
  bool cp932_ = false;
  std::unique_ptr<ByteSink> records_, defects_;
  std::vector<OutputFile*> files_;
  std::uint64_t done_ = 0, defective_ = 0;
  std::mutex mutex_;
  std::atomic<bool> failed_ = false;
  Problems failure_;
  std::uint64_t percent_ = 101;
  bool told_ = false;
};

int run(Session& session) { return Generate(session).run(); }

}  // namespace

const Command& generate() {
  static const Command command{
      .name = "generate",
      .arguments = "CALL",
      .fewest = 1,
      .most = 1,
      .options = {{.name = "--count", .value = "N"},
                  {.name = "--seed", .value = "S"},
                  {.name = "--defects", .value = "RATE"},
                  {.name = "--out", .value = "FILE"},
                  {.name = "--defects-out", .value = "FILE"},
                  {.name = "--as",
                   .value = "records|workbooks|folders",
                   .choices = {"records", "workbooks", "folders"}},
                  {.name = "--encoding", .value = "utf-8|cp932", .choices = {"utf-8", "cp932"}}},
      .formats = {"ndjson", "json", "csv"},
      .examples = {{"saitaku generate spread-1000/round-2 --count 1000 --out trial.ndjson",
                    "cli.generate.example.plain"},
                   {"saitaku generate spread-1000/round-2 --count 1000 --seed 7 --defects 0.05 --out trial.ndjson",
                    "cli.generate.example.defects"},
                   {"saitaku generate spread-1000/round-2 --count 20 --as folders --out trial",
                    "cli.generate.example.folders"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

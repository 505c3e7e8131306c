// saitaku generate: synthetic applications of a call.
#include "engine/generate/generate.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <thread>

#include "engine/base/output_file.h"
#include "engine/base/text.h"
#include "engine/generate/run.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) { interrupted = 1; }

/// While it lives, Ctrl-C is a flag: what was being written is taken away again.
class Interrupts {
 public:
  Interrupts() : before_(std::signal(SIGINT, on_interrupt)) { interrupted = 0; }
  ~Interrupts() { std::signal(SIGINT, before_); }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  void (*before_)(int);
};

class Print : public ByteSink {
 public:
  explicit Print(Session& session) : session_(session) {}
  void write(std::string_view bytes) override { session_.print(bytes); }
  bool failed() const override { return session_.output().reader_gone() || !session_.output().failure().empty(); }

 private:
  Session& session_;
};

class Generate {
 public:
  explicit Generate(Session& session) : session_(session), arguments_(session.arguments()) {}

  int run() {
    if (!read_options()) return kCouldNotRun;
    const auto pack = session_.library().load(arguments_.positional().front());
    session_.complain(pack.problems());
    if (!pack || session_.library_failed()) return kCouldNotRun;
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
    const auto ending = lower_case(std::filesystem::path(out_).extension().string());
    format_ = session_.format();
    if (!arguments_.value("--format") && !arguments_.flag("--json") && out_ != "-") {
      if (ending == ".json") {
        format_ = "json";
      } else if (ending != ".ndjson" && ending != ".jsonl") {
        return complain("cli.generate.ending", {{"file", out_}});
      }
    }
    if (options_.defects > 0) {
      defects_out_ = arguments_.value("--defects-out").value_or(out_ == "-" ? "" : out_ + ".defects.ndjson");
      if (defects_out_.empty()) return complain("cli.generate.no-defects-out", {});
    }
    if (!defects_out_.empty() && defects_out_ == out_) return complain("cli.generate.same-file", {{"file", out_}});
    return true;
  }

  bool complain(std::string code, Args args) {
    session_.complain(Problem{Severity::error, std::move(code), {}, std::move(args)});
    return false;
  }

  bool open() { return open(out_, records_) && (defects_out_.empty() || open(defects_out_, defects_)); }

  bool open(const std::string& path, std::unique_ptr<ByteSink>& sink) {
    if (path == "-") {
      sink = std::make_unique<Print>(session_);
      return true;
    }
    auto file = OutputFile::create(path);
    session_.complain(file.problems());
    if (!file) return false;
    files_.push_back(file->get());
    sink = *std::move(file);
    return true;
  }

  int write(const generate::Generator& generator) {
    const Interrupts interrupts;
    const bool array = format_ == "json";
    const auto jobs = parse_int(arguments_.value("--jobs").value_or("")).value_or(std::thread::hardware_concurrency());
    std::uint64_t done = 0;
    std::uint64_t defective = 0;
    const auto render = [&](const generate::Application& application, std::string& text) {
      if (array) text += application.number == 0 ? "[\n" : ",\n";
      text += write_json(application.document, false);
      if (!array) text += "\n";
    };
    generate::run(generator, options_.count, static_cast<unsigned>(std::clamp<std::int64_t>(jobs, 1, 256)), render,
                  [&](const generate::Piece& piece) {
                    records_->write(piece.text);
                    if (defects_) defects_->write(piece.defects);
                    done += piece.records;
                    defective += piece.defective;
                    progress(done);
                    return interrupted == 0 && !records_->failed() && !(defects_ && defects_->failed());
                  });
    if (interrupted != 0) return kInterrupted;
    if (array) records_->write(options_.count == 0 ? "[]\n" : "\n]\n");
    end_progress();
    for (auto* file : files_) {
      const auto problems = file->commit();
      session_.complain(problems);
      if (has_errors(problems)) return kCouldNotRun;
    }
    if (!files_.empty()) {
      session_.note(
          session_.say("cli.generate.done", {{"count", with_thousands(static_cast<std::int64_t>(done))},
                                             {"defective", with_thousands(static_cast<std::int64_t>(defective))},
                                             {"file", out_}}));
    }
    return kClean;
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
  std::string out_, defects_out_, format_;
  std::unique_ptr<ByteSink> records_, defects_;
  std::vector<OutputFile*> files_;
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
                  {.name = "--defects-out", .value = "FILE"}},
      .formats = {"ndjson", "json"},
      .examples = {{"saitaku generate spread-1000/round-2 --count 1000 --out trial.ndjson",
                    "cli.generate.example.plain"},
                   {"saitaku generate spread-1000/round-2 --count 1000 --seed 7 --defects 0.05 --out trial.ndjson",
                    "cli.generate.example.defects"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

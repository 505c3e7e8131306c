// saitaku audit diff: what changed between two audits of one store or of two.
#include <sys/stat.h>

#include <algorithm>

#include "engine/base/output_file.h"
#include "engine/base/text.h"
#include "engine/report/formats/diff_report.h"
#include "engine/store/store.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

using Audit = std::unique_ptr<audit::KeptAudit>;

/// "audit.sqlite#3": run 3; 0 = the last one. A file whose own name ends so is the file.
struct Named {
  explicit Named(const std::string& word) : file(word) {
    struct stat status {};
    const auto mark = word.rfind('#');
    if (mark == std::string::npos || ::stat(word.c_str(), &status) == 0) return;
    const auto number = parse_int(word.substr(mark + 1));
    if (!number || *number < 1) return;
    file = word.substr(0, mark);
    run = *number;
  }
  std::string file;
  std::int64_t run = 0;
};

std::unique_ptr<store::Store> open(Session& session, const Named& named) {
  auto opened = store::Store::open_existing(named.file);
  session.complain(opened.problems());
  return opened ? std::move(*opened) : nullptr;
}

Audit audit_of(Session& session, const store::Store& store, std::int64_t run) {
  auto audit = store.audit(run);
  session.complain(audit.problems());
  return audit ? std::move(*audit) : nullptr;
}

/// The last finished audit of the same call before `run` (0 = the last one).
Audit earlier(Session& session, const store::Store& store, std::int64_t run, const audit::KeptAudit& later) {
  const auto runs = store.runs();
  session.complain(runs.problems());
  if (!runs) return nullptr;
  const auto& about = later.about();
  const store::RunEntry* found = nullptr;
  const store::RunEntry* last = nullptr;
  for (const auto& entry : *runs) {
    if (!entry.finished || entry.call != about.call || (run != 0 && entry.number >= run)) continue;
    found = last;
    last = &entry;
  }
  const auto* chosen = run == 0 ? found : last;
  if (chosen != nullptr) return audit_of(session, store, chosen->number);
  session.complain(
      Problem{Severity::error, "cli.audit-diff.no-earlier", {}, {{"audit", about.label}, {"call", about.call}}});
  return nullptr;
}

struct Pair {
  Audit before, after;
  explicit operator bool() const { return before && after; }
};

Pair audits(Session& session) {
  const auto& words = session.arguments().positional();
  const Named after(words.back());
  Pair pair;
  if (words.size() == 2) {
    const Named before(words.front());
    if (const auto store = open(session, before)) pair.before = audit_of(session, *store, before.run);
  }
  const auto store = open(session, after);
  if (!store) return pair;
  pair.after = audit_of(session, *store, after.run);
  if (words.size() == 1 && pair.after) pair.before = earlier(session, *store, after.run, *pair.after);
  return pair;
}

/// Standard output in larger pieces.
class Standard : public ByteSink {
 public:
  explicit Standard(Session& session) : session_(session) {}
  void write(std::string_view bytes) override {
    held_ += bytes;
    if (held_.size() >= kHeld) flush();
  }
  bool failed() const override { return session_.output().reader_gone() || !session_.output().failure().empty(); }
  void flush() {
    session_.print(held_);
    held_.clear();
  }

 private:
  static constexpr std::size_t kHeld = std::size_t{64} << 10;
  Session& session_;
  std::string held_;
};

/// Where the differences go: standard output and every --report.
class Outputs {
 public:
  explicit Outputs(Session& session) : session_(session), standard_(session) {
    const auto* format = report::find_diff_format(session.format());
    SAITAKU_EXPECT(format != nullptr, "the formats of the command are formats of a diff");
    const auto make = format->make_for_output != nullptr ? format->make_for_output : format->make;
    reports_.push_back(make(standard_, session.text_options()));
  }

  /// False when a file could not be made (said already).
  bool open() {
    for (const auto& name : session_.arguments().values("--report")) {
      auto file = OutputFile::create(name);
      session_.complain(file.problems());
      if (!file) return false;
      const auto* format = report::find_diff_format(name);
      SAITAKU_EXPECT(format != nullptr, "the endings of --report have been checked");
      files_.push_back(std::move(*file));
      reports_.push_back(format->make(*files_.back(), session_.text_options_for_file()));
    }
    return true;
  }
  void entry(const audit::Diff::Entry& entry) {
    for (const auto& report : reports_) report->entry(entry);
  }
  /// False when a file could not be written (said already).
  bool end(const audit::Diff& diff) {
    for (const auto& report : reports_) report->end(diff);
    standard_.flush();
    bool written = true;
    for (const auto& file : files_) {
      const auto problems = file->commit();
      session_.complain(problems);
      written = written && problems.empty();
    }
    return written;
  }

 private:
  Session& session_;
  Standard standard_;
  std::vector<std::unique_ptr<OutputFile>> files_;
  std::vector<std::unique_ptr<report::DiffReport>> reports_;
};

int run(Session& session) {
  const auto pair = audits(session);
  if (!pair) return kCouldNotRun;
  Outputs outputs(session);
  if (!outputs.open()) return kCouldNotRun;
  const auto diff = audit::diff(*pair.before, *pair.after, [&](const auto& entry) { outputs.entry(entry); });
  session.complain(diff.problems());
  if (!diff || !outputs.end(*diff)) return kCouldNotRun;
  return diff->total.differs() ? kFindings : kClean;
}

}  // namespace

const Command& audit_diff() {
  static const Command command{
      .name = "audit diff",
      .arguments = "STORE [STORE]",
      .fewest = 1,
      .most = 2,
      .formats = {"text", "json", "ndjson", "markdown"},
      .reports = {".json", ".ndjson", ".md", ".txt"},
      .examples = {{"saitaku audit diff last-week.sqlite today.sqlite", "cli.audit-diff.example.stores"},
                   {"saitaku audit diff audit.sqlite#1 audit.sqlite#3 --report diff.ndjson",
                    "cli.audit-diff.example.runs"},
                   {"saitaku audit diff audit.sqlite", "cli.audit-diff.example.last"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

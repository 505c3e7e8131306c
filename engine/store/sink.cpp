#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>

#include "engine/base/json.h"
#include "engine/store/detail/current_run.h"
#include "engine/store/detail/rows.h"

namespace saitaku::store::detail {
namespace {

/// As a JSON array; "" where there is nothing.
template <class Strings>
std::string list_of(const Strings& strings) {
  if (strings.empty()) return {};
  auto list = JsonValue::array();
  for (const auto& each : strings) list.items.push_back(JsonValue::of(each));
  return write_json(list, false);
}

std::string list_or_empty(const std::vector<std::string_view>& strings) {
  return strings.empty() ? "[]" : list_of(strings);
}

class StoreSink : public audit::Sink {
 public:
  explicit StoreSink(const CurrentRun& run) : run_(run) {}

  void begin(const audit::RunInfo& run) override {
    language_ = run.language;
    clear();
  }

  void unreadable(const audit::UnreadableView& view) override {
    enter(view.file);
    in_file_.unreadable = true;
    rows_.row("INSERT INTO unreadable (run, number, file, line, byte, code, message, fix) VALUES (?,?,?,?,?,?,?,?)")
        .integer(run_.number)
        .integer(++unreadable_)
        .integer(files_)
        .integer_unless(static_cast<std::int64_t>(view.line), 0)
        .integer_unless(view.byte, -1)
        .text(view.problem->code)
        .text(view.problem->what(language_))
        .text(view.problem->fix(language_));
    flush_when_full();
  }

  void application(const audit::ApplicationView& view) override {
    enter(view.file);
    in_file_.read = true;
    std::vector<std::string> notes;
    for (const Problem& note : view.notes) notes.push_back(note.what(language_));
    rows_
        .row(
            "INSERT INTO applications (run, number, file, line, byte, name, id, institution, verdict, errors, "
            "warnings, advice, unknown, notes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .integer(run_.number)
        .number(view.number)
        .integer(files_)
        .integer_unless(static_cast<std::int64_t>(view.line), 0)
        .integer_unless(view.byte, -1)
        .text(view.name)
        .text_or_null(view.id)
        .text_or_null(view.institution)
        .text(to_string(view.verdict))
        .number(view.counts.error)
        .number(view.counts.warning)
        .number(view.counts.advice)
        .number(view.counts.unknown)
        .text_or_null(list_of(notes));
    for (const audit::FindingView& finding : view.findings) add(view.number, finding);
    flush_when_full();
  }

  void end(const audit::Summary& summary) override {
    leave();
    if (!summary.interrupted) add(summary);
    flush();
  }

  Problems problems() const override { return problems_; }

 private:
  void add(std::uint64_t application, const audit::FindingView& finding) {
    rows_
        .row(
            "INSERT INTO findings (run, application, rule, code, outcome, fingerprint, message, fix, fields, missing, "
            "others, sheet, cell, known_reason, known_until) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .integer(run_.number)
        .number(application)
        .number(finding.rule->index)
        .text(finding.rule->code)
        .text(to_string(finding.outcome))
        .text(finding.fingerprint)
        .text(finding.message)
        .text(finding.fix)
        .text(list_or_empty(finding.fields))
        .text(list_or_empty(finding.missing))
        .text_or_null(list_of(finding.others))
        .text_or_null(finding.where.sheet)
        .text_or_null(finding.where.cell);
    if (finding.known == nullptr) {
      rows_.null().null();
    } else {
      rows_.text(finding.known->reason).text_or_null(finding.known->expires);
    }
  }

  /// What one file was told of.
  struct InFile {
    bool read = false, unreadable = false;
  };

  void enter(std::string_view path) {
    if (files_ > 0 && path == path_) return;
    leave();
    path_ = path;
    add_file(path, "read", "");
  }

  void add_file(std::string_view path, std::string_view state, std::string_view reason) {
    rows_.row("INSERT INTO files (run, number, path, state, reason) VALUES (?,?,?,?,?)")
        .integer(run_.number)
        .integer(++files_)
        .text(path)
        .text(state)
        .text_or_null(reason);
  }

  void leave() {
    if (in_file_.unreadable && !in_file_.read) {
      rows_.row("UPDATE files SET state = 'unreadable' WHERE run = ? AND number = ?")
          .integer(run_.number)
          .integer(files_);
    }
    in_file_ = {};
  }

  /// The last rows of a run: with them it is finished.
  void add(const audit::Summary& summary) {
    for (const Problem& skipped : summary.skipped) {
      add_file(skipped.where.file, "skipped", skipped.what(language_));
    }
    for (std::size_t rule = 0; rule < summary.by_rule.size(); ++rule) {
      const audit::Tally& tally = summary.by_rule[rule];
      rows_.row("UPDATE rules SET fail = ?, unknown = ?, known = ? WHERE run = ? AND position = ?")
          .number(tally.fail)
          .number(tally.unknown)
          .number(tally.known)
          .integer(run_.number)
          .number(rule);
    }
    const auto& inputs = summary.inputs;
    const auto& applications = summary.applications;
    const auto& findings = summary.findings;
    rows_.row(
        "UPDATE runs SET finished = 1, files = ?, files_read = ?, files_reused = ?, files_unreadable = ?, "
        "files_skipped = ?, unreadable_records = ?, bytes = ?, applications = ?, eligible = ?, ineligible = ?, "
        "undetermined = ?, errors = ?, warnings = ?, advice = ?, unknown = ?, known = ? WHERE number = ?");
    for (const auto number :
         {inputs.files, inputs.read, inputs.reused, inputs.unreadable, inputs.skipped, inputs.unreadable_records,
          inputs.bytes, applications.total, applications.eligible, applications.ineligible, applications.undetermined,
          findings.error, findings.warning, findings.advice, findings.unknown, findings.known}) {
      rows_.number(number);
    }
    rows_.integer(run_.number);
  }

  /// What an interrupted telling of this run has left, some at a time so that others may write in between.
  void clear() {
    std::int64_t last = 0;
    problems_ = run_.connection->read([&] {
      auto& query = run_.connection->prepared("SELECT coalesce(max(number), 0) FROM applications WHERE run = ?");
      query.bind(1, run_.number);
      query.executeStep();
      last = query.getColumn(0).getInt64();
      query.reset();
    });
    constexpr std::int64_t kAtATime = 20'000;
    for (std::int64_t from = 0; from <= last && problems_.empty(); from += kAtATime) {
      problems_ = run_.write([&] {
        delete_between("DELETE FROM findings WHERE run = ? AND application BETWEEN ? AND ?", from, from + kAtATime);
        delete_between("DELETE FROM applications WHERE run = ? AND number BETWEEN ? AND ?", from, from + kAtATime);
      });
    }
    if (!problems_.empty()) return;
    problems_ = run_.write([&] {
      delete_between("DELETE FROM unreadable WHERE run = ? AND number BETWEEN ? AND ?", 0, INT64_MAX);
      delete_between("DELETE FROM files WHERE run = ? AND number BETWEEN ? AND ?", 0, INT64_MAX);
    });
  }

  void delete_between(const char* sql, std::int64_t from, std::int64_t to) {
    auto& statement = run_.connection->prepared(sql);
    statement.bind(1, run_.number);
    statement.bind(2, from);
    statement.bind(3, to);
    statement.exec();
    statement.reset();
  }

  void flush_when_full() {
    if (rows_.full()) flush();
  }

  void flush() {
    if (problems_.empty() && !rows_.empty()) {
      problems_ = run_.write([&] { rows_.insert(*run_.connection); });
    }
    rows_.clear();
  }

  CurrentRun run_;
  Language language_ = Language::en;
  Rows rows_;
  std::string path_;  ///< of the file being told of
  InFile in_file_;
  std::int64_t files_ = 0, unreadable_ = 0;
  Problems problems_;
};

}  // namespace

std::unique_ptr<audit::Sink> make_sink(const CurrentRun& run) { return std::make_unique<StoreSink>(run); }

}  // namespace saitaku::store::detail

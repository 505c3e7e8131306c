// saitaku check: judges drafts by the rules of their call.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>

#include "engine/base/files.h"
#include "engine/base/json.h"
#include "engine/base/suggest.h"
#include "engine/intake/application.h"
#include "engine/report/formats/verdict_json.h"
#include "engine/report/formats/verdict_text.h"
#include "engine/rules/judge.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

using report::Judged;
using report::Selection;

constexpr std::string_view kSubmittedAt = "submission.submitted_at";

Where in_file(const std::string& file) {
  Where where;
  where.file = file;
  return where;
}

/// The words of every --only, which are lists.
std::vector<std::string> outcome_words(const Arguments& arguments) {
  std::vector<std::string> words;
  for (std::string_view list : arguments.values("--only")) {
    while (true) {
      const auto comma = list.find(',');
      words.emplace_back(list.substr(0, comma));
      if (comma == std::string_view::npos) break;
      list.remove_prefix(comma + 1);
    }
  }
  return words;
}

class Check {
 public:
  explicit Check(Session& session) : session_(session) {}

  int run() {
    if (!read_options()) return kCouldNotRun;
    const auto& files = session_.arguments().positional();
    for (const auto& file : files) input(file);
    // With several inputs a reader expects a list even where only one of them could be read.
    const bool list = files.size() > 1 || judged_.size() > 1;
    if (judged_.empty() && !list) return code_;
    const bool delivered = session_.deliver(
        [&](std::string_view format, const report::TextOptions& options) { return render(format, options, list); });
    return delivered ? code_ : kCouldNotRun;
  }

 private:
  bool read_options() {
    const auto& arguments = session_.arguments();
    const auto& files = arguments.positional();
    const auto uses = std::count(files.begin(), files.end(), "-") + (arguments.value("--facts") == "-" ? 1 : 0);
    if (uses > 1) {
      session_.complain(Problem{Severity::error, "cli.stdin-twice", {}, {}});
      return false;
    }
    if (const auto time = arguments.value("--at")) {
      const auto at = parse_instant(*time);
      for (auto problem : at.problems()) {
        if (problem.where.file.empty()) problem.where.file = "--at";
        session_.complain(problem);
      }
      if (!at) return false;
      at_ = *at;
    }
    if (const auto file = arguments.value("--facts")) {
      const auto content = read_file(*file == "-" ? "/dev/stdin" : *file);
      session_.complain(content.problems());
      if (!content) return false;
      auto document = parse_json({*file, *content});
      session_.complain(document.problems());
      if (!document) return false;
      if (!document->root.is_object()) {
        session_.complain(Problem{
            Severity::error, "cli.not-an-object", document->text.where(document->root), {{"option", "--facts"}}});
        return false;
      }
      facts_ = *std::move(document);
    }
    if (const auto call = arguments.value("--call")) return pack(*call) != nullptr;
    return true;
  }

  /// The pack of a call, compiled once; nullptr when it cannot be (said already).
  std::shared_ptr<const rules::Pack> pack(const std::string& call) {
    const auto known = packs_.find(call);
    if (known != packs_.end()) return known->second;
    const auto loaded = session_.library().load(call);
    session_.complain(loaded.problems());
    return packs_[call] = loaded ? *loaded : nullptr;
  }

  void input(const std::string& file) {
    if (may_be_workbook(file) && !maps_) maps_ = session_.library().workbooks();
    auto read = intake::read_drafts(file, maps_ ? *maps_ : std::vector<forms::CellMap>{});
    session_.complain(read.problems);
    if (has_errors(read.problems)) code_ = kCouldNotRun;
    for (auto& draft : read.drafts) judge(std::move(draft));
  }

  /// Cell maps are many; whoever hands in JSON should not wait for them.
  static bool may_be_workbook(const std::string& file) {
    if (file == "-") return false;
    std::error_code error;
    // A folder may hold one. Of a pipe nobody can tell without taking its first bytes away.
    if (!std::filesystem::is_regular_file(file, error)) return true;
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 2> magic{};
    stream.read(magic.data(), magic.size());
    return magic[0] == 'P' && magic[1] == 'K';
  }

  void judge(intake::Draft draft) {
    Judged judged;
    if (facts_) {
      judged.problems = intake::lay_over(draft, *facts_);
    }
    const auto chosen = session_.arguments().value("--call");
    if (!chosen && draft.call.empty()) return no_call(draft);
    // A path is taken from the command line only: a document that others wrote must not choose what is opened.
    if (!chosen && session_.library().find(draft.call) == nullptr) return unknown_call(draft);
    const auto call = chosen.value_or(draft.call);
    judged.pack = pack(call);
    if (!judged.pack) {
      code_ = kCouldNotRun;
      return;
    }
    if (chosen && !draft.call.empty() && draft.call != judged.pack->id) {
      judged.problems.push_back({Severity::warning,
                                 "cli.check.other-call",
                                 in_file(draft.file),
                                 {{"stated", draft.call}, {"chosen", judged.pack->id}}});
    }
    if (chosen) draft.call_recognised = false;
    if (at_) fill_in_time(draft, judged);
    auto batch = std::make_shared<forms::Batch>(judged.pack->form);
    auto filling = intake::fill(*batch, draft);
    judged.problems.insert(judged.problems.begin(), draft.problems.begin(), draft.problems.end());
    judged.problems.insert(judged.problems.end(), filling.begin(), filling.end());
    judged.verdict = rules::judge(*judged.pack, *batch, 0);
    judged.batch = std::move(batch);
    judged.draft = std::move(draft);
    code_ = worse(code_, exit_code(judged.verdict.kind));
    judged_.push_back(std::move(judged));
  }

  void no_call(const intake::Draft& draft) {
    session_.complain(draft.problems);
    std::vector<std::string> calls;
    for (const auto& entry : session_.library().entries()) calls.push_back(entry.id);
    session_.complain(
        Problem{Severity::error, "cli.check.no-call", in_file(draft.file), {{"calls", listing(calls, calls.size())}}});
    code_ = kCouldNotRun;
  }

  void unknown_call(const intake::Draft& draft) {
    session_.complain(draft.problems);
    const auto place = draft.places.find("/call");
    session_.complain(
        session_.no_such_call(draft.call, place == draft.places.end() ? in_file(draft.file) : place->second));
    code_ = kCouldNotRun;
  }

  /// --at stands in for a time of submission that nobody has stated; it never overrules one.
  void fill_in_time(intake::Draft& draft, Judged& judged) const {
    if (!judged.pack->form->find(kSubmittedAt)) {
      judged.problems.push_back(
          {Severity::advice, "cli.check.at-unused", in_file(draft.file), {{"call", judged.pack->id}}});
      return;
    }
    auto& submission = draft.document.at("submission");
    if (submission.is_null()) submission = JsonValue::object();
    if (!submission.is_object() || submission.find("submitted_at") != nullptr) {
      judged.problems.push_back({Severity::advice, "cli.check.at-stated", in_file(draft.file), {}});
      return;
    }
    submission.at("submitted_at") = JsonValue::of(to_string_at_offset(*at_, kJstOffsetSeconds));
    judged.at = at_;
  }

  static int exit_code(rules::VerdictKind verdict) {
    switch (verdict) {
      case rules::VerdictKind::eligible: return kClean;
      case rules::VerdictKind::ineligible: return kFindings;
      case rules::VerdictKind::undetermined: return kStayedOpen;
    }
    return kStayedOpen;
  }

  /// --only, or what the format shows without it: all for programs, what is to do for people.
  Selection selection(std::string_view format) const {
    if (session_.arguments().values("--only").empty()) return format == "text" ? report::kToDo : report::kEverything;
    Selection selection{false, false, false, false};
    for (const auto& word : outcome_words(session_.arguments())) {
      const bool all = word == "all";
      selection.fail = selection.fail || all || word == "fail";
      selection.unknown = selection.unknown || all || word == "unknown";
      selection.pass = selection.pass || all || word == "pass";
      selection.not_applicable = selection.not_applicable || all || word == "not-applicable";
    }
    return selection;
  }

  std::string render(std::string_view format, const report::TextOptions& options, bool list) const {
    const auto shown = selection(format);
    if (format == "text") return render_text(shown, options);
    if (format == "ndjson") {
      std::string lines;
      for (const auto& judged : judged_)
        lines += write_json(verdict_json(judged, shown, session_.language()), false) + "\n";
      return lines;
    }
    if (!list) return write_json(verdict_json(judged_.front(), shown, session_.language())) + "\n";
    auto array = JsonValue::array();
    for (const auto& judged : judged_) array.items.push_back(verdict_json(judged, shown, session_.language()));
    return write_json(array) + "\n";
  }

  std::string render_text(const Selection& shown, const report::TextOptions& options) const {
    std::string all;
    std::array<std::size_t, 3> counts{};
    for (const auto& judged : judged_) {
      if (!all.empty()) all += "\n" + std::string(options.columns, '=') + "\n\n";
      all += report::verdict_text(judged, shown, options);
      ++counts[static_cast<std::size_t>(judged.verdict.kind)];
    }
    if (judged_.size() > 1) {
      const auto number = [&](rules::VerdictKind kind) {
        return std::to_string(counts[static_cast<std::size_t>(kind)]);
      };
      report::Page page(options);
      page.line(std::string(options.columns, '='));
      page.line(session_.say("cli.check.total", {{"count", std::to_string(judged_.size())},
                                                 {"eligible", number(rules::VerdictKind::eligible)},
                                                 {"ineligible", number(rules::VerdictKind::ineligible)},
                                                 {"undetermined", number(rules::VerdictKind::undetermined)}}),
                report::Style::bold);
      all += "\n" + page.take();
    }
    return all;
  }

  Session& session_;
  std::optional<Instant> at_;
  std::optional<JsonDocument> facts_;
  std::optional<std::vector<forms::CellMap>> maps_;
  std::map<std::string, std::shared_ptr<const rules::Pack>> packs_;
  std::vector<Judged> judged_;
  int code_ = kClean;
};

Problems bad_outcomes(const Arguments& arguments) {
  Problems problems;
  for (const auto& word : outcome_words(arguments)) {
    if (word == "fail" || word == "unknown" || word == "pass" || word == "not-applicable" || word == "all") continue;
    problems.push_back(
        {Severity::error,
         "cli.bad-choice",
         {},
         {{"option", "--only"}, {"value", word}, {"choices", "fail, unknown, pass, not-applicable, all"}}});
  }
  return problems;
}

int run(Session& session) {
  const auto problems = bad_outcomes(session.arguments());
  session.complain(problems);
  return problems.empty() ? Check(session).run() : kCouldNotRun;
}

}  // namespace

const Command& check() {
  static const Command command{
      .name = "check",
      .arguments = "FILE...",
      .fewest = 1,
      .most = kAnyNumber,
      .options = {{.name = "--call", .value = "CALL"},
                  {.name = "--facts", .value = "FILE"},
                  {.name = "--at", .value = "TIME"},
                  {.name = "--only", .value = "OUTCOME,...", .repeatable = true}},
      .formats = {"text", "json", "ndjson"},
      .reports = {".json", ".ndjson", ".txt"},
      .examples = {{"saitaku check draft.json", "cli.check.example.plain"},
                   {"saitaku check form-1.xlsx --facts facts.json --at 2026-07-02T12:00:00+09:00",
                    "cli.check.example.facts"},
                   {"saitaku check a.json b.json --json --only fail --report verdicts.ndjson",
                    "cli.check.example.json"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

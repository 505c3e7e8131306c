#include "tools/cli/session.h"

#include <unistd.h>

#include "engine/base/files.h"
#include "engine/base/suggest.h"

namespace saitaku::cli {

std::string Session::format() const {
  if (const auto format = arguments_.value("--format")) return *format;
  if (arguments_.flag("--json")) return "json";
  if (!preferred_format_.empty()) return preferred_format_;
  const auto* command = arguments_.command();
  return command == nullptr || command->formats.empty() ? "text" : std::string(command->formats.front());
}

void Session::prefer(std::string format, Language language) {
  preferred_format_ = std::move(format);
  if (!language_was_chosen()) language_ = language;
}

report::TextOptions Session::text_options() const {
  const auto choice = arguments_.value("--color").value_or("auto");
  const bool color = choice == "always" || (choice == "auto" && color_by_default(STDOUT_FILENO));
  return {language_, color, output_columns()};
}

report::TextOptions Session::text_options_for_file() const { return {.language = language_}; }

const rules::Library& Session::library() {
  if (!library_) {
    library_ = rules::Library::open(arguments_.values("--rules"));
    complain(library_->problems());
  }
  return *library_;
}

Problem Session::no_such_call(const std::string& call, Where where) {
  std::vector<std::string> ids;
  for (const auto& entry : library().entries()) ids.push_back(entry.id);
  const auto near = nearest(call, ids);
  Args args{{"id", call}};
  for (const auto language : {Language::ja, Language::en}) {
    args.emplace_back(language == Language::ja ? "hint@ja" : "hint@en",
                      near ? text("rules.hint.near", language, {{"near", *near}})
                           : text("rules.hint.known", language, {{"known", listing(ids, ids.size())}}));
  }
  return {Severity::error, "pack.not-found", std::move(where), std::move(args)};
}

bool Session::deliver(const std::function<std::string(std::string_view, const report::TextOptions&)>& render) {
  print(render(format(), text_options()));
  bool written = true;
  for (const auto& file : arguments_.values("--report")) {
    const auto ending = lower_case(file.substr(file.rfind('.') + 1));
    const auto problems = write_file(file, render(ending == "txt" ? "text" : ending, text_options_for_file()));
    complain(problems);
    written = written && !has_errors(problems);
  }
  return written;
}

void Session::complain(const Problem& problem) {
  if (muted_) return;
  if (arguments_.flag("--quiet") && problem.severity != Severity::error) return;
  write_error(describe(problem, language_) + "\n");
}

void Session::complain(const Problems& problems) {
  for (const auto& problem : problems) complain(problem);
}

void Session::note(std::string_view sentence) {
  if (!muted_ && !arguments_.flag("--quiet")) write_error(std::string(sentence) + "\n");
}

}  // namespace saitaku::cli

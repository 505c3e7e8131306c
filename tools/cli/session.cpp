#include "tools/cli/session.h"

#include <unistd.h>

#include "engine/base/files.h"

namespace saitaku::cli {

std::string Session::format() const {
  if (const auto format = arguments_.value("--format")) return *format;
  if (arguments_.flag("--json")) return "json";
  const auto* command = arguments_.command();
  return command == nullptr || command->formats.empty() ? "text" : std::string(command->formats.front());
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

bool Session::deliver(const std::function<std::string(std::string_view, const report::TextOptions&)>& render) {
  print(render(format(), text_options()));
  bool written = true;
  for (const auto& file : arguments_.values("--report")) {
    const auto ending = file.substr(file.rfind('.') + 1);
    const auto problems = write_file(file, render(ending == "txt" ? "text" : ending, text_options_for_file()));
    complain(problems);
    written = written && !has_errors(problems);
  }
  return written;
}

void Session::complain(const Problem& problem) {
  if (arguments_.flag("--quiet") && problem.severity != Severity::error) return;
  write_error(describe(problem, language_) + "\n");
}

void Session::complain(const Problems& problems) {
  for (const auto& problem : problems) complain(problem);
}

void Session::note(std::string_view sentence) {
  if (!arguments_.flag("--quiet")) write_error(std::string(sentence) + "\n");
}

}  // namespace saitaku::cli

// An audit of files that a test writes, and what a listener heard of it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "tests/support/tiny_pack.h"
#include "tests/unit/intake/units_support.h"

namespace saitaku::tests {

/// The tiny pack, with sums by `name`.
inline std::shared_ptr<const rules::Pack> tiny_pack_with_institution() {
  MemoryFiles files = tiny_files();
  std::string& form = files["form.json"];
  form.insert(form.find("\"title\""), R"("institution": "name", )");
  return pack_of(files_of(std::move(files)));
}

/// All that is said, a line each, in order.
class Heard : public audit::Sink {
 public:
  void begin(const audit::RunInfo&) override { ++begun; }
  void unreadable(const audit::UnreadableView& view) override {
    lines.push_back("!" + view.problem->code + "@" + place(view.file, view.line, view.byte));
  }
  void application(const audit::ApplicationView& view) override {
    std::string line = std::to_string(view.number) + " " + std::string(view.name) + "@" +
                       place(view.file, view.line, view.byte) + " " + std::string(rules::to_string(view.verdict));
    for (const audit::FindingView& finding : view.findings) {
      line += "\n  " + std::string(finding.rule->code) + " " + std::string(rules::to_string(finding.outcome)) + " " +
              std::string(finding.message) + " " + std::string(finding.fix) + " [" + joined(finding.fields) + "] [" +
              joined(finding.missing) + "] [" + joined(finding.others) + "] " + finding.fingerprint;
      if (finding.known != nullptr) line += " known: " + finding.known->reason;
    }
    lines.push_back(std::move(line));
  }
  void end(const audit::Summary& told) override {
    ++ended;
    summary = told;
  }

  int begun = 0, ended = 0;
  std::vector<std::string> lines;
  audit::Summary summary;

 private:
  static std::string joined(const std::vector<std::string_view>& texts) {
    std::string all;
    for (const std::string_view text : texts) all += (all.empty() ? "" : ",") + std::string(text);
    return all;
  }
  static std::string place(std::string_view file, std::uint64_t line, std::int64_t byte) {
    return std::string(file.substr(file.rfind('/') + 1)) + ":" + std::to_string(line) + ":" + std::to_string(byte);
  }
};

inline audit::Options options_for(const std::shared_ptr<const rules::Pack>& pack, Language language = Language::en) {
  audit::Options options;
  options.run.pack = pack;
  options.run.language = language;
  options.run.program_version = "1";
  options.units.form = pack->form;
  options.units.call = pack->id;
  return options;
}

inline audit::Summary audited(const std::vector<std::string>& paths, const audit::Options& options,
                              audit::Sink& heard) {
  const auto inventory = intake::take_inventory(paths, options.units.maps);
  audit::Sink* const sinks[] = {&heard};
  auto summary = audit::run(inventory, options, sinks);
  REQUIRE_MESSAGE(summary, describe(summary.problems(), Language::en));
  return *summary;
}

}  // namespace saitaku::tests

#include "tools/cli/overwrites.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace saitaku::cli {
namespace {

namespace fs = std::filesystem;

/// A file under whatever name: its inode where it exists, otherwise its path without links, "." and "..".
struct Identity {
  explicit Identity(const std::string& path) : name(path) {
    std::error_code error;
    normal = fs::weakly_canonical(fs::absolute(path, error), error).lexically_normal();
    exists = ::stat(path.c_str(), &status) == 0;
  }

  static Identity standard_input() {
    Identity identity("/dev/stdin");
    identity.name = "-";
    identity.exists = ::fstat(STDIN_FILENO, &identity.status) == 0;
    return identity;
  }

  bool is_folder() const { return exists && S_ISDIR(status.st_mode); }
  /// A terminal or a pipe keeps nothing that could be lost.
  bool is_stream() const { return exists && !S_ISREG(status.st_mode) && !is_folder(); }
  bool same(const Identity& other) const {
    if (exists && other.exists) return status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino;
    return !normal.empty() && normal == other.normal;
  }
  bool holds(const Identity& other) const {
    if (!is_folder() || normal.empty()) return false;
    return std::mismatch(normal.begin(), normal.end(), other.normal.begin(), other.normal.end()).first == normal.end();
  }

  std::string name;
  fs::path normal;
  struct stat status {};
  bool exists = false;
  bool is_rules = false;
};

std::vector<Identity> inputs(const Arguments& arguments) {
  std::vector<Identity> all;
  const auto add = [&all](const std::vector<std::string>& names) {
    for (const auto& name : names) all.push_back(name == "-" ? Identity::standard_input() : Identity(name));
  };
  add(arguments.positional());
  for (const auto& name : arguments.positional()) {  // "audit.sqlite#3" is a run of that file
    if (const auto mark = name.rfind('#'); mark != std::string::npos) add({name.substr(0, mark)});
  }
  for (const auto* option : {"--facts", "--with", "--call"}) add(arguments.values(option));
  const auto drafts = all.size();
  add(arguments.values("--rules"));
  for (auto i = drafts; i < all.size(); ++i) all[i].is_rules = true;
  return all;
}

}  // namespace

Problems overwrites(const Arguments& arguments) {
  Problems problems;
  const auto read = inputs(arguments);
  std::vector<Identity> written;
  const auto complain = [&problems](std::string code, const Identity& report, const Identity& other) {
    problems.push_back({Severity::error, std::move(code), {}, {{"file", report.name}, {"other", other.name}}});
  };
  for (const auto& file : arguments.values("--report")) {
    const Identity report(file);
    if (report.is_stream()) continue;
    const auto input = std::find_if(read.begin(), read.end(), [&](const Identity& other) {
      // A folder of drafts is read whole; of a folder of rules a report beside the packs is none of them.
      return other.same(report) || (report.exists && !other.is_rules && other.holds(report));
    });
    const auto twice =
        std::find_if(written.begin(), written.end(), [&](const Identity& other) { return other.same(report); });
    if (input != read.end()) complain("cli.report-over-input", report, *input);
    if (twice != written.end()) complain("cli.report-twice", report, *twice);
    written.push_back(report);
  }
  return problems;
}

}  // namespace saitaku::cli

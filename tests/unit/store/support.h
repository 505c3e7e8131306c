// Runs told to a store by hand, and files to keep them in. For tests of the store.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/audit/sink.h"
#include "engine/store/store.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::tests {

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "saitaku-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline audit::RunInfo run_info(std::shared_ptr<const rules::Pack> pack = tiny_pack()) {
  audit::RunInfo info;
  info.pack = std::move(pack);
  info.program_version = "1.0";
  info.arguments = {"b.json", "a \"folder\""};
  return info;
}

inline std::unique_ptr<store::Store> open_store(const std::string& path) {
  auto opened = store::Store::open(path);
  REQUIRE_MESSAGE(opened, describe(opened.problems(), Language::en));
  return std::move(*opened);
}

inline Sha256 key_of(std::uint64_t number) { return sha256("key " + std::to_string(number)); }

/// What one application is told with: rule codes that failed, by fingerprint.
struct Told {
  std::string name, file, institution;
  std::vector<std::pair<std::string, std::string>> findings;  ///< code, fingerprint
};

/// Tells a sink of a run as an audit would.
class Telling {
 public:
  Telling(audit::Sink& sink, const audit::RunInfo& info) : sink_(sink), refs_(audit::rule_refs(*info.pack)) {
    summary_.by_rule.resize(refs_.size());
    sink_.begin(info);
  }

  void application(const Told& told) {
    std::vector<audit::FindingView> views;
    for (const auto& [code, fingerprint] : told.findings) {
      audit::FindingView view;
      for (const auto& ref : refs_) {
        if (ref.code == code) view.rule = &ref;
      }
      REQUIRE(view.rule != nullptr);
      view.message = "the message";
      view.fix = "the fix";
      view.fields = {"/total", "/unit"};
      view.fingerprint = fingerprint;
      views.push_back(view);
      ++summary_.by_rule[view.rule->index].fail;
    }
    audit::ApplicationView view;
    view.number = ++summary_.applications.total;
    view.name = told.name;
    view.id = told.name;
    view.institution = told.institution;
    view.file = told.file;
    view.verdict = told.findings.empty() ? rules::VerdictKind::eligible : rules::VerdictKind::ineligible;
    view.counts.error = told.findings.size();
    view.findings = views;
    sink_.application(view);
    summary_.findings.error += told.findings.size();
  }

  void unreadable(const std::string& file, std::uint64_t line) {
    const Problem problem{Severity::error, "json.empty", {}, {}};
    sink_.unreadable({file, line, 17, &problem});
    ++summary_.inputs.unreadable_records;
  }

  void end(bool interrupted = false) {
    summary_.interrupted = interrupted;
    sink_.end(summary_);
  }

  audit::Summary& summary() { return summary_; }

 private:
  audit::Sink& sink_;
  std::vector<audit::RuleRef> refs_;
  audit::Summary summary_;
};

/// A whole finished run.
inline void tell_run(const std::string& path, const std::vector<Told>& applications,
                     std::shared_ptr<const rules::Pack> pack = tiny_pack()) {
  const auto store = open_store(path);
  const auto info = run_info(std::move(pack));
  REQUIRE(store->begin(info, sha256("what"), false).empty());
  Telling telling(store->sink(), info);
  for (const auto& told : applications) telling.application(told);
  telling.end();
  REQUIRE_MESSAGE(store->sink().problems().empty(), describe(store->sink().problems(), Language::en));
}

}  // namespace saitaku::tests

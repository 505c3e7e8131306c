#include <cstdlib>
#include <fstream>

#include "engine/report/audit_report.h"
#include "tests/support/audit_run.h"
#include "tests/support/golden.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string written(const AuditFormat& format, const AuditRun& run = {}) {
  StringSink out;
  const auto sink = format.make(out, {.columns = 80});
  tell_audit(*sink, run);
  CHECK(sink->problems().empty());
  return out.text;
}

/// The text of forty thousand characters is cut: nobody reads it, and the other tests do.
std::string shortened(std::string text) {
  static const std::string unit = "長𠮷";
  for (auto at = text.find(unit + unit + unit); at != std::string::npos; at = text.find(unit + unit + unit, at + 1)) {
    auto end = at;
    while (text.compare(end, unit.size(), unit) == 0) end += unit.size();
    text.replace(at, end - at, "〈" + unit + " × " + std::to_string((end - at) / unit.size()) + "〉");
  }
  return text;
}

}  // namespace

TEST_CASE("every format of an audit report writes the same bytes each time, in both languages") {
  for (const auto* format : audit_formats()) {
    for (const auto language : {Language::ja, Language::en}) {
      CAPTURE(std::string(format->name));
      const bool same = written(*format, {.language = language}) == written(*format, {.language = language});
      CHECK(same);  // the texts are long
    }
  }
}

TEST_CASE("audit reports are as they were agreed") {
  for (const auto* format : audit_formats()) {
    if (format->name == "xlsx" || format->name == "html")
      continue;  // not for reading by eye; they have their own tests
    for (const auto language : {Language::ja, Language::en}) {
      const std::string suffix = language == Language::ja ? ".ja" : ".en";
      check_golden("report/audit" + suffix + std::string(format->ending),
                   shortened(written(*format, {.language = language})));
    }
  }
}

TEST_CASE("a format is found by its name and by the ending of a file") {
  CHECK(find_audit_format("ndjson") == find_audit_format("out/findings.ndjson"));
  CHECK(find_audit_format("x.JSON")->name == "json");
  CHECK(find_audit_format("ndjson")->name == "ndjson");
  CHECK(find_audit_format("report.docx") == nullptr);
  CHECK(find_audit_format("") == nullptr);
}

// For tests/unit/report/audit_readers_test.py, which reads them as other programs do.
TEST_CASE("audit reports are written for readers of other kinds") {
  const char* folder = std::getenv("SAITAKU_REPORTS");
  if (folder == nullptr) return;
  for (const auto* format : audit_formats()) {
    for (const auto language : {Language::ja, Language::en}) {
      const std::string suffix = language == Language::ja ? ".ja" : ".en";
      std::ofstream(folder + ("/audit" + suffix) + std::string(format->ending), std::ios::binary)
          << written(*format, {.language = language});
    }
  }
}

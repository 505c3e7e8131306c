// Findings that are known.
#include "engine/audit/baseline.h"

#include <doctest/doctest.h>

using namespace saitaku;
using audit::Baseline;

namespace {

const std::string kOne(32, 'a');
const std::string kTwo(32, 'b');
const Date kToday = *iso_date("2026-06-15");

Result<Baseline> read(const std::string& findings, const std::string& schema = "saitaku.baseline/1") {
  const auto document =
      parse_json({.file = "known.json", .text = R"({"schema": ")" + schema + R"(", "findings": )" + findings + "}"});
  REQUIRE(document);
  return Baseline::from_json(*document, kToday);
}

std::string entry(const std::string& fingerprint, const std::string& rest) {
  return R"({"fingerprint": ")" + fingerprint + "\"" + rest + "}";
}

std::string code_of(const std::string& findings) {
  const auto baseline = read(findings);
  REQUIRE_FALSE(baseline);
  CHECK_FALSE(describe(baseline.problems(), Language::ja).empty());
  return baseline.problems().front().code;
}

}  // namespace

TEST_CASE("an entry marks its fingerprint, with its reason and its last day") {
  const auto baseline = read("[" + entry(kOne, R"(, "reason": "承知", "expires": "2026-06-15", "code": "SP-B01")") +
                             "," + entry(kTwo, R"(, "reason": "ok", "expires": null)") + "]");
  REQUIRE(baseline);
  CHECK(baseline.problems().empty());
  CHECK(baseline->size() == 2);
  REQUIRE(baseline->find(kOne) != nullptr);
  CHECK(baseline->find(kOne)->reason == "承知");
  CHECK(baseline->find(kOne)->expires == "2026-06-15");
  REQUIRE(baseline->find(kTwo) != nullptr);
  CHECK(baseline->find(kTwo)->expires.empty());
  CHECK(baseline->find(std::string(32, 'c')) == nullptr);
}

TEST_CASE("an entry that has expired marks nothing, and is said") {
  const auto baseline = read("[" + entry(kOne, R"(, "reason": "x", "expires": "2026-06-14")") + "," +
                             entry(kTwo, R"(, "reason": "x", "expires": "2025-01-01")") + "]");
  REQUIRE(baseline);
  CHECK(baseline->size() == 0);
  REQUIRE(baseline.problems().size() == 1);
  const Problem& problem = baseline.problems().front();
  CHECK(problem.code == "baseline.expired");
  CHECK(problem.severity == Severity::warning);
  CHECK(problem.args == Args{{"count", "2"}, {"date", "2025-01-01"}});
}

TEST_CASE("what is no baseline is said with its place") {
  CHECK(code_of("{}") == "baseline.wrong-member-type");
  CHECK(code_of("[{}]") == "baseline.missing-member");
  CHECK(code_of("[" + entry(kOne, "") + "]") == "baseline.missing-member");
  CHECK(code_of("[" + entry("XYZ", R"(, "reason": "x")") + "]") == "baseline.fingerprint");
  CHECK(code_of("[" + entry(kOne, R"(, "reason": 3)") + "]") == "baseline.wrong-member-type");
  CHECK(code_of("[" + entry(kOne, R"(, "reason": "x", "expires": "soon")") + "]") == "baseline.date");
  CHECK(code_of("[" + entry(kOne, R"(, "reason": "x", "expires": 5)") + "]") == "baseline.date");
  CHECK(code_of("[3]") == "baseline.missing-member");
  const auto other = read("[]", "saitaku.audit/1");
  REQUIRE_FALSE(other);
  CHECK(other.problems().front().code == "baseline.schema");
  CHECK(other.problems().front().where.file == "known.json");
}

#include "engine/rules/digest.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/support/tiny_pack.h"

using namespace saitaku;
using namespace saitaku::tests;

namespace {

/// Codes whose digest differs once `from` is `to` in a file of the tiny pack.
std::set<std::string> changed_by(const std::string& file, const std::string& from, const std::string& to) {
  auto files = tiny_files();
  auto& text = files.at(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  const auto before = rules::rule_digests(*tiny_pack());
  const auto after = rules::rule_digests(*pack_of(files_of(files)));
  std::set<std::string> codes;
  for (const auto& [code, digest] : before) {
    if (after.at(code) != digest) codes.insert(code);
  }
  return codes;
}

using Codes = std::set<std::string>;

}  // namespace

TEST_CASE("every rule has a digest, those over the batch too, and no two are the same") {
  const auto pack = tiny_pack();
  const auto digests = rules::rule_digests(*pack);
  CHECK(digests.size() == pack->rules.size() + pack->batch_rules.size());
  std::set<std::string> different;
  for (const auto& [code, digest] : digests) different.insert(digest);
  CHECK(different.size() == digests.size());
  CHECK(digests == rules::rule_digests(*tiny_pack()));
}

TEST_CASE("a digest changes with the condition, the exception, the severity and the values that the condition names") {
  CHECK(changed_by("pack.json", "total * unit <= call.cap", "total * unit < call.cap") == Codes{"TN-B01"});
  CHECK(changed_by("pack.json", "\"value\": 5000000", "\"value\": 6000000") == Codes{"TN-B01"});
  CHECK(changed_by("pack.json", "\"when\": \"is_student\"}]", "\"when\": \"!is_student\"}]") == Codes{"TN-W01"});
  CHECK(changed_by("pack.json", "\"severity\": \"warning\", \"title\": {\"ja\": \"締切\"",
                   "\"severity\": \"error\", \"title\": {\"ja\": \"締切\"") == Codes{"TN-W01"});
  CHECK(changed_by("pack.json", "\"value\": 2,", "\"value\": 3,") == Codes{"TN-U02"});
  CHECK(changed_by("pack.json", "[\"name\", \"birth_date\"]", "[\"birth_date\", \"name\"]") == Codes{"TN-U01"});
}

TEST_CASE("a reworded message, title or source changes no digest, nor does a value that only a message names") {
  CHECK(changed_by("pack.json", "Reduce it.", "Lower it.").empty());
  CHECK(changed_by("pack.json", "above {call.cap}", "above the cap").empty());
  CHECK(changed_by("pack.json", "\"en\": \"Deadline\"}, \"status\": \"announced\"",
                   "\"en\": \"Closing\"}, \"status\": \"official\"")
            .empty());
  CHECK(changed_by("pack.json", "{level}, {helpers", "{level} {call.per_leader}, {helpers").empty());
}

TEST_CASE("what a field may be and whether it is owed is part of the rules that read it") {
  CHECK(changed_by("form.json", "\"values\": [\"a\", \"b\"]", "\"values\": [\"a\", \"b\", \"c\"]") ==
        Codes{"TN-E01", "TN-U02"});
  CHECK(changed_by("form.json", "item.amount != 0", "item.amount > 0") == Codes{"TN-F01"});
  CHECK(changed_by("form.json", "\"en\": \"Level\"", "\"en\": \"Grade\"").empty());
}

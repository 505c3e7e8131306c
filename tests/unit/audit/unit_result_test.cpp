// What came of a unit, as bytes and back.
#include "engine/audit/detail/unit_result.h"

#include <doctest/doctest.h>

#include <random>

using namespace saitaku;
using namespace saitaku::audit::detail;

namespace {

const std::string kDigest(kDigestBytes, '\x7f');

Problem problem_in(std::string file, std::int64_t line, std::int64_t byte) {
  Problem problem{Severity::warning, "field.not-whole", {}, {{"field", "合計"}, {"value", ""}}};
  problem.where = {.file = std::move(file), .line = line, .column = 3, .sheet = "", .cell = "", .pointer = "/a"};
  problem.where.byte = byte;
  return problem;
}

/// One of everything, of a unit that begins at line 100 and byte 5000 of "a/b.ndjson".
std::string one_of_each() {
  const UnitPlace place{"a/b.ndjson", 100, 5000};
  std::string bytes;
  put_note(bytes, place, problem_in("a/b.ndjson", 1, -1));
  put_unreadable(bytes, place, 100, 5000, problem_in("a/b.ndjson", 100, 5000));
  put_application(bytes, place, 101, 5100, "一覧", "00123", "例示大学", kDigest,
                  {problem_in("", 0, -1), problem_in("a/b.ndjson/x.csv", 0, -1), problem_in("other.json", 102, 5101)});
  Where cell;
  cell.sheet = "1枚目";
  cell.cell = "D48";
  put_finding(bytes, place, 7, rules::Outcome::fail, "多い", "減らす", {"/total", "/unit"}, {}, {"x"}, cell, kDigest);
  put_finding(bytes, place, 8, rules::Outcome::unknown, "", "", {}, {"/level"}, {}, {}, kDigest);
  put_group(bytes, 300, kDigest, false, 70'000);
  put_end(bytes,
          "cells\0"
          "x");
  put_application(bytes, place, 0, -1, "", "", "", "", {});
  put_end(bytes, "");
  put_member(bytes, "memo", 1'000'000'000'000);
  return bytes;
}

std::size_t records_in(std::string_view bytes) {
  ResultReader reader(bytes, {"f", 10, 10});
  std::size_t records = 0;
  while (reader.next() != nullptr) ++records;
  return records;
}

}  // namespace

TEST_CASE("places of a result are those of wherever its unit lies now") {
  const std::string bytes = one_of_each();
  CHECK(is_intact(bytes));
  ResultReader reader(bytes, {"c.ndjson", 11, 40});
  const ResultRecord* record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->kind == ResultRecord::Kind::note);
  CHECK(record->problem.where.file == "c.ndjson");
  record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->kind == ResultRecord::Kind::unreadable);
  CHECK(record->line == 11);
  CHECK(record->byte == 40);
  Problem moved = problem_in("c.ndjson", 11, 40);
  CHECK(record->problem.where == moved.where);
  CHECK(record->problem.code == moved.code);
  CHECK(record->problem.severity == moved.severity);
  CHECK(record->problem.args == moved.args);
  record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->line == 12);
  CHECK(record->byte == 140);
  REQUIRE(record->notes.size() == 3);
  CHECK(record->notes[0].where == problem_in("", 0, -1).where);
  CHECK(record->notes[1].where == problem_in("c.ndjson/x.csv", 0, -1).where);
  CHECK(record->notes[2].where == problem_in("other.json", 13, 141).where);
}

TEST_CASE("an application keeps its findings, groups and cells") {
  const std::string bytes = one_of_each();
  ResultReader reader(bytes, {"a/b.ndjson", 100, 5000});
  for (int i = 0; i < 2; ++i) REQUIRE(reader.next() != nullptr);
  const ResultRecord* record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->kind == ResultRecord::Kind::application);
  CHECK(record->id == "00123");
  CHECK(record->institution == "例示大学");
  CHECK(record->identity == kDigest);
  REQUIRE(record->findings.size() == 2);
  const ResultFinding& first = record->findings[0];
  CHECK(first.rule == 7);
  CHECK(first.outcome == rules::Outcome::fail);
  CHECK(first.message == "多い");
  CHECK(first.fix == "減らす");
  CHECK(first.fields == std::vector<std::string_view>{"/total", "/unit"});
  CHECK(first.others == std::vector<std::string_view>{"x"});
  CHECK(first.where.cell == "D48");
  CHECK(first.fingerprint == kDigest);
  CHECK(record->findings[1].outcome == rules::Outcome::unknown);
  CHECK(record->findings[1].fields.empty());
  CHECK(record->findings[1].missing == std::vector<std::string_view>{"/level"});
  REQUIRE(record->groups.size() == 1);
  CHECK(record->groups[0].rule == 300);
  CHECK(record->groups[0].key == kDigest);
  CHECK_FALSE(record->groups[0].sure);
  CHECK(record->groups[0].item == 70'000);
  CHECK(record->cells == "cells");
}

TEST_CASE("a record without a place stays without one, and nothing of the record before it is left") {
  const std::string bytes = one_of_each();
  ResultReader reader(bytes, {"z", 9, 9});
  for (int i = 0; i < 3; ++i) REQUIRE(reader.next() != nullptr);
  const ResultRecord* record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->line == 0);
  CHECK(record->byte == -1);
  CHECK(record->findings.empty());
  CHECK(record->groups.empty());
  CHECK(record->notes.empty());
  record = reader.next();
  REQUIRE(record != nullptr);
  CHECK(record->kind == ResultRecord::Kind::member);
  CHECK(record->member == "memo");
  CHECK(record->times == 1'000'000'000'000);
  CHECK(reader.next() == nullptr);
  CHECK_FALSE(reader.damaged());
}

TEST_CASE("a result that was cut short is never taken for whole, unless it ends with a record") {
  const std::string bytes = one_of_each();
  const std::size_t whole = records_in(bytes);
  std::size_t between_records = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(records_in(std::string_view(bytes).substr(0, size)) < whole);
    if (is_intact(std::string_view(bytes).substr(0, size))) ++between_records;
  }
  CHECK(between_records == whole);  // nothing at all, and after every record but the last
}

TEST_CASE("any bytes can be read as a result") {
  std::mt19937_64 random(7);
  const std::string bytes = one_of_each();
  for (int round = 0; round < 3'000; ++round) {
    std::string changed = bytes;
    for (std::size_t many = 1 + random() % 4; many > 0; --many)
      changed[random() % changed.size()] = static_cast<char>(random());
    CHECK(records_in(changed) <= changed.size());
    for (char& c : changed) c = static_cast<char>(random());
    CHECK(records_in(changed) <= changed.size());
  }
}

TEST_CASE("digests of another length are damage: other parts rely on it") {
  std::string bytes;
  put_application(bytes, {}, 0, -1, "", "", "", "", {});
  const std::size_t head = bytes.size();
  put_group(bytes, 0, "", true, 0);
  put_end(bytes, "");
  CHECK_FALSE(is_intact(bytes));
  bytes.resize(head);
  put_finding(bytes, {}, 0, rules::Outcome::fail, "", "", {}, {}, {}, {}, "short");
  put_end(bytes, "");
  CHECK_FALSE(is_intact(bytes));
}

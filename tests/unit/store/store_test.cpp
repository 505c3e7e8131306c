#include "engine/store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <set>

#include "tests/unit/store/support.h"

using namespace saitaku;
using namespace saitaku::tests;
using store::Store;

namespace {

std::string code_of(const Problems& problems) { return problems.empty() ? "" : problems.front().code; }

template <class T>
std::string code_of(const Result<T>& result) {
  return code_of(result.problems());
}

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One value, asked with plain SQL as people do.
std::string ask(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READONLY);
  return database.execAndGet(sql).getString();
}

constexpr std::chrono::milliseconds kShort{50};

}  // namespace

TEST_CASE("store: a run can be read with plain SQL") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  {
    const auto store = open_store(path);
    const auto info = run_info();
    REQUIRE(store->begin(info, sha256("what"), false).empty());
    CHECK(store->run() == 1);
    Telling telling(store->sink(), info);
    telling.application({"A-1", "a.json", "例示大学", {{"TN-B01", "f1"}, {"TN-U01", "f2"}}});
    telling.unreadable("b.ndjson", 3);
    telling.application({"A-2", "b.ndjson", "", {}});
    telling.unreadable("c.json", 0);
    Problem skipped{Severity::advice, "json.empty", {}, {}};
    skipped.where.file = "d.pdf";
    telling.summary().skipped.push_back(skipped);
    telling.summary().inputs.files = 4;
    telling.end();
    CHECK(store->sink().problems().empty());
  }
  CHECK(ask(path, "SELECT group_concat(state || ' ' || path) FROM files") ==
        "read a.json,read b.ndjson,unreadable c.json,skipped d.pdf");
  CHECK(ask(path,
            "SELECT group_concat(code || ' ' || severity || ' ' || application || ' ' || file || ' ' || "
            "institution || ' ' || message) FROM finding_list") ==
        "TN-B01 error A-1 a.json 例示大学 the message,TN-U01 error A-1 a.json 例示大学 the message");
  CHECK(ask(path, "SELECT fields FROM findings") == R"(["/total","/unit"])");
  CHECK(ask(path,
            "SELECT group_concat(path || ':' || line || ' ' || byte) FROM unreadable JOIN files ON "
            "files.run = unreadable.run AND files.number = file WHERE line IS NOT NULL") == "b.ndjson:3 17");
  CHECK(ask(path, "SELECT files || ' ' || applications || ' ' || errors || ' ' || finished FROM runs") == "4 2 2 1");
  CHECK(ask(path, "SELECT arguments FROM runs") == R"(["b.json","a \"folder\""])");
  CHECK(ask(path, "SELECT fail FROM rules WHERE code = 'TN-U01'") == "1");
  CHECK(ask(path, "SELECT count(*) FROM rules WHERE length(digest) = 64") == "6");
  CHECK(ask(path, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
  CHECK(ask(path, "PRAGMA integrity_check") == "ok");
}

TEST_CASE("store: runs are listed, and a finished one is read again") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  tell_run(path, {{"A-1", "a", "X", {{"TN-B01", "9"}, {"TN-W01", "1"}}}, {"A-2", "b", "Y", {{"TN-B01", "5"}}}});
  const auto store = open_store(path);
  REQUIRE(store->begin(run_info(), sha256("another"), false).empty());  // begun, never ended
  const auto runs = store->runs();
  REQUIRE(runs);
  REQUIRE(runs->size() == 2);
  CHECK((*runs)[0].finished);
  CHECK((*runs)[0].applications == 2);
  CHECK_FALSE((*runs)[1].finished);
  auto audit = store->audit();
  REQUIRE(audit);
  CHECK((*audit)->about().label == path + "#1");
  CHECK((*audit)->about().call == "tiny/one");
  CHECK((*audit)->about().rules.at("TN-B01").title == "Cap");
  std::string findings;
  while (const auto finding = (*audit)->next()) {
    findings += finding->fingerprint + " " + finding->code + " " + finding->severity + " " + finding->application +
                " " + finding->institution + "; ";
  }
  CHECK(findings == "1 TN-W01 warning A-1 X; 5 TN-B01 error A-2 Y; 9 TN-B01 error A-1 X; ");
  CHECK((*audit)->problems().empty());
  CHECK(code_of(store->audit(2)) == "store.unfinished-run");
  CHECK(code_of(store->audit(7)) == "store.no-such-run");
}

TEST_CASE("store: what is kept is found again, and whose it is") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto what = sha256("the same question");
  {
    const auto store = open_store(path);
    REQUIRE(store->begin(run_info(), what, false).empty());
    store->ledger().keep(key_of(1), "one");
    CHECK(store->ledger().find(key_of(1))->bytes == "one");  // before it is committed
    CHECK(store->ledger().find(key_of(1))->from_this_run);
    CHECK_FALSE(store->ledger().find(key_of(2)));
    store->ledger().commit();
    CHECK(ask(path, "SELECT count(*) FROM results") == "1");
    store->ledger().keep(key_of(3), std::string("\0three\0", 7));
  }  // what was not committed yet is when the store is let go
  {
    const auto store = open_store(path);
    CHECK(store->begin(run_info(), what, true).empty());
    CHECK(store->run() == 1);
    CHECK(store->ledger().find(key_of(1))->from_this_run);
    CHECK(store->ledger().find(key_of(3))->bytes == std::string("\0three\0", 7));
    CHECK(store->ledger().problems().empty());
  }
  const auto store = open_store(path);
  CHECK(store->begin(run_info(), what, false).empty());  // not resumed: another run
  CHECK(store->run() == 2);
  CHECK_FALSE(store->ledger().find(key_of(1))->from_this_run);
  // Both made it at the same time: to each it is its own when it is resumed.
  store->ledger().keep(key_of(1), "one");
  store->ledger().commit();
  CHECK(store->ledger().find(key_of(1))->from_this_run);
}

TEST_CASE("store: only an unfinished run of the same question is resumed, the last one") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto begin = [&](const char* what, bool resume) {
    const auto store = open_store(path);
    const auto problems = store->begin(run_info(), sha256(what), resume);
    return code_of(problems) + std::to_string(store->run());
  };
  CHECK(begin("a", true) == "store.nothing-to-resume1");
  CHECK(begin("b", true) == "store.nothing-to-resume2");
  CHECK(begin("a", false) == "3");
  CHECK(begin("a", true) == "3");
  CHECK(begin("b", true) == "2");
  tell_run(path, {});  // of "what", finished
  CHECK(begin("what", true) == "store.nothing-to-resume5");
}

TEST_CASE("store: an interrupted telling is taken back when the run is resumed") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto info = run_info();
  tell_run(path, {{"old", "a", "", {{"TN-B01", "f0"}}}});
  for (const bool interrupted : {true, true, false}) {
    const auto store = open_store(path);
    store->begin(info, sha256("again"), true);
    CHECK(store->run() == 2);
    Telling telling(store->sink(), info);
    telling.unreadable("a", 1);
    for (int i = 0; i < 3; ++i) {
      telling.application({"A-" + std::to_string(i), "b" + std::to_string(i), "", {{"TN-B01", "f1"}}});
    }
    telling.end(interrupted);
    REQUIRE(store->sink().problems().empty());
    CHECK(ask(path, "SELECT finished FROM runs WHERE number = 2") == (interrupted ? "0" : "1"));
    CHECK(ask(path,
              "SELECT (SELECT count(*) FROM findings WHERE run = 2) || ' ' || (SELECT count(*) FROM files WHERE "
              "run = 2) || ' ' || (SELECT count(*) FROM unreadable WHERE run = 2)") == "3 4 1");
  }
  CHECK(ask(path, "SELECT count(*) FROM findings WHERE run = 1") == "1");
}

TEST_CASE("store: two programs on one run do not mix: the one that resumed goes on, the other hears of it") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto info = run_info();
  const auto first = open_store(path);
  REQUIRE(first->begin(info, sha256("what"), false).empty());
  Telling early(first->sink(), info);
  early.application({"early", "a", "", {}});
  const auto second = open_store(path);
  REQUIRE(second->begin(info, sha256("what"), true).empty());
  Telling late(second->sink(), info);
  late.application({"late", "a", "", {}});
  late.end();
  early.end();
  first->ledger().keep(key_of(1), "x");
  first->ledger().commit();
  CHECK(code_of(first->sink().problems()) == "store.taken-over");
  CHECK(code_of(first->ledger().problems()) == "store.taken-over");
  CHECK(second->sink().problems().empty());
  CHECK(ask(path, "SELECT group_concat(name) FROM applications") == "late");
}

TEST_CASE("store: telling another store's findings by the hundred thousand keeps every one") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto store = open_store(path);
  const auto info = run_info();
  REQUIRE(store->begin(info, sha256("what"), false).empty());
  Telling telling(store->sink(), info);
  constexpr int kApplications = 40'000;  // more than one transaction takes
  for (int i = 0; i < kApplications; ++i) {
    telling.application(
        {"A-" + std::to_string(i), "big.ndjson", "X", {{"TN-B01", std::to_string(i)}, {"TN-F01", "f"}}});
  }
  telling.end();
  CHECK(ask(path, "SELECT count(*) || ' ' || count(DISTINCT application) FROM findings") == "80000 40000");
  CHECK(ask(path, "SELECT count(*) FROM files") == "1");
}

TEST_CASE("store: a file that is no store is left alone and named") {
  const Folder folder;
  write(folder / "text", "This is not a database, but it is long enough to be looked at as one, and more.\n");
  write(folder / "short", "x");
  write(folder / "empty", "");
  {
    SQLite::Database other(folder / "other", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE runs (number INTEGER)");
    SQLite::Database later(folder / "later", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    later.exec("CREATE TABLE runs (x); PRAGMA application_id = 1396787540; PRAGMA user_version = 99");
  }
  ::mkdir((folder / "folder").c_str(), 0777);
  const std::vector<std::pair<std::string, std::string>> cases{{"text", "store.not-a-store"},
                                                               {"short", "store.not-a-store"},
                                                               {"other", "store.not-a-store"},
                                                               {"later", "store.newer-version"},
                                                               {"folder", "store.cannot-open"}};
  for (const auto& each : cases) {
    const std::string& name = each.first;
    const std::string& code = each.second;
    CAPTURE(name);
    const auto path = folder / name;
    const auto before = name == "folder" ? "" : read(path);
    CHECK(code_of(Store::open(path, kShort)) == code);
    CHECK(code_of(Store::open_existing(path, kShort)) == code);
    if (name != "folder") CHECK(read(path) == before);
  }
  CHECK(code_of(Store::open_existing(folder / "empty", kShort)) == "store.not-a-store");
  CHECK(code_of(Store::open_existing(folder / "nowhere", kShort)) == "io.not-found");
  CHECK(code_of(Store::open(folder / "no/such/folder", kShort)) == "store.cannot-open");
  CHECK(code_of(Store::open("", kShort)) == "store.cannot-open");
  CHECK(code_of(Store::open("/dev/null", kShort)) == "store.not-a-store");
  CHECK(Store::open(folder / "empty", kShort));  // made by mktemp, perhaps
}

TEST_CASE("store: every problem has its sentences in both languages") {
  const Folder folder;
  write(folder / "text", "This is not a database, but it is long enough to be looked at as one, and more.\n");
  for (const auto& name : {"text", "no/such/folder"}) {
    const auto opened = Store::open(folder / name, kShort);
    for (const auto language : {Language::ja, Language::en}) {
      const auto& problem = opened.problems().front();
      CHECK(problem.what(language).find(folder / name) != std::string::npos);
      CHECK(problem.what(language).find('{') == std::string::npos);
      CHECK_FALSE(problem.fix(language).empty());
    }
  }
}

TEST_CASE("store: names that SQLite reads otherwise are files here") {
  const Folder folder;
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(folder / "");
  for (const auto& name : {":memory:", "file:a?mode=memory", "監査 #1%20.sqlite"}) {
    CAPTURE(name);
    tell_run(name, {{"A-1", "a", "", {}}});
    CHECK(std::filesystem::exists(name));
    const auto store = Store::open_existing(name);
    REQUIRE(store);
    CHECK((*store)->audit());
  }
  std::filesystem::current_path(here);
}

TEST_CASE("store: reading leaves nothing beside the file, also after an audit that was killed") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  tell_run(path, {{"A-1", "a", "", {{"TN-B01", "f"}}}});
  {
    const auto store = Store::open_existing(path);
    REQUIRE(store);
    auto audit = (*store)->audit();
    REQUIRE(audit);
    while ((*audit)->next()) {
    }
  }
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "")) names.insert(entry.path().filename());
  CHECK(names == std::set<std::string>{"audit.sqlite"});
}

TEST_CASE("store: a run that was deleted with SQL takes everything of it along, and its number is not given again") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  for (int i = 0; i < 2; ++i) tell_run(path, {{"A-1", "a", "", {{"TN-B01", "f"}}}});
  {
    const auto store = open_store(path);
    REQUIRE(store->begin(run_info(), sha256("x"), false).empty());
    store->ledger().keep(key_of(1), "one");
  }
  {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = ON; DELETE FROM runs WHERE number <> 2; VACUUM");
  }
  CHECK(ask(path, "SELECT group_concat(run) FROM findings") == "2");
  CHECK(ask(path, "SELECT count(*) FROM results") == "0");
  const auto store = open_store(path);
  REQUIRE(store->begin(run_info(), sha256("x"), false).empty());
  CHECK(store->run() == 4);
}

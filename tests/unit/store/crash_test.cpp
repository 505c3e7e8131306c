// Programs that are killed, that write at the same time, and disks that fail.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>
#include <vector>

#include "tests/unit/store/support.h"

using namespace saitaku;
using namespace saitaku::tests;
using store::Store;

namespace {

std::string code_of(const Problems& problems) { return problems.empty() ? "" : problems.front().code; }

std::string ask(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  return database.execAndGet(sql).getString();
}

/// Bytes of a result that tell whose they are.
std::string result_of(std::uint64_t number) {
  return std::string(1000 + number % 7, static_cast<char>('a' + number % 26));
}

/// Runs `work` in a process of its own. Its exit code 0 = all went well.
pid_t child(const std::function<bool()>& work) {
  const pid_t id = ::fork();
  REQUIRE(id >= 0);
  if (id > 0) return id;
  bool went_well = false;
  try {
    went_well = work();
  } catch (...) {  // a failed REQUIRE must not go on with the other tests in here
  }
  ::_exit(went_well ? 0 : 1);
}

int wait_for(pid_t id) {
  int status = 0;
  REQUIRE(::waitpid(id, &status, 0) == id);
  return status;
}

/// Keeps results without end, tells through the pipe how many are committed.
bool keep_until_killed(const std::string& path, int pipe, std::uint64_t first) {
  auto store = Store::open(path);
  if (!store || has_errors((*store)->begin(run_info(), sha256("what"), true))) return false;
  auto& ledger = (*store)->ledger();
  for (std::uint64_t number = first;; ++number) {
    ledger.keep(key_of(number), result_of(number));
    if (number % 5 == 4) {
      ledger.commit();
      if (!ledger.problems().empty()) return false;
      const auto next = number + 1;
      if (::write(pipe, &next, sizeof next) != sizeof next) return false;
    }
  }
}

/// Tells one run over and over, without end.
bool tell_until_killed(const std::string& path) {
  for (;;) {
    auto store = Store::open(path);
    if (!store) return false;
    const auto info = run_info();
    if (has_errors((*store)->begin(info, sha256("telling"), true))) return false;
    Telling telling((*store)->sink(), info);
    for (int i = 0; i < 400; ++i) telling.application({"A", "f" + std::to_string(i), "", {{"TN-B01", "x"}}});
    telling.end(true);
  }
}

}  // namespace

TEST_CASE("store: killed at any moment, it opens again with everything that was committed") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  open_store(path);
  std::uint64_t committed = 0;
  for (unsigned round = 0; round < 12; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t id = child([&] { return keep_until_killed(path, ends[1], committed); });
    ::close(ends[1]);
    // Not a duration that anything depends on: each round is cut off somewhere else.
    const unsigned commits = round * 3;
    std::uint64_t next = 0;
    for (unsigned i = 0; i <= commits && ::read(ends[0], &next, sizeof next) == sizeof next; ++i) committed = next;
    ::usleep(round * 137 % 1000);
    ::kill(id, SIGKILL);
    CHECK(WIFSIGNALED(wait_for(id)));
    while (::read(ends[0], &next, sizeof next) == sizeof next) committed = next;
    ::close(ends[0]);
  }
  CHECK(committed > 0);
  CHECK(ask(path, "PRAGMA integrity_check") == "ok");
  const auto store = open_store(path);
  CHECK(store->begin(run_info(), sha256("what"), true).empty());  // one run all the time
  CHECK(store->run() == 1);
  for (std::uint64_t number = 0; number < committed; ++number) {
    const auto found = store->ledger().find(key_of(number));
    REQUIRE(found);
    CHECK(found->from_this_run);
    CHECK(found->bytes == result_of(number));
  }
}

TEST_CASE("store: killed while it tells, the run is told again from the beginning") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  open_store(path);
  for (unsigned round = 0; round < 8; ++round) {
    const pid_t id = child([&] { return tell_until_killed(path); });
    ::usleep(3'000 + round * 2'711 % 20'000);
    ::kill(id, SIGKILL);
    wait_for(id);
    CHECK(ask(path, "PRAGMA integrity_check") == "ok");
    CHECK(ask(path, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
  }
  const auto store = open_store(path);
  const auto info = run_info();
  CHECK_FALSE(has_errors(store->begin(info, sha256("telling"), true)));
  Telling telling(store->sink(), info);
  telling.application({"A", "f", "", {{"TN-B01", "x"}}});
  telling.end();
  CHECK(ask(path, "SELECT (SELECT count(*) FROM findings) || ' ' || (SELECT count(*) FROM files)") == "1 1");
}

TEST_CASE("store: several programs write into one store at the same time and all finish") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";  // not there yet: they also race to make it
  std::vector<pid_t> children;
  constexpr int kPrograms = 4;
  constexpr std::uint64_t kResults = 150;
  for (int program = 0; program < kPrograms; ++program) {
    children.push_back(child([&] {
      auto store = Store::open(path);
      if (!store) return false;
      const auto info = run_info();
      if (has_errors((*store)->begin(info, sha256("program " + std::to_string(program)), false))) return false;
      for (std::uint64_t number = 0; number < kResults; ++number) {
        (*store)->ledger().keep(key_of(number), result_of(number));
        if (number % 10 == 0) (*store)->ledger().commit();
      }
      Telling telling((*store)->sink(), info);
      for (int i = 0; i < 300; ++i) telling.application({"A", "f" + std::to_string(i), "", {{"TN-B01", "x"}}});
      telling.end();
      (*store)->ledger().commit();
      return (*store)->ledger().problems().empty() && (*store)->sink().problems().empty();
    }));
  }
  for (const pid_t id : children) CHECK(wait_for(id) == 0);
  CHECK(ask(path, "PRAGMA integrity_check") == "ok");
  CHECK(ask(path, "SELECT count(*) || ' ' || sum(finished) FROM runs") == "4 4");
  CHECK(ask(path, "SELECT count(*) || ' ' || count(DISTINCT run) FROM findings") == "1200 4");
  CHECK(ask(path, "SELECT count(*) || ' ' || count(DISTINCT key) FROM results") == "600 150");
}

TEST_CASE("store: ledger and sink of one run may work on two threads") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  const auto store = open_store(path);
  const auto info = run_info();
  REQUIRE(store->begin(info, sha256("what"), false).empty());
  std::thread keeping([&] {
    for (std::uint64_t number = 0; number < 2000; ++number) {
      store->ledger().keep(key_of(number), result_of(number));
      store->ledger().find(key_of(number / 2));
    }
    store->ledger().commit();
  });
  Telling telling(store->sink(), info);
  for (int i = 0; i < 5000; ++i) telling.application({"A", "f", "", {{"TN-B01", "x"}}});
  telling.end();
  keeping.join();
  CHECK(store->ledger().problems().empty());
  CHECK(store->sink().problems().empty());
  CHECK(ask(path, "SELECT (SELECT count(*) FROM findings) || ' ' || (SELECT count(*) FROM results)") == "5000 2000");
}

TEST_CASE("store: while another program holds the file there is waiting, then a problem, and nothing is lost") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  open_store(path);
  SQLite::Database browser(path, SQLite::OPEN_READWRITE);
  browser.exec("BEGIN IMMEDIATE");
  const auto refused = Store::open(path, std::chrono::milliseconds(30));
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.problems()) == "store.locked");
  CHECK(refused.problems().front().what(Language::en).find("0.03 seconds") != std::string::npos);
  CHECK(Store::open_existing(path));  // reading goes on all the time
  std::thread closing([&] { browser.exec("COMMIT"); });
  const auto store = open_store(path);
  closing.join();
  CHECK(store->begin(run_info(), sha256("what"), false).empty());
  browser.exec("BEGIN IMMEDIATE; UPDATE runs SET call = 'x'");
  store->ledger().keep(key_of(1), "one");
  std::thread later([&] { browser.exec("ROLLBACK"); });
  store->ledger().commit();
  later.join();
  CHECK(store->ledger().problems().empty());
  CHECK(store->ledger().find(key_of(1)));
}

TEST_CASE("store: when the file may not grow there is a problem and what was kept stays") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  {
    const auto store = open_store(path);
    REQUIRE(store->begin(run_info(), sha256("what"), false).empty());
    store->ledger().keep(key_of(1), "one");
  }
  const pid_t id = child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
    auto store = Store::open(path);
    const auto info = run_info();
    if (!store || has_errors((*store)->begin(info, sha256("what"), true))) return false;
    (*store)->ledger().keep(key_of(2), std::string(1'000'000, 'x'));
    (*store)->ledger().commit();
    (*store)->ledger().keep(key_of(3), "three");  // afterwards nothing happens, and nothing goes wrong
    (*store)->ledger().commit();
    Telling telling((*store)->sink(), info);
    for (int i = 0; i < 5000; ++i) telling.application({"A", "f" + std::to_string(i), "", {{"TN-B01", "x"}}});
    telling.end();
    return code_of((*store)->ledger().problems()) == "store.cannot-write" &&
           code_of((*store)->sink().problems()) == "store.cannot-write";
  });
  CHECK(wait_for(id) == 0);
  CHECK(ask(path, "PRAGMA integrity_check") == "ok");
  const auto store = open_store(path);
  CHECK(store->begin(run_info(), sha256("what"), true).empty());
  CHECK(store->ledger().find(key_of(1))->bytes == "one");
  CHECK_FALSE(store->ledger().find(key_of(2)));
}

TEST_CASE("store: a file that is deleted or replaced meanwhile is a problem, not a run that nobody finds again") {
  for (const bool replaced : {false, true}) {
    const Folder folder;
    const auto path = folder / "audit.sqlite";
    const auto store = open_store(path);
    const auto info = run_info();
    REQUIRE(store->begin(info, sha256("what"), false).empty());
    for (const auto* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
    if (replaced) open_store(path);
    store->ledger().keep(key_of(1), "one");
    store->ledger().commit();
    Telling telling(store->sink(), info);
    telling.application({"A", "f", "", {}});
    telling.end();
    CHECK(code_of(store->ledger().problems()) == "store.gone");
    CHECK(code_of(store->sink().problems()) == "store.gone");
  }
}

TEST_CASE("store: a damaged file is a problem") {
  const Folder folder;
  const auto path = folder / "audit.sqlite";
  {
    const auto store = open_store(path);
    REQUIRE(store->begin(run_info(), sha256("what"), false).empty());
    for (std::uint64_t i = 0; i < 500; ++i) store->ledger().keep(key_of(i), result_of(i));
    const auto info = run_info();
    Telling telling(store->sink(), info);
    for (int i = 0; i < 2000; ++i) telling.application({"A", "f" + std::to_string(i), "", {{"TN-B01", "x"}}});
    telling.end();
  }
  const auto size = std::filesystem::file_size(path);
  for (std::uintmax_t at = 8192; at < size; at += 4096) {  // every page but the first two
    const std::string noise(4096, '\x5a');
    FILE* file = std::fopen(path.c_str(), "r+b");
    REQUIRE(file != nullptr);
    std::fseek(file, static_cast<long>(at), SEEK_SET);
    std::fwrite(noise.data(), 1, noise.size(), file);
    std::fclose(file);
  }
  const auto store = Store::open_existing(path);
  std::string code = code_of(store.problems());
  if (store) {
    const auto audit = (*store)->audit();
    code = code_of(audit.problems());
    if (audit) {
      while ((*audit)->next()) {
      }
      code = code_of((*audit)->problems());
    }
  }
  CHECK(code == "store.damaged");
}

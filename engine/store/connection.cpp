#include "engine/store/detail/connection.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "engine/base/embedded.h"
#include "engine/base/files.h"
#include "engine/base/messages.h"

namespace saitaku::store::detail {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int kApplicationId = 0x53414954;  // "SAIT"
constexpr int kVersion = 1;                 // of tables.sql
constexpr milliseconds kPause{5};

Problem problem(std::string code, const std::string& path, Args args = {}) {
  args.insert(args.begin(), {"path", path});
  Problem made{.code = std::move(code), .where = {}, .args = std::move(args)};
  made.where.file = path;
  return made;
}

Problem with_reason(std::string code, const std::string& path, std::string_view reason, const Args& args = {}) {
  return problem(std::move(code), path,
                 {{"reason@ja", text(reason, Language::ja, args)}, {"reason@en", text(reason, Language::en, args)}});
}

Problem cannot_open(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return with_reason("store.cannot-open", path, "store.reason.folder");
  }
  const auto folder = path.find('/') == std::string::npos ? std::string(".") : path.substr(0, path.rfind('/') + 1);
  if (::stat(folder.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return with_reason("store.cannot-open", path, "store.reason.no-folder");
  }
  return with_reason("store.cannot-open", path, "store.reason.permission");
}

bool is_busy(const SQLite::Exception& failure) {
  const int code = failure.getErrorCode() & 0xff;
  return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

Problem problem_of(const SQLite::Exception& failure, const std::string& path, milliseconds patience) {
  if (is_busy(failure)) {
    return problem("store.locked", path, {{"seconds", fmt::format("{:.3g}", double(patience.count()) / 1000)}});
  }
  switch (failure.getErrorCode() & 0xff) {
    case SQLITE_NOTADB: return problem("store.not-a-store", path);
    case SQLITE_FULL: return with_reason("store.cannot-write", path, "store.reason.no-space");
    case SQLITE_READONLY: return with_reason("store.cannot-write", path, "store.reason.read-only");
    case SQLITE_PERM:
    case SQLITE_AUTH: return with_reason("store.cannot-write", path, "store.reason.permission");
    case SQLITE_IOERR:
      // A limit of the file's size (ulimit -f) comes as a failed write too.
      if (failure.getExtendedErrorCode() == SQLITE_IOERR_WRITE) {
        return with_reason("store.cannot-write", path, "store.reason.no-space");
      }
      return with_reason("store.cannot-write", path, "store.reason.device",
                         {{"number", fmt::format("{}", failure.getExtendedErrorCode())}});
    case SQLITE_CANTOPEN: return cannot_open(path);
    case SQLITE_CORRUPT: return problem("store.damaged", path, {{"reason", failure.what()}});
    default: return problem("store.failed", path, {{"reason", failure.what()}});
  }
}

/// A name that means this file and nothing else: ":memory:", "" and "file:…" mean more to SQLite.
std::string plain_name(const std::string& path) { return path.starts_with('/') ? path : "./" + path; }

/// For a file that cannot change, in a folder where nothing can be made (a CD, a read-only share).
std::string immutable_name(const std::string& path) {
  std::string name = "file:";
  for (const char c : plain_name(path)) {
    if (c == '%' || c == '?' || c == '#') {
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      name += c;
    }
  }
  return name + "?immutable=1";
}

/// A file that can be nobody's database. SQLite takes a few bytes for an empty one, and writes over them.
bool is_no_database(const struct stat& status) {
  constexpr off_t kSmallestPage = 512;
  return !S_ISREG(status.st_mode) || (status.st_size > 0 && status.st_size < kSmallestPage);
}

bool has_log(const std::string& path) {
  struct stat status {};
  return ::stat((path + "-wal").c_str(), &status) == 0 && status.st_size > 0;
}

}  // namespace

Connection::Connection(std::string path, milliseconds patience) : path_(std::move(path)), patience_(patience) {}

Connection::~Connection() { statements_.clear(); }

Result<std::shared_ptr<Connection>> Connection::open(const std::string& path, milliseconds patience) {
  std::shared_ptr<Connection> connection(new Connection(path, patience));
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (path.empty() || (exists && S_ISDIR(status.st_mode))) return cannot_open(path);
  if (exists && is_no_database(status)) return problem("store.not-a-store", path);
  Problems wrong;
  auto problems = connection->guarded([&] {
    connection->connect(plain_name(path), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    wrong = connection->identify();
    if (!wrong.empty()) return;
    connection->database_->exec("PRAGMA journal_mode = WAL");  // only now: it changes the file
    // On disk when committed: a power cut loses what is being done, never what was kept.
    connection->database_->exec(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;"
        "PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864");
  });
  if (problems.empty()) problems = std::move(wrong);
  if (problems.empty() && ::stat(path.c_str(), &status) == 0) {
    connection->device_ = status.st_dev;
    connection->inode_ = status.st_ino;
  }
  if (problems.empty()) problems = connection->write([&] { connection->make_tables(); });
  if (!problems.empty()) return problems;
  return connection;
}

Result<std::shared_ptr<Connection>> Connection::open_existing(const std::string& path, milliseconds patience) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return io_problem("io.not-found", path, errno);
  }
  if (S_ISDIR(status.st_mode)) return cannot_open(path);
  if (is_no_database(status)) return problem("store.not-a-store", path);
  std::shared_ptr<Connection> connection(new Connection(path, patience));
  Problems problems;
  // Writable first: only then does SQLite tidy up after an audit that was killed, and leave no files beside this one.
  for (const int way : {SQLite::OPEN_READWRITE, SQLite::OPEN_READONLY, SQLite::OPEN_READONLY | SQLite::OPEN_URI}) {
    const bool immutable = (way & SQLite::OPEN_URI) != 0;
    if (immutable && has_log(path)) break;
    Problems wrong;
    problems = connection->guarded([&] {
      connection->connect(immutable ? immutable_name(path) : plain_name(path), way);
      connection->database_->exec("PRAGMA query_only = ON; PRAGMA temp_store = FILE; PRAGMA cache_size = -16384");
      wrong = connection->identify();
      if (wrong.empty() && !connection->database_->tableExists("runs")) wrong = {problem("store.not-a-store", path)};
    });
    if (problems.empty()) {
      if (!wrong.empty()) return wrong;
      return connection;
    }
    const auto& code = problems.front().code;
    if (code != "store.cannot-open" && code != "store.cannot-write") break;
  }
  return problems;
}

void Connection::connect(const std::string& name, int flags) {
  statements_.clear();
  // Without locks of its own: whoever uses the connection holds mutex_.
  database_ = std::make_unique<SQLite::Database>(name, flags | SQLite::OPEN_NOMUTEX);
  // Short, because guarded() asks again itself: SQLite does not wait everywhere (switching to WAL).
  database_->setBusyTimeout(static_cast<int>(std::min(patience_, milliseconds(200)).count()));
}

Problems Connection::identify() {
  // At one moment: another program may be making the tables just now.
  SQLite::Transaction moment(*database_);
  const int id = database_->execAndGet("PRAGMA application_id").getInt();
  const int version = database_->execAndGet("PRAGMA user_version").getInt();
  const int tables = database_->execAndGet("SELECT count(*) FROM sqlite_master").getInt();
  moment.commit();
  if (id == 0 && version == 0 && tables == 0) return {};
  if (id != kApplicationId) return {problem("store.not-a-store", path_)};
  if (version <= kVersion) return {};
  return {problem("store.newer-version", path_,
                  {{"version", fmt::format("{}", version)}, {"known", fmt::format("{}", kVersion)}})};
}

void Connection::make_tables() {
  if (database_->tableExists("runs")) return;
  const auto tables = embedded_file("engine/store/tables.sql");
  SAITAKU_EXPECT(tables.has_value(), "tables.sql is embedded");
  database_->exec(std::string(*tables));
  database_->exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, kVersion));
}

Problems Connection::moved() const {
  struct stat status {};
  // SQLite itself would go on writing into a file that has no name any more.
  if (::stat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_) return {};
  return {problem("store.gone", path_)};
}

Problems Connection::write(const std::function<void()>& work) {
  const std::lock_guard lock(mutex_);
  if (auto gone = moved(); !gone.empty()) return gone;
  return guarded([&] {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    work();
    transaction.commit();
  });
}

Problems Connection::read(const std::function<void()>& work) {
  const std::lock_guard lock(mutex_);
  return guarded(work);
}

Problems Connection::guarded(const std::function<void()>& work) {
  const auto deadline = Clock::now() + patience_;
  for (;;) {
    try {
      work();
      return {};
    } catch (const SQLite::Exception& failure) {
      statements_.clear();  // one that failed would say so again when it is reset
      if (!is_busy(failure) || Clock::now() >= deadline) return {problem_of(failure, path_, patience_)};
    }
    std::this_thread::sleep_for(kPause);
  }
}

SQLite::Statement& Connection::prepared(const char* sql) {
  auto& statement = statements_[sql];
  if (!statement) statement = std::make_unique<SQLite::Statement>(*database_, sql);
  return *statement;
}

}  // namespace saitaku::store::detail

// A connection to a store: the only place where SQLite's exceptions are caught and made problems of.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/base/problem.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
class Statement;
}  // namespace SQLite

namespace saitaku::store::detail {

/// Shared by the ledger and the sink of a store, which may work on different threads.
class Connection {
 public:
  /// For writing; makes the file and its tables where there is none. Problems: store.*
  static Result<std::shared_ptr<Connection>> open(const std::string& path, std::chrono::milliseconds patience);
  /// For reading; the file must exist.
  static Result<std::shared_ptr<Connection>> open_existing(const std::string& path, std::chrono::milliseconds patience);
  ~Connection();

  const std::string& path() const { return path_; }

  /// Does `work` in a write transaction, from the beginning again while others are writing, until it is committed and
  /// on disk or patience ends. Needs: `work` may run more than once.
  Problems write(const std::function<void()>& work);
  /// Does `work` outside of a transaction.
  Problems read(const std::function<void()>& work);

  /// Within `work`: a statement, compiled once. Needs: `sql` is a literal (its address is its name); whoever used it
  /// resets it, and sets every value.
  SQLite::Statement& prepared(const char* sql);
  SQLite::Database& database() { return *database_; }

 private:
  Connection(std::string path, std::chrono::milliseconds patience);
  Problems guarded(const std::function<void()>& work);
  void connect(const std::string& name, int flags);
  void make_tables();
  Problems identify();
  Problems moved() const;

  std::string path_;
  std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> database_;
  std::map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace saitaku::store::detail

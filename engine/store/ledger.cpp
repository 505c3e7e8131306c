#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <map>
#include <vector>

#include "engine/store/detail/current_run.h"

namespace saitaku::store::detail {
namespace {

using Clock = std::chrono::steady_clock;

// How much is lost at most when the machine stops: time only decides when something is kept, never what.
constexpr auto kLongest = std::chrono::milliseconds(500);
constexpr std::size_t kMostResults = 256;
constexpr std::size_t kMostBytes = std::size_t{16} << 20;
/// SQLite takes no value of a gigabyte; a result near that is made again rather than kept.
constexpr std::size_t kLargestResult = std::size_t{512} << 20;

class StoreLedger : public audit::Ledger {
 public:
  explicit StoreLedger(const CurrentRun& run) : run_(run) {}
  ~StoreLedger() override { StoreLedger::commit(); }

  std::optional<audit::KeptResult> find(const Sha256& key) override {
    if (const auto at = pending_.find(key); at != pending_.end()) return audit::KeptResult{at->second, true};
    std::optional<audit::KeptResult> found;
    if (!problems_.empty()) return found;
    problems_ = run_.connection->read([&] {
      found.reset();
      auto& query = run_.connection->prepared(
          "SELECT result, run = ?1 FROM results WHERE key = ?2 ORDER BY run = ?1 DESC LIMIT 1");
      query.bind(1, run_.number);
      query.bindNoCopy(2, key.data(), static_cast<int>(key.size()));
      if (query.executeStep()) {
        found = audit::KeptResult{query.getColumn(0).getString(), query.getColumn(1).getInt() != 0};
      }
      query.reset();  // otherwise the file stays read, and its log grows
    });
    return found;
  }

  void keep(const Sha256& key, std::string_view bytes) override {
    if (!problems_.empty() || bytes.size() > kLargestResult) return;
    if (pending_.try_emplace(key, bytes).second) pending_bytes_ += bytes.size();
    if (pending_.size() >= kMostResults || pending_bytes_ >= kMostBytes || Clock::now() - committed_ >= kLongest) {
      commit();
    }
  }

  void commit() override {
    if (pending_.empty() || !problems_.empty()) return;
    problems_ = run_.write([&] {
      for (const auto& [key, bytes] : pending_) {
        auto& insert =
            run_.connection->prepared("INSERT OR IGNORE INTO results (key, run, result) VALUES (?1, ?2, ?3)");
        insert.bindNoCopy(1, key.data(), static_cast<int>(key.size()));
        insert.bind(2, run_.number);
        insert.bindNoCopy(3, bytes.data(), static_cast<int>(bytes.size()));
        insert.exec();
        insert.reset();
      }
    });
    if (problems_.empty()) {
      pending_.clear();
      pending_bytes_ = 0;
    }
    committed_ = Clock::now();
  }

  Problems problems() const override { return problems_; }

 private:
  CurrentRun run_;
  std::map<Sha256, std::string> pending_;
  std::size_t pending_bytes_ = 0;
  Clock::time_point committed_ = Clock::now();
  Problems problems_;
};

}  // namespace

std::unique_ptr<audit::Ledger> make_ledger(const CurrentRun& run) { return std::make_unique<StoreLedger>(run); }

}  // namespace saitaku::store::detail

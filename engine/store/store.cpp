#include "engine/store/store.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/json.h"
#include "engine/base/messages.h"
#include "engine/rules/digest.h"
#include "engine/store/detail/current_run.h"
#include "engine/store/detail/stored_audit.h"

namespace saitaku::store {

using detail::Connection;
using detail::CurrentRun;

struct Store::Impl {
  std::shared_ptr<Connection> connection;
  CurrentRun run;
  std::unique_ptr<audit::Ledger> ledger;
  std::unique_ptr<audit::Sink> sink;

  Problem problem(Severity severity, std::string code, Args args = {}) const {
    args.insert(args.begin(), {"path", connection->path()});
    Problem made{severity, std::move(code), {}, std::move(args)};
    made.where.file = connection->path();
    return made;
  }

  bool resume_last(const Sha256& what);
  void insert_run(const audit::RunInfo& info, const Sha256& what);
  void insert_rules(const audit::RunInfo& info);
};

/// Within a transaction: the last unfinished run that asked for the same is ours from now on.
bool Store::Impl::resume_last(const Sha256& what) {
  auto& last = connection->prepared(
      "SELECT number, sitting + 1 FROM runs WHERE what = ? AND finished = 0 ORDER BY number DESC LIMIT 1");
  last.bindNoCopy(1, what.data(), static_cast<int>(what.size()));
  const bool found = last.executeStep();
  if (found) run = {connection, last.getColumn(0).getInt64(), last.getColumn(1).getInt64()};
  last.reset();
  if (!found) return false;
  auto& sit = connection->prepared("UPDATE runs SET sitting = ? WHERE number = ?");
  sit.bind(1, run.sitting);
  sit.bind(2, run.number);
  sit.exec();
  sit.reset();
  return true;
}

void Store::Impl::insert_run(const audit::RunInfo& info, const Sha256& what) {
  auto arguments = JsonValue::array();
  for (const auto& argument : info.arguments) arguments.items.push_back(JsonValue::of(argument));
  auto& insert = connection->prepared(
      "INSERT INTO runs (what, call, pack_version, pack_edition, pack_hash, program_version, language, arguments, "
      "baseline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))");
  insert.bindNoCopy(1, what.data(), static_cast<int>(what.size()));
  insert.bind(2, info.pack->id);
  insert.bind(3, info.pack->version);
  insert.bind(4, info.pack->edition);
  insert.bind(5, info.pack->hash);
  insert.bind(6, info.program_version);
  insert.bind(7, info.language == Language::ja ? "ja" : "en");
  insert.bind(8, write_json(arguments, false));
  insert.bind(9, info.baseline);
  insert.exec();
  insert.reset();
  run = {connection, connection->database().getLastInsertRowid(), 1};
}

void Store::Impl::insert_rules(const audit::RunInfo& info) {
  const auto digests = rules::rule_digests(*info.pack);
  for (const audit::RuleRef& rule : audit::rule_refs(*info.pack)) {
    auto& insert = connection->prepared(
        "INSERT INTO rules (run, position, code, severity, status, over_batch, title, digest) VALUES "
        "(?,?,?,?,?,?,?,?)");
    insert.bind(1, run.number);
    insert.bind(2, static_cast<std::int64_t>(rule.index));
    insert.bind(3, std::string(rule.code));
    insert.bind(4, std::string(to_string(rule.severity)));
    insert.bind(5, std::string(to_string(rule.status)));
    insert.bind(6, rule.over_batch ? 1 : 0);
    insert.bind(7, rule.title->in(info.language));
    insert.bind(8, digests.at(std::string(rule.code)));
    insert.exec();
    insert.reset();
  }
}

Problems CurrentRun::write(const std::function<void()>& work) const {
  bool ours = false;
  auto problems = connection->write([&] {
    auto& query = connection->prepared("SELECT 1 FROM runs WHERE number = ? AND sitting = ?");
    query.bind(1, number);
    query.bind(2, sitting);
    ours = query.executeStep();
    query.reset();
    if (ours) work();
  });
  if (problems.empty() && !ours) {
    Problem taken{
        Severity::error, "store.taken-over", {}, {{"path", connection->path()}, {"run", fmt::format("{}", number)}}};
    taken.where.file = connection->path();
    problems.push_back(std::move(taken));
  }
  return problems;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path, std::chrono::milliseconds patience) {
  auto connection = Connection::open(path, patience);
  if (!connection) return connection.problems();
  auto impl = std::make_unique<Impl>();
  impl->connection = *connection;
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Result<std::unique_ptr<Store>> Store::open_existing(const std::string& path, std::chrono::milliseconds patience) {
  auto connection = Connection::open_existing(path, patience);
  if (!connection) return connection.problems();
  auto impl = std::make_unique<Impl>();
  impl->connection = *connection;
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Problems Store::begin(const audit::RunInfo& run, const Sha256& what, bool resume) {
  SAITAKU_EXPECT(run.pack != nullptr, "a run has a pack");
  impl_->ledger.reset();
  impl_->sink.reset();
  bool resumed = false;
  auto problems = impl_->connection->write([&] {
    resumed = resume && impl_->resume_last(what);
    if (resumed) return;
    impl_->insert_run(run, what);
    impl_->insert_rules(run);
  });
  if (!problems.empty()) return problems;
  impl_->ledger = detail::make_ledger(impl_->run);
  impl_->sink = detail::make_sink(impl_->run);
  if (resume && !resumed) problems.push_back(impl_->problem(Severity::advice, "store.nothing-to-resume"));
  return problems;
}

std::int64_t Store::run() const { return impl_->run.number; }

audit::Ledger& Store::ledger() {
  SAITAKU_EXPECT(impl_->ledger != nullptr, "begin() comes first");
  return *impl_->ledger;
}

audit::Sink& Store::sink() {
  SAITAKU_EXPECT(impl_->sink != nullptr, "begin() comes first");
  return *impl_->sink;
}

Result<std::vector<RunEntry>> Store::runs() const {
  std::vector<RunEntry> entries;
  auto problems = impl_->connection->read([&] {
    entries.clear();
    auto& query = impl_->connection->prepared(
        "SELECT number, call, pack_version, pack_hash, finished, coalesce(applications, 0) FROM runs ORDER BY number");
    while (query.executeStep()) {
      entries.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                         query.getColumn(3).getString(), query.getColumn(4).getInt() != 0,
                         static_cast<std::uint64_t>(query.getColumn(5).getInt64())});
    }
    query.reset();
  });
  if (!problems.empty()) return problems;
  return entries;
}

Result<std::unique_ptr<audit::KeptAudit>> Store::audit(std::int64_t run) const {
  const auto entries = runs();
  if (!entries) return entries.problems();
  const RunEntry* chosen = nullptr;
  std::string finished;
  for (const RunEntry& entry : *entries) {
    if (entry.number == run || (run == 0 && entry.finished)) chosen = &entry;
    if (entry.finished) finished += (finished.empty() ? "" : ", ") + fmt::format("{}", entry.number);
  }
  if (chosen != nullptr && chosen->finished) return detail::read_audit(impl_->connection, chosen->number);
  if (finished.empty()) return impl_->problem(Severity::error, "store.no-finished-run");
  return impl_->problem(Severity::error, chosen == nullptr ? "store.no-such-run" : "store.unfinished-run",
                        {{"run", fmt::format("{}", run)}, {"known", finished}});
}

}  // namespace saitaku::store

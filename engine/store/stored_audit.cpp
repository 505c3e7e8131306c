#include "engine/store/detail/stored_audit.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

namespace saitaku::store::detail {
namespace {

class StoredAudit : public audit::KeptAudit {
 public:
  StoredAudit(std::shared_ptr<Connection> connection, std::int64_t number)
      : connection_(std::move(connection)), number_(number) {}

  ~StoredAudit() override {
    connection_->read([&] { query_.reset(); });  // not while another thread is in the connection
  }
  StoredAudit(const StoredAudit&) = delete;
  StoredAudit& operator=(const StoredAudit&) = delete;

  Problems open() {
    auto problems = connection_->read([&] { read_about(); });
    if (!problems.empty()) return problems;
    return connection_->read([&] {
      // SQLite sorts on disk where there is much; an index would slow down every audit for the sake of a diff.
      query_ = std::make_unique<SQLite::Statement>(
          connection_->database(),
          "SELECT findings.fingerprint, findings.code, findings.outcome, rules.severity, applications.name, "
          "coalesce(applications.institution, ''), findings.message FROM findings "
          "JOIN rules ON rules.run = findings.run AND rules.position = findings.rule "
          "JOIN applications ON applications.run = findings.run AND applications.number = findings.application "
          "WHERE findings.run = ? ORDER BY 1, 2, 5, 3, 7");
      query_->bind(1, number_);
    });
  }

  const audit::KeptRun& about() const override { return about_; }

  std::optional<audit::KeptFinding> next() override {
    std::optional<audit::KeptFinding> finding;
    if (!query_ || !problems_.empty()) return finding;
    auto problems = connection_->read([&] {
      if (!query_->executeStep()) return query_.reset();
      const auto text = [&](int column) { return query_->getColumn(column).getString(); };
      finding = audit::KeptFinding{text(0), text(1), text(2), text(3), text(4), text(5), text(6)};
    });
    if (!problems.empty()) problems_ = std::move(problems);
    return finding;
  }

  Problems problems() const override { return problems_; }

 private:
  void read_about() {
    about_ = {};
    auto& run = connection_->prepared(
        "SELECT call, pack_version, pack_hash, applications, unreadable_records FROM runs WHERE number = ?");
    run.bind(1, number_);
    if (run.executeStep()) {
      about_.label = fmt::format("{}#{}", connection_->path(), number_);
      about_.call = run.getColumn(0).getString();
      about_.pack_version = run.getColumn(1).getString();
      about_.pack_hash = run.getColumn(2).getString();
      about_.applications = static_cast<std::uint64_t>(run.getColumn(3).getInt64());
      about_.unreadable = static_cast<std::uint64_t>(run.getColumn(4).getInt64());
    }
    run.reset();
    auto& rules = connection_->prepared("SELECT code, digest, title FROM rules WHERE run = ?");
    rules.bind(1, number_);
    while (rules.executeStep()) {
      about_.rules[rules.getColumn(0).getString()] = {rules.getColumn(1).getString(), rules.getColumn(2).getString()};
    }
    rules.reset();
  }

  std::shared_ptr<Connection> connection_;
  std::int64_t number_;
  audit::KeptRun about_;
  std::unique_ptr<SQLite::Statement> query_;
  Problems problems_;
};

}  // namespace

Result<std::unique_ptr<audit::KeptAudit>> read_audit(std::shared_ptr<Connection> connection, std::int64_t number) {
  auto audit = std::make_unique<StoredAudit>(std::move(connection), number);
  if (auto problems = audit->open(); !problems.empty()) return problems;
  return std::unique_ptr<audit::KeptAudit>(std::move(audit));
}

}  // namespace saitaku::store::detail

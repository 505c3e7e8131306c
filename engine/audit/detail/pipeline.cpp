#include "engine/audit/detail/pipeline.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "engine/audit/detail/unit_judge.h"

namespace saitaku::audit::detail {
namespace {

/// Units that may wait for an earlier one, per thread.
constexpr std::size_t kAhead = 4;
/// A result that took more is let go.
constexpr std::size_t kMostSpare = std::size_t{8} << 20;

class Pipeline {
 public:
  Pipeline(const intake::Inventory& inventory, const Options& options,
           const std::shared_ptr<const rules::BatchPlan>& plan)
      : inventory_(inventory), options_(options), plan_(plan), reader_(inventory, options.units) {
    context_ = std::string(kResultLayout) + '\n' + options.run.program_version + '\n' + options.run.pack->hash + '\n' +
               (options.run.language == Language::ja ? "ja" : "en") + '\n' + options.units.call + '\n';
  }

  bool run(const std::function<bool(Judged&)>& take) { return options_.jobs <= 1 ? run_here(take) : run_threads(take); }

 private:
  bool interrupted() const { return options_.interrupted && options_.interrupted(); }

  bool run_here(const std::function<bool(Judged&)>& take) {
    UnitJudge judge(inventory_, options_, plan_);
    intake::Unit unit;
    Judged judged;
    while (!interrupted()) {
      if (!reader_.next(unit)) return true;
      do_unit(judge, unit, judged);
      if (!take(judged)) return false;
    }
    return false;
  }

  bool run_threads(const std::function<bool(Judged&)>& take) {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < options_.jobs; ++i) threads.emplace_back([this] { work(); });
    bool all = true;
    for (std::size_t next = 0;; ++next) {
      Judged judged;
      {
        std::unique_lock lock(mutex_);
        to_take_.wait(lock, [&] { return done_.contains(next) || (reading_ended_ && next >= taken_); });
        const auto found = done_.find(next);
        if (found == done_.end()) break;
        judged = std::move(found->second);
        done_.erase(found);
        told_ = next + 1;
      }
      to_read_.notify_one();
      if (!take(judged)) {
        all = false;
        break;
      }
      const std::lock_guard lock(mutex_);
      if (spare_.size() < options_.jobs && judged.result.capacity() <= kMostSpare)
        spare_.push_back(std::move(judged.result));
    }
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    to_read_.notify_all();
    for (std::thread& thread : threads) thread.join();
    return all && !cut_short_;
  }

  void work() {
    UnitJudge judge(inventory_, options_, plan_);
    intake::Unit unit;  // its memory goes round: new megabytes for every unit are new pages from the system
    while (true) {
      std::size_t number = 0;
      {
        std::unique_lock lock(mutex_);
        to_read_.wait(
            lock, [&] { return stopped_ || reading_ended_ || (!reading_ && taken_ < told_ + kAhead * options_.jobs); });
        if (stopped_ || reading_ended_) return;
        number = taken_;
        reading_ = true;
      }
      // One thread reads at a time, outside the lock, so that others can hand over what they have.
      const bool stop = interrupted();
      const bool got = !stop && reader_.next(unit);
      {
        const std::lock_guard lock(mutex_);
        reading_ = false;
        if (got) ++taken_;
        if (!got) reading_ended_ = true;
        if (stop) cut_short_ = true;
      }
      if (!got) {
        to_read_.notify_all();
        to_take_.notify_one();
        return;
      }
      to_read_.notify_one();
      Judged judged;
      judged.result = spare();
      do_unit(judge, unit, judged);
      bool awaited = false;
      {
        const std::lock_guard lock(mutex_);
        done_.emplace(number, std::move(judged));
        awaited = number == told_;
      }
      if (awaited) to_take_.notify_one();
    }
  }

  /// Room for a result: that of one which has been told. New megabytes are new pages from the system here, too.
  std::string spare() {
    const std::lock_guard lock(mutex_);
    if (spare_.empty()) return {};
    std::string room = std::move(spare_.back());
    spare_.pop_back();
    return room;
  }

  void do_unit(UnitJudge& judge, const intake::Unit& unit, Judged& judged) {
    judged.head = {unit.input, unit.last, false, unit.first_line, unit.first_byte};
    judged.result.clear();
    judged.to_keep = false;
    if (unit.unreadable) {
      const Where& where = unit.unreadable->where;
      put_unreadable(judged.result, {inventory_.inputs[unit.input].path, unit.first_line, unit.first_byte},
                     static_cast<std::uint64_t>(where.line), where.byte, *unit.unreadable);
      return;
    }
    if (options_.ledger == nullptr) return judge.judge(unit, judged.result);
    const Sha256 digest = intake::UnitFiller::digest(inventory_, unit);
    judged.key = sha256(context_ + std::string(digest.begin(), digest.end()));
    std::optional<KeptResult> kept;
    {
      const std::lock_guard lock(ledger_mutex_);
      kept = options_.ledger->find(judged.key);
    }
    if (kept && is_intact(kept->bytes)) {
      judged.result = std::move(kept->bytes);
      judged.head.reused = !kept->from_this_run;
      return;
    }
    judge.judge(unit, judged.result);
    judged.to_keep = true;
  }

 public:
  std::mutex& ledger_mutex() { return ledger_mutex_; }

 private:
  const intake::Inventory& inventory_;
  const Options& options_;
  std::shared_ptr<const rules::BatchPlan> plan_;
  intake::UnitReader reader_;
  std::string context_;  ///< all that a result depends on besides its unit
  std::mutex ledger_mutex_;

  std::mutex mutex_;  ///< for all below
  std::condition_variable to_read_, to_take_;
  std::map<std::size_t, Judged> done_;
  std::vector<std::string> spare_;
  std::size_t taken_ = 0;  ///< units read
  std::size_t told_ = 0;   ///< units taken over by the caller
  bool reading_ = false, reading_ended_ = false, stopped_ = false, cut_short_ = false;
};

}  // namespace

bool judge_all(const intake::Inventory& inventory, const Options& options,
               const std::shared_ptr<const rules::BatchPlan>& plan, const std::function<bool(Judged&)>& take) {
  Pipeline pipeline(inventory, options, plan);
  return pipeline.run([&](Judged& judged) {
    if (judged.to_keep) {
      const std::lock_guard lock(pipeline.ledger_mutex());
      options.ledger->keep(judged.key, judged.result);
    }
    return take(judged);
  });
}

}  // namespace saitaku::audit::detail

#include "engine/audit/audit.h"

#include <chrono>
#include <utility>

#include "engine/audit/detail/bytes.h"
#include "engine/audit/detail/group_spill.h"
#include "engine/audit/detail/pipeline.h"
#include "engine/audit/detail/teller.h"
#include "engine/audit/detail/unit_judge.h"

namespace saitaku::audit {
namespace {

using namespace detail;

/// Rules over the batch are known when all applications are: until then the results wait on disk.
class Audit {
 public:
  Audit(const intake::Inventory& inventory, const Options& options, std::span<Sink* const> sinks)
      : inventory_(inventory),
        options_(options),
        plan_(plan_of(options.run.pack)),
        waits_(!options.run.pack->batch_rules.empty()),
        teller_(inventory, options, sinks),
        spool_(options.temporary),
        spill_(*plan_, options),
        outcomes_(options.temporary, options.run.language) {
    for (const intake::Input& input : inventory.inputs) progress_.all_bytes += input.bytes;
    progress_.all_files = inventory.inputs.size();
  }

  Result<Summary> run() {
    teller_.begin();
    const bool all = judge_all(inventory_, options_, plan_, [this](Judged& judged) { return take(judged); });
    if (options_.ledger != nullptr) options_.ledger->commit();
    if (!failed() && waits_) tell_all();
    if (failed()) return problems_;
    teller_.end(!all);
    if (failed()) return problems_;
    return teller_.summary();
  }

 private:
  bool take(Judged& judged) {
    if (waits_) {
      wait(judged);
    } else {
      teller_.tell(judged.head, judged.result, nullptr);
      progress_.applications = teller_.summary().applications.total;
    }
    if (judged.head.last) {
      ++progress_.files;
      bytes_of_files_ += inventory_.inputs[judged.head.input].bytes;
    }
    progress_.bytes = bytes_of_files_ + (judged.head.last ? 0 : judged.head.first_byte);
    if (options_.progress) options_.progress(progress_);
    return !failed();
  }

  void wait(const Judged& judged) {
    frame_.clear();
    put_number(frame_, judged.head.input);
    put_number(frame_, (judged.head.last ? 1u : 0u) | (judged.head.reused ? 2u : 0u));
    put_number(frame_, judged.head.first_line);
    put_number(frame_, judged.head.first_byte);
    frame_ += judged.result;
    spool_.append(frame_);
    const std::string& file = inventory_.inputs[judged.head.input].path;
    ResultReader reader(judged.result, {file, judged.head.first_line, judged.head.first_byte});
    while (const ResultRecord* record = reader.next()) {
      if (record->kind != ResultRecord::Kind::application) continue;
      ++progress_.applications;
      if (!record->groups.empty())
        spill_.add(progress_.applications, name_of(*record, file), place_of(*record, file), *record);
    }
  }

  void tell_all() {
    spill_.resolve(outcomes_);
    outcomes_.sort();
    spool_.rewind();
    for (std::string_view frame; spool_.next(frame) && !failed();) {
      Bytes bytes(frame);
      UnitHead head;
      head.input = bytes.number();
      const std::uint64_t flags = bytes.number();
      head.last = (flags & 1) != 0;
      head.reused = (flags & 2) != 0;
      head.first_line = bytes.number();
      head.first_byte = bytes.number();
      teller_.tell(head, bytes.rest(), &outcomes_);
    }
  }

  bool failed() {
    if (!problems_.empty()) return true;
    const Problems of_ledger = options_.ledger == nullptr ? Problems{} : options_.ledger->problems();
    for (const Problems& some :
         {teller_.problems(), of_ledger, spool_.problems(), spill_.problems(), outcomes_.problems()}) {
      if (has_errors(some)) problems_ = some;
    }
    return !problems_.empty();
  }

  const intake::Inventory& inventory_;
  const Options& options_;
  std::shared_ptr<const rules::BatchPlan> plan_;
  bool waits_;
  Teller teller_;
  Temporary spool_;
  GroupSpill spill_;
  GroupOutcomes outcomes_;
  std::string frame_;
  Progress progress_;
  std::uint64_t bytes_of_files_ = 0;
  Problems problems_;
};

}  // namespace

Result<Summary> run(const intake::Inventory& inventory, const Options& options, std::span<Sink* const> sinks) {
  return Audit(inventory, options, sinks).run();
}

}  // namespace saitaku::audit

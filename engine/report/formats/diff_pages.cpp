#include "engine/report/formats/diff_pages.h"

#include <algorithm>
#include <tuple>

namespace saitaku::report {

bool FirstNew::ByApplication::operator()(const audit::KeptFinding& a, const audit::KeptFinding& b) const {
  return std::tie(a.application, a.code, a.fingerprint) < std::tie(b.application, b.code, b.fingerprint);
}

void FirstNew::add(const audit::Diff::Entry& entry) {
  if (entry.change != audit::Diff::Entry::Change::fresh) return;
  if (findings_.size() == most_ && !ByApplication()(entry.finding, *findings_.rbegin())) return;
  findings_.insert(entry.finding);
  if (findings_.size() > most_) findings_.erase(std::prev(findings_.end()));
}

std::vector<std::pair<std::string, audit::DiffTally>> changed_institutions(const audit::Diff& diff) {
  std::vector<std::pair<std::string, audit::DiffTally>> changed;
  for (const auto& entry : diff.by_institution) {
    if (entry.second.differs()) changed.emplace_back(entry);
  }
  std::sort(changed.begin(), changed.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const auto& entry) {
      return std::tuple(~entry.second.fresh, ~entry.second.resolved, std::string_view(entry.first));
    };
    return rank(a) < rank(b);
  });
  return changed;
}

void add(audit::DiffTally& tally, const audit::DiffTally& more) {
  tally.fresh += more.fresh;
  tally.resolved += more.resolved;
  tally.persisting += more.persisting;
  tally.not_comparable += more.not_comparable;
}

}  // namespace saitaku::report

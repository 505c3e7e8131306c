#include "engine/review/stages/support/bias.h"

#include <algorithm>

namespace saitaku::review::stages {

std::span<const float> bias_of(const std::vector<Shift>& bias, const Scene& scene, const void* owner,
                               Scratch& scratch) {
  if (bias.empty()) return {};
  const Applicants& applicants = scene.applicants;
  auto found =
      std::find_if(scratch.kept.begin(), scratch.kept.end(), [&](const Kept& kept) { return kept.owner == owner; });
  if (found == scratch.kept.end()) found = scratch.kept.insert(found, {.owner = owner});
  const bool known = found->numbers.size() == applicants.count && found->edition == applicants.edition;
  if (!known || applicants.edition == 0) {  // 0: of applicants that do not count their editions
    found->edition = applicants.edition;
    found->numbers.resize(applicants.count);
    for (std::size_t i = 0; i < applicants.count; ++i) {
      double sum = 0;
      for (const Shift& shift : bias) sum += shift.when.at(applicants.codes, i) ? shift.by : 0;
      found->numbers[i] = static_cast<float>(sum);
    }
  }
  return found->numbers;
}

}  // namespace saitaku::review::stages

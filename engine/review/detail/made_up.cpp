#include "engine/review/detail/made_up.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "engine/base/sha256.h"
#include "engine/generate/generate.h"
#include "engine/intake/application.h"
#include "engine/review/detail/screening.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::detail {
namespace {

constexpr std::uint64_t kSeed = 1;  // the same for every simulation: two that differ in nothing else differ by nothing
constexpr std::size_t kBatch = 250;

/// Everything that decides what is made.
std::string key_of(const rules::Pack& pack, const rules::Library& library, bool defects) {
  std::string key = pack.id + '\n' + pack.hash + (defects ? "\ndefects" : "\n");
  for (const std::string& file : pack.case_files) {
    const auto text = library.read(file, pack.embedded);
    key += '\n' + (text ? to_hex(sha256(*text)) : std::string());
  }
  return key;
}

/// One generator for both kinds: with defects half of its records have some.
Result<MadeUp> made(const std::shared_ptr<const rules::Pack>& pack, const rules::Library& library, bool defects) {
  const std::uint64_t count = defects ? 2 * kMadeUp : kMadeUp;
  auto generator =
      generate::Generator::make(pack, library.files(), {.seed = kSeed, .defects = defects ? 0.5 : 0, .count = count});
  Problems problems;
  generator.take_problems(problems);
  if (!generator) return problems;
  const auto plan = std::make_shared<const rules::BatchPlan>(pack);
  Screening screening(plan);
  forms::Batch batch(pack->form, plan->wanted());
  intake::Draft draft;
  std::vector<bool> defective;
  for (std::uint64_t number = 0; number < count; ++number) {
    auto application = (*generator)->application(number);
    defective.push_back(!application.breaks.empty());
    draft.document = std::move(application.document);
    intake::fill(batch, draft);
    if (batch.applications() < kBatch && number + 1 < count) continue;
    screening.add(batch);
    batch.clear();
  }
  const auto eligible = screening.finish().eligible;
  MadeUp result;
  for (std::size_t i = 0; i < eligible.size(); ++i) {
    (defective[i] ? result.defective : result.clean).push_back(eligible[i]);
  }
  return {std::move(result), std::move(problems)};
}

}  // namespace

Result<std::shared_ptr<const MadeUp>> make_up(const std::shared_ptr<const rules::Pack>& pack,
                                              const rules::Library& library, bool defects) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const MadeUp>> remembered;
  const std::string key = key_of(*pack, library, defects);
  const std::lock_guard lock(mutex);
  std::shared_ptr<const MadeUp>& place = remembered[key];
  if (place) return place;
  auto fresh = made(pack, library, defects);
  Problems problems;
  fresh.take_problems(problems);
  if (!fresh) return problems;
  place = std::make_shared<const MadeUp>(std::move(*fresh));
  return {place, std::move(problems)};
}

void draw_eligible(const MadeUp& from, double rate, const RandomAddress& address, std::span<std::uint8_t> eligible) {
  constexpr std::size_t kPiece = 1024;
  std::array<std::array<std::uint32_t, kPiece>, 3> words;
  const auto limit = from.defective.empty() ? 0 : static_cast<std::uint64_t>(rate * 0x1p63);
  const auto one_of = [](const std::vector<std::uint8_t>& all, std::uint32_t word) {
    return all[std::uint64_t{word} * all.size() >> 32];
  };
  RandomAddress at = address;
  while (!eligible.empty()) {
    lanes::words(at, 0, {words[0], words[1], words[2], {}});
    const std::size_t n = std::min(eligible.size(), kPiece);
    for (std::size_t i = 0; i < n; ++i) {
      const bool defective = (std::uint64_t{words[0][i]} << 32 | words[1][i]) >> 1 < limit;
      eligible[i] = one_of(defective ? from.defective : from.clean, words[2][i]);
    }
    eligible = eligible.subspan(n);
    at.entity += static_cast<std::uint32_t>(kPiece);
  }
}

}  // namespace saitaku::review::detail

#include "engine/review/detail/made_up.h"

#include <algorithm>
#include <array>

#include "engine/generate/generate.h"
#include "engine/intake/application.h"
#include "engine/review/detail/screening.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::detail {
namespace {

constexpr std::uint64_t kSeed = 1;  // the same for every simulation: two that differ in nothing else differ by nothing
constexpr std::size_t kBatch = 250;

}  // namespace

/// One generator for both kinds: with defects half of its records have some.
Result<MadeUp> make_up(const std::shared_ptr<const rules::Pack>& pack, const rules::Library& library, bool defects) {
  const std::uint64_t count = defects ? 2 * kMadeUp : kMadeUp;
  auto made =
      generate::Generator::make(pack, library.files(), {.seed = kSeed, .defects = defects ? 0.5 : 0, .count = count});
  Problems problems;
  made.take_problems(problems);
  if (!made) return problems;
  const auto plan = std::make_shared<const rules::BatchPlan>(pack);
  Screening screening(plan);
  forms::Batch batch(pack->form, plan->wanted());
  intake::Draft draft;
  std::vector<bool> defective;
  for (std::uint64_t number = 0; number < count; ++number) {
    auto application = (*made)->application(number);
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

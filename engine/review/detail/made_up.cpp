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
constexpr std::size_t kMostJudged = 10'000;  // of each kind, in all ways together

/// Everything that decides what is made.
std::string key_of(const rules::Pack& pack, const rules::Library& library, bool defects,
                   std::span<const LaidField> fields) {
  std::string key = pack.id + '\n' + pack.hash + (defects ? "\ndefects" : "\n");
  for (const std::string& file : pack.case_files) {
    const auto text = library.read(file, pack.embedded);
    key += '\n' + (text ? to_hex(sha256(*text)) : std::string());
  }
  for (const LaidField& field : fields) {
    key += '\n' + field.path;
    for (const JsonValue& value : field.values) key += ' ' + write_json(value, false);
  }
  return key;
}

/// Applications waiting to be judged, a batch at a time.
class Judging {
 public:
  Judging(std::shared_ptr<const rules::BatchPlan> plan, std::span<const LaidField> fields)
      : fields_(fields), screening_(plan), batch_(plan->pack()->form, plan->wanted()) {}

  void add(JsonValue document) {
    drafts_.emplace_back().document = std::move(document);
    if (drafts_.size() == kBatch) judge();
  }

  /// The verdicts on all: as they were made up, and in one of the ways. Needs: judge() after the last add().
  std::vector<std::uint8_t> as_made() const { return screening_.finish().eligible; }
  std::vector<std::uint8_t> written(std::size_t way) const {
    return fields_.empty() ? as_made() : screening_.finish_otherwise(way).eligible;
  }

  void judge() {
    screening_.add(filled());
    for (std::size_t way = 0; !fields_.empty() && way < ways(fields_); ++way) {
      for (intake::Draft& draft : drafts_) lay(draft.document, fields_, way);
      screening_.add_otherwise(way, filled());
    }
    drafts_.clear();
  }

 private:
  const forms::Batch& filled() {
    batch_.clear();
    for (const intake::Draft& draft : drafts_) intake::fill(batch_, draft);
    return batch_;
  }

  std::span<const LaidField> fields_;
  Screening screening_;
  forms::Batch batch_;
  std::vector<intake::Draft> drafts_;
};

/// A defect that the laid answers have mended is none: it stood in their fields, or followed from them.
MadeUp::Pool pool_of(const std::vector<bool>& defective, const std::vector<std::uint8_t>& as_made,
                     const std::vector<std::uint8_t>& written) {
  MadeUp::Pool pool;
  bool any = false;
  for (std::size_t i = 0; i < defective.size(); ++i) {
    any = any || defective[i];
    const bool mended = defective[i] && as_made[i] == 0 && written[i] == 1;
    if (!mended) (defective[i] ? pool.defective : pool.clean).push_back(written[i]);
  }
  if (any && pool.defective.empty()) pool.defective = pool.clean;
  return pool;
}

/// One generator for both kinds: with defects half of its records have some.
Result<MadeUp> made(const std::shared_ptr<const rules::Pack>& pack, const rules::Library& library, bool defects,
                    std::span<const LaidField> fields) {
  const std::uint64_t count = std::clamp(kMostJudged / ways(fields), kMadeUpFewest, kMadeUp) * (defects ? 2 : 1);
  auto generator =
      generate::Generator::make(pack, library.files(), {.seed = kSeed, .defects = defects ? 0.5 : 0, .count = count});
  Problems problems;
  generator.take_problems(problems);
  if (!generator) return problems;
  Judging judging(std::make_shared<const rules::BatchPlan>(pack), fields);
  std::vector<bool> defective;
  for (std::uint64_t number = 0; number < count; ++number) {
    auto application = (*generator)->application(number);
    defective.push_back(!application.breaks.empty());
    judging.add(std::move(application.document));
  }
  judging.judge();
  const auto as_made = judging.as_made();
  MadeUp result;
  for (std::size_t way = 0; way < ways(fields); ++way) {
    result.pools.push_back(pool_of(defective, as_made, judging.written(way)));
  }
  return {std::move(result), std::move(problems)};
}

}  // namespace

Result<std::shared_ptr<const MadeUp>> make_up(const std::shared_ptr<const rules::Pack>& pack,
                                              const rules::Library& library, bool defects,
                                              std::span<const LaidField> fields) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const MadeUp>> remembered;
  const std::string key = key_of(*pack, library, defects, fields);
  const std::lock_guard lock(mutex);
  std::shared_ptr<const MadeUp>& place = remembered[key];
  if (place) return place;
  auto fresh = made(pack, library, defects, fields);
  Problems problems;
  fresh.take_problems(problems);
  if (!fresh) return problems;
  place = std::make_shared<const MadeUp>(std::move(*fresh));
  return {place, std::move(problems)};
}

void draw_eligible(const MadeUp& from, std::span<const WayOf> ways, std::span<const Codes> codes, double rate,
                   const RandomAddress& address, std::span<std::uint8_t> eligible) {
  constexpr std::size_t kPiece = 1024;
  std::array<std::array<std::uint32_t, kPiece>, 3> words;
  std::array<std::uint32_t, kPiece> way;
  const auto limit = from.pools.front().defective.empty() ? 0 : static_cast<std::uint64_t>(rate * 0x1p63);
  const auto one_of = [](const std::vector<std::uint8_t>& all, std::uint32_t word) {
    return all[std::uint64_t{word} * all.size() >> 32];
  };
  RandomAddress at = address;
  while (!eligible.empty()) {
    lanes::words(at, 0, {words[0], words[1], words[2], {}});
    const std::size_t n = std::min(eligible.size(), kPiece);
    way.fill(0);
    for (const WayOf& of : ways) {
      const std::uint16_t* code = codes[of.attribute].data() + at.entity;
      for (std::size_t i = 0; i < n; ++i) way[i] += of.adds[code[i]];
    }
    for (std::size_t i = 0; i < n; ++i) {
      const MadeUp::Pool& pool = from.pools[way[i]];
      const bool defective = (std::uint64_t{words[0][i]} << 32 | words[1][i]) >> 1 < limit;
      eligible[i] = one_of(defective ? pool.defective : pool.clean, words[2][i]);
    }
    eligible = eligible.subspan(n);
    at.entity += static_cast<std::uint32_t>(kPiece);
  }
}

}  // namespace saitaku::review::detail

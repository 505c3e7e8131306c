#include "engine/review/outlook.h"

#include <algorithm>
#include <string>

#include "engine/base/text.h"

namespace saitaku::review {

void Outlook::rank(KeyReader& reader, std::string_view key) {
  if (!scored_) reader.problem("scenario.nothing-to-rank-by", key);
}

void Outlook::leave(std::int64_t most) { playing_ = std::clamp<std::int64_t>(most, 0, playing_); }

void Outlook::keep(KeyReader& reader, std::string_view key, std::int64_t wanted) {
  if (wanted > playing_) {
    reader.problem("scenario.more-than-in-play", key,
                   {{"wanted", with_thousands(wanted)}, {"playing", with_thousands(playing_)}});
  }
  leave(wanted);
}

void Outlook::award(KeyReader& reader, std::string_view key, std::int64_t wanted, bool others_leave) {
  const std::int64_t before = playing_;
  keep(reader, key, wanted);
  if (capped_ && wanted > *capped_) {
    reader.problem("scenario.more-than-caps-allow", key,
                   {{"wanted", with_thousands(wanted)}, {"room", with_thousands(*capped_)}});
  }
  const std::int64_t awarded = capped_ ? std::min(playing_, *capped_) : playing_;
  if (capped_) *capped_ -= awarded;
  awards_ += awarded;
  playing_ = others_leave ? 0 : before - awarded;
}

void Outlook::award_all(bool others_leave) {
  const std::int64_t awarded = capped_ ? std::min(playing_, *capped_) : playing_;
  if (capped_) *capped_ -= awarded;
  awards_ += awarded;
  playing_ = others_leave ? 0 : playing_ - awarded;
}

void Outlook::cap(std::int64_t most_awards) { capped_ = std::min(capped_.value_or(most_awards), most_awards); }

}  // namespace saitaku::review

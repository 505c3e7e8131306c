#include "engine/review/standing.h"

#include <algorithm>

namespace saitaku::review {

void Standing::reset(std::size_t count) {
  in_play.assign(count, 1);
  awarded.assign(count, 0);
  playing = count;
  awards = 0;
  scored = false;  // and so nobody reads what is left in score and reviews
  score.resize(count);
  reviews.resize(count);
  replayed.clear();
  for (auto& codes : routed) codes.clear();
  for (Cap& cap : caps) spare_.push_back(std::move(cap.used));
  caps.clear();
  purse = {};
  spend_yen = 0;
  award_yen.clear();
  interviewed.clear();
  review_count = 0;
  interviews = 0;
  shortfalls.clear();
}

Cap& Standing::add_cap(AttributeId attribute, std::int64_t at_most, std::size_t values) {
  Cap& cap = caps.emplace_back();
  cap.attribute = attribute;
  cap.at_most = at_most;
  if (!spare_.empty()) {
    cap.used = std::move(spare_.back());
    spare_.pop_back();
  }
  cap.used.assign(values, 0);
  return cap;
}

}  // namespace saitaku::review

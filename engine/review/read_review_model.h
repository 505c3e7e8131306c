// The keys of "review", and of stages that override parts of it.
#pragma once

#include <span>
#include <vector>

#include "engine/review/keys.h"
#include "engine/review/review_model.h"

namespace saitaku::review {

/// reliability, error_sd, leniency_sd, pool, scale, bias: for the keys of a stage that scores.
std::span<const Key> review_keys();

/// What the object says, the rest as in `base` ("scale": null and "pool": null take away). Needs: a reader whose keys
/// hold review_keys(). Problems: scenario.only-one-of (reliability and error_sd), scenario.bad-scale,
/// scenario.leniency-without-pool, those of the keys.
ReviewModel read_review_model(KeyReader& reader, const ReviewModel& base);

/// A list of {"when", "by"}: "bias", and "shift" of the quality.
std::vector<Shift> read_shifts(KeyReader& reader, std::string_view key);

}  // namespace saitaku::review

// Random numbers for distributions: all four words of a block are used, in pieces of a fixed layout, so that a number
// depends on its position alone and not on how many are asked for.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/philox.h"
#include "engine/review/keys.h"

namespace saitaku::review::detail {

/// Standard normal numbers address.entity, address.entity + 1, …; lanes/normals.h says how exact. Number p * 1024 + q *
/// 256 + i is the q-th normal of entity p * 256 + i. Needs: address.entity is a multiple of 1024.
void standard_normals(const RandomAddress& address, std::span<float> out);

/// Uniform numbers (k + 1/2) / 2^52, so never 0 or 1. Number p * 1024 + q * 512 + i is from words 2q and 2q + 1 of
/// entity p * 512 + i. Needs: as above.
void units(const RandomAddress& address, std::span<double> out);

/// One more of those, from a stream of its own: for methods that reject.
double unit(RandomStream& random);

/// The number at a key, or `otherwise` when the key is not there. Nothing: it is there and has a problem.
std::optional<double> number_or(KeyReader& reader, std::string_view key, double otherwise);

/// A list of numbers within `low` … `high`, at least one. Problems: populace.not-numbers, populace.number-range.
std::optional<std::vector<double>> numbers(KeyReader& reader, std::string_view key, double low, double high);

}  // namespace saitaku::review::detail

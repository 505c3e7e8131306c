#include "engine/review/stages/support/division.h"

#include <algorithm>
#include <numeric>

#include "engine/review/detail/json_number.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/lanes/words.h"
#include "engine/review/stages/support/reading.h"

namespace saitaku::review::stages {
namespace {

void read_given(KeyReader& reader, const JsonValue& allocation, const AttributeNames& names, Division& division) {
  division.by = Division::By::given;
  division.given.assign(names.values.size(), 0);
  for (const JsonMember& member : allocation.members) {
    const auto code = value_of(reader, "allocation", names, member.key);
    const auto places = detail::whole_of(member.value);
    if (!places || *places < 0 || *places > kMostPlaces) {
      reader.problem("stage.bad-places", "allocation", {{"value", member.key}, {"found", detail::shown(member.value)}});
    } else if (code) {
      division.given[*code] = *places;
      division.total_given += *places;
    }
  }
}

}  // namespace

Key within_key() {
  return {.name = "within",
          .type = Key::Type::attribute,
          .ja = "この属性の値ごとに分けて行う",
          .en = "an attribute: done separately for each of its values"};
}

Key allocation_key() {
  return {.name = "allocation",
          .type = Key::Type::other,
          .ja = "値ごとの数：proportional（残っている申請数に比例、既定）、equal（同数）、または {\"値\": 数}",
          .en = "places per value: \"proportional\" to the applications in play (default), \"equal\", or {value: n}"};
}

Key rounding_key() {
  return {.name = "rounding",
          .type = Key::Type::choice,
          .ja = "端数の扱い（既定は largest-remainder＝最大剰余法）。権利が等しい値どうしはくじで決める",
          .en = "how fractions become whole places (default largest-remainder); equal claims draw lots",
          .choices = {"largest-remainder", "sainte-lague", "d-hondt"}};
}

std::optional<Division> read_within(KeyReader& reader) {
  const auto within = reader.attribute("within");
  if (!within) return std::nullopt;
  return Division{.within = *within, .values = reader.vocabulary().attributes[*within].values.size()};
}

std::optional<Division> read_division(Making& making) {
  KeyReader& reader = making.reader;
  const JsonValue* allocation = reader.json("allocation");
  auto division = read_within(reader);
  const auto rounding = reader.text("rounding");
  if (!division) {
    if (allocation != nullptr && !reader.has("within")) reader.problem("stage.allocation-without-within", "allocation");
    return std::nullopt;
  }
  if (rounding == "sainte-lague") division->rounding = exact::Rounding::sainte_lague;
  if (rounding == "d-hondt") division->rounding = exact::Rounding::d_hondt;
  if (allocation == nullptr) return division;
  if (allocation->is_object()) {
    read_given(reader, *allocation, reader.vocabulary().attributes[division->within], *division);
  } else if (allocation->is_string() && allocation->string == "equal") {
    division->by = Division::By::equal;
  } else if (!allocation->is_string() || allocation->string != "proportional") {
    reader.problem("stage.bad-allocation", "allocation", {{"found", detail::shown(*allocation)}});
  }
  return division;
}

void expect_sum(Making& making, std::string_view key, std::int64_t total, const std::optional<Division>& division) {
  if (!division || division->by != Division::By::given || total == division->total_given) return;
  making.reader.problem("stage.allocation-sum", key,
                        {{"total", std::to_string(total)}, {"sum", std::to_string(division->total_given)}});
}

const Groups& group(const Scene& scene, const Standing& standing, AttributeId attribute, std::size_t values,
                    Scratch& scratch) {
  Groups& groups = scratch.groups;
  const auto codes = standing.codes(scene.applicants.codes, attribute);
  const std::size_t n = standing.playing, count = standing.in_play.size();
  const auto list = room(scratch.list, count + lanes::kPositionsRoom);
  lanes::positions(standing.in_play, list);
  groups.begin.assign(values + 2, 0);
  for (std::size_t i = 0; i < n; ++i) ++groups.begin[codes[list[i]] + 2u];
  std::partial_sum(groups.begin.begin(), groups.begin.end(), groups.begin.begin());
  groups.members.resize(n);
  for (std::size_t i = 0; i < n; ++i) groups.members[groups.begin[codes[list[i]] + 1u]++] = list[i];
  groups.begin.pop_back();  // each entry has moved to where the next began
  return groups;
}

std::span<std::int64_t> divide(const Division& division, std::int64_t places, const RandomAddress& lots,
                               Scratch& scratch) {
  const Groups& groups = scratch.groups;
  const auto out = room(scratch.places, division.values);
  const auto size = [&](std::size_t code) { return static_cast<std::int64_t>(groups.size(code)); };
  if (division.by == Division::By::given) {
    for (std::size_t code = 0; code < out.size(); ++code) out[code] = std::min(division.given[code], size(code));
    return out;
  }
  // The order of values must not favour one: the rounding prefers the earlier of equal claims, so it is shuffled.
  const auto words = room(scratch.words, division.values);
  lanes::words(lots, 0, {.w0 = words});
  scratch.lots.clear();
  for (std::size_t code = 0; code < out.size(); ++code) {
    out[code] = 0;
    if (size(code) > 0) scratch.lots.push_back(std::uint64_t{words[code]} << 32 | code);
  }
  std::sort(scratch.lots.begin(), scratch.lots.end());
  scratch.shares.clear();
  for (const std::uint64_t lot : scratch.lots) {
    const std::int64_t capacity = size(static_cast<std::uint32_t>(lot));
    scratch.shares.push_back({division.by == Division::By::equal ? 1 : capacity, capacity});
  }
  const exact::Allocation& made = scratch.allocator.divide(places, scratch.shares, division.rounding);
  for (std::size_t i = 0; i < scratch.lots.size(); ++i) {
    out[static_cast<std::uint32_t>(scratch.lots[i])] = made.places[i];
  }
  return out;
}

}  // namespace saitaku::review::stages

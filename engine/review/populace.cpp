#include "engine/review/populace.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/expect.h"
#include "engine/review/detail/alias_table.h"
#include "engine/review/detail/made_up.h"
#include "engine/review/lanes/words.h"
#include "engine/review/seed.h"

namespace saitaku::review {
namespace {

/// Every value as often as it is counted, in an order drawn by 64-bit tickets of the applications.
void lay_out(const std::vector<std::int64_t>& counts, const RandomAddress& address, Codes& codes) {
  std::vector<std::uint32_t> high(codes.size()), low(codes.size());
  lanes::words(address, 0, {high, low});
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(codes.size());
  for (std::uint32_t i = 0; i < codes.size(); ++i) order.emplace_back(std::uint64_t{high[i]} << 32 | low[i], i);
  std::sort(order.begin(), order.end());
  std::size_t next = 0;
  for (std::size_t value = 0; value < counts.size(); ++value) {
    for (std::int64_t i = 0; i < counts[value]; ++i) codes[order[next++].second] = static_cast<std::uint16_t>(value);
  }
  SAITAKU_EXPECT(next == codes.size(), "counts sum to the population's count");
}

/// The same in another order, drawn in a few microseconds and without memory: each place changes with one before it.
void shuffle(const RandomAddress& address, Codes& codes) {
  std::array<std::uint32_t, 256> piece;
  RandomAddress at = address;
  for (std::size_t begin = 0; begin < codes.size(); begin += piece.size()) {
    const auto words = std::span(piece).first(std::min(piece.size(), codes.size() - begin));
    lanes::words(at, 0, {.w0 = words});
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t last = begin + i, other = std::uint64_t{words[i]} * (last + 1) >> 32;
      std::swap(codes[last], codes[other]);
    }
    at.entity += static_cast<std::uint32_t>(piece.size());
  }
}

bool has_ineligible(const std::vector<std::uint8_t>& all) { return std::ranges::find(all, 0) != all.end(); }

/// Also where nobody would be eligible anyway.
bool are_defects_harmless(const detail::MadeUp::Pool& pool) {
  return !has_ineligible(pool.defective) || std::ranges::find(pool.clean, 1) == pool.clean.end();
}

std::int64_t whole_yen(double amount) {
  return amount < 0 ? 0 : static_cast<std::int64_t>(std::min(std::floor(amount + 0.5), 1e15));
}

}  // namespace

double Population::quality_variance() const {
  if (quality) return quality->variance();
  if (given_quality.empty()) return 0;
  const auto n = static_cast<double>(given_quality.size());
  double mean = 0, variance = 0;
  for (const float one : given_quality) mean += one / n;
  for (const float one : given_quality) variance += (one - mean) * (one - mean) / n;
  return variance;
}

struct Populace::Impl {
  explicit Impl(const Scenario& of);

  RandomAddress address(const Draws& draws, AttributeId attribute, std::uint32_t detail) const;
  void begin(const Draws& draws, Applicants& into) const;
  bool is_layout_renewed() const;
  void renew_layout(AttributeId attribute, const Draws& draws, Codes& codes) const;
  void draw_codes(const Draws& draws, Applicants& into) const;
  void draw_money(const Draws& draws, Applicants& into) const;
  void draw_screening(const Draws& draws, Applicants& into) const;
  std::vector<detail::LaidField> lay_fields();
  void take(std::shared_ptr<const detail::MadeUp> from);
  void add_up_shifts(Applicants& into) const;
  void draw_quality(const Draws& draws, Applicants& into) const;

  const Population population;  // shares the distributions; a scenario need not outlive its populace
  const Needs needs;
  std::vector<std::uint64_t> names;                      ///< seeds of the attributes' names
  std::vector<std::optional<detail::AliasTable>> alias;  ///< of attributes drawn by weights
  std::shared_ptr<const detail::MadeUp> made_up;
  std::vector<detail::WayOf> ways;  ///< of the attributes that the rules see
  bool layouts_vary = false, codes_vary = false, money_varies = false, screening_varies = false, shifts_vary = false,
       quality_varies = false;
};

Populace::Impl::Impl(const Scenario& of) : population(of.population), needs(of.needs) {
  const bool renewed = !population.fixed_over_replications;
  layouts_vary = renewed && is_layout_renewed();
  alias.resize(population.attributes.size());
  for (std::size_t i = 0; i < alias.size(); ++i) {
    names.push_back(seed_of(of.vocabulary.attributes[i].name));
    const AttributeLayout& layout = population.attributes[i];
    if (layout.codes.empty() && layout.counts.empty()) alias[i].emplace(layout.weights);
    codes_vary = codes_vary || (renewed && alias[i]) || (layouts_vary && !layout.counts.empty());
  }
  for (const Shift& shift : population.shift) {
    for (const AttributeId attribute : shift.when.holds.attributes()) {
      shifts_vary = shifts_vary || (renewed && alias[attribute]) || layouts_vary;
    }
  }
  money_varies = renewed && needs.requested && population.requested_yen && population.requested_yen->is_random();
  quality_varies = shifts_vary || (renewed && population.quality && population.quality->is_random());
}

RandomAddress Populace::Impl::address(const Draws& draws, AttributeId attribute, std::uint32_t detail) const {
  RandomAddress result = draws.address(Purpose::attribute, 0, detail);
  result.seed ^= names[attribute];
  return result;
}

/// Where applications differ in nothing else that stays over replications, it does not matter which of them have a
/// value: the one layout is then as good as any, and lists of who has it are kept. Two layouts, or one beside given
/// columns, go together by chance: a run would show the chance of one layout instead of the mean over all.
bool Populace::Impl::is_layout_renewed() const {
  std::size_t laid_out = 0, given = 0;
  for (const AttributeLayout& layout : population.attributes) {
    laid_out += layout.codes.empty() && !layout.counts.empty() ? 1 : 0;
    given += layout.codes.empty() ? 0 : 1;
  }
  const bool others = given > 0 || !population.given_quality.empty() || !population.given_requested.empty() ||
                      !population.given_eligible.empty() || population.scores;
  return laid_out > 1 || (laid_out == 1 && others);
}

/// Replication 0 has the layout of a population fixed over replications.
void Populace::Impl::renew_layout(AttributeId attribute, const Draws& draws, Codes& codes) const {
  const std::vector<std::int64_t>& counts = population.attributes[attribute].counts;
  if (draws.replication == 0) return lay_out(counts, address(draws, attribute, 1), codes);
  auto next = codes.begin();
  for (std::size_t value = 0; value < counts.size(); ++value) {
    next = std::fill_n(next, counts[value], static_cast<std::uint16_t>(value));
  }
  shuffle(address(draws, attribute, 1), codes);
}

/// All room, and what never changes.
void Populace::Impl::begin(const Draws& draws, Applicants& into) const {
  into.count = population.count;
  into.codes.resize(population.attributes.size());
  const Draws first{.seed = draws.seed, .replication = 0, .run = 0};
  for (AttributeId i = 0; i < into.codes.size(); ++i) {
    const AttributeLayout& layout = population.attributes[i];
    into.codes[i] = layout.codes;
    into.codes[i].resize(into.count);
    if (layout.codes.empty() && !layout.counts.empty()) lay_out(layout.counts, address(first, i, 1), into.codes[i]);
  }
  if (needs.requested) {
    into.requested_yen = population.given_requested;
    into.requested_yen.resize(into.count);
  }
  if (needs.eligible) {
    into.eligible = population.given_eligible;
    into.eligible.resize(into.count, 1);
  }
  if (needs.quality) into.quality.resize(into.count);
  if (needs.quality && !population.shift.empty()) into.shift.resize(into.count);
}

void Populace::Impl::draw_codes(const Draws& draws, Applicants& into) const {
  for (AttributeId i = 0; i < alias.size(); ++i) {
    const AttributeLayout& layout = population.attributes[i];
    if (alias[i]) alias[i]->draw(address(draws, i, 0), into.codes[i]);
    if (layouts_vary && layout.codes.empty() && !layout.counts.empty()) renew_layout(i, draws, into.codes[i]);
  }
}

void Populace::Impl::draw_money(const Draws& draws, Applicants& into) const {
  if (!needs.requested || !population.requested_yen) return;
  std::array<double, distributions::kPiece> piece;
  RandomAddress at = draws.address(Purpose::requested);
  for (std::span<std::int64_t> rest = into.requested_yen; !rest.empty();) {
    const auto amounts = std::span(piece).first(std::min(rest.size(), piece.size()));
    population.requested_yen->draw(at, amounts);
    std::transform(amounts.begin(), amounts.end(), rest.begin(), whole_yen);
    rest = rest.subspan(amounts.size());
    at.entity += static_cast<std::uint32_t>(piece.size());
  }
}

void Populace::Impl::draw_screening(const Draws& draws, Applicants& into) const {
  if (!made_up) return;
  detail::draw_eligible(*made_up, ways, into.codes, population.defects.rate, draws.address(Purpose::defect),
                        into.eligible);
}

/// What the attributes write into the form; `ways` is how their values add up.
std::vector<detail::LaidField> Populace::Impl::lay_fields() {
  std::vector<detail::LaidField> fields;
  for (AttributeId i = 0; i < population.attributes.size(); ++i) {
    if (!population.attributes[i].form) continue;
    fields.push_back(detail::laid_field(*population.attributes[i].form));
    const detail::LaidField& field = fields.back();
    for (detail::WayOf& before : ways) {
      for (std::uint32_t& adds : before.adds) adds *= static_cast<std::uint32_t>(field.values.size());
    }
    ways.push_back({i, {field.of_value.begin(), field.of_value.end()}});
  }
  return fields;
}

void Populace::Impl::take(std::shared_ptr<const detail::MadeUp> from) {
  made_up = std::move(from);
  const auto rejects = [](const detail::MadeUp::Pool& pool) { return has_ineligible(pool.clean); };
  screening_varies = !population.fixed_over_replications &&
                     (population.defects.rate > 0 || std::ranges::any_of(made_up->pools, rejects));
}

void Populace::Impl::add_up_shifts(Applicants& into) const {
  std::ranges::fill(into.shift, 0.0F);
  for (const Shift& shift : population.shift) {
    const auto by = static_cast<float>(shift.by);
    for (std::size_t i = 0; i < into.shift.size(); ++i) {
      if (shift.when.at(into.codes, i)) into.shift[i] += by;
    }
  }
}

void Populace::Impl::draw_quality(const Draws& draws, Applicants& into) const {
  if (population.quality) {
    population.quality->draw(draws.address(Purpose::quality), std::span(into.quality));
  } else if (!population.given_quality.empty()) {
    std::ranges::copy(population.given_quality, into.quality.begin());
  } else {
    std::ranges::fill(into.quality, 0.0F);
  }
  for (std::size_t i = 0; i < into.shift.size(); ++i) into.quality[i] += into.shift[i];
}

Populace::Populace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Populace::~Populace() = default;

Result<std::unique_ptr<const Populace>> Populace::make(const Scenario& scenario, const rules::Library& library) {
  auto impl = std::make_unique<Impl>(scenario);
  Problems problems;
  const Population& population = scenario.population;
  if (scenario.needs.eligible && population.given_eligible.empty()) {
    if (scenario.call.empty()) return Problem{Severity::error, "populace.no-call", {}, {{"scenario", scenario.id}}};
    auto pack = library.load(scenario.call);
    pack.take_problems(problems);
    if (!pack) return problems;
    auto made = detail::make_up(*pack, library, population.defects.rate > 0, impl->lay_fields());
    made.take_problems(problems);
    if (!made) return problems;
    impl->take(std::move(*made));
    if (population.defects.rate > 0 && std::ranges::all_of(impl->made_up->pools, are_defects_harmless)) {
      problems.push_back({Severity::warning, "populace.harmless-defects", {}, {{"call", scenario.call}}});
    }
  }
  return {std::unique_ptr<const Populace>(new Populace(std::move(impl))), std::move(problems)};
}

void Populace::draw(const Draws& draws, Applicants& into) const {
  const Impl& of = *impl_;
  const std::uint32_t replication = of.population.fixed_over_replications ? 0 : draws.replication;
  const Draws at{.seed = draws.seed, .replication = replication, .run = 0};
  const bool varies = of.codes_vary || of.money_varies || of.screening_varies;
  const std::uint64_t edition = varies ? std::uint64_t{replication} + 1 : 1;
  const bool fresh = into.edition == 0;
  if (fresh) of.begin(draws, into);
  if (into.edition != edition) {
    if (fresh || of.codes_vary) of.draw_codes(at, into);
    if (fresh || of.money_varies) of.draw_money(at, into);
    if (fresh || of.screening_varies) of.draw_screening(at, into);
    if (fresh || of.shifts_vary) of.add_up_shifts(into);
    into.edition = edition;
  }
  if (of.needs.quality && (fresh || of.quality_varies)) of.draw_quality(at, into);
}

Populace::Screened Populace::screened() const {
  Screened result;
  if (!impl_->made_up) return result;
  const auto count = [](const std::vector<std::uint8_t>& all) {
    return static_cast<std::size_t>(std::ranges::count(all, 1));
  };
  for (const detail::MadeUp::Pool& pool : impl_->made_up->pools) {
    result.clean += pool.clean.size();
    result.clean_eligible += count(pool.clean);
    result.defective += pool.defective.size();
    result.defective_eligible += count(pool.defective);
  }
  return result;
}

}  // namespace saitaku::review

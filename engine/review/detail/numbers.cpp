#include "engine/review/detail/numbers.h"

#include <algorithm>
#include <array>

#include "engine/base/expect.h"
#include "engine/base/text.h"
#include "engine/review/distribution.h"
#include "engine/review/lanes/normals.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::detail {
namespace {

using distributions::kPiece;

/// Calls fill(entity of the piece, its kPiece numbers) for every piece; the last may need room of its own.
template <class Number, class Fill>
void in_pieces(const RandomAddress& address, std::size_t entities, std::span<Number> out, const Fill& fill) {
  SAITAKU_EXPECT(address.entity % kPiece == 0, "pieces begin at multiples of their size");
  auto piece = static_cast<std::uint32_t>(address.entity / kPiece * entities);
  for (; out.size() >= kPiece; out = out.subspan(kPiece)) {
    fill(piece, out.first(kPiece));
    piece += static_cast<std::uint32_t>(entities);
  }
  if (out.empty()) return;
  std::array<Number, kPiece> last;
  fill(piece, std::span<Number>(last));
  std::copy_n(last.begin(), out.size(), out.begin());
}

RandomAddress at(RandomAddress address, std::uint32_t entity) {
  address.entity = entity;
  return address;
}

constexpr double unit_of(std::uint32_t high, std::uint32_t low) {
  return (static_cast<double>((std::uint64_t{high} << 32 | low) >> 12) + 0.5) * 0x1p-52;
}

}  // namespace

void standard_normals(const RandomAddress& address, std::span<float> out) {
  constexpr std::size_t kQuarter = kPiece / 4;
  in_pieces(address, kQuarter, out, [&](std::uint32_t entity, std::span<float> piece) {
    const auto quarter = [&](std::size_t q) { return piece.subspan(q * kQuarter, kQuarter); };
    lanes::normals(at(address, entity), 0, {quarter(0), quarter(1), quarter(2), quarter(3)});
  });
}

void units(const RandomAddress& address, std::span<double> out) {
  constexpr std::size_t kHalf = kPiece / 2;
  in_pieces(address, kHalf, out, [&](std::uint32_t entity, std::span<double> piece) {
    std::array<std::array<std::uint32_t, kHalf>, 4> words;
    lanes::words(at(address, entity), 0, {words[0], words[1], words[2], words[3]});
    for (std::size_t i = 0; i < kHalf; ++i) piece[i] = unit_of(words[0][i], words[1][i]);
    for (std::size_t i = 0; i < kHalf; ++i) piece[kHalf + i] = unit_of(words[2][i], words[3][i]);
  });
}

double unit(RandomStream& random) {
  const std::uint32_t high = random.next();
  return unit_of(high, random.next());
}

std::optional<double> number_or(KeyReader& reader, std::string_view key, double otherwise) {
  if (!reader.has(key)) return otherwise;
  return reader.number(key);
}

std::optional<std::vector<double>> numbers(KeyReader& reader, std::string_view key, double low, double high) {
  const JsonValue* list = reader.json(key);
  if (list == nullptr) {
    reader.problem("populace.not-numbers", key, {{"key", std::string(key)}});
    return std::nullopt;
  }
  std::vector<double> values;
  bool good = list->is_array() && !list->items.empty();
  for (const JsonValue& item : list->items) {
    good = good && item.is_number();
    if (!good) break;
    values.push_back(item.kind == JsonValue::Kind::integer            ? static_cast<double>(item.integer)
                     : item.kind == JsonValue::Kind::unsigned_integer ? static_cast<double>(item.unsigned_integer)
                                                                      : item.number);
  }
  if (!good) {
    reader.problem("populace.not-numbers", key, {{"key", std::string(key)}});
    return std::nullopt;
  }
  for (const double value : values) {
    if (value >= low && value <= high) continue;
    reader.problem(
        "populace.number-range", key,
        {{"key", std::string(key)}, {"value", shortest(value)}, {"low", shortest(low)}, {"high", shortest(high)}});
    return std::nullopt;
  }
  return values;
}

}  // namespace saitaku::review::detail

#include "engine/review/stages/support/weights.h"

#include <algorithm>
#include <limits>

#include "engine/review/detail/json_number.h"
#include "engine/review/elementary.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/lanes/words.h"
#include "engine/review/stages/support/reading.h"

namespace saitaku::review::stages {
namespace {

bool is_weight(const JsonValue& value) {
  return value.is_number() && detail::number_of(value) >= 0 && detail::number_of(value) <= 1e15;
}

// {"field": {"化学": 2}}
std::optional<Weights> read_by_value(KeyReader& reader, const JsonValue& json) {
  const Vocabulary& vocabulary = reader.vocabulary();
  const AttributeNames* names = json.members.size() == 1 ? vocabulary.find(json.members[0].key) : nullptr;
  if (names == nullptr || !json.members[0].value.is_object()) {
    reader.problem("stage.bad-weights", "weights");
    return std::nullopt;
  }
  std::vector<double> weights(names->values.size(), 1);
  for (const JsonMember& member : json.members[0].value.members) {
    const auto code = value_of(reader, "weights", *names, member.key);
    if (!is_weight(member.value)) {
      reader.problem("stage.bad-weights", "weights");
    } else if (code) {
      weights[*code] = detail::number_of(member.value);
    }
  }
  if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; })) {
    reader.problem("stage.zero-weights", "weights");
    return std::nullopt;
  }
  return Weights(static_cast<AttributeId>(names - vocabulary.attributes.data()), std::move(weights));
}

}  // namespace

Key weights_key() {
  return {.name = "weights",
          .type = Key::Type::other,
          .ja =
              "当たりやすさ：{\"属性\": {\"値\": 重み}}（書かない値は 1）、または数式（\"score\" など）。重み 0 "
              "の申請は引かれない",
          .en =
              "weights of the draw: {attribute: {value: weight}} (1 where not given), or an expression such as "
              "\"score\"; weight 0 is never drawn"};
}

std::optional<Weights> read_weights(Making& making) {
  KeyReader& reader = making.reader;
  const JsonValue* json = reader.json("weights");
  if (json == nullptr) return std::nullopt;
  if (json->is_object()) return read_by_value(reader, *json);
  if (!json->is_string()) {
    reader.problem("stage.bad-weights", "weights");
    return std::nullopt;
  }
  auto amount = compile_amount(json->string, reader.vocabulary(), {},
                               [&](std::size_t offset) { return reader.file().where_in(*json, offset); });
  amount.take_problems(reader.problems());
  if (!amount) return std::nullopt;
  if (amount->reads_score()) making.outlook.rank(reader, "weights");
  return Weights(*std::move(amount));
}

double Weights::weight(const Scene& scene, const Standing& standing, std::size_t application) const {
  if (!expression_) return by_value_[standing.codes(scene.applicants.codes, attribute_)[application]];
  Amount::Facts facts;
  if (!scene.applicants.requested_yen.empty()) facts.requested_yen = scene.applicants.requested_yen[application];
  if (standing.scored && standing.reviews[application] > 0) {
    facts.score = static_cast<double>(standing.score[application]);
  }
  return expression_->number(scene.applicants.codes, application, facts).value_or(0);
}

void Weights::begin(const Scene& scene, const Standing& standing, const RandomAddress& tickets,
                    Scratch& scratch) const {
  const auto list = room(scratch.list, standing.in_play.size() + lanes::kPositionsRoom);
  std::size_t n = lanes::positions(standing.in_play, list);
  const auto keys = room(scratch.keys, standing.in_play.size());
  std::size_t heavy = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double weight_here = weight(scene, standing, list[i]);
    list[heavy] = list[i];
    if (weight_here > 0) keys[list[heavy++]] = weight_here;  // not for NaN
  }
  n = heavy;
  const auto bits = room(scratch.lots, n);
  scratch.sampler.first_bits(tickets, list.first(n), bits);
  const auto scores = room(scratch.values, n);
  for (std::size_t i = 0; i < n; ++i) {
    // 53 bits of the ticket; 1 - t is exact, so that the order of tickets is the order of times.
    const double u = static_cast<double>((std::uint64_t{1} << 53) - (bits[i] >> 11)) * 0x1p-53;
    double& key = keys[list[i]];
    key = -log_of(u) / key;
    const auto longest = static_cast<double>(std::numeric_limits<float>::max());
    scores[i] = -static_cast<float>(std::min(key, longest));
  }
  scratch.order.begin(list.first(n), scores, {.lots = tickets, .keys = keys}, scratch.selector, scratch.sampler);
}

}  // namespace saitaku::review::stages

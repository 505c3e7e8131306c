#include "engine/review/read_review_model.h"

#include <array>
#include <cmath>

#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"

namespace saitaku::review {
namespace {

using Type = Key::Type;

constexpr std::int64_t kMostReviewers = 10'000'000;
constexpr double kFarthest = 1e9;
constexpr double kMostSteps = 8'388'608;  // 2^23: floats count further, but not with halves

std::optional<Scale> read_scale(KeyReader& reader) {
  static const std::vector<Key> keys = {
      {.name = "min",
       .type = Type::number,
       .ja = "いちばん低い点",
       .en = "The lowest score",
       .required = true,
       .low = -kFarthest,
       .high = kFarthest},
      {.name = "max",
       .type = Type::number,
       .ja = "いちばん高い点",
       .en = "The highest score",
       .required = true,
       .low = -kFarthest,
       .high = kFarthest},
      {.name = "step",
       .type = Type::number,
       .ja = "点の刻み（既定 1）",
       .en = "Distance between scores (1 when left out)",
       .low = -kFarthest,
       .high = kFarthest},
  };
  const std::size_t before = reader.problems().size();
  KeyReader inner(reader.file(), *reader.json("scale"), keys, reader.vocabulary(), reader.problems());
  const Scale scale{inner.number("min").value_or(0), inner.number("max").value_or(0), inner.number("step").value_or(1)};
  if (reader.problems().size() > before) return std::nullopt;
  if (scale.min >= scale.max) {
    inner.problem("scenario.scale-upside-down", "max",
                  {{"min", detail::plain(scale.min)}, {"max", detail::plain(scale.max)}});
  }
  if (scale.step <= 0 || (scale.max > scale.min && scale.step > scale.max - scale.min)) {
    inner.problem("scenario.scale-step", "step", {{"found", detail::plain(scale.step)}});
  } else if (scale.max > scale.min && (scale.max - scale.min) / scale.step > kMostSteps) {
    inner.problem("scenario.scale-too-fine", "step",
                  {{"found", detail::plain(scale.step)}, {"most", detail::plain(kMostSteps)}});
  }
  if (reader.problems().size() > before) return std::nullopt;
  return scale;
}

void read_error(KeyReader& reader, ReviewModel& model) {
  if (reader.has("reliability") && reader.has("error_sd")) {
    reader.problem("scenario.only-one-of", "error_sd",
                   {{"keys", "reliability, error_sd"}, {"found", "reliability, error_sd"}});
  }
  if (const auto sd = reader.number("error_sd")) model.error_sd = *sd;
  const auto reliability = reader.number("reliability");
  if (!reliability) return;
  if (*reliability == 0) return reader.problem("scenario.reliability-zero", "reliability");
  model.error_sd = std::sqrt(model.quality_variance * (1 - *reliability) / *reliability);
}

/// Null in the file takes away what `base` had.
bool is_null(const KeyReader& reader, std::string_view key) {
  const JsonValue* value = reader.object().find(key);
  return value != nullptr && value->is_null();
}

}  // namespace

std::span<const Key> review_keys() {
  static const std::vector<Key> keys = {
      {.name = "reliability",
       .type = Type::share,
       .ja = "審査員1人の信頼性（級内相関）。0より大きく1まで",
       .en = "Reliability of one reviewer (intraclass correlation), above 0 and at most 1"},
      {.name = "error_sd",
       .type = Type::number,
       .ja = "1回の審査の誤差の標準偏差（reliability の代わり）",
       .en = "Standard deviation of the error of one review, instead of reliability",
       .high = kFarthest},
      {.name = "leniency_sd",
       .type = Type::number,
       .ja = "審査員の甘辛の標準偏差（pool が要る）",
       .en = "Standard deviation of the reviewers' leniency; needs a pool",
       .high = kFarthest},
      {.name = "pool",
       .type = Type::count,
       .ja = "審査員の総数。null なら審査ごとに別の人",
       .en = "How many reviewers there are; null: another for every review",
       .low = 1,
       .high = kMostReviewers},
      {.name = "scale",
       .type = Type::other,
       .ja = "{\"min\", \"max\", \"step\"}: 点をこの目盛りに丸める。null なら丸めない",
       .en = "{\"min\", \"max\", \"step\"}: scores are rounded to it; null: they are not"},
      {.name = "bias",
       .type = Type::other,
       .ja = "{\"when\", \"by\"} のリスト: 条件に合う応募の点をずらす",
       .en = "List of {\"when\", \"by\"}: moves the scores of those it holds for"},
  };
  return keys;
}

ReviewModel read_review_model(KeyReader& reader, const ReviewModel& base) {
  ReviewModel model = base;
  read_error(reader, model);
  if (const auto sd = reader.number("leniency_sd")) model.leniency_sd = *sd;
  if (const auto pool = reader.integer("pool")) model.pool = *pool;
  if (is_null(reader, "pool")) model.pool.reset();
  if (reader.has("scale")) model.scale = read_scale(reader);
  if (is_null(reader, "scale")) model.scale.reset();
  if (reader.has("bias")) model.bias = read_shifts(reader, "bias");
  const bool told_here = reader.has("leniency_sd") || is_null(reader, "pool");
  if (model.leniency_sd > 0 && !model.pool && !reader.has("pool") && told_here) {
    reader.problem("scenario.leniency-without-pool", "leniency_sd", {{"found", detail::plain(model.leniency_sd)}});
  }
  return model;
}

std::vector<Shift> read_shifts(KeyReader& reader, std::string_view key) {
  static const std::vector<Key> keys = {
      {.name = "when",
       .type = Type::condition,
       .ja = "どの応募か（属性についての式）",
       .en = "Which applications: an expression over the attributes",
       .required = true},
      {.name = "by",
       .type = Type::number,
       .ja = "どれだけずらすか",
       .en = "By how much",
       .required = true,
       .low = -kFarthest,
       .high = kFarthest},
  };
  std::vector<Shift> shifts;
  const JsonValue* list = reader.json(key);
  if (list == nullptr) return shifts;
  if (!list->is_array()) {
    Args args{{"found", detail::shown(*list)}};
    detail::add_text(args, "expected", "scenario.kind.list");
    reader.problem("scenario.wrong-type", key, std::move(args));
    return shifts;
  }
  for (const JsonValue& item : list->items) {
    KeyReader inner(reader.file(), item, keys, reader.vocabulary(), reader.problems());
    auto when = inner.condition("when");
    const auto by = inner.number("by");
    if (when && by) shifts.push_back({*std::move(when), *by});
  }
  return shifts;
}

}  // namespace saitaku::review

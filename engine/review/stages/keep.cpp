// {"do": "keep", "top_share": 0.5}: a line that applications must reach by their score.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/review/lanes/marks.h"
#include "engine/review/lanes/selection.h"
#include "engine/review/stages/support/choosing.h"
#include "engine/review/stages/support/division.h"
#include "engine/review/stages/support/reading.h"

namespace saitaku::review::stages {
namespace {

enum class Line : std::uint8_t { at_least, top, top_share, quantile };

class Keep final : public Stage {
 public:
  Keep(Line line, double number, std::optional<Division> within, const Making& making)
      : line_(line), number_(number), within_(std::move(within)), ordinal_(making.ordinal) {}

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    if (standing.playing == 0) return;
    if (line_ == Line::at_least) {
      at_least(standing, static_cast<float>(number_), scratch);
    } else if (within_) {
      run_within(scene, standing, scratch);
    } else if (line_ == Line::quantile) {
      const auto scores = scores_in_play(standing, scratch);
      at_least(standing, scratch.selector.largest(scores, rank_of(standing.playing)).value, scratch);
    } else {
      const std::size_t wanted = wanted_of(standing.playing);
      if (wanted == standing.playing) return;
      const auto marks = room(scratch.marks, standing.in_play.size());
      mark_top(standing, wanted, {.lots = lots_of(scene, ordinal_, Lots::keep)}, scratch, marks);
      std::copy(marks.begin(), marks.end(), standing.in_play.begin());
      standing.playing = wanted;
    }
  }

 private:
  std::size_t wanted_of(std::size_t playing) const {
    if (line_ == Line::top_share) return part_of(playing, number_);
    return std::min(playing, static_cast<std::size_t>(number_));
  }

  // The quantile lies between two scores (type 7 of Hyndman and Fan, as in R and NumPy): all from the upper one on
  // reach it. The tolerance takes back what the product with a decimal fraction is off.
  std::size_t rank_of(std::size_t playing) const {
    return playing - static_cast<std::size_t>(std::ceil(static_cast<double>(playing - 1) * number_ - 1e-9));
  }

  static void at_least(Standing& standing, float line, Scratch& scratch) {
    const auto marks = room(scratch.marks, standing.in_play.size());
    lanes::mark_at_least(scores_in_play(standing, scratch), line, marks);
    standing.playing = lanes::both(standing.in_play, marks);
  }

  void run_within(const Scene& scene, Standing& standing, Scratch& scratch) const {
    const Groups& groups = group(scene, standing, within_->within, within_->values, scratch);
    const auto marks = room(scratch.marks, standing.in_play.size());
    if (line_ == Line::quantile) {
      std::fill(marks.begin(), marks.end(), std::uint8_t{0});
      for (std::size_t code = 0; code < within_->values; ++code) mark_quantile(standing, groups, code, scratch, marks);
      standing.playing = lanes::both(standing.in_play, marks);
      return;
    }
    const auto places = room(scratch.places, within_->values);
    std::size_t total = 0;
    for (std::size_t code = 0; code < within_->values; ++code) {
      const std::size_t wanted = wanted_of(groups.size(code));
      places[code] = static_cast<std::int64_t>(wanted);
      total += wanted;
    }
    mark_top_within(standing, places, {.lots = lots_of(scene, ordinal_, Lots::keep)}, scratch, marks);
    std::copy(marks.begin(), marks.end(), standing.in_play.begin());
    standing.playing = total;
  }

  void mark_quantile(const Standing& standing, const Groups& groups, std::size_t code, Scratch& scratch,
                     std::span<std::uint8_t> marks) const {
    const std::size_t size = groups.size(code);
    if (size == 0) return;
    const auto members = std::span(groups.members).subspan(groups.begin[code], size);
    const auto scores = room(scratch.values, size);
    for (std::size_t i = 0; i < size; ++i) scores[i] = standing.scored ? standing.score[members[i]] : 0;
    const float line = scratch.selector.largest(scores, rank_of(size)).value;
    for (std::size_t i = 0; i < size; ++i) marks[members[i]] = scores[i] >= line;
  }

  Line line_;
  double number_;
  std::optional<Division> within_;
  std::uint32_t ordinal_;
};

std::unique_ptr<const Stage> make(Making& making) {
  static constexpr std::array<std::string_view, 4> kLines{"at_least", "top", "top_share", "quantile"};
  KeyReader& reader = making.reader;
  const auto which = reader.one_of(kLines);
  auto within = read_within(reader);
  if (!which) return nullptr;
  const auto line = static_cast<Line>(std::find(kLines.begin(), kLines.end(), *which) - kLines.begin());
  making.outlook.rank(reader, *which);
  double number = 0;
  if (line == Line::top) {
    const auto top = reader.integer("top");
    if (!top) return nullptr;
    number = static_cast<double>(*top);
    if (within) {
      making.outlook.leave(*top * static_cast<std::int64_t>(within->values));
    } else {
      making.outlook.keep(reader, "top", *top);
    }
  } else {
    const auto given = reader.number(*which);
    if (!given) return nullptr;
    number = *given;
    if (line == Line::top_share && !within) {
      making.outlook.leave(
          static_cast<std::int64_t>(part_of(static_cast<std::size_t>(making.outlook.playing()), number)));
    }
  }
  if (line == Line::at_least && within) reader.warning("stage.within-without-effect", "within", {{"key", "at_least"}});
  return std::make_unique<Keep>(line, number, std::move(within), making);
}

}  // namespace

const Kind& keep() {
  static const Kind kind{
      .name = "keep",
      .ja = "点数で線を引き、届かない申請を不採択にする。点数のない申請どうしは同点とみなす",
      .en = "draws a line by score and rejects what stays below; applications that nobody scored count as equal",
      .keys = {{.name = "at_least",
                .type = Key::Type::number,
                .ja = "この点数以上を残す",
                .en = "keeps scores of this and more",
                .low = -1e15},
               {.name = "top",
                .type = Key::Type::count,
                .ja = "上位この件数を残す。同点はくじで決める。within があれば値ごとにこの件数",
                .en = "keeps this many, ties by lot; with `within` this many of each value",
                .high = static_cast<double>(kMostPlaces)},
               {.name = "top_share",
                .type = Key::Type::share,
                .ja = "上位この割合を残す（端数は四捨五入）。同点はくじで決める。within があれば値ごと",
                .en = "keeps this share (halves up), ties by lot; with `within` of each value"},
               {.name = "quantile",
                .type = Key::Type::share,
                .ja = "この分位点以上を残す（0.75 なら上位 4 分の 1）。線上の同点はすべて残る。within があれば値ごと",
                .en = "keeps scores that reach this quantile (0.75: the best quarter), all ties at the line stay; with "
                      "`within` of each value"},
               within_key()},
      .examples = {{.stages = R"([{"do": "keep", "at_least": 8}])", .playing = {7, 8, 9}},
                   {.stages = R"([{"do": "keep", "top": 3}])", .playing = {7, 8, 9}},
                   {.stages = R"([{"do": "keep", "top_share": 0.25}])", .playing = {7, 8, 9}},
                   {.stages = R"([{"do": "keep", "quantile": 0.5}])", .playing = {5, 6, 7, 8, 9}},
                   {.stages = R"([{"do": "keep", "top": 2, "within": "field"}])", .playing = {6, 7, 8, 9}}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages

// {"do": "screen"}: the rules of the call judge every application.
#include "engine/review/lanes/marks.h"
#include "engine/review/stage.h"

namespace saitaku::review::stages {
namespace {

class Screen final : public Stage {
 public:
  Needs needs() const override { return {.eligible = true}; }

  void run(const Scene& scene, Standing& standing, Scratch&) const override {
    standing.playing =
        lanes::both(standing.in_play, std::span(scene.applicants.eligible).first(standing.in_play.size()));
  }
};

std::unique_ptr<const Stage> make(Making&) { return std::make_unique<Screen>(); }

}  // namespace

const Kind& screen() {
  static const Kind kind{
      .name = "screen",
      .ja = "call の規則ですべての申請を判定する（check と同じ判定）。要件を満たさない申請は外れる",
      .en = "judges every application with the rules of the call, as \"check\" does; the ineligible leave",
      .keys = {},
      .examples = {{.stages = R"([{"do": "screen"}, {"do": "award", "top": 2}])",
                    .awarded = {8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7}}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages

#include "engine/review/metrics/support/groups.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class ChiSquare final : public Metric {
 public:
  explicit ChiSquare(AttributeId attribute) : attribute_(attribute) {}
  double value(const Outcome& outcome) const override {
    const auto awards = static_cast<double>(outcome.awards.size());
    const auto all = static_cast<double>(outcome.applicants.count);
    if (awards == 0 || awards == all) return kUndefined;
    const double common = awards / all;
    const Groups groups = Groups::of(outcome, attribute_);
    double sum = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.applications[i] == 0) continue;
      const double applications = groups.applications[i];
      const double off = groups.awards[i] - applications * common;
      sum += off * off / applications;
    }
    return sum / (common * (1 - common));
  }

  /// Where every application has the same chance, the awards of a value with n of N applications are hypergeometric
  /// with variance n p (1 - p) (N - n) / (N - 1): the expectation is the sum of (1 - n / N) N / (N - 1).
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    const auto values = values_in_use(scenario, attribute_);
    if (!shape || !values || shape->awards() == shape->applications) return std::nullopt;
    const auto all = static_cast<double>(shape->applications);
    return static_cast<double>(*values - 1) * all / (all - 1);
  }

 private:
  AttributeId attribute_;
};

}  // namespace

const Kind& chi_square() {
  static const Kind kind{
      .name = "chi_square",
      .ja =
          "属性の値によらず採択率が同じとした場合からのずれ（カイ二乗）。値ごとの(採択数-n p)^2 / (n p (1 - p))の和で、"
          "nは応募数、pは全体の採択率。自由度は応募のある値の数より1少ない。",
      .en =
          "Chi-square of awards against one common rate p: the sum over the attribute's values of (awards - n p)^2 / "
          "(n p (1 - p)), n being the applications; one degree of freedom less than there are values with "
          "applications. Not defined when nobody or everybody is awarded.",
      .unit = "",
      .argument = Argument::attribute,
      .examples = {{.metric = "chi_square:field",
                    .quality = {1, 2, 3, 4},
                    .awarded = {0, 1},
                    .field = {"a", "a", "b", "b"},
                    .value = 4},
                   {.metric = "chi_square:field",
                    .quality = {1, 2, 3, 4},
                    .awarded = {0, 2},
                    .field = {"a", "a", "b", "b"},
                    .value = 0},
                   {.metric = "chi_square:field", .quality = {1, 2}, .awarded = {}, .value = kUndefined},
                   {.metric = "chi_square:field", .quality = {1, 2}, .awarded = {0, 1}, .value = kUndefined}},
      .make = make_for_attribute<ChiSquare>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics

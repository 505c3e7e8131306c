// Metrics on replications made by hand, beyond what their own examples say.
#include <doctest/doctest.h>

#include "tests/unit/review/metrics/made_up.h"

namespace saitaku::review::metrics {
namespace {

// The fields of the published first round of SPReAD-1000: applications and awards, "不明" left out.
struct Field {
  int applications, awards;
};
constexpr Field kFields[] = {{2579, 70}, {2960, 98}, {754, 22}, {1090, 32}, {1142, 33},
                             {2639, 68}, {1113, 30}, {992, 25}, {1799, 55}, {759, 23}};

MadeUp published() {
  MadeUp made;
  Codes codes;
  std::vector<int> awarded;
  AttributeNames names{.name = "field", .values = {}};
  for (const Field& field : kFields) {
    for (int i = 0; i < field.applications; ++i) {
      if (i < field.awards) awarded.push_back(static_cast<int>(codes.size()));
      codes.push_back(static_cast<std::uint16_t>(names.values.size()));
    }
    names.values.push_back("field " + std::to_string(names.values.size()));
  }
  made.applicants.count = codes.size();
  made.applicants.codes = {codes};
  made.scenario.vocabulary.attributes = {names};
  made.award(awarded, {});
  return made;
}

TEST_CASE("the published awards by field give the chi-square that two by ten cells have") {
  MadeUp made = published();
  CHECK(agree(made.value("chi_square:field"), 3.9581290743, 1e-9));
  CHECK(agree(made.value("award_rate_gap:field"), 98.0 / 2960 - 25.0 / 992));
}

TEST_CASE("the Gini coefficient is that of all pairs of rates") {
  MadeUp made = published();
  double differences = 0, sum = 0;
  for (const Field& a : kFields) {
    sum += static_cast<double>(a.awards) / a.applications;
    for (const Field& b : kFields) {
      differences +=
          std::abs(static_cast<double>(a.awards) / a.applications - static_cast<double>(b.awards) / b.applications);
    }
  }
  CHECK(agree(made.value("gini:field"), differences / (2 * 10 * sum), 1e-12));
}

TEST_CASE("values that nobody has do not count: not for the chi-square, not for the Gini coefficient") {
  MadeUp made({1, 2, 3, 4}, {"a", "a", "c", "c"});
  made.award({0}, {});
  const double chi_square = made.value("chi_square:field"), gini = made.value("gini:field");
  made.scenario.vocabulary.attributes[0].values.emplace_back("nobody");
  ++made.applicants.edition;
  CHECK(made.value("chi_square:field") == chi_square);
  CHECK(made.value("gini:field") == gini);
}

TEST_CASE("the hours of an interview are sunk with those who had one") {
  MadeUp made({1, 2, 3, 4});
  made.award({3}, {});
  made.standing.interviews = 2;
  made.standing.interviewed = {0, 0, 1, 1};
  CHECK(agree(made.value("sunk_share"), (80.5 - 20.25) / 80.5));
}

TEST_CASE("without hours nothing is sunk or kept") {
  MadeUp made({1, 2});
  made.award({1}, {});
  made.scenario.costs = {};
  CHECK(std::isnan(made.value("sunk_share")));
  CHECK(made.value("applicant_hours") == 0);
}

TEST_CASE("money without a budget is what the awarded asked for, and indirect costs lose a fraction of a yen each") {
  MadeUp made({1, 2, 3});
  made.applicants.requested_yen = {4'999'999, 1, 3};
  made.award({0, 2}, {});
  CHECK(made.value("spend_yen") == 5'000'002);
  CHECK(made.value("indirect_yen") == 1'499'999);
}

TEST_CASE("large amounts stay whole numbers") {
  MadeUp made({1});
  made.applicants.requested_yen = {1'000'000'000'000'000};
  made.award({0}, {});
  made.scenario.indirect_percent = 100;
  CHECK(made.value("indirect_yen") == 1e15);
}

TEST_CASE("relabelling the applications changes no metric") {
  MadeUp made({5, 1, 4, 2, 3, 9}, {"a", "b", "a", "b", "c", "c"});
  made.award({0, 3, 4}, {0, 1, 4});
  MadeUp turned({9, 3, 2, 4, 1, 5}, {"c", "c", "b", "a", "b", "a"});
  turned.award({5, 2, 1}, {5, 4, 1});
  for (const Kind* kind : all_metrics()) {
    CAPTURE(kind->name);
    const auto metric = kind->make(0, 1);
    CHECK(agree(made.value(*metric), turned.value(*metric)));
  }
}

}  // namespace
}  // namespace saitaku::review::metrics

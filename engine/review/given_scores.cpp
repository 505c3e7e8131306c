// A table of scores to replay.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/review/detail/fault_list.h"
#include "engine/review/detail/interned.h"
#include "engine/review/detail/text_rows.h"
#include "engine/review/given_population.h"

namespace saitaku::review {
namespace {

using detail::FaultList;
using detail::Interned;
using detail::TextRow;

constexpr double kLargest = 1e15;

std::optional<double> number_of(std::string_view cell) {
  const auto number = parse_double(nfkc(cell));
  if (!number || !std::isfinite(*number) || std::abs(*number) > kLargest) return std::nullopt;
  return number;
}

/// What is the same in every row of an application: said once, or again with the same words.
struct Said {
  std::string header;
  std::size_t column = 0;
  Interned values;
  struct Of {
    std::uint32_t value = 0;
    std::uint64_t line = 0;  ///< 0: not said yet
  };
  std::vector<Of> of;  ///< per application
};

class ScoreTable {
 public:
  explicit ScoreTable(FaultList& faults) : faults_(faults) {}

  bool begin(const std::vector<std::string>& headers, std::uint64_t line) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      if (headers[i].empty()) continue;
      const std::string name = folded(headers[i]);
      if (!seen.emplace(name, i).second) faults_.add("populace.repeated-column", line, {{"column", headers[i]}});
      if (!is_row_column(name)) said_.push_back({.header = name_of(name, headers[i]), .column = i});
    }
    for (const auto& [name, column] :
         {std::pair{"application", &application_}, {"reviewer", &reviewer_}, {"score", &score_}}) {
      const auto found = seen.find(name);
      if (found == seen.end()) {
        faults_.add("populace.missing-column", line, {{"column", name}, {"columns", listing(headers)}});
      } else {
        *column = found->second;
      }
    }
    return !faults_.any();
  }

  void take(const TextRow& row) {
    if (std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return cell.empty(); })) return;
    const auto application = row.cells[application_], reviewer = row.cells[reviewer_];
    if (application.empty()) return faults_.add("populace.blank-cell", row.line, {{"column", "application"}});
    if (reviewer.empty()) return faults_.add("populace.blank-cell", row.line, {{"column", "reviewer"}});
    const std::uint32_t number = applications_.add(application);
    for (Said& one : said_) say(one, number, row);
    const auto score = number_of(row.cells[score_]);
    if (!score) return not_a_number("score", row.cells[score_], row.line);
    reviews_.push_back({number, reviewers_.add(reviewer), static_cast<float>(*score), row.line});
  }

  Given finish() {
    Given given;
    Population& population = given.population;
    const auto ids = applications_.sorted();
    population.count = ids.texts.size();
    population.ids = ids.texts;
    put_reviews(ids.rank, population);
    bool has_quality = false;
    for (Said& one : said_) {
      one.of.resize(population.count);
      if (one.header == "quality") {
        has_quality = true;
        put_numbers(one, ids.rank, population.given_quality, -kLargest);
      } else if (one.header == "requested_yen") {
        put_numbers(one, ids.rank, population.given_requested, 0);
      } else {
        put_attribute(one, ids.rank, given);
      }
    }
    if (!has_quality && !faults_.any()) put_mean_scores(population);
    return given;
  }

  std::size_t reviews() const { return reviews_.size(); }
  bool mean_scores() const { return mean_scores_; }

 private:
  struct Review {
    std::uint32_t application, reviewer;
    float score;
    std::uint64_t line;
  };

  static bool is_row_column(std::string_view name) {
    return name == "application" || name == "reviewer" || name == "score";
  }
  /// The two columns with a meaning of their own are known in any spelling; others keep theirs.
  static std::string name_of(const std::string& name, const std::string& header) {
    return name == "quality" || name == "requested_yen" ? name : header;
  }

  void not_a_number(const std::string& column, std::string_view cell, std::uint64_t line) {
    faults_.add("populace.not-a-number", line, {{"column", column}, {"value", std::string(cell)}});
  }

  void say(Said& one, std::uint32_t application, const TextRow& row) {
    const auto cell = row.cells[one.column];
    if (one.of.size() <= application) one.of.resize(application + 1);
    if (cell.empty()) return;
    Said::Of& of = one.of[application];
    const std::uint32_t value = one.values.add(cell);
    if (of.line == 0) of = {value, row.line};
    if (of.value == value) return;
    faults_.add("populace.changing-value", row.line,
                {{"column", one.header},
                 {"application", applications_.text(application)},
                 {"value", std::string(cell)},
                 {"other", one.values.text(of.value)},
                 {"line", std::to_string(of.line)}});
  }

  void put_reviews(const std::vector<std::uint32_t>& rank, Population& population) {
    const auto reviewers = reviewers_.sorted();
    for (Review& review : reviews_) {
      review.application = rank[review.application];
      review.reviewer = reviewers.rank[review.reviewer];
    }
    const auto place = [](const Review& review) {
      return std::tuple(review.application, review.reviewer, review.line);
    };
    std::sort(reviews_.begin(), reviews_.end(), [&](const Review& a, const Review& b) { return place(a) < place(b); });
    RecordedScores& scores = population.scores.emplace();
    scores.reviewers = reviewers.texts.size();
    scores.begin.assign(population.count + 1, 0);
    for (std::size_t i = 0; i < reviews_.size(); ++i) {
      const Review& review = reviews_[i];
      if (i > 0 && reviews_[i - 1].application == review.application && reviews_[i - 1].reviewer == review.reviewer) {
        faults_.add("populace.same-review", review.line,
                    {{"application", population.ids[review.application]},
                     {"reviewer", reviewers.texts[review.reviewer]},
                     {"line", std::to_string(reviews_[i - 1].line)}});
      }
      ++scores.begin[review.application + 1];
      scores.score.push_back(review.score);
      scores.reviewer.push_back(review.reviewer);
    }
    for (std::size_t i = 0; i < population.count; ++i) scores.begin[i + 1] += scores.begin[i];
  }

  template <class Number>
  void put_numbers(const Said& one, const std::vector<std::uint32_t>& rank, std::vector<Number>& to, double low) {
    to.resize(rank.size());
    for (std::uint32_t i = 0; i < rank.size(); ++i) {
      const Said::Of& of = one.of[i];
      if (of.line == 0) {
        faults_.add("populace.no-value", 0, {{"column", one.header}, {"application", applications_.text(i)}});
        continue;
      }
      const auto number = number_of(one.values.text(of.value));
      const bool whole = std::is_floating_point_v<Number> || (number && *number == std::floor(*number));
      if (!number || *number < low || !whole) {
        not_a_number(one.header, one.values.text(of.value), of.line);
      } else {
        to[rank[i]] = static_cast<Number>(*number);
      }
    }
  }

  void put_attribute(Said& one, const std::vector<std::uint32_t>& rank, Given& given) {
    for (Said::Of& of : one.of) {
      if (of.line == 0) of.value = one.values.add("");
    }
    auto values = one.values.sorted();
    if (values.texts.size() > kMostValues) {
      faults_.add("populace.too-many-values", 0,
                  {{"column", one.header},
                   {"count", std::to_string(values.texts.size())},
                   {"most", std::to_string(kMostValues)}});
      return;
    }
    Codes codes(rank.size());
    for (std::size_t i = 0; i < rank.size(); ++i) {
      codes[rank[i]] = static_cast<std::uint16_t>(values.rank[one.of[i].value]);
    }
    given.attributes.push_back({one.header, std::move(values.texts)});
    given.population.attributes.push_back({.codes = std::move(codes)});
  }

  void put_mean_scores(Population& population) {
    const RecordedScores& scores = *population.scores;
    for (std::size_t i = 0; i < population.count; ++i) {
      double sum = 0;
      for (std::uint32_t k = scores.begin[i]; k < scores.begin[i + 1]; ++k) sum += scores.score[k];
      population.given_quality.push_back(static_cast<float>(sum / (scores.begin[i + 1] - scores.begin[i])));
    }
    mean_scores_ = true;
  }

  FaultList& faults_;
  std::size_t application_ = 0, reviewer_ = 0, score_ = 0;
  std::vector<Said> said_;
  Interned applications_, reviewers_;
  std::vector<Review> reviews_;
  bool mean_scores_ = false;
};

}  // namespace

Result<Given> read_scores(const std::string& path, const Where& where) {
  FaultList faults(path);
  ScoreTable table(faults);
  auto problems = detail::read_text_rows(path, {.begin = [&](const std::vector<std::string>& headers,
                                                             std::uint64_t line) { return table.begin(headers, line); },
                                                .row = [&](const TextRow& row) { table.take(row); },
                                                .fault = [&](Problem problem) { faults.add(std::move(problem)); }});
  for (Problem& problem : problems) {
    if (problem.where.file.empty()) problem.where = where;
    faults.add(std::move(problem));
  }
  if (!faults.any() && table.reviews() == 0) faults.add("populace.no-reviews", 0);
  if (faults.any() && table.reviews() == 0) return faults.take();
  Given given = table.finish();
  if (table.mean_scores()) faults.add({Severity::advice, "populace.quality-from-scores", where, {{"file", path}}});
  return {std::move(given), faults.take()};
}

}  // namespace saitaku::review

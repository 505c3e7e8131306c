// Expressions of a scenario, in the language of the rules, over the attributes of an application. Attributes have few
// values, so a condition is worked out once for every combination of the values that it mentions and is then a table.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::review {

using AttributeId = std::uint32_t;  ///< position in the vocabulary

/// One attribute and every value it can have. The value's position is its code.
struct AttributeNames {
  std::string name;
  std::vector<std::string> values;
};

/// What expressions of a scenario may mention.
struct Vocabulary {
  std::vector<AttributeNames> attributes;
  const AttributeNames* find(std::string_view name) const;
};

/// Codes of one attribute, one per application.
using Codes = std::vector<std::uint16_t>;
inline constexpr std::size_t kMostValues = 65'535;

/// A number for every combination of the values of the attributes that an expression mentions.
class Table {
 public:
  Table() = default;
  Table(std::vector<AttributeId> attributes, std::vector<std::size_t> sizes, std::vector<double> values);

  std::span<const AttributeId> attributes() const { return attributes_; }
  /// `codes` has one column per attribute of the population.
  double at(std::span<const Codes> codes, std::size_t application) const {
    std::size_t cell = 0;
    for (std::size_t i = 0; i < attributes_.size(); ++i) cell = cell * sizes_[i] + codes[attributes_[i]][application];
    return values_[cell];
  }

 private:
  std::vector<AttributeId> attributes_;
  std::vector<std::size_t> sizes_;
  std::vector<double> values_{0};
};

/// "field == '化学' && position != '教授'".
struct Condition {
  std::string text;
  Table holds;  ///< 0 or 1
  bool at(std::span<const Codes> codes, std::size_t application) const { return holds.at(codes, application) != 0; }
};

/// "min(requested, fill_rate * 5000000)": a number from attributes, the requested amount and the score.
class Amount {
 public:
  struct Facts {
    std::int64_t requested_yen = 0;
    double score = 0;
  };
  /// Yen, rounded towards zero, at least 0; an expression that fails on these facts gives nothing.
  std::optional<std::int64_t> yen(std::span<const Codes> codes, std::size_t application, const Facts& facts) const;
  /// The number itself (weights).
  std::optional<double> number(std::span<const Codes> codes, std::size_t application, const Facts& facts) const;
  const std::string& text() const;
  bool reads_requested() const;
  bool reads_score() const;

  struct Impl;
  explicit Amount(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

 private:
  std::shared_ptr<const Impl> impl_;  ///< safe to use from several threads
};

/// Needs: an attribute name is an identifier of the language or is back-quoted. `attribute` alone stands for the
/// attribute that a shift of `attributes.NAME` is about; elsewhere for any attribute whose values hold the compared
/// text (the contract's example writes attribute == '学部学生').
/// Problems: expr.*, scenario.condition-too-wide (more than 2^20 combinations), scenario.condition-fails,
/// scenario.unknown-value (a compared text that no attribute can have; a warning, with a suggestion).
Result<Condition> compile_condition(const std::string& text, const Vocabulary& vocabulary,
                                    const std::function<Where(std::size_t)>& where);
/// `constants`: further names with known numbers ("fill_rate": 0.9).
Result<Amount> compile_amount(const std::string& text, const Vocabulary& vocabulary,
                              const std::vector<std::pair<std::string, double>>& constants,
                              const std::function<Where(std::size_t)>& where);

}  // namespace saitaku::review

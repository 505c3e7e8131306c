// Synthetic applications for any pack, from its worked cases, form and rules: for tests, benchmarks and trials.
// Realistic sizes and Japanese text; nobody real. A record is a function of (pack, seed, number) alone.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/rules/load.h"
#include "engine/rules/pack.h"

namespace saitaku::generate {

/// One generated application.
struct Application {
  std::uint64_t number = 0;  ///< from 0
  std::string id;
  JsonValue document;  ///< complete: "schema", "call", "application_id" and the form's fields
  /// Codes of all rules that it fails as it is written, in pack order; the rest pass, do not apply, or stay open in
  /// every application that is written so (a workbook alone does not say who approved it).
  std::vector<std::string> breaks;
};

/// How applications will be written: what a form cannot show is no defect of it.
enum class Writing { records, workbooks, folders };

struct Options {
  std::uint64_t seed = 1;
  double defects = 0;  ///< share of the records, 0 to 1
  /// How many there will be. The records are the same for any count, but two that break a rule together (one person,
  /// two applications) break it only where both are there.
  std::uint64_t count = std::numeric_limits<std::uint64_t>::max();
  /// Defects are those that the written form shows. Not records: the call needs a workbook.
  Writing writing = Writing::records;
};

/// Makes applications of one call. Believes nothing: what varies, how far, and what breaks is what the engine's rules
/// say, not a guess.
class Generator {
 public:
  /// `files` is where the pack's worked cases are read. Clean applications start from their examples; without them,
  /// from the form's types, ranges and choices, tried until the rules pass. Problems: generate.cannot-satisfy (naming
  /// the rules that always fail), generate.too-many (more than there are people), generate.cannot-write
  /// (Options::writing), and those of the cases. Cost: hundreds of judgments, a second or less.
  static Result<std::unique_ptr<Generator>> make(std::shared_ptr<const rules::Pack> pack, const rules::Files& files,
                                                 const Options& options);
  ~Generator();

  /// Any number below the count, in any order, from any thread.
  Application application(std::uint64_t number) const;

  /// Rules that `defects` can break, batch rules included; pack order.
  std::vector<std::string> breakable() const;
  const rules::Pack& pack() const;

  struct Impl;

 private:
  explicit Generator(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::generate

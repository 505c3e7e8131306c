// Synthetic applications for any pack, from its form and rules: for tests, benchmarks and trials. Realistic sizes and
// Japanese text; nobody real. A record is a function of (seed, number) alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/rules/pack.h"

namespace saitaku::generate {

/// One generated application.
struct Application {
  JsonValue document;               ///< complete: "schema", "call", "application_id" and the form's fields
  std::vector<std::string> breaks;  ///< codes of the rules that it fails, in pack order; the rest pass or do not apply
};

/// Makes applications of one call. Judges what it makes: `breaks` is what the engine's rules say, not a guess.
class Generator {
 public:
  /// `base` of the pack's worked cases is where clean applications start from; without cases, the form's types, ranges
  /// and choices, tried until the rules pass. Problems: generate.cannot-satisfy (naming the rules that always fail).
  static Result<std::unique_ptr<Generator>> make(std::shared_ptr<const rules::Pack> pack, std::uint64_t seed,
                                                 double defect_rate);
  ~Generator();
  Application application(std::uint64_t number) const;

  struct Impl;

 private:
  explicit Generator(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::generate

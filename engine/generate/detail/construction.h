// A clean application and all the ways it may vary and stay clean. Every range was found by asking the rules.
#pragma once

#include <span>
#include <vector>

#include "engine/generate/detail/money.h"
#include "engine/generate/detail/slots.h"
#include "engine/generate/detail/trial.h"
#include "engine/rules/cases.h"

namespace saitaku::generate::detail {

struct Construction {
  JsonValue document;    ///< clean as it stands; form fields only
  std::size_t base = 0;  ///< index of the example it was made from
  std::vector<Slot> slots;
  Money money;

  /// The application that `draw` comes to. `draw` is introduced already.
  JsonValue make(Draw& draw) const;
  const Slot* find(Role role) const;
};

/// The clean examples of worked cases, each once; none when no case is clean.
std::vector<JsonValue> clean_examples(const std::vector<rules::Case>& cases, const Trial& trial);

/// Finds what of an example may vary.
Construction construct(JsonValue example, std::size_t base, const Trial& trial);

/// Worked cases that are clean but differ from their example in a few answers (a student, an exception): constructions
/// with the ranges of `of`, where what the case is about stays as it is.
std::vector<Construction> variants(const Construction& of, const JsonValue& example,
                                   const std::vector<rules::Case>& cases, const Trial& trial);

/// Draws applications until enough of them in a row are clean; what a broken rule reads is left as in the example.
void settle(Construction& construction, std::int64_t first_birthday, std::int64_t birthdays, std::size_t draws,
            const Trial& trial);

}  // namespace saitaku::generate::detail

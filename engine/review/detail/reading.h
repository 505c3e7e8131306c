// The parts of reading a scenario. Each takes what is read so far, adds its part and tells its problems.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/review/detail/tables.h"
#include "engine/review/scenario.h"
#include "engine/rules/library.h"

namespace saitaku::review::detail {

/// Packs that were loaded already, for the many variants of a sweep.
class Packs {
 public:
  explicit Packs(const rules::Library& library) : library_(library) {}
  /// nullptr: pack.not-found and the like, at `where` when they have no place of their own.
  std::shared_ptr<const rules::Pack> load(const std::string& id, const Where& where, Problems& problems);

 private:
  const rules::Library& library_;
  std::map<std::string, Result<std::shared_ptr<const rules::Pack>>> packs_;
};

/// One reading of one scenario.
struct Reading {
  const JsonText& text;
  const JsonValue& root;  ///< an object
  Tables& tables;
  Packs& packs;
  Problems& problems;
  Scenario& scenario;
  std::shared_ptr<const rules::Pack> pack{};  ///< of the call

  Where where(const JsonValue& value) const { return text.where(value); }
  void problem(std::string code, const JsonValue& value, Args args = {}) {
    problems.push_back({Severity::error, std::move(code), where(value), std::move(args)});
  }
  void warning(std::string code, const JsonValue& value, Args args = {}) {
    problems.push_back({Severity::warning, std::move(code), where(value), std::move(args)});
  }
  /// A member that has to be a list, or an object; nullptr when absent, null or wrong (scenario.wrong-type).
  const JsonValue* list(const JsonValue& object, std::string_view key);
  const JsonValue* object(const JsonValue& object, std::string_view key);
  LocalText local(const JsonValue& value);
};

/// Vocabulary, layouts, distributions, given applications or scores.
void read_population(Reading& reading);
/// Attributes of a made-up population, into vocabulary and layouts. Needs: the population's count.
void read_attributes(Reading& reading, const JsonValue& attributes);
/// Needs: the population and the review model.
void read_mechanisms(Reading& reading);
/// Needs: the population.
void read_metrics(Reading& reading);
/// What stages and metrics need of population and call, and whether it is there. Needs: both.
void check_needs(Reading& reading);
/// notes, sources, assumed and published figures. Needs: the vocabulary.
void read_remarks(Reading& reading);
void read_published(Reading& reading);

}  // namespace saitaku::review::detail

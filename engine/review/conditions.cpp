#include "engine/review/conditions.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/base/text.h"
#include "engine/expr/program.h"
#include "engine/review/detail/expression_words.h"
#include "engine/review/detail/hints.h"

namespace saitaku::review {
namespace {

constexpr std::size_t kMostCells = std::size_t{1} << 20;
constexpr std::size_t kMostRemembered = 4;  // attributes whose codes, of 16 bits each, fit one number

/// One expression, compiled, and what its variables stand for.
struct Compiled {
  expr::Graph graph;
  expr::NodeId node = 0;
  std::vector<std::optional<AttributeId>> slots;  ///< per variable of the environment; none: requested or score
  std::vector<AttributeId> mentioned;             ///< ascending
  std::optional<std::size_t> requested, score;    ///< slots
  bool reads_requested = false;
  bool reads_score = false;
};

bool is_name(std::string_view text) {
  const auto words = detail::words_of(text);
  return words.size() == 1 && words[0].kind == detail::Word::Kind::name && words[0].value == text;
}

class Compiler {
 public:
  Compiler(const std::string& text, const Vocabulary& vocabulary, const std::function<Where(std::size_t)>& where)
      : vocabulary_(vocabulary), where_(where), named_(detail::with_names(text, vocabulary, where, problems_)) {}

  expr::Environment& environment() { return environment_; }
  Problems& problems() { return problems_; }

  /// Needs: whatever else may be mentioned is declared already.
  std::optional<Compiled> compile(expr::Type wanted) {
    declare_attributes();
    Compiled compiled;
    auto node = compiled.graph.compile({named_.text, where_}, environment_, wanted);
    if (node) compiled.node = *node;
    const bool good = static_cast<bool>(node) && !has_errors(problems_);
    node.take_problems(problems_);
    if (!good) return std::nullopt;
    note_variables(compiled);
    return compiled;
  }

 private:
  bool is_declared(std::string_view name) const {
    const auto same = [&](const auto& each) { return each.name == name; };
    const auto& variables = environment_.variables();
    const auto& constants = environment_.constants();
    return std::any_of(variables.begin(), variables.end(), same) ||
           std::any_of(constants.begin(), constants.end(), same);
  }

  void declare(const std::string& name, AttributeId id) {
    if (is_declared(name)) return;
    environment_.declare(name, expr::Type::string());
    attributes_.emplace_back(name, id);
  }

  void declare_attributes() {
    for (AttributeId id = 0; id < vocabulary_.attributes.size(); ++id) {
      if (is_name(vocabulary_.attributes[id].name)) declare(vocabulary_.attributes[id].name, id);
    }
    for (const auto& [name, id] : named_.names) declare(name, id);
  }

  void note_variables(Compiled& compiled) const {
    const std::vector<std::string> read = compiled.graph.fields_of(compiled.node);
    for (const auto& variable : environment_.variables()) {
      const auto found = std::find_if(attributes_.begin(), attributes_.end(),
                                      [&](const auto& each) { return each.first == variable.name; });
      compiled.slots.push_back(found == attributes_.end() ? std::nullopt : std::optional(found->second));
      const bool mentioned = std::find(read.begin(), read.end(), variable.name) != read.end();
      if (mentioned && found != attributes_.end()) compiled.mentioned.push_back(found->second);
      if (found != attributes_.end()) continue;
      const bool money = variable.name == "requested";
      (money ? compiled.requested : compiled.score) = compiled.slots.size() - 1;
      (money ? compiled.reads_requested : compiled.reads_score) = mentioned;
    }
    std::sort(compiled.mentioned.begin(), compiled.mentioned.end());
    compiled.mentioned.erase(std::unique(compiled.mentioned.begin(), compiled.mentioned.end()),
                             compiled.mentioned.end());
  }

  const Vocabulary& vocabulary_;
  const std::function<Where(std::size_t)>& where_;
  Problems problems_;
  detail::Named named_;
  expr::Environment environment_;
  std::vector<std::pair<std::string, AttributeId>> attributes_;
};

/// The variables of an expression with one combination of values; what is not mentioned stays null.
std::vector<expr::Value> variables_of(const Compiled& compiled, const Vocabulary& vocabulary,
                                      const std::vector<std::size_t>& codes) {
  std::vector<expr::Value> values(compiled.slots.size());
  for (std::size_t slot = 0; slot < values.size(); ++slot) {
    const auto attribute = compiled.slots[slot];
    if (!attribute) continue;
    const auto at = std::lower_bound(compiled.mentioned.begin(), compiled.mentioned.end(), *attribute);
    if (at == compiled.mentioned.end() || *at != *attribute) continue;
    const std::size_t code = codes[static_cast<std::size_t>(at - compiled.mentioned.begin())];
    values[slot] = expr::Value::string(vocabulary.attributes[*attribute].values[code]);
  }
  return values;
}

double as_double(const expr::Value& value) {
  switch (value.kind()) {
    case expr::Value::Kind::boolean: return value.as_boolean() ? 1 : 0;
    case expr::Value::Kind::integer: return static_cast<double>(value.as_integer());
    case expr::Value::Kind::unsigned_integer: return static_cast<double>(value.as_unsigned());
    case expr::Value::Kind::real: return value.as_real();
    default: return std::numeric_limits<double>::quiet_NaN();
  }
}

/// "field = 化学, position = 教授"
std::string combination(const Compiled& compiled, const Vocabulary& vocabulary, const std::vector<std::size_t>& codes) {
  std::string text;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const AttributeNames& attribute = vocabulary.attributes[compiled.mentioned[i]];
    text += (i == 0 ? "" : ", ") + attribute.name + " = " + attribute.values[codes[i]];
  }
  return text;
}

Problem failed(const Compiled& compiled, const Vocabulary& vocabulary, const std::vector<std::size_t>& codes,
               const expr::Value& value, const Where& where) {
  Args args{{"values", combination(compiled, vocabulary, codes)}};
  const Problem reason{Severity::error,
                       value.is_error() ? value.as_error().code : "scenario.not-a-result",
                       {},
                       value.is_error() ? value.as_error().args : Args{{"value", value.to_string()}}};
  args.emplace_back("reason@ja", reason.what(Language::ja));
  args.emplace_back("reason@en", reason.what(Language::en));
  const char* code = codes.empty() ? "scenario.expression-fails" : "scenario.condition-fails";
  return {Severity::error, code, where, std::move(args)};
}

/// The expression for every combination of the values that it mentions.
std::optional<Table> tabulate(const Compiled& compiled, const Vocabulary& vocabulary, const Where& where,
                              Problems& problems) {
  std::vector<std::size_t> sizes;
  std::size_t cells = 1;
  for (const AttributeId id : compiled.mentioned) {
    sizes.push_back(vocabulary.attributes[id].values.size());
    cells *= std::max<std::size_t>(sizes.back(), 1);
    if (cells <= kMostCells) continue;
    problems.push_back({Severity::error, "scenario.condition-too-wide", where, {{"most", with_thousands(kMostCells)}}});
    return std::nullopt;
  }
  std::vector<double> values(cells, 0);
  std::vector<std::size_t> codes(sizes.size(), 0);
  if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) return Table(compiled.mentioned, sizes, values);
  for (double& cell : values) {
    const expr::Value value =
        expr::Evaluation(compiled.graph, variables_of(compiled, vocabulary, codes)).value(compiled.node);
    cell = as_double(value);
    if (!std::isfinite(cell)) {
      problems.push_back(failed(compiled, vocabulary, codes, value, where));
      return std::nullopt;
    }
    for (std::size_t i = codes.size(); i-- > 0 && ++codes[i] == sizes[i];) codes[i] = 0;
  }
  return Table(compiled.mentioned, std::move(sizes), std::move(values));
}

}  // namespace

const AttributeNames* Vocabulary::find(std::string_view name) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& each) { return each.name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

Table::Table(std::vector<AttributeId> attributes, std::vector<std::size_t> sizes, std::vector<double> values)
    : attributes_(std::move(attributes)), sizes_(std::move(sizes)), values_(std::move(values)) {}

Result<Condition> compile_condition(const std::string& text, const Vocabulary& vocabulary,
                                    const std::function<Where(std::size_t)>& where) {
  Compiler compiler(text, vocabulary, where);
  const auto compiled = compiler.compile(expr::Type::boolean());
  if (!compiled) return std::move(compiler.problems());
  auto table = tabulate(*compiled, vocabulary, where(0), compiler.problems());
  if (!table) return std::move(compiler.problems());
  return {Condition{text, *std::move(table)}, std::move(compiler.problems())};
}

struct Amount::Impl {
  std::string text;
  std::uint64_t serial = 0;  ///< no other amount of this process has it
  Compiled compiled;
  Vocabulary vocabulary;       ///< of the mentioned attributes; the others have no values
  std::optional<Table> table;  ///< only attributes are mentioned

  double evaluate(std::span<const Codes> codes, std::size_t application, const Facts& facts) const;
  double remembered(std::span<const Codes> codes, std::size_t application, const Facts& facts) const;
};

double Amount::Impl::evaluate(std::span<const Codes> codes, std::size_t application, const Facts& facts) const {
  std::vector<std::size_t> cell;
  for (const AttributeId id : compiled.mentioned) cell.push_back(codes[id][application]);
  std::vector<expr::Value> values = variables_of(compiled, vocabulary, cell);
  if (compiled.requested) values[*compiled.requested] = expr::Value::integer(facts.requested_yen);
  if (compiled.score) values[*compiled.score] = expr::Value::real(facts.score);
  return as_double(expr::Evaluation(compiled.graph, std::move(values)).value(compiled.node));
}

/// An evaluation takes a microsecond and memory of its own; requests and attributes of a call are few and come again.
double Amount::Impl::remembered(std::span<const Codes> codes, std::size_t application, const Facts& facts) const {
  struct Entry {
    std::uint64_t serial = 0;
    std::uint64_t cell = 0;
    std::int64_t requested = 0;
    std::uint64_t score = 0;
    double number = 0;
  };
  static constexpr std::size_t kEntries = 1024;
  static thread_local std::array<Entry, kEntries> memory;
  std::uint64_t cell = 0;
  for (const AttributeId id : compiled.mentioned) cell = cell * (kMostValues + 1) + codes[id][application];
  if (compiled.mentioned.size() > kMostRemembered) return evaluate(codes, application, facts);
  const std::int64_t requested = compiled.reads_requested ? facts.requested_yen : 0;
  const std::uint64_t score = compiled.reads_score ? std::bit_cast<std::uint64_t>(facts.score) : 0;
  std::uint64_t hash = serial;
  for (const std::uint64_t part : {cell, static_cast<std::uint64_t>(requested), score}) {
    hash = (hash ^ part ^ hash >> 29) * 0x9E3779B97F4A7C15;
  }
  Entry& entry = memory[hash >> 54];
  if (entry.serial != serial || entry.cell != cell || entry.requested != requested || entry.score != score) {
    entry = {serial, cell, requested, score, evaluate(codes, application, facts)};
  }
  return entry.number;
}

const std::string& Amount::text() const { return impl_->text; }

bool Amount::reads_requested() const { return impl_->compiled.reads_requested; }
bool Amount::reads_score() const { return impl_->compiled.reads_score; }

std::optional<double> Amount::number(std::span<const Codes> codes, std::size_t application, const Facts& facts) const {
  if (impl_->table) return impl_->table->at(codes, application);
  const double number = impl_->remembered(codes, application, facts);
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<std::int64_t> Amount::yen(std::span<const Codes> codes, std::size_t application,
                                        const Facts& facts) const {
  const auto amount = number(codes, application, facts);
  if (!amount || *amount >= 0x1p63) return std::nullopt;
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::max(*amount, 0.0)));
}

Result<Amount> compile_amount(const std::string& text, const Vocabulary& vocabulary,
                              const std::vector<std::pair<std::string, double>>& constants,
                              const std::function<Where(std::size_t)>& where) {
  Compiler compiler(text, vocabulary, where);
  compiler.environment().promote_numbers();
  compiler.environment().declare("requested", expr::Type::integer());
  compiler.environment().declare("score", expr::Type::real());
  for (const auto& [name, value] : constants) {
    compiler.environment().define(name, expr::Value::real(value), expr::Type::real());
  }
  auto compiled = compiler.compile({});
  if (!compiled) return std::move(compiler.problems());
  const expr::Type type = compiled->graph.type_of(compiled->node);
  if (!type.is_number() && !type.is_dyn()) {
    compiler.problems().push_back(
        {Severity::error, "scenario.amount-not-a-number", where(0), {{"type", type.to_string()}}});
    return std::move(compiler.problems());
  }
  auto impl = std::make_shared<Amount::Impl>();
  static std::atomic<std::uint64_t> serials = 0;
  impl->text = text;
  impl->serial = ++serials;
  if (!compiled->reads_requested && !compiled->reads_score) {
    impl->table = tabulate(*compiled, vocabulary, where(0), compiler.problems());
    if (!impl->table) return std::move(compiler.problems());
  }
  impl->vocabulary.attributes.resize(vocabulary.attributes.size());
  for (const AttributeId id : compiled->mentioned) impl->vocabulary.attributes[id] = vocabulary.attributes[id];
  impl->compiled = *std::move(compiled);
  return {Amount(std::move(impl)), std::move(compiler.problems())};
}

}  // namespace saitaku::review

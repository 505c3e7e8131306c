// Whatever the missing fields turn out to be, a definite result stays, and a field that the result does not name
// as missing makes no difference.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <random>

#include "engine/expr/program.h"

using namespace saitaku;
using namespace saitaku::expr;

namespace {

/// A field of the test's record: what it may be when it is filled in. null is among it where the type allows.
struct Field {
  std::string name;
  Type type;
  std::optional<IntRange> range;
  std::vector<Value> completions;
  std::vector<std::string> choices;
};

std::vector<Field> fields() {
  const auto whole = [](std::initializer_list<std::int64_t> numbers) {
    std::vector<Value> values;
    for (const auto number : numbers) values.push_back(Value::integer(number));
    return values;
  };
  std::vector<Field> all;
  all.push_back({"p", Type::boolean(), {}, {Value::boolean(false), Value::boolean(true)}, {}});
  all.push_back({"q", Type::boolean(), {}, {Value::boolean(false), Value::boolean(true)}, {}});
  all.push_back({"n", Type::integer(), IntRange{0, 3}, whole({0, 1, 2, 3}), {}});
  all.push_back({"m", Type::integer(), {}, whole({-9223372036854775807 - 1, -1, 0, 1, 9223372036854775807}), {}});
  all.push_back({"o", Type::integer().or_null(), IntRange{1, 2}, whole({1, 2}), {}});
  all.back().completions.push_back(Value::null());
  all.push_back({"s", Type::string(), {}, {Value::string("x"), Value::string("y")}, {"x", "y"}});
  return all;
}

/// Random well-typed text.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}
  std::size_t pick(std::size_t n) { return random_() % n; }

  std::string boolean(int depth) {
    if (depth == 0) return pick(2) ? (pick(2) ? "p" : "q") : (pick(2) ? "true" : "false");
    switch (pick(14)) {
      case 0: return "(" + boolean(depth - 1) + " && " + boolean(depth - 1) + ")";
      case 1: return "(" + boolean(depth - 1) + " || " + boolean(depth - 1) + ")";
      case 2: return "!" + boolean(depth - 1);
      case 3: return "(" + boolean(depth - 1) + " ? " + boolean(depth - 1) + " : " + boolean(depth - 1) + ")";
      case 4:
      case 5:
      case 6: return "(" + number(depth - 1) + relation() + number(depth - 1) + ")";
      case 7: return "(o == null ? " + boolean(depth - 1) + " : o" + relation() + number(depth - 1) + ")";
      case 8: return "(o != null && o" + relation() + number(depth - 1) + ")";
      case 9: return "(s == " + text() + ")";
      case 10: return "(s in [" + text() + ", " + text() + "])";
      case 11: return list(depth - 1) + (pick(2) ? ".all(x, x" : ".exists(x, x") + relation() + number(depth - 1) + ")";
      case 12: return list(depth - 1) + ".exists_one(x, x == " + number(depth - 1) + ")";
      default: return "(" + number(depth - 1) + " in " + list(depth - 1) + ")";
    }
  }
  std::string number(int depth) {
    if (depth == 0) {
      const char* leaves[] = {"n", "m", "o", "0", "1", "2", "5"};
      return leaves[pick(7)];
    }
    switch (pick(10)) {
      case 0: return "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
      case 1: return "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
      case 2: return "(" + number(depth - 1) + " * " + number(depth - 1) + ")";
      case 3: return "(" + number(depth - 1) + " / " + number(depth - 1) + ")";
      case 4: return "(" + boolean(depth - 1) + " ? " + number(depth - 1) + " : " + number(depth - 1) + ")";
      case 5: return "(o == null ? " + number(depth - 1) + " : o)";
      case 6: return list(depth - 1) + ".size()";
      case 7: return list(depth - 1) + ".sum()";
      case 8: return "-(" + number(depth - 1) + ")";
      default: return list(depth - 1) + "[" + number(depth - 1) + "]";
    }
  }
  std::string list(int depth) {
    if (depth <= 0) return "[n, 1]";
    switch (pick(5)) {
      case 0: return "[" + number(depth - 1) + ", " + number(depth - 1) + ", " + number(depth - 1) + "]";
      case 1: return list(depth - 1) + ".filter(x, x" + relation() + number(depth - 1) + ")";
      case 2: return list(depth - 1) + ".map(x, x + " + number(depth - 1) + ")";
      case 3: return list(depth - 1) + ".map(x, " + boolean(depth - 1) + ", x)";
      default: return "(" + list(depth - 1) + " + " + list(depth - 1) + ")";
    }
  }

 private:
  std::string relation() {
    const char* all[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
    return all[pick(6)];
  }
  std::string text() { return pick(3) ? (pick(2) ? "'x'" : "'y'") : "'z'"; }
  std::mt19937_64 random_;
};

std::string shown(const Value& value) { return value.is_error() ? "error" : value.to_string(); }

void check_one(std::uint64_t seed) {
  Writer writer(seed);
  const std::vector<Field> all = fields();
  Environment environment(Environment::Typing::lenient);
  std::vector<Value> partial;
  std::vector<bool> missing;
  for (const Field& field : all) {
    environment.declare(field.name, field.type);
    missing.push_back(writer.pick(2) == 0);
    Unknown unknown{
        .paths = {field.name}, .type = field.type, .range = field.range, .values = field.choices, .may_fail = false};
    unknown.is_field = true;
    partial.push_back(missing.back() ? Value::unknown(std::move(unknown))
                                     : field.completions[writer.pick(field.completions.size())]);
  }
  const std::string text = writer.pick(4) ? writer.boolean(4) : writer.number(4);
  Graph graph;
  const auto node = graph.compile({text, {}}, environment);
  RC_ASSERT(static_cast<bool>(node));
  const Value before = Evaluation(graph, partial).value(*node);
  const std::vector<std::string> named = before.is_unknown() ? before.as_unknown().paths : std::vector<std::string>{};

  // The named fields are fixed once; the others vary: the result may not.
  std::vector<Value> base = partial;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (missing[i]) base[i] = all[i].completions[writer.pick(all[i].completions.size())];
  }
  const std::string expected = before.is_unknown() ? shown(Evaluation(graph, base).value(*node)) : shown(before);
  for (int round = 0; round < 12; ++round) {
    std::vector<Value> full = base;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool is_named = std::find(named.begin(), named.end(), all[i].name) != named.end();
      if (missing[i] && !is_named) full[i] = all[i].completions[writer.pick(all[i].completions.size())];
    }
    const std::string after = shown(Evaluation(graph, full).value(*node));
    if (after != expected) {
      std::string bindings;
      for (std::size_t i = 0; i < all.size(); ++i) {
        bindings += all[i].name + "=" + (missing[i] ? "?" : "") + full[i].to_string() + " ";
      }
      RC_FAIL(text + "\n  before: " + shown(before) + "\n  expected " + expected + ", got " + after + " with " +
              bindings);
    }
  }
}

}  // namespace

TEST_CASE("unknowns: no completion of the missing fields changes a definite result, nor do fields not named") {
  CHECK(rc::check("sound", [](std::uint64_t seed) {
    for (std::uint64_t i = 0; i < 30; ++i) check_one(seed * 31 + i);
  }));
}

#include <doctest/doctest.h>

#include <set>

#include "engine/base/messages.h"
#include "engine/expr/function.h"
#include "tests/unit/expr/support.h"

using namespace saitaku;
using namespace saitaku::expr;

namespace {

constexpr std::string_view kError = "error: ";

Value value_of(const std::string& text, Environment::Typing typing) {
  Graph graph;
  const Environment environment(typing);
  const Result<NodeId> node = graph.compile({text, {}}, environment);
  if (!node) return Value::error(node.problems().front().code);
  Evaluation evaluation(graph, {});
  return evaluation.value(*node);
}

}  // namespace

TEST_CASE("catalogue: the examples of every function hold") {
  for (const Function* function : all_functions()) {
    for (const Example& example : function->examples) {
      CAPTURE(example.expression);
      CAPTURE(example.result);
      const Value value = value_of(std::string(example.expression), Environment::Typing::lenient);
      if (example.result.starts_with(kError)) {
        REQUIRE(value.is_error());
        CHECK(value.as_error().code == example.result.substr(kError.size()));
        continue;
      }
      const Value expected = value_of(std::string(example.result), Environment::Typing::lenient);
      REQUIRE_FALSE(expected.is_error());
      CHECK(value.to_string() == expected.to_string());
      CHECK(value_of(std::string(example.expression), Environment::Typing::strict).to_string() == value.to_string());
    }
  }
}

TEST_CASE("catalogue: every function has one name, two languages, signatures and at least two examples") {
  std::set<std::string_view> names;
  for (const Function* function : all_functions()) {
    CAPTURE(function->name);
    CHECK(names.insert(function->name).second);
    CHECK(find_function(function->name) == function);
    CHECK(function->ja.ends_with("。"));
    CHECK(function->en.ends_with("."));
    CHECK_FALSE(function->overloads.empty());
    CHECK(function->examples.size() >= 2);
    CHECK(static_cast<bool>(function->evaluate != nullptr));
  }
  CHECK(names.size() >= 80);
  CHECK(find_function("no_such_function") == nullptr);
}

TEST_CASE("catalogue: every error that an example shows has its sentences in both languages") {
  for (const Function* function : all_functions()) {
    for (const Example& example : function->examples) {
      if (!example.result.starts_with(kError)) continue;
      const Value error = value_of(std::string(example.expression), Environment::Typing::lenient);
      REQUIRE(error.is_error());
      CAPTURE(example.expression);
      const Problem problem{
          .severity = Severity::error, .code = error.as_error().code, .where = {}, .args = error.as_error().args};
      for (const Language language : {Language::ja, Language::en}) {
        const std::string what = problem.what(language);
        CAPTURE(what);
        CHECK_FALSE(what.empty());
        CHECK(what.find('{') == std::string::npos);
        CHECK_FALSE(problem.fix(language).empty());
      }
    }
  }
}

TEST_CASE("catalogue: no function is troubled by arguments that do not fit") {
  std::vector<Value> odd{Value::null(),
                         Value::boolean(true),
                         Value::integer(-1),
                         Value::unsigned_integer(1),
                         Value::real(0.5),
                         Value::string(""),
                         Value::bytes("\xFF"),
                         Value::list({Value::null()}),
                         Value::list(std::vector<Value>{}),
                         Value::map({}),
                         Value::timestamp({}),
                         Value::duration({}),
                         Value::date({}),
                         Value::type(Type::integer())};
  for (const Function* function : all_functions()) {
    CAPTURE(function->name);
    CHECK(function->evaluate({}).is_error());
    for (const Value& a : odd) {
      function->evaluate(std::span(&a, 1));
      for (const Value& b : odd) {
        const std::vector<Value> two{a, b};
        function->evaluate(two);
        const std::vector<Value> three{a, b, a};
        function->evaluate(three);
      }
    }
  }
}

TEST_CASE("catalogue: with an unknown anywhere the answer is sound") {
  // An unknown that turns out to be `hidden` must give what the known answer was.
  const std::vector<Value> hidden{Value::integer(-3),
                                  Value::integer(4),
                                  Value::string("a b"),
                                  Value::list({Value::integer(2), Value::integer(5)}),
                                  Value::list(std::vector<Value>{}),
                                  Value::null()};
  const Value unknown = Value::unknown("u");
  for (const Function* function : all_functions()) {
    if (function->evaluate_partial == nullptr) continue;
    CAPTURE(function->name);
    for (const Value& other : hidden) {
      const std::vector<std::vector<Value>> calls{{unknown},
                                                  {unknown, other},
                                                  {other, unknown},
                                                  {Value::list({unknown, other})},
                                                  {Value::list({other, unknown})}};
      for (const std::vector<Value>& call : calls) {
        const Value partly = function->evaluate_partial(call);
        if (partly.is_error() || contains_unknown(partly)) continue;
        for (const Value& truth : hidden) {
          std::vector<Value> whole = call;
          for (Value& argument : whole) {
            if (argument.is_unknown()) argument = truth;
            if (argument.kind() != Value::Kind::list) continue;
            std::vector<Value> items = argument.as_list().items;
            for (Value& item : items) {
              if (item.is_unknown()) item = truth;
            }
            argument = Value::list(std::move(items));
          }
          CHECK(function->evaluate(whole).to_string() == partly.to_string());
        }
      }
    }
  }
}

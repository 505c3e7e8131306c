#include <doctest/doctest.h>

#include "engine/expr/program.h"

using namespace saitaku;
using namespace saitaku::expr;

namespace {

Value text(const char* s) { return Value::string(s); }
Value map(std::vector<std::pair<Value, Value>> entries) { return Value::map(std::move(entries)); }

/// A budget of 5,200 thousand yen under a cap of 5,000,000, two lines, a title and a date.
struct Draft {
  Environment environment{Environment::Typing::lenient};
  std::vector<Value> values;
  Graph graph;
  Draft() {
    environment.declare("budget", Type::dyn());
    values.push_back(map({{text("direct_total"), Value::integer(5200)},
                          {text("unit_yen"), Value::integer(1000)},
                          {text("items"), Value::list({map({{text("amount"), Value::integer(5201)}}),
                                                       map({{text("amount"), Value::integer(-1)}})})}}));
    environment.declare("plan", Type::dyn());
    values.push_back(map({{text("title"), text("あいう")}, {text("ends_on"), Value::date({20000})}}));
    environment.define("call", map({{text("cap"), Value::integer(5000000)}}), Type::dyn());
  }
  NodeId compile(const char* source) {
    const auto node = graph.compile({source, {}}, environment);
    REQUIRE(static_cast<bool>(node));
    return *node;
  }
  std::string reasons(const char* source) {
    const NodeId node = compile(source);
    Evaluation evaluation(graph, values);
    std::string shown;
    for (const auto& reason : evaluation.reasons(node)) {
      shown += (shown.empty() ? "" : "; ") + reason.expression + " = " + reason.value.to_string();
    }
    return shown;
  }
  std::string fields(const char* source) {
    const NodeId node = compile(source);
    Evaluation evaluation(graph, values);
    std::string shown;
    for (const auto& field : evaluation.deciding_fields(node)) shown += (shown.empty() ? "" : " ") + field;
    return shown;
  }
  std::string distance(const char* source) {
    const NodeId node = compile(source);
    const auto found = Evaluation(graph, values).distance(node);
    if (!found) return "none";
    return found->field + " " + std::to_string(found->by) + (found->measure.empty() ? "" : " " + found->measure);
  }
};

}  // namespace

TEST_CASE("explain: the operands of the comparison that failed, parameters by name") {
  Draft draft;
  CHECK(draft.reasons("budget.direct_total * budget.unit_yen <= call.cap") ==
        "budget.direct_total * budget.unit_yen = 5200000; call.cap = 5000000");
  CHECK(draft.reasons("budget.direct_total > 0 && budget.unit_yen == 1") == "budget.unit_yen = 1000");
  CHECK(draft.reasons("budget.items == null || budget.direct_total <= 5000") == "budget.direct_total = 5200");
  CHECK(draft.reasons("budget.unit_yen == null") == "budget.unit_yen = 1000");
  CHECK(draft.fields("budget.direct_total > 0 && budget.unit_yen == 1") == "budget.unit_yen");
}

TEST_CASE("explain: the item that failed is named by its position") {
  Draft draft;
  CHECK(draft.reasons("budget.items.all(i, i.amount >= 0)") == "budget.items[1].amount = -1");
  CHECK(draft.fields("budget.items.all(i, i.amount >= 0)") == "budget.items[1].amount");
  CHECK(draft.fields("budget.items.map(i, i.amount).sum() > 0") == "budget.items[].amount");
}

TEST_CASE("explain: a choice that is not in the call's list is named") {
  Draft draft;
  CHECK(draft.fields("['x', 'y'].exists(c, c == plan.title)") == "plan.title");
  CHECK(draft.reasons("['x', 'y'].exists(c, c == plan.title)") == "plan.title = \"あいう\"");
}

TEST_CASE("explain: the smallest change of one field that is enough") {
  Draft draft;
  CHECK(draft.distance("budget.direct_total * budget.unit_yen <= call.cap") == "budget.direct_total -200");
  CHECK(draft.distance("budget.direct_total * budget.unit_yen < call.cap") == "budget.direct_total -201");
  CHECK(draft.distance("budget.direct_total == 5000") == "budget.direct_total -200");
  CHECK(draft.distance("budget.direct_total / 7 <= 700") == "budget.direct_total -294");
  CHECK(draft.distance("utf16_length(plan.title) >= 80") == "plan.title 77 utf16_length");
  CHECK(draft.distance("plan.ends_on <= date('2024-10-01')") == "plan.ends_on -3 days");
  CHECK(draft.distance("budget.direct_total * budget.unit_yen <= call.cap && "
                       "budget.items[0].amount * budget.unit_yen <= call.cap") == "budget.direct_total -200");
  CHECK(draft.distance("budget.direct_total <= 6000") == "none");
  // The lines are above the cap too: no single change is enough, and a smaller unit is none.
  CHECK(draft.distance("budget.direct_total * budget.unit_yen <= call.cap && "
                       "budget.items.map(i, i.amount).sum() * budget.unit_yen <= call.cap") ==
        "budget.direct_total -200");
  CHECK(draft.distance("budget.direct_total * 2 == 7") == "none");
}

TEST_CASE("explain: a condition reads back as it was written, with the fewest brackets") {
  Draft draft;
  const char* source = "(budget.a + budget.b) * -budget.c - (budget.d - 1) > 0 && !(budget.e || budget.f) ? 1 : 2";
  CHECK(draft.graph.text_of(draft.compile(source)) == source);
}

TEST_CASE("explain: equal parts of several rules are one node, and the fields that a rule reads are listed") {
  Draft draft;
  const NodeId first = draft.compile("budget.items.map(i, i.amount).sum() <= 5000");
  const std::size_t size = draft.graph.size();
  const NodeId second = draft.compile("budget.items.map(i, i.amount).sum() >= 100");
  CHECK(first != second);
  CHECK(draft.graph.size() == size + 2);
  CHECK(draft.graph.fields_of(first) == std::vector<std::string>{"budget.items[].amount"});
}

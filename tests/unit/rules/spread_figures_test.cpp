// Figures of the SPReAD call that no rule judges but scenarios use: worked out with the pack's own parameters.
#include <doctest/doctest.h>

#include "engine/expr/program.h"
#include "engine/rules/library.h"

using namespace saitaku;

namespace {

/// The value of an expression in which `call` holds the pack's parameters, as text.
std::string worked_out(const rules::Pack& pack, const char* source) {
  std::vector<std::pair<expr::Value, expr::Value>> parameters;
  for (const rules::Parameter& each : pack.parameters)
    parameters.emplace_back(expr::Value::string(each.name), each.value);
  expr::Environment environment{expr::Environment::Typing::lenient};
  environment.define("call", expr::Value::map(std::move(parameters)), expr::Type::dyn());
  expr::Graph graph;
  const auto node = graph.compile({source, {}}, environment);
  REQUIRE(static_cast<bool>(node));
  return expr::Evaluation(graph, {}).value(*node).to_string();
}

}  // namespace

TEST_CASE(
    "the round-2 award is the request up to the fill rate's share of five million yen, and indirect costs are 30 % of "
    "it") {
  const rules::Library library = rules::Library::open();
  const auto pack = library.load("spread-1000/round-2");
  REQUIRE(static_cast<bool>(pack));
  CHECK(worked_out(**pack, "math.least(4000000, floor_ratio(call.award_standard_yen, 7, 10))") == "3500000");
  CHECK(worked_out(**pack, "math.least(3000000, floor_ratio(call.award_standard_yen, 7, 10))") == "3000000");
  CHECK(worked_out(**pack, "floor_ratio(3500000, call.indirect_rate_percent, 100)") == "1050000");
  CHECK(worked_out(**pack, "floor_ratio(call.direct_cap_yen, call.indirect_rate_percent, 100)") == "1500000");
}

TEST_CASE("what is below a thousand yen is dropped in the form") {
  const rules::Library library = rules::Library::open();
  const auto pack = library.load("spread-1000/round-1");
  REQUIRE(static_cast<bool>(pack));
  CHECK(worked_out(**pack, "floor_div(4999999, 1000)") == "4999");
}

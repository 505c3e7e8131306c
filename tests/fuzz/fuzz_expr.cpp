// Any bytes as an expression: no crash, no hang; what compiles reads back from its own text and means the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/expr/program.h"

using namespace saitaku::expr;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;  // length alone teaches nothing new and slows the search
  Environment environment(Environment::Typing::lenient);
  environment.declare("a", Type::dyn());
  environment.declare("n", Type::integer());
  environment.declare("l", Type::dyn());
  Unknown n{.paths = {"n"}, .type = Type::integer(), .range = IntRange{0, 100}, .may_fail = false};
  n.is_field = true;
  const std::vector<Value> values{Value::unknown("a"), Value::unknown(n),
                                  Value::list({Value::integer(1), Value::unknown("l[1]"), Value::string("x")})};
  Graph graph;
  const auto node = graph.compile({std::string(reinterpret_cast<const char*>(data), size), {}}, environment);
  if (!node) return 0;
  Evaluation evaluation(graph, values);
  const std::string before = evaluation.value(*node).to_string();
  evaluation.reasons(*node);
  evaluation.distance(*node);

  const std::string text = graph.text_of(*node);
  Graph again;
  const auto reread = again.compile({text, {}}, environment);
  if (!reread) std::abort();
  if (again.text_of(*reread) != text) std::abort();
  if (Evaluation(again, values).value(*reread).to_string() != before) std::abort();
  return 0;
}

// saitaku eval: the value of an expression, for the authors of rules.
#include "engine/base/files.h"
#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/report/eval_lines.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/line_reader.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

using expr::Value;

/// Plain JSON as values: whole numbers are int, others double.
Value value_from_json(const JsonValue& json) {
  switch (json.kind) {
    case JsonValue::Kind::null: return Value::null();
    case JsonValue::Kind::boolean: return Value::boolean(json.boolean);
    case JsonValue::Kind::integer: return Value::integer(json.integer);
    case JsonValue::Kind::unsigned_integer: return Value::unsigned_integer(json.unsigned_integer);
    case JsonValue::Kind::number: return Value::real(json.number);
    case JsonValue::Kind::string: return Value::string(json.string);
    case JsonValue::Kind::array: {
      std::vector<Value> items;
      for (const auto& item : json.items) items.push_back(value_from_json(item));
      return Value::list(std::move(items));
    }
    case JsonValue::Kind::object: {
      std::vector<std::pair<Value, Value>> entries;
      for (const auto& member : json.members)
        entries.emplace_back(Value::string(member.key), value_from_json(member.value));
      return Value::map(std::move(entries));
    }
  }
  return Value::null();
}

/// Places within the expression, which is no file.
Problems located(Problems problems) {
  for (auto& problem : problems) problem.where.file = "<expression>";
  return problems;
}

int print_value(Session& session, const Value& value, const std::string& expression) {
  if (value.is_error()) {
    session.complain(located({report::problem_from_error(value.as_error(), expression)}));
    return kCouldNotRun;
  }
  const bool unknown = expr::contains_unknown(value);
  std::vector<std::string> paths;
  if (unknown) expr::collect_unknowns(value, paths);
  if (session.format() == "json") {
    auto json = JsonValue::object();
    if (unknown) {
      auto& list = json.at("unknown") = JsonValue::array();
      for (const auto& path : paths) list.items.push_back(JsonValue::of(path));
    } else {
      json.at("value") = report::tagged_from_value(value);
    }
    session.print(write_json(json, false) + "\n");
  } else if (unknown) {
    std::string list;
    for (const auto& path : paths) list += (list.empty() ? "" : ", ") + path;
    session.print(session.say("cli.eval.unknown", {{"paths", list}}) + "\n");
  } else {
    session.print(value.to_string() + "\n");
  }
  return unknown ? kStayedOpen : kClean;
}

/// With a call, names mean what they mean in its rules: the form's fields with their types, and call.<parameter>.
int evaluate_for_call(Session& session, const std::string& expression, const std::string& call,
                      const intake::Draft& draft) {
  const auto pack = session.library().load(call);
  session.complain(pack.problems());
  if (!pack) return kCouldNotRun;
  forms::Batch batch((*pack)->form);
  session.complain(intake::fill(batch, draft));
  expr::Environment environment(expr::Environment::Typing::lenient);
  for (const auto& field : (*pack)->form->record()->fields) environment.declare(field.name, field.type, field);
  std::vector<std::pair<Value, Value>> parameters;
  for (const auto& parameter : (*pack)->parameters)
    parameters.emplace_back(Value::string(parameter.name), parameter.value);
  environment.define("call", Value::map(std::move(parameters)),
                     expr::Type::map(expr::Type::string(), expr::Type::dyn()));
  expr::Graph graph;
  const auto node = graph.compile({.text = expression, .where = {}}, environment);
  session.complain(located(node.problems()));
  if (!node) return kCouldNotRun;
  expr::Evaluation evaluation(graph, batch.variables(0));
  return print_value(session, evaluation.value(*node), expression);
}

int evaluate_one(Session& session, const std::string& expression) {
  report::Bindings bindings;
  auto call = session.arguments().value("--call");
  intake::Draft draft;
  if (const auto file = session.arguments().value("--with")) {
    const auto content = read_file(*file);
    session.complain(content.problems());
    if (!content) return kCouldNotRun;
    const auto document = parse_json({*file, *content});
    session.complain(document.problems());
    if (!document) return kCouldNotRun;
    if (!document->root.is_object()) {
      session.complain(
          Problem{Severity::error, "cli.not-an-object", document->text.where(document->root), {{"option", "--with"}}});
      return kCouldNotRun;
    }
    const auto* stated = document->root.find("call");
    if (!call && stated != nullptr && stated->is_string()) {
      // Only --call may name a file: a document that others wrote must not choose what is opened.
      if (session.library().find(stated->string) == nullptr) {
        session.complain(session.no_such_call(stated->string, document->text.where(*stated)));
        return kCouldNotRun;
      }
      call = stated->string;
    }
    for (const auto& member : document->root.members) bindings.emplace_back(member.key, value_from_json(member.value));
    if (call) {
      auto read = intake::drafts_from_json({*file, *content});
      session.complain(read.problems);
      if (read.drafts.size() != 1) return kCouldNotRun;
      draft = std::move(read.drafts.front());
    }
  } else if (call) {
    draft.document = JsonValue::object();
  }
  if (call) return evaluate_for_call(session, expression, *call, draft);
  const auto evaluated = report::evaluate(expression, bindings);
  session.complain(located(evaluated.problems));
  if (has_errors(evaluated.problems)) return kCouldNotRun;
  return print_value(session, evaluated.value, expression);
}

int evaluate_lines(Session& session, const std::string& path) {
  auto reader = LineReader::open(path);
  session.complain(reader.problems());
  if (!reader) return kCouldNotRun;
  // Programs read this: English unless somebody asks otherwise.
  const auto language = session.language_was_chosen() ? session.language() : Language::en;
  std::string answers;
  const auto flush = [&] {
    session.print(answers);
    answers.clear();
  };
  std::string line;
  while (true) {
    const auto got = reader->next(line, flush);
    if (got == LineReader::Got::end || session.output().reader_gone() || !session.output().failure().empty()) break;
    if (got == LineReader::Got::failed) {
      flush();
      session.complain(reader->failure());
      return kCouldNotRun;
    }
    if (got == LineReader::Got::too_long) {
      // As long as the limit and blank: answered as any text that is too long.
      answers +=
          report::evaluate_line({path, std::string(LineReader::kMostBytes + 1, ' '), reader->number()}, language) +
          "\n";
    } else if (!is_blank(line)) {
      answers += report::evaluate_line({path, line, reader->number()}, language) + "\n";
    }
    if (answers.size() > (std::size_t{1} << 16)) flush();
  }
  flush();
  return kClean;
}

int run(Session& session) {
  const auto& arguments = session.arguments();
  const auto lines = arguments.value("--lines");
  if (lines && arguments.positional().empty()) return evaluate_lines(session, *lines);
  if (lines || arguments.positional().empty()) {
    session.complain(Problem{Severity::error, "cli.eval.what", {}, {}});
    return kCouldNotRun;
  }
  return evaluate_one(session, arguments.positional().front());
}

}  // namespace

const Command& eval() {
  static const Command command{
      .name = "eval",
      .arguments = "EXPR",
      .most = 1,
      .options = {{.name = "--with", .value = "FILE"},
                  {.name = "--call", .value = "CALL"},
                  {.name = "--lines", .value = "FILE"}},
      .formats = {"text", "json"},
      .examples = {{"saitaku eval '3030 * 1000 <= 5000000'", "cli.eval.example.plain"},
                   {"saitaku eval 'budget.direct_total * budget.unit_yen <= call.direct_cap_yen' --with draft.json",
                    "cli.eval.example.with"},
                   {"saitaku eval --lines requests.ndjson", "cli.eval.example.lines"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

#include "engine/rules/detail/decide.h"

#include <algorithm>
#include <charconv>

#include "engine/base/messages.h"
#include "engine/rules/detail/render.h"

namespace saitaku::rules::detail {
namespace {

using expr::Value;

bool is_fault(const Value& value) { return value.kind() != Value::Kind::boolean && !value.is_unknown(); }

void merge_paths(const Value& unknown, std::vector<std::string>& paths) {
  for (const std::string& path : unknown.as_unknown().paths) paths.push_back(path);
}

/// The row that holds the cell of "budget.items[3].amount"; nullopt when there is no such item.
std::optional<std::size_t> row_of(const forms::Batch& batch, std::size_t application, std::string_view path) {
  std::size_t row = application;
  for (std::size_t open = path.find('['); open != std::string_view::npos; open = path.find('[', open + 1)) {
    std::size_t index = 0;
    const char* digits = path.data() + open + 1;
    if (std::from_chars(digits, path.data() + path.size(), index).ptr == digits) return std::nullopt;
    const auto list = batch.form().find(without_indices(path.substr(0, open)));
    if (!list || batch.form().fields()[*list].kind != forms::FieldKind::list) return std::nullopt;
    if (index >= batch.item_count(*list, row)) return std::nullopt;
    row = batch.item_row(*list, row, index);
  }
  return row;
}

bool is_malformed(const forms::Batch& batch, std::size_t application, const std::string& path) {
  const auto field = batch.form().find(without_indices(path));
  if (!field || batch.form().fields()[*field].kind == forms::FieldKind::object) return false;
  const auto row = row_of(batch, application, path);
  return row && batch.state(*field, *row) == forms::CellState::malformed;
}

std::string fault_message(const Value& fault, std::string_view condition, Language language) {
  if (!fault.is_error()) {
    return text("rules.open.not-decided", language,
                {{"expression", std::string(condition)}, {"value", shown(fault, language)}});
  }
  const expr::Error& error = fault.as_error();
  std::string what = message_part(error.code, "what", language, error.args);
  if (what.empty()) what = error.code;
  const bool inside = error.begin < error.end && error.end <= condition.size();
  const std::string_view place = inside ? condition.substr(error.begin, error.end - error.begin) : condition;
  return text("rules.open.error", language, {{"error", what}, {"expression", std::string(place)}});
}

}  // namespace

Decision decide(const Rule& rule, expr::Evaluation& evaluation) {
  Decision decision;
  std::vector<expr::NodeId> open;
  /// Whether the condition is the one that takes the rule away; notes it where it is not decided.
  const auto takes_away = [&](expr::NodeId node, bool when, const std::string& condition) {
    const Value value = evaluation.value(node);
    if (is_fault(value) && !decision.fault) {
      decision.fault = value;
      decision.fault_text = condition;
    }
    if (value.is_unknown()) merge_paths(value, decision.missing);
    if (value.kind() != Value::Kind::boolean) open.push_back(node);
    return value.kind() == Value::Kind::boolean && value.as_boolean() == when;
  };
  const auto decided = [&](Outcome outcome, expr::NodeId by) {
    Decision done;
    done.outcome = outcome;
    done.by = {by};
    return done;
  };
  if (rule.when && takes_away(*rule.when, false, rule.when_text)) return decided(Outcome::not_applicable, *rule.when);
  for (const Exception& exception : rule.exceptions) {
    if (!takes_away(exception.when, true, exception.when_text)) continue;
    Decision done = decided(Outcome::not_applicable, exception.when);
    done.exception = &exception;
    return done;
  }
  if (takes_away(rule.require, true, rule.require_text)) return decided(Outcome::pass, rule.require);
  if (open.empty()) return decided(Outcome::fail, rule.require);
  decision.outcome = Outcome::unknown;
  decision.by = std::move(open);
  std::sort(decision.missing.begin(), decision.missing.end());
  decision.missing.erase(std::unique(decision.missing.begin(), decision.missing.end()), decision.missing.end());
  return decision;
}

std::string open_message(const forms::Batch& batch, std::size_t application, const std::vector<std::string>& missing,
                         const std::optional<Value>& fault, std::string_view fault_text, Language language) {
  if (fault) return fault_message(*fault, fault_text, language);
  std::vector<std::string> absent, unreadable;
  for (const std::string& path : missing) {
    (is_malformed(batch, application, path) ? unreadable : absent).push_back(path);
  }
  std::string said;
  const auto say = [&](std::string_view id, const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    if (!said.empty()) said += text("rules.open.and", language);
    said += text(id, language, {{"fields", labels_of(batch.form(), paths, language)}});
  };
  say("rules.open.missing", absent);
  say("rules.open.unreadable", unreadable);
  return said;
}

LocalText open_message(const forms::Batch& batch, std::size_t application, const std::vector<std::string>& missing,
                       const std::optional<Value>& fault, std::string_view fault_text) {
  const auto in = [&](Language language) {
    return open_message(batch, application, missing, fault, fault_text, language);
  };
  return {in(Language::ja), in(Language::en)};
}

std::vector<std::string> pointers_of(const std::vector<std::string>& paths) {
  std::vector<std::string> pointers;
  for (const std::string& path : paths) {
    std::string pointer = pointer_from_path(path);
    if (std::ranges::find(pointers, pointer) == pointers.end()) pointers.push_back(std::move(pointer));
  }
  return pointers;
}

}  // namespace saitaku::rules::detail

#include "engine/rules/digest.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/sha256.h"
#include "engine/rules/detail/compiler.h"

namespace saitaku::rules {
namespace {

/// Text in which no two different lists of parts look the same: each part has its length before it.
class Parts {
 public:
  void add(std::string_view part) { text_.append(std::to_string(part.size())).append(":").append(part).append("\n"); }
  void add(std::string_view name, std::string_view part) {
    add(name);
    add(part);
  }
  std::string digest() const { return to_hex(sha256(text_)); }

 private:
  std::string text_;
};

void add_parameters(Parts& parts, const Pack& pack, std::span<const std::string> expressions) {
  for (const std::string& name : detail::parameters_in(expressions)) {
    const Parameter* parameter = pack.find_parameter(name);
    if (parameter == nullptr) continue;
    parts.add("parameter", name);
    parts.add(parameter->type.to_string());
    parts.add(parameter->value.to_string());
  }
}

/// What a field may be decides what an expression over it comes to, known or not.
void add_fields(Parts& parts, const Pack& pack, std::vector<std::string> paths) {
  std::ranges::sort(paths);
  for (const std::string& path : paths) {
    const auto id = pack.form->find(path);
    if (!id) continue;
    const forms::Field& field = pack.form->fields()[*id];
    parts.add("field", path);
    parts.add(to_string(field.kind));
    parts.add(field.unit.en);
    parts.add(std::to_string(field.digits) + (field.closed ? " closed" : ""));
    if (field.range) parts.add(std::to_string(field.range->low), std::to_string(field.range->high));
    for (const std::string& value : field.values) parts.add("value", value);
  }
}

std::string digest_of(const Pack& pack, const Rule& rule) {
  Parts parts;
  parts.add("rule", to_string(rule.severity));
  parts.add("when", rule.when_text);
  parts.add("require", rule.require_text);
  std::vector<std::string> expressions{rule.when_text, rule.require_text};
  for (const Exception& exception : rule.exceptions) {
    parts.add("exception", exception.when_text);
    expressions.push_back(exception.when_text);
  }
  for (const Answer& answer : rule.answers) {
    const forms::Field& field = pack.form->fields()[answer.field];
    parts.add("answer", field.path);
    parts.add(pack.graph->text_of(answer.given));
    expressions.push_back(field.required_when);
  }
  add_parameters(parts, pack, expressions);
  add_fields(parts, pack, rule.fields);
  return parts.digest();
}

std::string digest_of(const Pack& pack, const BatchRule& rule) {
  Parts parts;
  parts.add("batch rule", to_string(rule.severity));
  parts.add("count", rule.count_text);
  parts.add("each", rule.each_text);
  parts.add("at most", std::to_string(rule.at_most));
  std::vector<std::string> expressions{rule.count_text, rule.each_text};
  for (const std::string& key : rule.group_by_text) {
    parts.add("group by", key);
    expressions.push_back(key);
  }
  add_parameters(parts, pack, expressions);
  add_fields(parts, pack, rule.fields);
  return parts.digest();
}

}  // namespace

std::map<std::string, std::string> rule_digests(const Pack& pack) {
  std::map<std::string, std::string> digests;
  for (const Rule& rule : pack.rules) digests.emplace(rule.code, digest_of(pack, rule));
  for (const BatchRule& rule : pack.batch_rules) digests.emplace(rule.code, digest_of(pack, rule));
  return digests;
}

}  // namespace saitaku::rules

#include "engine/review/detail/reading.h"

#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"

namespace saitaku::review::detail {
namespace {

const JsonValue* member(Reading& reading, const JsonValue& object, std::string_view key, JsonValue::Kind kind) {
  const JsonValue* value = object.find(key);
  if (value == nullptr || value->is_null() || value->kind == kind) {
    return value == nullptr || value->is_null() ? nullptr : value;
  }
  Args args{{"key", std::string(key)}, {"found", shown(*value)}};
  add_text(args, "expected", kind == JsonValue::Kind::array ? "scenario.kind.list" : "scenario.kind.object");
  reading.problem("scenario.wrong-type", *value, std::move(args));
  return nullptr;
}

}  // namespace

std::shared_ptr<const rules::Pack> Packs::load(const std::string& id, const Where& where, Problems& problems) {
  auto found = packs_.find(id);
  if (found == packs_.end()) found = packs_.emplace(id, library_.load(id)).first;
  for (Problem problem : found->second.problems()) {
    if (problem.where.line == 0) problem.where = where;
    problems.push_back(std::move(problem));
  }
  return found->second ? *found->second : nullptr;
}

const JsonValue* Reading::list(const JsonValue& object, std::string_view key) {
  return member(*this, object, key, JsonValue::Kind::array);
}

const JsonValue* Reading::object(const JsonValue& object, std::string_view key) {
  return member(*this, object, key, JsonValue::Kind::object);
}

LocalText Reading::local(const JsonValue& value) {
  auto read = local_text(text, value);
  read.take_problems(problems);
  return read ? *read : LocalText{};
}

}  // namespace saitaku::review::detail

#include <re2/re2.h>

#include <map>
#include <memory>
#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

/// A pattern may compile to this many bytes. RE2 matches in linear time; this bounds the memory as well.
constexpr std::int64_t kMostMemory = 1 << 20;
constexpr std::size_t kMostPatterns = 64;

/// Patterns are mostly constants of a rule: compiled once per thread. Valid until the next call.
const RE2& compiled(const std::string& pattern) {
  thread_local std::map<std::string, std::unique_ptr<RE2>> cache;
  const auto found = cache.find(pattern);
  if (found != cache.end()) return *found->second;
  if (cache.size() >= kMostPatterns) cache.clear();  // an expression may make patterns without end
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMostMemory);
  return *cache.emplace(pattern, std::make_unique<RE2>(pattern, options)).first->second;
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::string})) return no_overload();
  const RE2& pattern = compiled(arguments[1].as_string());
  if (!pattern.ok()) {
    return Value::error("expr.bad-regex", {{"pattern", arguments[1].to_string()}, {"detail", pattern.error()}});
  }
  return Value::boolean(RE2::PartialMatch(arguments[0].as_string(), pattern));
}

}  // namespace

const Function& fn_matches() {
  static const Function function{
      .name = "matches",
      .ja = "文字列のどこかが正規表現 (RE2) に合うか。全体を調べるには ^ と $ を付ける。",
      .en = "Whether the regular expression (RE2) matches anywhere in the string; use ^ and $ for all of it.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::boolean()),
                    global_overload({Type::string(), Type::string()}, Type::boolean())},
      .examples = {{"'20260417'.matches('^[0-9]{8}$')", "true"},
                   {"matches('a1', '^[0-9]+$')", "false"},
                   {"'a'.matches('(')", "error: expr.bad-regex"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr

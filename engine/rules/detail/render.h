// Values, labels and messages as people read them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/expr/program.h"
#include "engine/forms/form.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

/// 5,000,000; 2026-05-18 12:00:00 JST; lists joined; long texts cut in the middle; what is unknown as （未記入）.
std::string shown(const expr::Value& value, Language language);

/// The same of a text, at the end of `shown`.
void append_cut(std::string& shown, std::string_view text);

/// What stands for no value, true and false.
struct Words {
  std::string null, yes, no;
};
const Words& words(Language language);

/// Names joined by 、 or a comma; of more than `most` the rest as a number.
std::string joined(std::span<const std::string> names, Language language, std::size_t most = 10);

/// "budget.items[3].amount" without its indices: "budget.items[].amount".
std::string without_indices(std::string_view path);

/// 「費目の内訳」4行目の「金額」. The path itself when the form has no such field.
std::string label_of(const forms::Form& form, std::string_view path, Language language);
std::string labels_of(const forms::Form& form, std::span<const std::string> paths, Language language,
                      std::size_t most = 10);

/// Null, or a text without letters: what a message shows in its place stands in no quotes.
bool is_blank_value(const expr::Value& value);

/// Takes the opening quote off the end of `before` where `after` starts with its closing one, and returns that.
std::string_view unquote(std::string& before, std::string_view after);

/// The message with its values. `answers` is what "{answers}" stands for.
std::string fill(const Template& message, expr::Evaluation& evaluation, Language language,
                 const std::string& answers = {});

/// The same, with the values from elsewhere.
using ValueOf = std::function<expr::Value(expr::NodeId)>;
std::string fill(const Template& message, const ValueOf& value_of, Language language, const std::string& answers = {});

}  // namespace saitaku::rules::detail

#include "engine/rules/detail/compiler.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/base/text.h"

namespace saitaku::rules::detail {
namespace {

using expr::Type;
using expr::Value;

/// `call` as a record, so that the checker knows every parameter's name and type.
void define_call(expr::Environment& environment, std::span<const Parameter> parameters) {
  auto record = std::make_shared<expr::RecordType>();
  record->name = "call";
  std::vector<std::pair<Value, Value>> entries;
  for (const Parameter& parameter : parameters) {
    record->fields.push_back(
        {.name = parameter.name, .type = parameter.type, .range = {}, .values = {}, .label = parameter.label});
    entries.emplace_back(Value::string(parameter.name), parameter.value);
  }
  environment.define("call", Value::map(std::move(entries)), Type::record(std::move(record)));
}

void declare_form(expr::Environment& environment, const forms::Form* form) {
  if (form == nullptr) return;
  for (const expr::RecordField& field : form->record()->fields) environment.declare(field.name, field.type, field);
}

void declare_group(expr::Environment& environment) {
  environment.declare("group_size", Type::integer());
  environment.declare("at_most", Type::integer());
  environment.declare("others", Type::list(Type::string()));
}

/// Past the text literal that begins at `i`, or the end.
std::size_t skip_literal(std::string_view text, std::size_t i) {
  const char quote = text[i];
  for (++i; i < text.size() && text[i] != quote; ++i) {
    if (text[i] == '\\') ++i;
  }
  return std::min(i + 1, text.size());
}

/// The '}' that closes the placeholder whose expression begins at `from`; npos when there is none.
std::size_t closing_brace(std::string_view text, std::size_t from) {
  std::size_t depth = 0;
  for (std::size_t i = from; i < text.size();) {
    if (text[i] == '"' || text[i] == '\'') {
      i = skip_literal(text, i);
      continue;
    }
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && depth-- == 0) return i;
    ++i;
  }
  return std::string_view::npos;
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

std::vector<std::string> parameters_in(std::span<const std::string> texts) {
  std::vector<std::string> names;
  for (const std::string_view text : texts) {
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == '"' || text[i] == '\'') {
        i = skip_literal(text, i);
        continue;
      }
      const bool begins =
          text.substr(i).starts_with("call.") && (i == 0 || (!is_word(text[i - 1]) && text[i - 1] != '.'));
      if (!begins) {
        ++i;
        continue;
      }
      std::size_t end = i += 5;
      while (end < text.size() && is_word(text[end])) ++end;
      names.emplace_back(text.substr(i, end - i));
      i = end;
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Compiler::Compiler(const forms::Form* form, std::span<const Parameter> parameters, Problems& problems)
    : usable_(form != nullptr), problems_(problems) {
  declare_form(base_, form);
  define_call(base_, parameters);
  group_ = base_;
  declare_group(group_);
  slots_ = group_.variables().size();
}

Compiler::ItemScope Compiler::item(const Type& type) {
  auto environment = std::make_unique<expr::Environment>(group_);
  while (environment->variables().size() < slots_) {
    environment->declare("item#" + std::to_string(environment->variables().size()), Type::null());
  }
  const std::size_t slot =
      environment->declare("item", type, {.name = "item", .type = type, .range = {}, .values = {}, .label = {}});
  slots_ = slot + 1;
  items_.push_back(std::move(environment));
  return {{items_.back().get(), false}, slot};
}

std::optional<expr::NodeId> Compiler::compile(const expr::Source& source, const Scope& scope, Type wanted) {
  if (!usable_) return std::nullopt;
  Result<expr::NodeId> node = graph_.compile(source, *scope.environment, std::move(wanted));
  node.take_problems(problems_);
  return node ? std::optional(*node) : std::nullopt;
}

std::optional<expr::NodeId> Compiler::compile(const Part& part, const Scope& scope, Type wanted) {
  if (!part) return std::nullopt;
  return compile({part.value->string, [part](std::size_t offset) { return part.text->where_in(*part.value, offset); }},
                 scope, std::move(wanted));
}

Template Compiler::message(const Part& local, const Scope& scope) {
  Template message;
  if (!local) return message;
  message.written = *local_text(*local.text, *local.value);
  if (local.value->is_string()) {
    message.ja = pieces(local, scope);
    message.en = message.ja;
  } else {
    message.ja = pieces(local.member("ja"), scope);
    message.en = pieces(local.member("en"), scope);
  }
  return message;
}

std::vector<Template::Piece> Compiler::pieces(const Part& string, const Scope& scope) {
  const std::string& text = string.value->string;
  const auto report = [&](std::string code, std::size_t offset) {
    problems_.push_back({Severity::error, std::move(code), string.text->where_in(*string.value, offset), {}});
  };
  std::vector<Template::Piece> pieces(1);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      pieces.back().text += c;
      i += 2;
    } else if (c == '}') {
      report("pack.stray-brace", i++);
    } else if (c == '{') {
      const std::size_t begin = i + 1;
      const std::size_t end = closing_brace(text, begin);
      if (end == std::string::npos) {
        report("pack.open-brace", i);
        break;
      }
      const std::string inside = text.substr(begin, end - begin);
      Template::Piece piece;
      piece.answers = scope.answers && trimmed(inside) == "answers";
      if (is_blank(inside)) {
        report("pack.empty-placeholder", i);
      } else if (!piece.answers) {
        piece.expression = compile(
            {inside,
             [string, begin](std::size_t offset) { return string.text->where_in(*string.value, begin + offset); }},
            scope, Type::dyn());
      }
      pieces.push_back(std::move(piece));
      pieces.emplace_back();
      i = end + 1;
    } else {
      pieces.back().text += c;
      ++i;
    }
  }
  std::erase_if(pieces, [](const Template::Piece& p) { return p.text.empty() && !p.expression && !p.answers; });
  return pieces;
}

}  // namespace saitaku::rules::detail

#include "engine/rules/lint.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/text.h"
#include "engine/rules/detail/unknown_form.h"

namespace saitaku::rules {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// SP-B01
bool has_code_form(std::string_view code) {
  const std::size_t dash = code.find('-');
  if (dash == std::string_view::npos || dash < 2 || code.size() != dash + 4) return false;
  return std::ranges::all_of(code.substr(0, dash), is_capital) && is_capital(code[dash + 1]) &&
         is_digit(code[dash + 2]) && is_digit(code[dash + 3]);
}

bool shows_value(const Template& message) {
  const auto any = [](const std::vector<Template::Piece>& pieces) {
    return std::ranges::any_of(pieces, [](const Template::Piece& piece) { return piece.expression || piece.answers; });
  };
  return any(message.ja) && any(message.en);
}

class Linter {
 public:
  explicit Linter(const Pack& pack) : pack_(pack), nothing_known_(*pack.graph, detail::unknown_variables(*pack.form)) {}

  Problems run() {
    if (pack_.rules.empty() && pack_.batch_rules.empty()) add(Severity::warning, "lint.no-rules", file_where(), {});
    for (const Parameter& parameter : pack_.parameters) check(parameter);
    for (const Rule& rule : pack_.rules) {
      check_common(rule);
      check_reach(rule);
    }
    for (const BatchRule& rule : pack_.batch_rules) check_common(rule);
    check_unused();
    return std::move(problems_);
  }

 private:
  void add(Severity severity, std::string code, Where where, Args args) {
    problems_.push_back({severity, std::move(code), std::move(where), std::move(args)});
  }
  Where file_where() const {
    Where where;
    where.file = pack_.file;
    return where;
  }

  void cite(const Citation& source) {
    if (!source.document.empty()) cited_.insert(source.document);
  }

  void check(const Parameter& parameter) {
    cite(parameter.source);
    if (parameter.source.document.empty()) {
      add(Severity::warning, "lint.uncited-parameter", parameter.where, {{"name", parameter.name}});
    } else {
      check_source(parameter.source, parameter.status, parameter.name, parameter.where);
    }
    if (parameter.dated) check_dates(parameter);
  }

  void check_source(const Citation& source, Status status, const std::string& code, const Where& where) {
    const Severity severity = status == Status::official ? Severity::warning : Severity::advice;
    if (is_blank(source.quote)) add(severity, "lint.no-quote", where, {{"code", code}});
    if (status == Status::official && is_blank(source.place)) {
      add(Severity::warning, "lint.no-place", where, {{"code", code}});
    }
  }

  void check_dates(const Parameter& parameter) {
    const auto& entries = parameter.value.as_list().items;
    if (entries.empty()) add(Severity::error, "lint.no-values", parameter.where, {{"name", parameter.name}});
    for (std::size_t i = 1; i < entries.size(); ++i) {
      const Date before = entries[i - 1].as_map().find("from")->as_date();
      const Date from = entries[i].as_map().find("from")->as_date();
      if (from > before) continue;
      const std::string code = from == before ? "lint.unreachable-date" : "lint.dates-out-of-order";
      add(Severity::error, code, parameter.where,
          {{"name", parameter.name}, {"before", to_string(before)}, {"from", to_string(from)}});
    }
  }

  template <class AnyRule>
  void check_common(const AnyRule& rule) {
    cite(rule.source);
    if (rule.source.document.empty()) {
      add(Severity::warning, "lint.uncited", rule.where, {{"code", rule.code}});
    } else {
      check_source(rule.source, rule.status, rule.code, rule.where);
    }
    if (!has_code_form(rule.code)) add(Severity::warning, "lint.code-form", rule.where, {{"code", rule.code}});
    if (!shows_value(rule.message)) add(Severity::advice, "lint.no-value-shown", rule.where, {{"code", rule.code}});
    used_.insert(rule.parameters.begin(), rule.parameters.end());
    read_.insert(rule.fields.begin(), rule.fields.end());
    read_by(rule.message);
    read_by(rule.fix);
  }

  /// With nothing known, a definite result is one for every application.
  void check_reach(const Rule& rule) {
    for (const Exception& exception : rule.exceptions) {
      cite(exception.source);
      const expr::Value holds = nothing_known_.value(exception.when);
      if (holds.is_true()) return add(Severity::error, "lint.never-applies", rule.where, {{"code", rule.code}});
      if (holds.is_false()) {
        add(Severity::warning, "lint.never-excepted", rule.where,
            {{"code", rule.code}, {"name@ja", exception.name.ja}, {"name@en", exception.name.en}});
      }
    }
    if (rule.when && nothing_known_.value(*rule.when).is_false()) {
      return add(Severity::error, "lint.never-applies", rule.where, {{"code", rule.code}});
    }
    expr::Evaluation guarded(*pack_.graph, detail::unknown_variables(*pack_.form, guarded_by_when(rule)));
    const expr::Value holds = guarded.value(rule.require);
    if (holds.is_true()) add(Severity::warning, "lint.never-fails", rule.where, {{"code", rule.code}});
    if (holds.is_false()) add(Severity::error, "lint.never-passes", rule.where, {{"code", rule.code}});
  }

  /// Fields that are not null where the rule applies: a null there makes `when` false.
  detail::Assumptions guarded_by_when(const Rule& rule) const {
    detail::Assumptions guarded;
    if (!rule.when) return guarded;
    for (const std::string& path : pack_.graph->fields_of(*rule.when)) {
      detail::Assumptions blank;
      blank.null.insert(path);
      expr::Evaluation evaluation(*pack_.graph, detail::unknown_variables(*pack_.form, blank));
      if (evaluation.value(*rule.when).is_false()) guarded.not_null.insert(path);
    }
    return guarded;
  }

  void read_by(const Template& message) {
    for (const auto* pieces : {&message.ja, &message.en}) {
      for (const Template::Piece& piece : *pieces) {
        if (!piece.expression) continue;
        for (std::string& path : pack_.graph->fields_of(*piece.expression)) read_.insert(std::move(path));
      }
    }
  }

  void check_unused() {
    for (const Parameter& parameter : pack_.parameters) {
      if (used_.contains(parameter.name)) continue;
      add(Severity::advice, "lint.unused-parameter", parameter.where, {{"name", parameter.name}});
    }
    for (const auto& [key, document] : pack_.documents) {
      if (!cited_.contains(key)) add(Severity::advice, "lint.unused-document", file_where(), {{"document", key}});
    }
    for (const forms::Field& field : pack_.form->fields()) {
      if (field.kind == forms::FieldKind::object || field.kind == forms::FieldKind::list || is_read(field.path))
        continue;
      add(Severity::advice, "lint.unread-field", file_where(), {{"path", field.path}});
    }
  }

  /// Read itself, as part of something that is read whole, or in its items.
  bool is_read(const std::string& path) const {
    for (const std::string& read : read_) {
      if (read == path || (path.starts_with(read) && (path[read.size()] == '.' || path[read.size()] == '[')))
        return true;
    }
    return false;
  }

  const Pack& pack_;
  expr::Evaluation nothing_known_;
  Problems problems_;
  std::set<std::string> cited_, used_, read_;
};

}  // namespace

Problems lint(const Pack& pack) { return Linter(pack).run(); }

Problems lint_coverage(const Pack& pack, const std::vector<Coverage>& coverage) {
  Problems problems;
  for (const Coverage& seen : coverage) {
    const Rule* rule = pack.find(seen.code);
    const BatchRule* batch_rule = pack.find_batch(seen.code);
    const Where where = rule != nullptr ? rule->where : batch_rule != nullptr ? batch_rule->where : Where{};
    const auto check = [&](std::size_t count, Outcome outcome) {
      if (count > 0) return;
      problems.push_back({Severity::warning,
                          "lint.missing-case",
                          where,
                          {{"code", seen.code}, {"outcome", std::string(to_string(outcome))}}});
    };
    check(seen.pass, Outcome::pass);
    check(seen.fail, Outcome::fail);
    check(seen.unknown, Outcome::unknown);
  }
  return problems;
}

}  // namespace saitaku::rules

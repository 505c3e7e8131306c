#include "engine/rules/load.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/sha256.h"
#include "engine/rules/detail/answers.h"
#include "engine/rules/detail/compiler.h"
#include "engine/rules/detail/members.h"
#include "engine/rules/detail/merge.h"
#include "engine/rules/detail/parameter.h"

namespace saitaku::rules {
namespace {

using detail::Entry;
using detail::Members;
using detail::Need;
using detail::Part;
using detail::Scope;
using expr::Type;

/// Over the contents in the order of their names as seen from the pack, so that the same pack has the same hash
/// in every folder and on every machine.
std::string hash_of(const FileName& pack, const std::vector<std::pair<std::string, std::string>>& contents) {
  const std::filesystem::path folder = std::filesystem::path(pack.path).parent_path();
  std::vector<std::pair<std::string, const std::string*>> files;
  for (const auto& [path, bytes] : contents) {
    files.emplace_back(std::filesystem::path(path).lexically_relative(folder).generic_string(), &bytes);
  }
  std::ranges::sort(files, {}, [](const auto& file) { return file.first; });
  std::string all;
  std::string last;
  for (const auto& [name, bytes] : files) {
    if (name == last) continue;
    last = name;
    all += name + '\n' + std::to_string(bytes->size()) + '\n' + *bytes;
  }
  return to_hex(sha256(all));
}

std::vector<std::string> sorted_unique(std::vector<std::string> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

class Builder {
 public:
  Builder(const FileName& file, const Files& files, detail::Merged& merged, Problems& problems)
      : file_(file), files_(files), merged_(merged), problems_(problems) {}

  Pack build() {
    pack_.file = file_.path;
    pack_.embedded = file_.embedded;
    read_head();
    read_form();
    pack_.documents = detail::documents_from(merged_.documents, problems_);
    for (const Entry& entry : merged_.parameters) {
      pack_.parameters.push_back(detail::parameter_from(entry, pack_.documents, problems_));
    }
    compiler_.emplace(pack_.form.get(), pack_.parameters, problems_);
    for (const Entry& entry : merged_.rules) read_rule(entry);
    for (const Entry& entry : merged_.batch_rules) read_batch_rule(entry);
    read_workbooks();
    for (const detail::Reference& cases : merged_.cases) pack_.case_files.push_back(cases.file.path);
    pack_.slots = compiler_->slots();
    pack_.graph = compiler_->take_graph();
    pack_.hash = hash_of(file_, merged_.contents);
    return std::move(pack_);
  }

 private:
  void report(std::string code, Where where, Args args) {
    problems_.push_back({Severity::error, std::move(code), std::move(where), std::move(args)});
  }

  void read_head() {
    Members members(merged_.head, "pack", problems_);
    for (const std::string_view merged : {"schema", "extends", "form_changes", "documents", "parameters", "rules",
                                          "batch_rules", "remove", "workbooks", "cases", "$schema"}) {
      members.part(merged);
    }
    pack_.id = members.string("id", Need::required);
    pack_.version = members.string("version", Need::required);
    pack_.title = members.local("title", Need::required);
    pack_.issuer = members.local("issuer");
    pack_.note = members.local("note");
    const Part edition = members.string_part("edition", Need::required);
    if (edition) {
      pack_.edition = edition.value->string;
      if (!iso_date(pack_.edition)) {
        report("pack.bad-date", edition.where(), {{"name", "edition"}, {"value", pack_.edition}});
      }
    }
    members.part("form", merged_.form ? Need::optional : Need::required);
    members.finish();
  }

  void read_form() {
    if (!merged_.form) return;
    form_text_ = detail::read_document(merged_.form->file, merged_.form->named, files_, merged_, problems_);
    if (form_text_ == nullptr) return;
    auto form = forms::form_from_json(*form_text_, merged_.form_changes);
    form.take_problems(problems_);
    if (form) pack_.form = *form;
  }

  void read_workbooks() {
    for (const detail::Reference& workbook : merged_.workbooks) {
      const JsonDocument* document = detail::read_document(workbook.file, workbook.named, files_, merged_, problems_);
      if (document == nullptr) continue;
      auto map = forms::cell_map_from_json(*document);
      map.take_problems(problems_);
      if (map) pack_.workbooks.push_back(std::move(*map));
    }
  }

  /// What rules over one application and over a batch have in common.
  template <class AnyRule>
  void read_common(Members& members, AnyRule& rule) {
    static const std::array<std::string, 3> severities = {"error", "warning", "advice"};
    rule.code = members.string("code", Need::required);
    rule.where = members.entry().where;
    rule.severity = static_cast<Severity>(members.word("severity", severities, 0, Need::required));
    rule.title = members.local("title", Need::required);
    rule.status = detail::status_from(members);
    rule.note = members.local("note");
    rule.source = detail::citation_from(members.object("source"), pack_.documents, problems_);
  }

  template <class AnyRule>
  void read_messages(Members& members, const Scope& scope, AnyRule& rule) {
    rule.message = compiler_->message(members.local_part("message", Need::required), scope);
    rule.fix = compiler_->message(members.local_part("fix", Need::required), scope);
    for (const Template* text : {&rule.message, &rule.fix}) {
      for (const Language language : {Language::ja, Language::en})
        texts_.push_back(placeholders(text->written.in(language)));
    }
    rule.parameters = detail::parameters_in(texts_);
  }

  /// Only what stands in braces: prose may say "call." too.
  static std::string placeholders(const std::string& message) {
    std::string inside;
    int depth = 0;
    for (const char c : message) {
      if (c == '}' && depth > 0) --depth;
      if (depth > 0) inside += c;
      if (c == '{') ++depth;
      if (depth == 0 && !inside.empty() && inside.back() != ' ') inside += ' ';
    }
    return inside;
  }

  std::optional<expr::NodeId> condition(const Part& part, const Scope& scope, const Type& type, std::string& text) {
    if (!part) return std::nullopt;
    text = part.value->string;
    texts_.push_back(text);
    auto node = compiler_->compile(part, scope, type);
    if (node) fields_.push_back(*node);
    return node;
  }

  std::vector<std::string> take_fields() {
    std::vector<std::string> paths;
    for (const expr::NodeId node : fields_) {
      for (std::string& path : compiler_->graph().fields_of(node)) paths.push_back(std::move(path));
    }
    fields_.clear();
    texts_.clear();
    return sorted_unique(std::move(paths));
  }

  void read_rule(const Entry& entry) {
    Members members(entry, "rule", problems_);
    Rule rule;
    read_common(members, rule);
    const Scope scope = compiler_->rules();
    rule.when = condition(members.string_part("when"), scope, Type::boolean(), rule.when_text);
    for (const Part& part : items_of(members.array("exceptions"))) rule.exceptions.push_back(read_exception(part));
    const Part answers = members.string_part("answers");
    const Part require = members.string_part("require", answers ? Need::optional : Need::required);
    if (answers) {
      read_answers(answers, rule);
    } else if (const auto node = condition(require, scope, Type::boolean(), rule.require_text)) {
      rule.require = *node;
    }
    read_messages(members, {scope.environment, static_cast<bool>(answers)}, rule);
    members.finish();
    rule.fields = take_fields();
    pack_.rules.push_back(std::move(rule));
  }

  static std::vector<Part> items_of(const Part& array) {
    std::vector<Part> items;
    if (!array) return items;
    for (const JsonValue& item : array.value->items) items.push_back({array.text, &item});
    return items;
  }

  Exception read_exception(const Part& part) {
    Entry entry;
    entry.lay_over(*part.text, *part.value);
    Members members(entry, "exception", problems_);
    Exception exception;
    exception.name = members.local("name", Need::required);
    const auto when = condition(members.string_part("when", Need::required), compiler_->rules(), Type::boolean(),
                                exception.when_text);
    exception.when = when.value_or(0);
    exception.source = detail::citation_from(members.object("source"), pack_.documents, problems_);
    members.local("note");
    members.finish();
    return exception;
  }

  void read_answers(const Part& answers, Rule& rule) {
    if (answers.value->string != "required") {
      Args args{{"member", "answers"}, {"word", answers.value->string}};
      const std::vector<std::string> known = {"required"};
      detail::add_hint(args, answers.value->string, known);
      return report("pack.unknown-word", answers.where(), std::move(args));
    }
    if (!pack_.form) return;
    std::vector<std::string> texts;
    for (const detail::OwedAnswer& owed : detail::owed_answers(*pack_.form)) {
      const Part condition_part = required_when(pack_.form->fields()[owed.field].path);
      const auto where = [&](std::size_t offset) {
        if (!condition_part) return answers.where();
        const std::size_t inside = std::clamp(offset, owed.condition_begin, owed.condition_end) - owed.condition_begin;
        return condition_part.text->where_in(*condition_part.value, inside);
      };
      const auto node = compiler_->compile({owed.text, where}, compiler_->rules(), Type::boolean());
      if (!node) continue;
      rule.answers.push_back({owed.field, *node});
      texts.push_back(owed.text);
    }
    rule.require_text = conjunction(texts);
    texts_.push_back(rule.require_text);
    const auto all = compiler_->compile({rule.require_text, [&](std::size_t) { return answers.where(); }},
                                        compiler_->rules(), Type::boolean());
    if (!all) return;
    rule.require = *all;
    fields_.push_back(*all);
  }

  /// As a balanced tree: a form owes many answers, and expressions may only nest so deep.
  static std::string conjunction(std::span<const std::string> texts) {
    if (texts.empty()) return "true";
    if (texts.size() == 1) return texts.front();
    const std::size_t half = texts.size() / 2;
    return "(" + conjunction(texts.first(half)) + ") && (" + conjunction(texts.subspan(half)) + ")";
  }

  /// Where the form says when the answer is owed; the last to speak of the field counts.
  Part required_when(const std::string& path) const {
    for (auto change = merged_.form_changes.rbegin(); change != merged_.form_changes.rend(); ++change) {
      if (const JsonValue* field = change->second->find(path))
        return Part{change->first, field}.member("required_when");
    }
    const JsonValue* fields = form_text_->root.find("fields");
    const JsonValue* field = fields != nullptr ? fields->find(path) : nullptr;
    return field != nullptr ? Part{&form_text_->text, field}.member("required_when") : Part{};
  }

  void read_batch_rule(const Entry& entry) {
    Members members(entry, "batch-rule", problems_);
    BatchRule rule;
    read_common(members, rule);
    Scope scope = compiler_->group();
    if (const Part each = members.string_part("each")) {
      rule.each = condition(each, compiler_->rules(), Type::dyn(), rule.each_text);
      scope = item_scope(each, rule);
    }
    rule.count = condition(members.string_part("count"), scope, Type::boolean(), rule.count_text);
    for (const Part& key : items_of(members.array("group_by", Need::required))) {
      if (!key.value->is_string()) {
        members.wrong_type("group_by", key, "string");
        continue;
      }
      std::string text;
      if (const auto node = condition(key, scope, Type::dyn(), text)) rule.group_by.push_back(*node);
      rule.group_by_text.push_back(std::move(text));
    }
    read_at_most(members, rule);
    read_messages(members, scope, rule);
    members.finish();
    rule.fields = take_fields();
    const bool taken = std::ranges::any_of(pack_.rules, [&](const Rule& other) { return other.code == rule.code; });
    if (taken) report("pack.code-taken", rule.where, {{"code", rule.code}});
    pack_.batch_rules.push_back(std::move(rule));
  }

  Scope item_scope(const Part& each, BatchRule& rule) {
    Type type = rule.each ? compiler_->graph().type_of(*rule.each) : Type::dyn();
    if (type.kind() != Type::Kind::list) {
      if (rule.each)
        report("pack.not-a-list", each.where(), {{"expression", rule.each_text}, {"type", type.to_string()}});
      type = Type::list(Type::dyn());
    }
    const auto item = compiler_->item(type.element());
    rule.item_slot = item.slot;
    return item.scope;
  }

  /// A number, or an expression of parameters alone.
  void read_at_most(Members& members, BatchRule& rule) {
    const Part part = members.part("at_most");
    if (!part) return;
    if (part.value->is_integer()) {
      rule.at_most = part.value->integer;
    } else if (part.value->is_string()) {
      texts_.push_back(part.value->string);
      const auto node = compiler_->compile(part, compiler_->rules(), Type::integer());
      if (!node) return;
      const expr::Value* value = compiler_->graph().constant(*node);
      if (value == nullptr || value->kind() != expr::Value::Kind::integer) {
        return report("pack.not-constant", part.where(), {{"expression", part.value->string}});
      }
      rule.at_most = value->as_integer();
    } else {
      return members.wrong_type("at_most", part, "integer");
    }
    if (rule.at_most < 0) report("pack.negative-limit", part.where(), {{"value", std::to_string(rule.at_most)}});
  }

  FileName file_;
  const Files& files_;
  detail::Merged& merged_;
  Problems& problems_;
  Pack pack_;
  const JsonDocument* form_text_ = nullptr;
  std::optional<detail::Compiler> compiler_;
  std::vector<expr::NodeId> fields_;  ///< of the rule being read
  std::vector<std::string> texts_;    ///< its expressions, for the parameters it uses
};

}  // namespace

Result<std::shared_ptr<const Pack>> pack_from_file(const FileName& file, const Files& files) {
  Problems problems;
  detail::Merged merged = detail::merge(file, files, problems);
  if (merged.head.members.empty()) return problems;
  Pack pack = Builder(file, files, merged, problems).build();
  return {std::make_shared<const Pack>(std::move(pack)), std::move(problems)};
}

}  // namespace saitaku::rules

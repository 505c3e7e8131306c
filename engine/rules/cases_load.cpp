#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "engine/rules/cases.h"
#include "engine/rules/detail/edit.h"
#include "engine/rules/detail/members.h"

namespace saitaku::rules {
namespace {

using detail::Entry;
using detail::Members;
using detail::Need;
using detail::Part;

/// What an application document says of itself; not fields of the form.
constexpr std::array<std::string_view, 4> kEnvelope = {"schema", "$schema", "call", "application_id"};

const std::vector<std::string> kOutcomes = {"pass", "fail", "unknown", "not-applicable"};
const std::vector<std::string> kVerdicts = {"eligible", "ineligible", "undetermined"};

class CaseReader {
 public:
  CaseReader(const Pack& pack, const Files& files, Problems& problems)
      : pack_(pack), files_(files), problems_(problems) {
    for (const Rule& rule : pack.rules) codes_.push_back(rule.code);
    for (const BatchRule& rule : pack.batch_rules) codes_.push_back(rule.code);
  }

  void read(const std::string& path) {
    file_ = path;
    const JsonDocument* document = parse(path);
    if (document == nullptr) return;
    Entry entry = entry_of({&document->text, &document->root}, path);
    const Schema schema = schema_of(entry);
    if (!schema.right) return report("cases.wrong-schema", schema.where, {});
    Members members(entry, "cases", problems_);
    members.part("schema");
    members.part("$schema");
    const Part call = members.string_part("call", Need::required);
    const std::optional<JsonValue> base = base_of(members.part("base"), std::nullopt);
    const Part cases = members.array("cases", Need::required);
    members.finish();
    if (call && call.value->string != pack_.id) {
      report("cases.other-call", call.where(), {{"call", call.value->string}, {"pack", pack_.id}});
    }
    if (!cases) return;
    for (const JsonValue& item : cases.value->items) read_case({cases.text, &item}, base);
  }

  std::vector<Case> take() { return std::move(cases_); }

 private:
  struct Schema {
    bool right;
    Where where;
  };
  static Schema schema_of(const Entry& entry) {
    const detail::Member* schema = entry.find("schema");
    if (schema == nullptr) return {false, entry.where};
    return {schema->part.value->is_string() && schema->part.value->string == "saitaku.cases/1", schema->part.where()};
  }

  void report(std::string code, Where where, Args args) {
    problems_.push_back({Severity::error, std::move(code), std::move(where), std::move(args)});
  }

  static Entry entry_of(const Part& part, std::string name) {
    Entry entry;
    entry.name = std::move(name);
    entry.lay_over(*part.text, *part.value);
    return entry;
  }

  const JsonDocument* parse(const std::string& path) {
    const auto known = std::ranges::find(texts_, path, [](const auto& text) { return text->text.file; });
    if (known != texts_.end()) return known->get();
    Result<std::string> text = files_.read({path, pack_.embedded});
    text.take_problems(problems_);
    if (!text) return nullptr;
    Result<JsonDocument> document = parse_json({.file = path, .text = std::move(*text)});
    document.take_problems(problems_);
    if (!document) return nullptr;
    texts_.push_back(std::make_unique<JsonDocument>(std::move(*document)));
    return texts_.back().get();
  }

  /// The application document that `part` names or is; `otherwise` without one.
  std::optional<JsonValue> base_of(const Part& part, const std::optional<JsonValue>& otherwise) {
    if (!part) return otherwise;
    JsonValue base;
    if (part.value->is_string()) {
      const JsonDocument* document = parse(path_beside(file_, part.value->string));
      if (document == nullptr) return std::nullopt;
      base = document->root;
    } else {
      base = *part.value;
    }
    if (!base.is_object()) {
      report("cases.bad-base", part.where(), {});
      return std::nullopt;
    }
    std::erase_if(base.members,
                  [](const JsonMember& member) { return std::ranges::find(kEnvelope, member.key) != kEnvelope.end(); });
    if (const JsonValue* bad = detail::expand_repeats(base)) report("cases.bad-repeat", part.text->where(*bad), {});
    return base;
  }

  void read_case(const Part& part, const std::optional<JsonValue>& file_base) {
    std::string name;
    if (const Part title = part.member("title")) {
      if (const auto local = local_text(*title.text, *title.value)) name = local->en;
    }
    const Entry entry = entry_of(part, name);
    Members members(entry, "case", problems_);
    Case worked;
    worked.where = part.where();
    worked.title = members.local("title", Need::required);
    if (const Part facts = members.array("facts")) {
      for (const JsonValue& fact : facts.value->items) worked.facts.push_back(fact.string);
    }
    members.part("note");
    const std::optional<JsonValue> base = base_of(members.part("base"), file_base);
    worked.base = base.value_or(JsonValue::object());
    const Part applications = members.array("applications");
    worked.is_batch = static_cast<bool>(applications);
    const JsonValue common = edited(members, worked.base);
    if (applications) {
      read_applications(applications, common, worked);
    } else {
      worked.applications.push_back({"", common});
    }
    read_expectations(members.object("expect"), worked);
    read_verdicts(members.part("verdict"), worked);
    const std::array<std::string, 1> as_base = {"as-base"};
    worked.others_as_base = members.word("others", as_base, 1, Need::optional) == 0;
    members.finish();
    if (worked.expectations.empty() && worked.verdicts.empty()) {
      report("cases.no-expectation", worked.where, {{"title@ja", worked.title.ja}, {"title@en", worked.title.en}});
    }
    cases_.push_back(std::move(worked));
  }

  /// `base` with the `set` and `unset` of a case or application.
  JsonValue edited(Members& members, const JsonValue& base) {
    JsonValue document = base;
    const auto told = [&](const std::optional<detail::EditFault>& fault, const Where& where) {
      if (fault) report(fault->code, where, fault->args);
    };
    if (const Part set = members.object("set")) {
      for (const JsonMember& member : set.value->members) {
        JsonValue value = member.value;
        if (const JsonValue* bad = detail::expand_repeats(value)) report("cases.bad-repeat", set.text->where(*bad), {});
        told(detail::set(document, member.key, std::move(value)), set.text->where(member.key_begin));
      }
    }
    if (const Part unset = members.array("unset")) {
      for (const JsonValue& path : unset.value->items) {
        const Part part{unset.text, &path};
        if (path.is_string()) {
          told(detail::unset(document, path.string), part.where());
        } else {
          members.wrong_type("unset", part, "string");
        }
      }
    }
    return document;
  }

  void read_applications(const Part& part, const JsonValue& common, Case& worked) {
    for (const JsonValue& item : part.value->items) {
      const JsonValue* id = item.find("id");
      const Entry entry = entry_of({part.text, &item}, id != nullptr ? id->string : "");
      Members members(entry, "application", problems_);
      const Part named = members.string_part("id", Need::required);
      const std::optional<JsonValue> base = base_of(members.part("base"), common);
      JsonValue document = edited(members, base.value_or(JsonValue::object()));
      members.finish();
      if (!named) continue;
      const std::string& name = named.value->string;
      if (std::ranges::find(worked.applications, name, &Case::Application::id) != worked.applications.end()) {
        report("cases.duplicate-id", named.where(), {{"id", name}});
        continue;
      }
      worked.applications.push_back({name, std::move(document)});
    }
  }

  bool is_known(std::string code, const std::string& word, const std::vector<std::string>& known, const Where& where) {
    if (std::ranges::find(known, word) != known.end()) return true;
    Args args{{code == "cases.unknown-id" ? "id" : "code", word}};
    detail::add_hint(args, word, known);
    report(std::move(code), where, std::move(args));
    return false;
  }

  static std::vector<std::string> ids_of(const Case& worked) {
    std::vector<std::string> ids;
    for (const auto& application : worked.applications) ids.push_back(application.id);
    return ids;
  }

  /// Index of the word; nullopt with a problem.
  std::optional<std::size_t> word(const Part& part, std::string_view member, const std::vector<std::string>& words) {
    if (!part.value->is_string()) {
      report("cases.bad-expectation", part.where(), {});
      return std::nullopt;
    }
    const auto at = std::ranges::find(words, part.value->string);
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
    Args args{{"member", std::string(member)}, {"word", part.value->string}};
    detail::add_hint(args, part.value->string, words);
    report("pack.unknown-word", part.where(), std::move(args));
    return std::nullopt;
  }

  void expect(const std::string& code, const std::string& application, const Part& part, Case& worked) {
    if (const auto outcome = word(part, "expect", kOutcomes)) {
      worked.expectations.push_back({code, application, static_cast<Outcome>(*outcome)});
    }
  }

  void read_expectations(const Part& part, Case& worked) {
    if (!part) return;
    const std::vector<std::string> ids = ids_of(worked);
    for (const JsonMember& member : part.value->members) {
      if (!is_known("cases.unknown-code", member.key, codes_, part.text->where(member.key_begin))) continue;
      if (!worked.is_batch) {
        expect(member.key, "", {part.text, &member.value}, worked);
      } else if (!member.value.is_object()) {
        report("cases.bad-expectation", part.text->where(member.value), {});
      } else {
        for (const JsonMember& each : member.value.members) {
          if (!is_known("cases.unknown-id", each.key, ids, part.text->where(each.key_begin))) continue;
          expect(member.key, each.key, {part.text, &each.value}, worked);
        }
      }
    }
  }

  void read_verdicts(const Part& part, Case& worked) {
    if (!part) return;
    if (!worked.is_batch || !part.value->is_object()) {
      const auto verdict = word(part, "verdict", kVerdicts);
      if (!verdict) return;
      for (const auto& application : worked.applications) {
        worked.verdicts[application.id] = static_cast<VerdictKind>(*verdict);
      }
      return;
    }
    const std::vector<std::string> ids = ids_of(worked);
    for (const JsonMember& member : part.value->members) {
      if (!is_known("cases.unknown-id", member.key, ids, part.text->where(member.key_begin))) continue;
      const auto verdict = word({part.text, &member.value}, "verdict", kVerdicts);
      if (verdict) worked.verdicts[member.key] = static_cast<VerdictKind>(*verdict);
    }
  }

  const Pack& pack_;
  const Files& files_;
  Problems& problems_;
  std::string file_;
  std::vector<std::string> codes_;
  std::vector<std::unique_ptr<JsonDocument>> texts_;
  std::vector<Case> cases_;
};

}  // namespace

Result<std::vector<Case>> load_cases(const Pack& pack, const Files& files) {
  Problems problems;
  CaseReader reader(pack, files, problems);
  for (const std::string& path : pack.case_files) reader.read(path);
  std::vector<Case> cases = reader.take();
  if (has_errors(problems)) return problems;
  return {std::move(cases), std::move(problems)};
}

}  // namespace saitaku::rules

#include "engine/rules/detail/merge.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "engine/rules/detail/members.h"

namespace saitaku::rules::detail {
namespace {

constexpr std::size_t kMostExtensions = 16;

/// What a pack says of itself alone; an extending pack does not take it over.
constexpr std::array<std::string_view, 9> kOwnMembers = {"schema", "id",     "version", "edition",     "title",
                                                         "cases",  "remove", "extends", "form_changes"};

class Merger {
 public:
  Merger(const Files& files, Merged& merged, Problems& problems)
      : files_(files), merged_(merged), problems_(problems) {}

  void lay(const FileName& file, const Part& named) {
    if (std::ranges::find(chain_, file) != chain_.end()) {
      report("pack.extends-cycle", named.where(), {{"file", file.path}});
      return;
    }
    if (chain_.size() >= kMostExtensions) {
      report("pack.extends-too-deep", named.where(), {{"most", std::to_string(kMostExtensions)}});
      return;
    }
    const JsonDocument* document = read_document(file, named, files_, merged_, problems_);
    if (document == nullptr || !is_pack(*document)) return;
    chain_.push_back(file);
    lay_extended(file, {&document->text, document->root.find("extends")});
    lay_own(file, {&document->text, &document->root});
    chain_.pop_back();
  }

 private:
  void report(std::string code, Where where, Args args) {
    problems_.push_back({Severity::error, std::move(code), std::move(where), std::move(args)});
  }

  bool is_pack(const JsonDocument& document) {
    const JsonValue* schema = document.root.find("schema");
    if (schema != nullptr && schema->is_string() && schema->string == "saitaku.pack/1") return true;
    report("pack.wrong-schema", document.text.where(schema != nullptr ? *schema : document.root),
           {{"wanted", "saitaku.pack/1"}});
    return false;
  }

  /// A section's value if it is there and of the kind it must be.
  Part section(const Part& root, std::string_view name, JsonValue::Kind kind) {
    const Part part = root.member(name);
    if (!part || part.value->is_null()) return {};
    if (part.value->kind == kind) return part;
    wrong_type(name, part, kind);
    return {};
  }

  void wrong_type(std::string_view name, const Part& part, JsonValue::Kind expected) {
    Args args{{"member", std::string(name)}};
    add_text(args, "owner", "rules.owner.pack");
    add_text(args, "expected", "rules.kind." + std::string(kind_name(expected)));
    add_text(args, "found", "rules.kind." + std::string(kind_name(part.value->kind)));
    report("pack.wrong-type", part.where(), std::move(args));
  }

  /// The file that a string names, seen from the pack file.
  Reference reference(const FileName& from, const Part& named) {
    return {{path_beside(from.path, named.value->string), from.embedded}, named};
  }

  void lay_extended(const FileName& file, const Part& extends) {
    if (!extends || extends.value->is_null()) return;
    if (!extends.value->is_string()) return wrong_type("extends", extends, JsonValue::Kind::string);
    const std::string& name = extends.value->string;
    if (name.ends_with(".json")) return lay(reference(file, extends).file, extends);
    if (const auto found = files_.find ? files_.find(name) : std::nullopt) return lay(*found, extends);
    report("pack.extends-unknown", extends.where(), {{"id", name}});
  }

  void lay_own(const FileName& file, const Part& root) {
    lay_head(root);
    lay_removals(section(root, "remove", JsonValue::Kind::array));
    lay_named(section(root, "documents", JsonValue::Kind::object), "documents", merged_.documents);
    lay_named(section(root, "parameters", JsonValue::Kind::object), "parameters", merged_.parameters);
    lay_coded(section(root, "rules", JsonValue::Kind::array), "rules", merged_.rules);
    lay_coded(section(root, "batch_rules", JsonValue::Kind::array), "batch_rules", merged_.batch_rules);
    if (const Part form = section(root, "form", JsonValue::Kind::string)) {
      merged_.form = reference(file, form);
      merged_.form_changes.clear();  // they spoke of the other form
    }
    if (const Part changes = section(root, "form_changes", JsonValue::Kind::object)) {
      merged_.form_changes.emplace_back(changes.text, changes.value);
    }
    lay_references(file, section(root, "workbooks", JsonValue::Kind::array), "workbooks", merged_.workbooks);
    merged_.cases.clear();
    lay_references(file, section(root, "cases", JsonValue::Kind::array), "cases", merged_.cases);
  }

  void lay_head(const Part& root) {
    for (const std::string_view own : kOwnMembers) merged_.head.erase(own);
    merged_.head.lay_over(*root.text, *root.value);
  }

  void lay_named(const Part& part, std::string_view section_name, std::vector<Entry>& entries) {
    if (!part) return;
    for (const JsonMember& member : part.value->members) {
      lay_entry(member.key, {part.text, &member.value}, section_name, entries);
    }
  }

  void lay_coded(const Part& part, std::string_view section_name, std::vector<Entry>& entries) {
    if (!part) return;
    std::vector<std::pair<std::string, Where>> seen;
    for (const JsonValue& item : part.value->items) {
      const Part rule{part.text, &item};
      const JsonValue* code = item.find("code");
      if (code == nullptr || !code->is_string() || code->string.empty()) {
        report("pack.no-code", rule.where(), {});
        continue;
      }
      const auto twin = std::ranges::find(seen, code->string, &std::pair<std::string, Where>::first);
      if (twin != seen.end()) {
        report("pack.duplicate-code", part.text->where(*code),
               {{"code", code->string}, {"line", std::to_string(twin->second.line)}});
        continue;
      }
      seen.emplace_back(code->string, rule.where());
      lay_entry(code->string, rule, section_name, entries);
    }
  }

  void lay_entry(const std::string& name, const Part& part, std::string_view section_name,
                 std::vector<Entry>& entries) {
    const auto at = std::ranges::find(entries, name, &Entry::name);
    if (part.value->is_null()) {
      if (at != entries.end()) entries.erase(at);
      return;
    }
    if (!part.value->is_object())
      return wrong_type(std::string(section_name) + "." + name, part, JsonValue::Kind::object);
    Entry& entry = at != entries.end() ? *at : entries.emplace_back();
    entry.name = name;
    entry.lay_over(*part.text, *part.value);
  }

  void lay_removals(const Part& removals) {
    if (!removals) return;
    for (const JsonValue& item : removals.value->items) {
      const Part part{removals.text, &item};
      if (!item.is_string()) {
        wrong_type("remove", part, JsonValue::Kind::string);
        continue;
      }
      std::size_t removed = 0;
      std::vector<std::string> known;
      for (auto* entries : {&merged_.rules, &merged_.batch_rules, &merged_.parameters}) {
        for (const Entry& entry : *entries) known.push_back(entry.name);
        removed += std::erase_if(*entries, [&](const Entry& entry) { return entry.name == item.string; });
      }
      if (removed > 0) continue;
      Args args{{"name", item.string}};
      add_hint(args, item.string, known);
      report("pack.removes-nothing", part.where(), std::move(args));
    }
  }

  void lay_references(const FileName& file, const Part& part, std::string_view name, std::vector<Reference>& all) {
    if (!part) return;
    for (const JsonValue& item : part.value->items) {
      const Part named{part.text, &item};
      if (!item.is_string()) {
        wrong_type(name, named, JsonValue::Kind::string);
        continue;
      }
      Reference found = reference(file, named);
      const bool known = std::ranges::any_of(all, [&](const Reference& each) { return each.file == found.file; });
      if (!known) all.push_back(std::move(found));
    }
  }

  const Files& files_;
  Merged& merged_;
  Problems& problems_;
  std::vector<FileName> chain_;  ///< the packs being laid, to find a cycle
};

}  // namespace

const JsonDocument* read_document(const FileName& file, const Part& named, const Files& files, Merged& merged,
                                  Problems& problems) {
  Result<std::string> bytes = files.read(file);
  if (!bytes && named) {
    problems.push_back({Severity::error, "pack.file-missing", named.where(), {{"file", file.path}}});
    return nullptr;
  }
  bytes.take_problems(problems);
  if (!bytes) return nullptr;
  merged.contents.emplace_back(file.path, *bytes);
  Result<JsonDocument> document = parse_json({.file = file.path, .text = std::move(*bytes)});
  document.take_problems(problems);
  if (!document) return nullptr;
  merged.texts.push_back(std::make_unique<JsonDocument>(std::move(*document)));
  return merged.texts.back().get();
}

Merged merge(const FileName& file, const Files& files, Problems& problems) {
  Merged merged;
  Merger(files, merged, problems).lay(file, {});
  return merged;
}

}  // namespace saitaku::rules::detail

namespace saitaku::rules {

std::string path_beside(const std::string& file, const std::string& relative) {
  const std::filesystem::path path(relative);
  if (path.is_absolute()) return relative;
  return (std::filesystem::path(file).parent_path() / path).lexically_normal().generic_string();
}

}  // namespace saitaku::rules

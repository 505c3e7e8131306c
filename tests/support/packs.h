// A small pack in memory, and documents to judge by it. For tests of rules.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/forms/batch.h"
#include "engine/rules/cases.h"
#include "engine/rules/judge.h"
#include "engine/rules/load.h"

namespace saitaku::tests {

using MemoryFiles = std::map<std::string, std::string>;

inline Where named(const std::string& file) {
  Where where;
  where.file = file;
  return where;
}

/// Files that exist in a map only; packs are found by the ids in `ids`.
inline rules::Files files_of(MemoryFiles contents, std::map<std::string, std::string> ids = {}) {
  return {.read = [contents = std::move(contents)](const rules::FileName& file) -> Result<std::string> {
            const auto at = contents.find(file.path);
            if (at != contents.end()) return at->second;
            return Problem{Severity::error, "io.not-found", named(file.path), {{"path", file.path}}};
          },
          .find = [ids = std::move(ids)](const std::string& id) -> std::optional<rules::FileName> {
            const auto at = ids.find(id);
            return at == ids.end() ? std::nullopt : std::optional(rules::FileName{at->second, false});
          }};
}

inline JsonValue json(std::string_view text) {
  auto document = parse_json({.file = "<test>", .text = std::string(text)});
  REQUIRE_MESSAGE(document, describe(document.problems(), Language::en));
  return document->root;
}

/// Writes what the document has for the children of `owner` (kNoField: the application) into row `row`. Values must be
/// of the fields' types; anything else is malformed. Names that are no fields are problems, as intake's fill() has it.
inline void fill_row(forms::Batch& batch, const std::vector<forms::FieldId>& children, std::size_t row,
                     const JsonValue& object, Problems& problems);

inline void fill_cell(forms::Batch& batch, forms::FieldId id, std::size_t row, const JsonValue& value,
                      Problems& problems) {
  const forms::Field& field = batch.form().fields()[id];
  const auto text = [&] { return value.is_string() ? std::string_view(value.string) : std::string_view(); };
  if (value.is_null()) return batch.set_null(id, row);
  using enum forms::FieldKind;
  if (field.kind == object && value.is_object()) return fill_row(batch, field.children, row, value, problems);
  if (field.kind == list && value.is_array()) {
    batch.begin_list(id, row);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < value.items.size(); ++i) rows.push_back(batch.append_item(id, row));
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const bool plain = batch.form().record_of(id) == nullptr;
      if (plain) fill_cell(batch, field.children.front(), rows[i], value.items[i], problems);
      if (!plain) fill_row(batch, field.children, rows[i], value.items[i], problems);
    }
    return;
  }
  if (field.kind == boolean && value.is_boolean()) return batch.set_boolean(id, row, value.boolean);
  if (field.kind == integer && value.is_integer()) return batch.set_integer(id, row, value.integer);
  if (field.kind == string && value.is_string()) return batch.set_string(id, row, value.string);
  if (field.kind == date && iso_date(text())) return batch.set_date(id, row, *iso_date(text()));
  if (field.kind == timestamp && rfc3339_instant(text())) return batch.set_timestamp(id, row, *rfc3339_instant(text()));
  batch.set_malformed(id, row);
}

inline void fill_row(forms::Batch& batch, const std::vector<forms::FieldId>& children, std::size_t row,
                     const JsonValue& object, Problems& problems) {
  for (const JsonMember& member : object.members) {
    bool known = false;
    for (const forms::FieldId child : children) {
      const std::string& path = batch.form().fields()[child].path;
      if (path.substr(path.rfind('.') + 1) != member.key) continue;
      fill_cell(batch, child, row, member.value, problems);
      known = true;
    }
    if (!known) problems.push_back({Severity::error, "field.unknown", {}, {{"path", member.key}}});
  }
}

inline Problems fill_document(forms::Batch& batch, const JsonValue& document) {
  Problems problems;
  fill_row(batch, batch.form().roots(), batch.add_application(), document, problems);
  return problems;
}

inline std::shared_ptr<const rules::Pack> pack_of(const rules::Files& files, const std::string& path = "pack.json") {
  auto pack = rules::pack_from_file({path, false}, files);
  REQUIRE_MESSAGE(pack, describe(pack.problems(), Language::en));
  return *pack;
}

/// One application judged.
inline rules::Verdict judged(const rules::Pack& pack, std::string_view document) {
  forms::Batch batch(pack.form);
  fill_document(batch, json(document));
  return rules::judge(pack, batch, 0);
}

inline const rules::Finding& finding(const rules::Verdict& verdict, std::string_view code) {
  for (const rules::Finding& each : verdict.findings) {
    if (each.code == code) return each;
  }
  FAIL("no finding " << std::string(code));
  return verdict.findings.front();
}

}  // namespace saitaku::tests

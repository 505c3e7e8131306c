// What an application of a call consists of: fields with types, labels, units, ranges. A form is data
// (rules/<programme>/form.json). From it come the checker's types, the batch's columns, the JSON Schema of an
// application, and the labels in every report.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/expr/type.h"

namespace saitaku::forms {

/// Index into Form::fields().
using FieldId = std::uint32_t;

enum class FieldKind : std::uint8_t { boolean, integer, real, string, date, timestamp, object, list };
std::string_view to_string(FieldKind kind);

/// One field. Paths use dots, and [] for "each item of": "budget.items[].amount". A list of plain values
/// ("plan.sub_use_cases") has one child, "plan.sub_use_cases[]".
struct Field {
  std::string path;
  FieldKind kind = FieldKind::string;
  LocalText label;
  LocalText help;                       ///< one sentence for the author of a document; may be empty
  std::vector<std::string> aliases;     ///< other words for the label, as the headers of tables have them
  LocalText unit;                       ///< "千円" / "thousand yen"; empty = none
  std::string unit_of;                  ///< object whose amounts' unit, in yen, this field states; empty = none
  bool required = false;                ///< an answer is owed (rule kinds `answers: required`)
  std::string required_when;            ///< expression; empty = always when `required`
  bool closed = false;                  ///< when absent a list is empty and a scalar null, instead of unknown
  std::optional<expr::IntRange> range;  ///< integer: what an unknown may be
  std::vector<std::string> values;      ///< string: the choice; empty = any text
  int digits = 0;                       ///< string of that many digits (ids): leading zeros matter; 0 = no
  std::optional<FieldId> parent;        ///< object or list that holds it
  std::vector<FieldId> children;
  FieldId table = 0;       ///< the list whose rows hold it, or kNoField for the application itself
  std::size_t column = 0;  ///< position within its record
  Where where;             ///< of its declaration; of its first child for an undeclared object
};
inline constexpr FieldId kNoField = 0xffffffffu;

class Form {
 public:
  const std::string& id() const { return id_; }
  const LocalText& title() const { return title_; }
  const std::vector<Field>& fields() const { return fields_; }
  std::optional<FieldId> find(std::string_view path) const;
  /// The field that names the applicant's institution, by which batches are summed up; nullopt = the form has none.
  std::optional<FieldId> institution() const { return institution_; }
  /// The fields of the application's top level, in file order.
  const std::vector<FieldId>& roots() const { return roots_; }

  /// The record type of the whole application, for the checker: its fields are the variables of a rule.
  const std::shared_ptr<const expr::RecordType>& record() const { return record_; }
  /// The record type of an object, or of an item of a list of objects. nullptr for everything else.
  const std::shared_ptr<const expr::RecordType>& record_of(FieldId field) const { return records_[field]; }
  /// What an expression sees: everything may be null but an object, whose null is that of its fields.
  const expr::Type& type_of(FieldId field) const { return types_[field]; }
  /// Whether the items of a list are objects (plain values and lists have the one child "path[]").
  bool holds_objects(FieldId list) const { return records_[list] != nullptr; }

  /// JSON Schema (draft 2020-12) of an application document.
  JsonValue json_schema() const;

 private:
  friend class FormBuilder;
  std::string id_;
  LocalText title_;
  std::optional<FieldId> institution_;
  std::vector<Field> fields_;
  std::vector<FieldId> roots_;
  std::shared_ptr<const expr::RecordType> record_;
  std::vector<std::shared_ptr<const expr::RecordType>> records_;  ///< per field; empty for scalars
  std::vector<expr::Type> types_;                                 ///< per field
  std::map<std::string, FieldId, std::less<>> by_path_;
};

/// Reads a form (schema "saitaku.form/1"; rules/README.md describes it). `changes` holds the "form_changes" of
/// packs, laid over it in turn: fields to replace or add (objects), or to remove with all below them (null), by
/// path. Problems: form.*.
Result<std::shared_ptr<const Form>> form_from_json(
    const JsonDocument& document, const std::vector<std::pair<const JsonText*, const JsonValue*>>& changes = {});

}  // namespace saitaku::forms

// From a document to the cells of a batch. A cell that cannot be read is malformed and said so; the rest goes on.
#include "engine/intake/detail/fill.h"

#include <algorithm>
#include <cmath>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/detail/numbers.h"
#include "engine/intake/detail/places.h"
#include "engine/intake/detail/say.h"

namespace saitaku::intake {
namespace {

using forms::Field;
using forms::FieldId;
using forms::FieldKind;

/// A member of an object or item, its place in the document and in the batch.
struct Cell {
  FieldId field;
  std::size_t row;
  const JsonValue& value;
  const std::string& pointer;  ///< JSON pointer into the document
};

class Filler {
 public:
  Filler(forms::Batch& batch, const Draft& draft, UnknownMembers* unknown)
      : batch_(batch), form_(batch.form()), draft_(draft), unknown_(unknown) {}

  Problems fill() {
    const auto row = batch_.add_application();
    if (draft_.document.is_object()) {
      fill_members(draft_.document, forms::kNoField, row, "");
    } else {
      Args args;
      add_kind(args, "got", draft_.document);
      say(Severity::error, "draft.not-an-object", "", std::move(args));
    }
    return std::move(problems_);
  }

 private:
  const Field& declared(FieldId field) const { return form_.fields()[field]; }

  std::string_view name_of(FieldId field) const {
    const std::string_view path = declared(field).path;
    return path.substr(path.rfind('.') + 1);
  }

  /// `owner`: an object, or a list whose item this is; kNoField: the application.
  void fill_members(const JsonValue& object, FieldId owner, std::size_t row, const std::string& pointer) {
    const auto& fields = owner == forms::kNoField ? form_.roots() : declared(owner).children;
    for (const auto& member : object.members) {
      const auto at = join_pointer(pointer, member.key);
      const auto field =
          std::find_if(fields.begin(), fields.end(), [&](FieldId id) { return name_of(id) == member.key; });
      if (field != fields.end()) {
        if (batch_.holds(*field)) fill_cell({*field, row, member.value, at});
      } else if (is_aside(member.key, pointer.empty())) {
        continue;
      } else if (unknown_ != nullptr) {
        ++(*unknown_)[unknown_member(*unknown_, form_, owner, member.key)].second;
      } else {
        say_unknown(member.key, fields, at);
      }
    }
  }

  /// What stands beside the answers: the document's head, and its author's own notes.
  static bool is_aside(std::string_view key, bool is_root) {
    if (key.starts_with('_') || key.starts_with("x-")) return true;
    return is_root && (key == "schema" || key == "call" || key == "application_id" || key == "$schema");
  }

  void fill_cell(const Cell& cell) {
    if (cell.value.is_null()) return batch_.set_null(cell.field, cell.row);
    switch (declared(cell.field).kind) {
      case FieldKind::object: return fill_object(cell);
      case FieldKind::list: return fill_list(cell);
      case FieldKind::string: return fill_string(cell);
      case FieldKind::boolean: return fill_boolean(cell);
      case FieldKind::integer:
      case FieldKind::real: return fill_number(cell);
      case FieldKind::date:
      case FieldKind::timestamp: return fill_time(cell);
    }
  }

  void fill_object(const Cell& cell) {
    if (!cell.value.is_object()) return refuse(cell, "field.wrong-type");
    fill_members(cell.value, cell.field, cell.row, cell.pointer);
  }

  void fill_list(const Cell& cell) {
    if (!cell.value.is_array()) return refuse(cell, "field.wrong-type");
    const auto& children = declared(cell.field).children;
    batch_.begin_list(cell.field, cell.row);
    for (std::size_t i = 0; i < cell.value.items.size(); ++i) {
      const auto& item = cell.value.items[i];
      const auto row = batch_.append_item(cell.field, cell.row);
      const auto at = join_pointer(cell.pointer, i);
      if (!form_.holds_objects(cell.field)) {
        if (batch_.holds(children.front())) fill_cell({children.front(), row, item, at});
      } else if (item.is_object()) {
        fill_members(item, cell.field, row, at);
      } else if (item.is_null()) {
        for (const auto child : children) batch_.set_null(child, row);
      } else {
        for (const auto child : children) batch_.set_malformed(child, row);
        say_wrong_type(cell.field, item, at, "field.kind.object");
      }
    }
  }

  void fill_string(const Cell& cell) {
    if (cell.value.is_string()) return set_text(cell, cell.value.string);
    const auto digits = static_cast<std::size_t>(declared(cell.field).digits);
    const auto number = cell.value.is_number() ? whole_number(source_of(cell.value)) : WholeNumber{};
    if (digits == 0 || !cell.value.is_number() || number.fault != NumberFault::none || number.value < 0) {
      return refuse(cell, "field.wrong-type");
    }
    auto text = std::to_string(number.value);
    if (text.size() < digits) {
      text.insert(0, digits - text.size(), '0');
      say_of(Severity::advice, "field.leading-zeros-lost", cell, {{"suggestion", text}});
    }
    set_text(cell, text);
  }

  /// Ends of lines count as one character, as in Excel, whatever program wrote them.
  static std::string with_line_feeds(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '\r') {
        result += text[at];
      } else if (text.substr(at + 1, 1) != "\n") {
        result += '\n';
      }
    }
    return result;
  }

  void set_text(const Cell& cell, const std::string& text) {
    if (text.find('\r') != std::string::npos) return set_text(cell, with_line_feeds(text));
    if (text.size() > forms::Batch::kMostText - batch_.text_bytes()) return refuse(cell, "field.too-much-text");
    batch_.set_string(cell.field, cell.row, text);
  }

  void fill_boolean(const Cell& cell) {
    if (cell.value.is_boolean()) return batch_.set_boolean(cell.field, cell.row, cell.value.boolean);
    if (is_blank_text(cell.value)) return batch_.set_null(cell.field, cell.row);
    refuse(cell, "field.not-a-boolean");
  }

  void fill_number(const Cell& cell) {
    if (cell.value.is_number()) {
      set_number(cell, source_of(cell.value));
      return;
    }
    if (is_blank_text(cell.value)) return batch_.set_null(cell.field, cell.row);
    if (!cell.value.is_string()) return refuse(cell, "field.wrong-type");
    const auto decimal = written_decimal(cell.value.string, declared(cell.field).unit);
    if (!decimal) return refuse(cell, "field.not-a-number");
    if (set_number(cell, *decimal)) say_of(Severity::advice, "field.normalised", cell, {{"read", *decimal}});
  }

  /// false: it did not fit, and that has been said.
  bool set_number(const Cell& cell, const std::string& decimal) {
    const auto fault =
        declared(cell.field).kind == FieldKind::real ? set_real(cell, decimal) : set_whole(cell, decimal);
    if (fault == NumberFault::not_a_number) refuse(cell, "field.not-a-number");
    if (fault == NumberFault::not_whole) refuse(cell, "field.not-whole");
    if (fault == NumberFault::out_of_range) refuse(cell, "field.out-of-range");
    return fault == NumberFault::none;
  }

  NumberFault set_real(const Cell& cell, const std::string& decimal) {
    const auto number = parse_double(decimal);
    if (!number || !std::isfinite(*number)) return NumberFault::out_of_range;
    batch_.set_real(cell.field, cell.row, *number == 0 ? 0 : *number);  // there is no minus zero
    return NumberFault::none;
  }

  NumberFault set_whole(const Cell& cell, const std::string& decimal) {
    const auto number = whole_number(decimal);
    if (number.fault == NumberFault::none) batch_.set_integer(cell.field, cell.row, number.value);
    return number.fault;
  }

  void fill_time(const Cell& cell) {
    if (is_blank_text(cell.value)) return batch_.set_null(cell.field, cell.row);
    if (!cell.value.is_string()) return refuse(cell, "field.wrong-type");
    if (declared(cell.field).kind == FieldKind::date) {
      auto date = parse_date(cell.value.string);
      if (date) batch_.set_date(cell.field, cell.row, *date);
      take_time_problems(cell, date);
    } else {
      auto instant = parse_instant(cell.value.string);
      if (instant) batch_.set_timestamp(cell.field, cell.row, *instant);
      take_time_problems(cell, instant);
    }
  }

  template <class Read>
  void take_time_problems(const Cell& cell, Read& read) {
    if (!read) batch_.set_malformed(cell.field, cell.row);
    Problems problems;
    read.take_problems(problems);
    for (auto& problem : problems) {
      problem.where = find_place(draft_.places, draft_.file, cell.pointer);
      add_label(problem.args, cell.field);
      problems_.push_back(std::move(problem));
    }
  }

  static bool is_blank_text(const JsonValue& value) { return value.is_string() && is_blank(value.string); }

  /// A number's decimal notation: as written, where it was read from a text.
  static std::string source_of(const JsonValue& number) {
    if (!number.string.empty()) return number.string;
    if (number.kind == JsonValue::Kind::integer) return std::to_string(number.integer);
    if (number.kind == JsonValue::Kind::unsigned_integer) return std::to_string(number.unsigned_integer);
    return shortest(number.number);
  }

  void refuse(const Cell& cell, std::string code) {
    batch_.set_malformed(cell.field, cell.row);
    if (code == "field.wrong-type") {
      say_wrong_type(cell.field, cell.value, cell.pointer,
                     "field.kind." + std::string(to_string(declared(cell.field).kind)));
    } else {
      say_of(Severity::error, std::move(code), cell, {});
    }
  }

  void say_of(Severity severity, std::string code, const Cell& cell, Args args) {
    add_label(args, cell.field);
    args.emplace_back("value", short_text(cell.value));
    const auto& unit = declared(cell.field).unit;
    for (const auto language : {Language::ja, Language::en}) {
      const auto name = language == Language::ja ? "unit@ja" : "unit@en";
      args.emplace_back(name,
                        unit.empty() ? "" : saitaku::text("field.in-unit", language, {{"unit", unit.in(language)}}));
    }
    say(severity, std::move(code), cell.pointer, std::move(args));
  }

  void say_wrong_type(FieldId field, const JsonValue& value, const std::string& pointer, const std::string& wanted) {
    Args args{{"value", short_text(value)}};
    add_label(args, field);
    add_text(args, "wanted", wanted);
    add_kind(args, "got", value);
    say(Severity::error, "field.wrong-type", pointer, std::move(args));
  }

  void say_unknown(const std::string& key, const std::vector<FieldId>& siblings, const std::string& pointer) {
    Args args{{"pointer", pointer}};
    std::vector<std::string> names;
    for (const auto sibling : siblings) names.emplace_back(name_of(sibling));
    const auto same_name = elsewhere(key);
    if (form_.find(key)) {
      add_text(args, "hint", "field.write-nested");
    } else if (nearest(key, names) || same_name.empty()) {
      add_hint(args, key, names);
    } else {
      add_text(args, "hint", "field.did-you-mean", {{"suggestion", same_name}});
    }
    say(Severity::warning, "field.unknown", pointer, std::move(args));
  }

  /// The first field of that name anywhere in the form: an answer put one level too high or too low.
  std::string elsewhere(std::string_view name) const {
    for (FieldId id = 0; id < form_.fields().size(); ++id) {
      if (name_of(id) == name) return declared(id).path;
    }
    return "";
  }

  void add_label(Args& args, FieldId field) const {
    const auto& label = declared(field).label;
    args.emplace_back("field@ja", label.ja.empty() ? declared(field).path : label.ja);
    args.emplace_back("field@en", label.en.empty() ? declared(field).path : label.en);
  }

  void say(Severity severity, std::string code, const std::string& pointer, Args args) {
    problems_.push_back({severity, std::move(code), find_place(draft_.places, draft_.file, pointer), std::move(args)});
  }

  forms::Batch& batch_;
  const forms::Form& form_;
  const Draft& draft_;
  UnknownMembers* unknown_;
  Problems problems_;
};

}  // namespace

Problems fill(forms::Batch& batch, const Draft& draft) { return Filler(batch, draft, nullptr).fill(); }

Problems fill(forms::Batch& batch, const Draft& draft, UnknownMembers* unknown) {
  return Filler(batch, draft, unknown).fill();
}

}  // namespace saitaku::intake

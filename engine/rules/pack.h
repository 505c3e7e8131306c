// A rule pack: one call as data. Loaded and compiled once; judged many times. rules/README.md describes the file.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/expr/program.h"
#include "engine/forms/batch.h"
#include "engine/forms/cell_map.h"
#include "engine/forms/form.h"

namespace saitaku::rules {

/// How sure we are that the rule says what the call says.
enum class Status { official, announced, assumed };
std::string_view to_string(Status status);

/// The paragraph behind a rule or a value.
struct Citation {
  std::string document;  ///< key into Pack::documents
  std::string place;     ///< "§3(3)", "p.18"
  std::string quote;     ///< short, in the document's language
};

struct Document {
  LocalText title;
  std::string date;  ///< of the edition, "2026-06-10"; may be empty
  std::string url;
};

/// A named value of the call: `call.<name>` in expressions.
struct Parameter {
  std::string name;
  LocalText label;
  expr::Type type;  ///< dated: a list of {from, value} maps
  expr::Value value;
  bool dated = false;
  std::string unit;
  Status status = Status::official;
  Citation source;
  LocalText note;  ///< what the source leaves open and how it is read here; may be empty
  Where where;
};

/// A message with values: text and expressions in turn.
struct Template {
  struct Piece {
    std::string text;
    std::optional<expr::NodeId> expression;
    bool answers = false;  ///< the labels of the blank answers ("{answers}")
  };
  std::vector<Piece> ja;
  std::vector<Piece> en;
  LocalText written;  ///< as the pack has it
  const std::vector<Piece>& in(Language language) const { return language == Language::ja ? ja : en; }
};

/// A case in which the rule does not apply.
struct Exception {
  LocalText name;
  expr::NodeId when = 0;
  std::string when_text;
  Citation source;
};

/// An answer that is owed (rules with "answers": "required").
struct Answer {
  forms::FieldId field = 0;
  expr::NodeId given = 0;  ///< true: not owed now, or not blank
};

struct Rule {
  std::string code;
  Severity severity = Severity::error;
  LocalText title;
  std::optional<expr::NodeId> when;  ///< the rule applies; absent = always
  expr::NodeId require = 0;          ///< must hold
  std::vector<Answer> answers;       ///< what `require` is the conjunction of, for "answers": "required"
  std::vector<Exception> exceptions;
  Template message;  ///< said when it fails
  Template fix;
  Citation source;
  LocalText note;  ///< as a parameter's
  Status status = Status::official;
  std::vector<std::string> fields;      ///< paths its conditions read
  std::vector<std::string> parameters;  ///< names it uses, messages included
  Where where;                          ///< of the rule in its file
  std::string when_text, require_text;
};

/// A rule over all applications of a batch: in every group at most so many.
struct BatchRule {
  std::string code;
  Severity severity = Severity::error;
  LocalText title;
  std::optional<expr::NodeId> count;   ///< which applications count; absent = all
  std::optional<expr::NodeId> each;    ///< list whose items each make a group key ("principal_investigators")
  std::size_t item_slot = 0;           ///< variable that holds the item; with `each` only
  std::vector<expr::NodeId> group_by;  ///< key expressions, evaluated per application (or item, as `item`)
  std::int64_t at_most = 1;
  Template message, fix;
  Citation source;
  LocalText note;
  Status status = Status::official;
  std::vector<std::string> fields;
  std::vector<std::string> parameters;
  Where where;
  std::string count_text, each_text;
  std::vector<std::string> group_by_text;
};

/// The variables that a batch rule's messages see besides the form's roots; they follow those.
enum class GroupSlot : std::size_t { group_size, at_most, others, count };

struct Pack {
  std::string id;  ///< "spread-1000/round-2"
  std::string version;
  std::string edition;  ///< date of the edition of the call that it encodes
  LocalText title;
  LocalText issuer;
  LocalText note;         ///< what the pack does not cover, what its text rests on; may be empty
  std::string file;       ///< where it was loaded from
  bool embedded = false;  ///< `file` is a path inside the program
  std::string hash;       ///< SHA-256 of every file that makes it, hex
  std::map<std::string, Document> documents;
  std::shared_ptr<const forms::Form> form;
  std::vector<Parameter> parameters;
  std::vector<Rule> rules;
  std::vector<BatchRule> batch_rules;
  std::vector<forms::CellMap> workbooks;
  std::vector<std::string> case_files;       ///< read them with Library::read(file, embedded)
  std::shared_ptr<const expr::Graph> graph;  ///< every expression of the pack
  std::size_t slots = 0;                     ///< variables of batch rules: form roots, GroupSlot, items

  const Rule* find(std::string_view code) const;
  const BatchRule* find_batch(std::string_view code) const;
  const Parameter* find_parameter(std::string_view name) const;
};

}  // namespace saitaku::rules

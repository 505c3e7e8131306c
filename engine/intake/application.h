// From what people hand in to application documents and batches. `check` reads drafts one by one, with the
// place of every answer; the audit will read many.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/forms/batch.h"
#include "engine/forms/cell_map.h"
#include "engine/forms/form.h"

namespace saitaku::intake {

enum class SourceKind { json, workbook, folder };
std::string_view to_string(SourceKind kind);

/// One application as it was handed in, as a document of the form's paths, whatever it came from.
struct Draft {
  SourceKind kind = SourceKind::json;
  std::string file;                     ///< as the user named it
  std::string call;                     ///< from the document or recognised from the workbook; empty = it does not say
  bool call_recognised = false;         ///< recognised rather than stated
  std::string application_id;           ///< "" = none
  JsonValue document;                   ///< object, fields by path
  std::map<std::string, Where> places;  ///< by JSON pointer: where the answer stands
  Problems problems;                    ///< what was found while reading; the draft is judged all the same
};

/// What one input held: a broken line of NDJSON or item of an array is a problem, and the others are there.
struct Drafts {
  std::vector<Draft> drafts;
  Problems problems;  ///< of what could not be made a draft; each draft has its own as well
};

/// Everything in one input. `path` is a JSON file (one document, an array, NDJSON), a workbook, a folder with
/// the files of one application, or "-" for JSON on standard input. `maps` are the workbooks that can be recognised.
/// Never both empty. Problems: io.*, json.*, draft.*, workbook.*, folder.*.
Drafts read_drafts(const std::string& path, std::span<const forms::CellMap> maps);

/// The same from bytes in memory. For tests and fuzzing.
Drafts drafts_from_json(JsonText text);
Result<Draft> draft_from_workbook(std::string file, std::string bytes, std::span<const forms::CellMap> maps);
/// Form 1 and the files are what is handed in, so what they say is taken, a blank cell included; application.json adds
/// the rest (but its call is taken, and its list of files is matched by file_name), and facts.json wins over both.
/// Every contradiction is a problem of the draft that names the field, both values and which was taken.
Result<Draft> draft_from_folder(const std::string& path, std::span<const forms::CellMap> maps);

/// Lays the members of a facts document over the draft's: an object of the form's paths, nested or with dotted
/// keys ("budget.items[0].amount") or JSON pointers. Later members win; null says "none". A list of objects is laid
/// over one item by item ({} leaves an item as it is). Problems: facts.*.
Problems lay_over(Draft& draft, const JsonDocument& facts);

/// Adds the draft as one application to the batch: types converted, dates and amounts read as people write
/// them. What cannot be read leaves its cell malformed. Problems (with place): field.unknown (with a suggestion),
/// field.wrong-type, field.out-of-range, field.not-whole, …
Problems fill(forms::Batch& batch, const Draft& draft);

}  // namespace saitaku::intake

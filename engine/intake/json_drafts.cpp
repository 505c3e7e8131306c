// Applications from JSON: one document, an array of them, or one a line.
#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/detail/json_records.h"
#include "engine/intake/detail/places.h"
#include "engine/intake/detail/say.h"

namespace saitaku::intake {
namespace {

constexpr std::string_view kSchema = "saitaku.application/1";

/// Whether every line is a document of its own. By the file's name; or the first line is whole and more follow;
/// or (the first may be the broken one) all begin as objects and one is whole, which no line of a single
/// document can be: there a comma or a bracket would follow.
bool is_one_a_line(const JsonText& text) {
  if (text.file.ends_with(".ndjson") || text.file.ends_with(".jsonl")) return true;
  std::size_t lines = 0;
  bool first_whole = false;
  bool some_whole = false;
  bool all_objects = true;
  for_each_line(text.text, [&](const Line& line) {
    ++lines;
    if (!all_objects && !first_whole) return;  // decided: a document over several lines
    const bool whole = is_whole_value(line.content);
    if (lines == 1) first_whole = whole;
    some_whole = some_whole || whole;
    all_objects = all_objects && line.content.front() == '{';
  });
  return lines > 1 && (first_whole || (all_objects && some_whole));
}

class DraftReader {
 public:
  Drafts read(JsonText text) {
    if (const auto format = other_format(text.text)) {
      say(text.where(0), "draft.other-format", {{"format", std::string(*format)}});
    } else if (const auto encoding = foreign_encoding(text.text)) {
      say(text.where(0), "draft.encoding", {{"encoding", std::string(*encoding)}});
    } else if (is_one_a_line(text)) {
      read_lines(text);
    } else {
      read_text(std::move(text));
    }
    return std::move(result_);
  }

  Drafts read_record(JsonText text) {
    read_text(std::move(text), true);
    return std::move(result_);
  }

 private:
  void read_lines(const JsonText& text) {
    for_each_line(text.text, [&](const Line& line) {
      read_text({text.file, std::string(line.text), text.first_line + line.number - 1, text.first_byte + line.byte},
                true);
    });
    if (result_.drafts.empty() && result_.problems.empty())
      read_text(text);  // nothing there at all: let the reader say so
  }

  void read_text(JsonText text, bool is_line = false) {
    auto document = parse_json(std::move(text));
    if (document) {
      PlaceReader places(document->text);
      if (document->root.is_array() && !is_line) {
        if (document->root.items.empty()) say(document->text.where(document->root), "draft.empty-array");
        for (auto& item : document->root.items) add(places, item);
      } else {
        add(places, document->root);
      }
    }
    document.take_problems(result_.problems);
  }

  void add(PlaceReader& reader, JsonValue& value) {
    Places places;
    add_places(places, reader, value, "");
    const auto& where = places.at("");
    if (!value.is_object()) {
      Args args;
      add_kind(args, "got", value);
      say(where, "draft.not-an-object", std::move(args));
      return;
    }
    if (const auto* schema = value.find("schema"); schema != nullptr && schema->string != kSchema) {
      say(find_place(places, where.file, "/schema"), "draft.schema", {{"schema", short_text(*schema)}});
      return;
    }
    Draft draft;
    draft.file = where.file;
    draft.places = std::move(places);
    draft.call = header(draft, value, "call");
    draft.application_id = header(draft, value, "application_id");
    draft.document = std::move(value);
    result_.drafts.push_back(std::move(draft));
  }

  /// A text beside the answers. A number is taken as it is written: an id may well be one.
  static std::string header(Draft& draft, const JsonValue& document, std::string_view name) {
    const auto* value = document.find(name);
    if (value == nullptr || value->is_null()) return "";
    if (value->is_string()) return value->string;
    if (value->is_integer()) return std::to_string(value->integer);
    Args args{{"member", std::string(name)}};
    add_kind(args, "got", *value);
    draft.problems.push_back({Severity::error, "draft.member-type",
                              find_place(draft.places, draft.file, "/" + std::string(name)), std::move(args)});
    return "";
  }

  void say(Where where, std::string code, Args args = {}) {
    result_.problems.push_back({Severity::error, std::move(code), std::move(where), std::move(args)});
  }

  Drafts result_;
};

}  // namespace

Drafts drafts_from_json(JsonText text) { return DraftReader().read(std::move(text)); }
Drafts drafts_from_record(JsonText text) { return DraftReader().read_record(std::move(text)); }

}  // namespace saitaku::intake

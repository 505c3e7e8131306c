// saitaku columns: how a table is written, and which column is which field, before anybody is judged by it.
#include <filesystem>

#include "engine/base/files.h"
#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/table.h"
#include "engine/intake/workbook.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

using report::Page;
using report::Style;

/// A sample on one line, cut to what a terminal shows.
std::string sample_text(const std::string& text) {
  constexpr std::size_t kMost = 24;
  auto shown = to_utf32(report::printable(text));
  if (shown.size() > kMost) shown = shown.substr(0, kMost) + U"…";
  return to_utf8(shown);
}

class Preview {
 public:
  Preview(const Session& session, const std::string& file, const intake::TablePreview& preview, const forms::Form* form)
      : session_(session), file_(file), preview_(preview), head_(*preview.head), form_(form) {}

  std::string text(const report::TextOptions& options) const {
    Page page(options);
    page.headline(report::printable(file_));
    page.line(session_.say(head_.sheet ? "cli.columns.sheet" : "cli.columns.dialect",
                           {{"sheet", head_.sheet_name},
                            {"encoding", std::string(intake::to_string(head_.encoding))},
                            {"delimiter", delimiter_name()},
                            {"row", std::to_string(head_.header_row)}}));
    if (head_.sheets.size() > 1) page.line(session_.say("cli.columns.sheets", {{"sheets", sheets()}}));
    for (std::size_t i = 0; i < head_.columns.size(); ++i) print_column(page, i);
    if (!preview_.missing.empty()) {
      page.blank();
      page.line(session_.say("cli.columns.missing"), Style::bold);
      for (const auto id : preview_.missing) {
        const auto& field = form_->fields()[id];
        page.hanging(2, field.path + "  ", field.label.in(options.language));
      }
    }
    return page.take();
  }

  JsonValue json() const {
    auto result = JsonValue::object();
    result.at("schema") = JsonValue::of("saitaku.columns-preview/1");
    result.at("file") = JsonValue::of(std::string_view(file_));
    result.at("encoding") = head_.sheet ? JsonValue{} : JsonValue::of(intake::to_string(head_.encoding));
    result.at("delimiter") = head_.sheet ? JsonValue{} : JsonValue::of(std::string_view(&head_.delimiter, 1));
    result.at("sheet") = head_.sheet ? JsonValue::of(std::string_view(head_.sheet_name)) : JsonValue{};
    auto& sheets = result.at("sheets");
    sheets = JsonValue::array();
    for (const auto& name : head_.sheets) sheets.items.push_back(JsonValue::of(std::string_view(name)));
    result.at("header_row") = JsonValue::of(static_cast<std::int64_t>(head_.header_row));
    auto& columns = result.at("columns");
    columns = JsonValue::array();
    for (std::size_t i = 0; i < head_.columns.size(); ++i) columns.items.push_back(column_json(i));
    auto& missing = result.at("missing");
    missing = JsonValue::array();
    for (const auto id : preview_.missing) {
      missing.items.push_back(JsonValue::of(std::string_view(form_->fields()[id].path)));
    }
    auto& notes = result.at("notes");
    notes = JsonValue::array();
    for (const auto& note : head_.notes) {
      auto entry = JsonValue::object();
      entry.at("code") = JsonValue::of(std::string_view(note.code));
      entry.at("severity") = JsonValue::of(to_string(note.severity));
      entry.at("message") = JsonValue::of(std::string_view(note.what(session_.language())));
      entry.at("fix") = JsonValue::of(std::string_view(note.fix(session_.language())));
      notes.items.push_back(std::move(entry));
    }
    return result;
  }

 private:
  std::string sheets() const {
    std::string names;
    for (const auto& name : head_.sheets) names += (names.empty() ? "" : ", ") + report::printable(name);
    return names;
  }

  std::string delimiter_name() const {
    if (head_.delimiter == '\t') return session_.say("cli.columns.tab");
    return session_.say(head_.delimiter == ';' ? "cli.columns.semicolon" : "cli.columns.comma");
  }

  std::string label(const intake::TableColumn& column) const {
    if (column.path == "application_id") return session_.say("cli.columns.id");
    if (form_ == nullptr || !column.field) return "";
    const auto& field = form_->fields()[*column.field];
    auto text = field.label.in(session_.language());
    if (!field.unit.empty()) text += " [" + field.unit.in(session_.language()) + "]";
    return text;
  }

  static std::string ratio(const intake::TableColumn& column) {
    std::string text;
    if (column.factor != 1) text += "  × " + with_thousands(column.factor);
    if (column.divisor != 1) text += "  ÷ " + with_thousands(column.divisor);
    return text;
  }

  void print_column(Page& page, std::size_t index) const {
    const auto& column = head_.columns[index];
    const auto header = std::to_string(index + 1) + "  " + report::printable(std::string(trimmed(column.header)));
    page.blank();
    if (form_ == nullptr) {
      page.line(header, Style::bold);
    } else if (column.path.empty()) {
      const auto hint =
          column.suggestion.empty() ? "" : session_.say("cli.columns.suggestion", {{"suggestion", column.suggestion}});
      page.hanging(0, header + "  →  ", session_.say("cli.columns.not-used") + hint, Style::bold, Style::open);
    } else {
      page.hanging(0, header + "  →  ", column.path + "  " + label(column) + ratio(column), Style::bold);
    }
    for (const auto& sample : preview_.samples[index]) {
      const auto read = sample_text(sample.read);
      const auto understood = sample_text(sample.understood);
      if (form_ == nullptr || column.path.empty() || read == understood) {
        page.line(read, Style::dim, 4);
      } else if (understood.empty()) {
        page.hanging(4, read + "  →  ", session_.say("cli.columns.unreadable"), Style::dim, Style::bad);
      } else {
        page.hanging(4, read + "  →  ", understood, Style::dim);
      }
    }
  }

  JsonValue column_json(std::size_t index) const {
    const auto& column = head_.columns[index];
    auto entry = JsonValue::object();
    entry.at("header") = JsonValue::of(std::string_view(column.header));
    entry.at("path") = JsonValue::of(std::string_view(column.path));
    if (column.field && form_ != nullptr) {
      const auto& field = form_->fields()[*column.field];
      entry.at("label") = JsonValue::of(std::string_view(field.label.in(session_.language())));
      entry.at("unit") = JsonValue::of(std::string_view(field.unit.in(session_.language())));
      entry.at("factor") = JsonValue::of(column.factor);
      entry.at("divisor") = JsonValue::of(column.divisor);
    }
    if (!column.suggestion.empty()) entry.at("suggestion") = JsonValue::of(std::string_view(column.suggestion));
    auto& samples = entry.at("samples");
    samples = JsonValue::array();
    for (const auto& sample : preview_.samples[index]) {
      auto pair = JsonValue::object();
      pair.at("read") = JsonValue::of(std::string_view(sample.read));
      pair.at("understood") =
          sample.understood.empty() ? JsonValue{} : JsonValue::of(std::string_view(sample.understood));
      samples.items.push_back(std::move(pair));
    }
    return entry;
  }

  const Session& session_;
  const std::string& file_;
  const intake::TablePreview& preview_;
  const intake::TableHead& head_;
  const forms::Form* form_;
};

Problem without_call(std::string option) {
  return {Severity::error, "cli.columns.needs-call", {}, {{"option", std::move(option)}}};
}

/// nullopt: none was asked for, or it could not be read (said).
std::optional<intake::ColumnMap> read_map(Session& session, const forms::Form& form, const std::string& path,
                                          bool& failed) {
  auto bytes = read_file(path);
  session.complain(bytes.problems());
  if (!bytes) return failed = true, std::nullopt;
  auto document = parse_json({path, std::move(*bytes)});
  session.complain(document.problems());
  if (!document) return failed = true, std::nullopt;
  auto map = intake::column_map_from_json(*document, form);
  session.complain(map.problems());
  if (!map) return failed = true, std::nullopt;
  return std::move(*map);
}

bool write_map(Session& session, const std::string& path, const intake::TableHead& head, const forms::Form& form) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    session.complain(Problem{Severity::error, "cli.columns.map-exists", {}, {{"file", path}}});
    return false;
  }
  const auto problems = write_file(path, write_json(intake::column_map_json(head, form)) + "\n");
  session.complain(problems);
  if (!has_errors(problems)) session.note(session.say("cli.columns.map-written", {{"file", path}}));
  return !has_errors(problems);
}

/// What is no table, and is said so before anybody looks for headers in it: nullopt when it may be one.
std::optional<Problem> no_table(Session& session, const std::string& file) {
  if (file == "-") return Problem{Severity::error, "cli.columns.stdin", {}, {}};
  auto bytes = read_file(file, intake::WorkbookLimits{}.file_bytes);
  if (!bytes || !bytes->starts_with("PK")) return std::nullopt;
  const auto draft = intake::draft_from_workbook(file, std::move(*bytes), session.library().workbooks());
  if (!draft) return std::nullopt;
  return Problem{Severity::error, "cli.columns.official-form", {}, {{"file", file}, {"call", draft->call}}};
}

int run(Session& session) {
  const auto& arguments = session.arguments();
  const auto& file = arguments.positional().front();
  if (const auto problem = no_table(session, file)) return session.complain(*problem), kCouldNotRun;
  std::shared_ptr<const forms::Form> form;
  if (const auto call = arguments.value("--call")) {
    const auto pack = session.library().load(*call);
    session.complain(pack.problems());
    if (!pack) return kCouldNotRun;
    form = (*pack)->form;
  }
  for (const auto* option : {"--map", "--write-map"}) {
    if (!form && arguments.value(option)) return session.complain(without_call(option)), kCouldNotRun;
  }
  bool failed = false;
  std::optional<intake::ColumnMap> map;
  if (const auto path = arguments.value("--map")) map = read_map(session, *form, *path, failed);
  if (failed) return kCouldNotRun;
  const auto preview = intake::preview_table(file, form.get(), map ? &*map : nullptr);
  session.complain(preview.problems());
  if (!preview) return kCouldNotRun;
  const Preview shown(session, file, *preview, form.get());
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    return format == "json" ? write_json(shown.json()) + "\n" : shown.text(options);
  });
  for (const auto& note : preview->head->notes) {
    const bool shown_anyway = note.code == "table.read-as" || session.format() == "json";
    if (!shown_anyway) session.complain(note);
  }
  if (!delivered) return kCouldNotRun;
  const auto target = arguments.value("--write-map");
  return !target || write_map(session, *target, *preview->head, *form) ? kClean : kCouldNotRun;
}

}  // namespace

const Command& columns() {
  static const Command command{
      .name = "columns",
      .arguments = "FILE",
      .fewest = 1,
      .most = 1,
      .options = {{.name = "--call", .value = "CALL"},
                  {.name = "--map", .value = "FILE"},
                  {.name = "--write-map", .value = "FILE"}},
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku columns list.csv --call spread-1000/round-2", "cli.columns.example.guess"},
                   {"saitaku columns list.xlsx --call spread-1000/round-2 --write-map map.json",
                    "cli.columns.example.write"},
                   {"saitaku columns list.csv", "cli.columns.example.plain"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

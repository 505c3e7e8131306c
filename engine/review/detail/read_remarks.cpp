// What a scenario says of itself: sources, assumptions, notes, and published figures.
#include <algorithm>
#include <set>

#include "engine/base/text.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/reading.h"
#include "engine/review/detail/scenario_keys.h"

namespace saitaku::review::detail {
namespace {

constexpr std::size_t kMostPointers = 20'000;  // that are looked through for a suggestion

void collect_pointers(const JsonValue& value, const std::string& here, std::vector<std::string>& pointers) {
  if (pointers.size() >= kMostPointers) return;
  if (!here.empty()) pointers.push_back(here);
  for (const JsonMember& member : value.members) {
    if (member.key.find_first_of("~/") == std::string::npos) {
      collect_pointers(member.value, here + "/" + member.key, pointers);
    }
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    collect_pointers(value.items[i], here + "/" + std::to_string(i), pointers);
  }
}

void read_sources(Reading& reading, const JsonValue& list) {
  std::set<std::string> ids;
  for (const JsonValue& json : list.items) {
    KeyReader reader(reading.text, json, source_keys(), reading.scenario.vocabulary, reading.problems);
    const auto text = [&](std::string_view key) { return reader.text(key).value_or(""); };
    reading.scenario.sources.push_back({text("id"), text("document"), text("place"), text("quote"), text("url")});
    const std::string& id = reading.scenario.sources.back().id;
    if (!id.empty() && !ids.insert(id).second) reader.problem("scenario.source-twice", "id", {{"id", id}});
  }
}

void read_assumed(Reading& reading, const JsonValue& list) {
  std::vector<std::string> pointers;
  for (const JsonValue& json : list.items) {
    KeyReader reader(reading.text, json, assumed_keys(), reading.scenario.vocabulary, reading.problems);
    const auto at = reader.text("at");
    const JsonValue* why = reader.json("why");
    if (!at || why == nullptr) continue;
    const JsonValue* value = find_pointer(reading.root, *at);
    if (value == nullptr || at->empty()) {
      if (pointers.empty()) collect_pointers(reading.root, "", pointers);
      Args args{{"at", *at}};
      add_hint(args, *at, pointers);
      reader.problem("scenario.assumed-nowhere", "at", std::move(args));
      continue;
    }
    reading.scenario.assumed.push_back({*at, reading.local(*why), write_json(*value, false)});
  }
}

class PublishedReader {
 public:
  PublishedReader(Reading& reading, const JsonMember& member, AttributeId attribute)
      : reading_(reading), json_(member.value), attribute_(attribute), by_{attribute, {}} {}

  Published::By run() {
    const JsonValue* table = json_.find("table");
    if (!json_.is_object()) {
      reading_.problem("scenario.not-an-object", json_, {{"found", shown(json_)}});
    } else if (table != nullptr && table->is_string()) {
      from_table();
    } else {
      from_map();
    }
    return std::move(by_);
  }

 private:
  void from_map() {
    for (const JsonMember& member : json_.members) {
      KeyReader reader(reading_.text, member.value, published_value_keys(), reading_.scenario.vocabulary,
                       reading_.problems);
      const auto applications = reader.integer("applications");
      const auto awards = reader.integer("awards");
      if (applications && awards) add(member.key, *applications, *awards, reading_.text.where(member.key_begin));
    }
  }

  void from_table() {
    KeyReader reader(reading_.text, json_, published_table_keys(), reading_.scenario.vocabulary, reading_.problems);
    const auto file = reader.text("table");
    const TextTable* table =
        file ? reading_.tables.load(*file, reading_.where(*reader.json("table")), reading_.problems) : nullptr;
    if (table == nullptr) return;
    const auto column = [&](std::string_view key) -> std::optional<std::size_t> {
      const auto name = reader.text(key);
      if (!name) return std::nullopt;
      return table->column(*name, reading_.where(*reader.json(key)), reading_.problems);
    };
    const auto value = column("value");
    const auto applications = column("applications");
    const auto awards = column("awards");
    if (!value || !applications || !awards) return;
    for (const TextTable::Row& row : table->rows) {
      const auto applied = whole(*table, row, *applications);
      const auto awarded = whole(*table, row, *awards);
      if (applied && awarded) add(row.cells[*value], *applied, *awarded, table->where(row));
    }
  }

  std::optional<std::int64_t> whole(const TextTable& table, const TextTable::Row& row, std::size_t column) {
    const auto number = parse_int(trimmed(row.cells[column]));
    if (number && *number >= 0 && *number <= kMostApplications) return number;
    reading_.problems.push_back({Severity::error,
                                 "scenario.table-not-a-number",
                                 table.where(row),
                                 {{"found", row.cells[column]}, {"column", table.header[column]}}});
    return std::nullopt;
  }

  void add(const std::string& name, std::int64_t applications, std::int64_t awards, const Where& where) {
    const AttributeNames& attribute = reading_.scenario.vocabulary.attributes[attribute_];
    const auto found = std::find(attribute.values.begin(), attribute.values.end(), name);
    if (found == attribute.values.end()) {
      Args args{{"value", name}, {"attribute", attribute.name}};
      add_hint(args, name, attribute.values);
      reading_.problems.push_back({Severity::error, "scenario.published-unknown-value", where, std::move(args)});
      return;
    }
    if (awards > applications) {
      reading_.problems.push_back(
          {Severity::error,
           "scenario.published-more-awards",
           where,
           {{"value", name}, {"awards", with_thousands(awards)}, {"applications", with_thousands(applications)}}});
      return;
    }
    const auto code = static_cast<std::uint16_t>(found - attribute.values.begin());
    if (!seen_.insert(code).second) {
      reading_.problems.push_back(
          {Severity::error, "scenario.value-twice", where, {{"attribute", attribute.name}, {"value", name}}});
      return;
    }
    by_.values.push_back({code, applications, awards});
  }

  Reading& reading_;
  const JsonValue& json_;
  AttributeId attribute_;
  Published::By by_;
  std::set<std::uint16_t> seen_;
};

}  // namespace

void read_remarks(Reading& reading) {
  if (const JsonValue* list = reading.list(reading.root, "notes")) {
    for (const JsonValue& note : list->items) reading.scenario.notes.push_back(reading.local(note));
  }
  if (const JsonValue* list = reading.list(reading.root, "sources")) read_sources(reading, *list);
  if (const JsonValue* list = reading.list(reading.root, "assumed")) read_assumed(reading, *list);
}

void read_published(Reading& reading) {
  const JsonValue* json = reading.root.find("published");
  if (json == nullptr || json->is_null()) return;
  Scenario& scenario = reading.scenario;
  KeyReader reader(reading.text, *json, published_keys(), scenario.vocabulary, reading.problems);
  if (!json->is_object()) return;
  Published published;
  published.source = reader.text("source").value_or("");
  const auto same = [&](const Source& source) { return source.id == published.source; };
  if (!published.source.empty() && std::none_of(scenario.sources.begin(), scenario.sources.end(), same)) {
    std::vector<std::string> known;
    for (const Source& source : scenario.sources) known.push_back(source.id);
    Args args{{"id", published.source}};
    add_hint(args, published.source, known);
    reader.warning("scenario.unknown-source", "source", std::move(args));
  }
  const JsonValue* by = reading.object(*json, "awards_by");
  if (by == nullptr) return;
  for (const JsonMember& member : by->members) {
    const AttributeNames* attribute = scenario.vocabulary.find(member.key);
    if (attribute == nullptr) {
      Args args{{"name", member.key}};
      add_hint(args, member.key, names_of(scenario.vocabulary));
      reading.problems.push_back(
          {Severity::error, "scenario.unknown-attribute", reading.text.where(member.key_begin), std::move(args)});
      continue;
    }
    const auto id = static_cast<AttributeId>(attribute - scenario.vocabulary.attributes.data());
    published.awards_by.push_back(PublishedReader(reading, member, id).run());
  }
  scenario.published = std::move(published);
}

}  // namespace saitaku::review::detail

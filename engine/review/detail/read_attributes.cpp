// Attributes of a made-up population: counts, weights, or a table of either.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "engine/base/text.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/in_form.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/reading.h"
#include "engine/review/detail/scenario_keys.h"
#include "engine/review/exact/allocation.h"

namespace saitaku::review::detail {
namespace {

constexpr double kMostWeight = 1e12;
constexpr std::int64_t kMostCount = INT32_MAX;  // of all values together, as allocate() wants it

/// One value with its weight or count, as written.
struct Entry {
  std::string value;
  double number = 0;
  Where where;
};

class AttributeReader {
 public:
  AttributeReader(Reading& reading, const JsonMember& member)
      : reading_(reading),
        name_(member.key),
        json_(member.value),
        keys_(reading.text, member.value, attribute_keys(), {}, reading.problems) {}

  void run() {
    static constexpr std::array<std::string_view, 3> kWays = {"counts", "weights", "table"};
    const std::size_t before = reading_.problems.size();
    check_name();
    const auto way = json_.is_object() ? keys_.one_of(kWays) : std::nullopt;
    bool exact = way == "counts";
    std::vector<Entry> entries;
    if (way == "table") {
      exact = keys_.has("count");
      entries = from_table(exact ? "count" : "weight");
    } else if (way) {
      entries = from_map(*way);
    }
    if (reading_.problems.size() == before) check(entries, exact);
    add(entries, exact, reading_.problems.size() == before);
  }

 private:
  std::optional<InForm> in_form(const std::vector<Entry>& entries) {
    std::vector<PlacedValue> values;
    for (const Entry& entry : entries) values.push_back({entry.value, entry.where});
    return read_in_form(reading_, keys_, name_, values);
  }

  void check_name() {
    if (is_blank(name_)) reading_.problem("scenario.blank-name", json_);
    for (const char* taken : {"requested", "score"}) {
      if (name_ == taken) reading_.problem("scenario.taken-name", json_, {{"name", name_}});
    }
  }

  std::vector<Entry> from_map(std::string_view key) {
    std::vector<Entry> entries;
    const JsonValue* map = reading_.object(json_, key);
    if (map == nullptr) return entries;
    for (const JsonMember& member : map->members) {
      if (!member.value.is_number()) {
        const bool nan = member.value.is_string() && is_not_finite(member.value.string);
        Args args{{"key", member.key}, {"found", nan ? member.value.string : shown(member.value)}};
        add_text(args, "expected", key == "counts" ? "scenario.kind.count" : "scenario.kind.number");
        reading_.problem(nan ? "scenario.not-finite" : "scenario.wrong-type", member.value, std::move(args));
        continue;
      }
      entries.push_back({member.key, number_of(member.value), reading_.where(member.value)});
    }
    return entries;
  }

  std::optional<std::string> owed(std::string_view key) {
    if (!keys_.has(key)) keys_.problem("scenario.missing-key", key);
    return keys_.text(key);
  }

  std::vector<Entry> from_table(std::string_view number_key) {
    std::vector<Entry> entries;
    const auto file = keys_.text("table");
    const auto value_name = owed("value");
    const auto number_name = owed(number_key);
    if (!file || !value_name || !number_name) return entries;
    const TextTable* table = reading_.tables.load(*file, reading_.where(*keys_.json("table")), reading_.problems);
    if (table == nullptr) return entries;
    const auto value = table->column(*value_name, reading_.where(*keys_.json("value")), reading_.problems);
    const auto number = table->column(*number_name, reading_.where(*keys_.json(number_key)), reading_.problems);
    if (!value || !number) return entries;
    for (const TextTable::Row& row : table->rows) {
      const auto parsed = parse_double(trimmed(row.cells[*number]));
      if (!parsed || !std::isfinite(*parsed)) {
        reading_.problems.push_back({Severity::error,
                                     "scenario.table-not-a-number",
                                     table->where(row),
                                     {{"found", row.cells[*number]}, {"column", *number_name}}});
        continue;
      }
      entries.push_back({row.cells[*value], *parsed, table->where(row)});
    }
    return entries;
  }

  void fault(std::string code, const Entry& entry) {
    reading_.problems.push_back({Severity::error,
                                 std::move(code),
                                 entry.where,
                                 {{"attribute", name_}, {"value", entry.value}, {"found", shortest(entry.number)}}});
  }

  void check(const std::vector<Entry>& entries, bool exact) {
    double sum = 0;
    std::map<std::string_view, const Entry*> seen;
    for (const Entry& entry : entries) {
      if (is_blank(entry.value)) fault("scenario.blank-value", entry);
      if (entry.number < 0) fault("scenario.negative-weight", entry);
      if (exact && std::trunc(entry.number) != entry.number) fault("scenario.count-not-whole", entry);
      if (entry.number > kMostWeight) fault("scenario.weight-too-large", entry);
      if (!seen.emplace(entry.value, &entry).second) fault("scenario.value-twice", entry);
      sum += entry.number;
    }
    if (sum == 0) reading_.problem("scenario.weights-sum-to-nothing", json_, {{"attribute", name_}});
    if (exact && sum > static_cast<double>(kMostCount)) {
      reading_.problem("scenario.counts-too-many", json_,
                       {{"found", plain(sum)}, {"most", plain(static_cast<double>(kMostCount))}});
    }
    if (entries.size() > kMostValues) {
      reading_.problem(
          "scenario.too-many-values", json_,
          {{"attribute", name_}, {"found", std::to_string(entries.size())}, {"most", std::to_string(kMostValues)}});
    }
  }

  /// Also after problems: the values are words that the rest of the scenario may use.
  void add(const std::vector<Entry>& entries, bool exact, bool good) {
    AttributeNames names{name_, {}};
    AttributeLayout layout;
    std::vector<exact::StratumShare> shares;
    const auto count = static_cast<std::int64_t>(reading_.scenario.population.count);
    for (const Entry& entry : entries) {
      names.values.push_back(entry.value);
      if (!exact) layout.weights.push_back(entry.number);
      if (exact && good) shares.push_back({static_cast<std::int64_t>(entry.number), count});
    }
    layout.form = in_form(entries);
    if (exact && good) layout.counts = exact::allocate(count, shares, exact::Rounding::largest_remainder).places;
    reading_.scenario.vocabulary.attributes.push_back(std::move(names));
    reading_.scenario.population.attributes.push_back(std::move(layout));
  }

  Reading& reading_;
  const std::string& name_;
  const JsonValue& json_;
  KeyReader keys_;
};

}  // namespace

void read_attributes(Reading& reading, const JsonValue& attributes) {
  if (attributes.members.size() > kMostAttributes) {
    reading.problem("scenario.too-many-attributes", attributes,
                    {{"found", std::to_string(attributes.members.size())}, {"most", std::to_string(kMostAttributes)}});
    return;
  }
  for (const JsonMember& member : attributes.members) AttributeReader(reading, member).run();
  check_in_form(reading, attributes);
}

}  // namespace saitaku::review::detail

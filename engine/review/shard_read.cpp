// A shard back from JSON: believed in nothing, since a file may be anybody's.
#include <cmath>

#include "engine/base/json.h"
#include "engine/review/detail/exact_text.h"
#include "engine/review/detail/row_shape.h"
#include "engine/review/read_scenario.h"
#include "engine/review/run.h"

namespace saitaku::review {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 53;

/// Reads values that must be there; the first that is not makes the file a broken one.
class ShardReader {
 public:
  ShardReader(const JsonText& text, Problems& problems) : text_(text), problems_(problems) {}

  bool broken() const { return broken_; }
  void fail(const JsonValue& value, std::string_view key) {
    if (!broken_)
      problems_.push_back({.code = "shard.broken", .where = text_.where(value), .args = {{"key", std::string(key)}}});
    broken_ = true;
  }

  const JsonValue& member(const JsonValue& object, std::string_view key) {
    static const JsonValue none;
    const JsonValue* value = object.find(key);
    if (value == nullptr) fail(object, key);
    return value != nullptr ? *value : none;
  }
  std::int64_t whole(const JsonValue& value, std::string_view key, std::int64_t most = kLargest) {
    if (value.is_integer() && value.integer >= 0 && value.integer <= most) return value.integer;
    fail(value, key);
    return 0;
  }
  double number(const JsonValue& value, std::string_view key) {
    if (const auto number = value.is_string() ? double_of(value.string) : std::nullopt) return *number;
    fail(value, key);
    return 0;
  }
  std::string text(const JsonValue& value, std::string_view key) {
    if (!value.is_string()) fail(value, key);
    return value.string;
  }
  bool boolean(const JsonValue& value, std::string_view key) {
    if (!value.is_boolean()) fail(value, key);
    return value.boolean;
  }
  const std::vector<JsonValue>& list(const JsonValue& value, std::string_view key,
                                     std::optional<std::size_t> size = {}) {
    static const std::vector<JsonValue> none;
    if (value.is_array() && (!size || value.items.size() == *size)) return value.items;
    fail(value, key);
    return none;
  }
  template <class T>
  void wholes(const JsonValue& object, std::string_view key, std::vector<T>& into) {
    const auto& items = list(member(object, key), key, into.size());
    for (std::size_t i = 0; i < items.size(); ++i) into[i] = static_cast<T>(whole(items[i], key));
  }

  const JsonText& file() const { return text_; }
  Problems& problems() { return problems_; }

 private:
  const JsonText& text_;
  Problems& problems_;
  bool broken_ = false;
};

Moments read_moments(ShardReader& reader, const JsonValue& value) {
  const auto& three = reader.list(value, "row", 3);
  if (three.size() != 3) return {};
  Moments moments{.count = reader.whole(three[0], "row"),
                  .mean = reader.number(three[1], "row"),
                  .squares = reader.number(three[2], "row")};
  if (!std::isfinite(moments.mean) || !(moments.squares >= 0)) reader.fail(value, "row");
  return moments;
}

/// Nodes must lie side by side and fill what the shard says it has done, so that adding them cannot go wrong.
void read_nodes(ShardReader& reader, const JsonValue& json, Partial& partial) {
  const RowShape shape(*partial.scenario);
  std::uint64_t next = partial.first_block;
  for (const auto& item : reader.list(reader.member(json, "moments"), "moments")) {
    MomentTree::Node node;
    node.first = static_cast<std::uint64_t>(reader.whole(reader.member(item, "first"), "first"));
    node.level = static_cast<std::uint32_t>(reader.whole(reader.member(item, "level"), "level", 48));
    const std::uint64_t size = std::uint64_t{1} << node.level;
    if (node.first != next || node.first % size != 0) reader.fail(item, "first");
    for (const auto& value : reader.list(reader.member(item, "row"), "row", shape.size()))
      node.row.push_back(read_moments(reader, value));
    if (reader.broken()) return;
    next += size;
    partial.moments.add(std::move(node));
  }
  if (next != partial.end_block) reader.fail(json, "end_block");
}

void read_sums(ShardReader& reader, const JsonValue& value, CountSums& sums) {
  const auto& two = reader.list(value, "awards", 2);
  if (two.size() != 2) return;
  sums.sum = static_cast<std::uint64_t>(reader.whole(two[0], "awards"));
  const auto squares = wide_of(reader.text(two[1], "awards"));
  if (!squares || *squares < sums.sum) return reader.fail(value, "awards");
  sums.squares = *squares;
}

void read_counts(ShardReader& reader, const JsonValue& json, Counts& counts) {
  const auto& applications =
      reader.list(reader.member(json, "applications"), "applications", counts.applications.size());
  for (std::size_t a = 0; a < applications.size(); ++a) {
    const auto& values = reader.list(applications[a], "applications", counts.applications[a].size());
    for (std::size_t v = 0; v < values.size(); ++v)
      counts.applications[a][v] = static_cast<std::uint64_t>(reader.whole(values[v], "applications"));
  }
  const auto& mechanisms = reader.list(reader.member(json, "mechanisms"), "mechanisms", counts.mechanisms.size());
  for (std::size_t m = 0; m < mechanisms.size(); ++m) {
    auto& own = counts.mechanisms[m];
    const auto& awards = reader.list(reader.member(mechanisms[m], "awards"), "awards", own.awards.size());
    for (std::size_t a = 0; a < awards.size(); ++a) {
      const auto& values = reader.list(awards[a], "awards", own.awards[a].size());
      for (std::size_t v = 0; v < values.size(); ++v) read_sums(reader, values[v], own.awards[a][v]);
    }
    reader.wholes(mechanisms[m], "quality_applications", own.quality_applications);
    reader.wholes(mechanisms[m], "quality_awards", own.quality_awards);
    reader.wholes(mechanisms[m], "short_replications", own.short_replications);
    reader.wholes(mechanisms[m], "short_missing", own.short_missing);
    reader.wholes(mechanisms[m], "times_awarded", own.times_awarded);
  }
}

void read_extent(ShardReader& reader, const JsonValue& json, Partial& partial) {
  partial.planned = reader.whole(reader.member(json, "planned"), "planned", std::int64_t{1} << 32);
  partial.shard = static_cast<std::uint32_t>(reader.whole(reader.member(json, "shard"), "shard", 1'000'000));
  partial.shards = static_cast<std::uint32_t>(reader.whole(reader.member(json, "shards"), "shards", 1'000'000));
  partial.first_block = static_cast<std::uint64_t>(reader.whole(reader.member(json, "first_block"), "first_block"));
  partial.end_block = static_cast<std::uint64_t>(reader.whole(reader.member(json, "end_block"), "end_block"));
  partial.interrupted = reader.boolean(reader.member(json, "interrupted"), "interrupted");
  if (partial.shard == 0 || partial.shard > partial.shards) reader.fail(json, "shard");
  if (reader.broken()) return;
  const BlockRange range = blocks_of_shard(partial.planned, partial.shard, partial.shards);
  if (partial.first_block != range.first || partial.end_block < range.first || partial.end_block > range.end ||
      (!partial.interrupted && partial.end_block != range.end))
    reader.fail(json, "end_block");
}

/// The scenario inside, read like any other, with the tables of this machine.
std::shared_ptr<const Scenario> read_inner(ShardReader& reader, const JsonValue& json, const std::string& name,
                                           const rules::Library& library) {
  const JsonValue& inner = reader.member(json, "scenario");
  const std::string folder = reader.text(reader.member(json, "folder"), "folder");
  const std::string sha256 = reader.text(reader.member(json, "sha256"), "sha256");
  if (!inner.is_object()) reader.fail(json, "scenario");
  if (reader.broken()) return nullptr;
  auto family = read_family_text({.file = name, .text = write_json(inner)}, folder, library);
  if (!family) {
    family.take_problems(reader.problems());
    return nullptr;
  }
  if (family->variants.size() != 1 || family->variants[0].scenario->sha256 != sha256) {
    reader.problems().push_back(
        {.code = "shard.other-tables", .where = reader.file().where(inner), .args = {{"name", name}}});
    return nullptr;
  }
  return family->variants[0].scenario;
}

std::optional<Partial> read_variant(ShardReader& reader, const JsonValue& json, const std::string& name,
                                    const rules::Library& library) {
  auto scenario = read_inner(reader, json, name, library);
  if (scenario == nullptr) return std::nullopt;
  Partial partial{.scenario = scenario, .counts = Counts::of(*scenario)};
  for (const auto& item : reader.list(reader.member(json, "parameters"), "parameters")) {
    const auto& two = reader.list(item, "parameters", 2);
    if (two.size() == 2)
      partial.parameters.emplace_back(reader.text(two[0], "parameters"), reader.text(two[1], "parameters"));
  }
  read_extent(reader, json, partial);
  for (const auto& value : reader.list(reader.member(json, "quality_borders"), "quality_borders"))
    partial.quality_borders.push_back(static_cast<float>(reader.number(value, "quality_borders")));
  const std::size_t bins = partial.counts.mechanisms.empty() ? 0 : partial.counts.mechanisms[0].quality_awards.size();
  if (partial.quality_borders.size() + 1 < bins) reader.fail(json, "quality_borders");
  if (reader.broken()) return std::nullopt;
  read_nodes(reader, json, partial);
  read_counts(reader, json, partial.counts);
  if (reader.broken()) return std::nullopt;
  return partial;
}

}  // namespace

Result<ShardFile> read_shard(JsonText text, const rules::Library& library) {
  auto document = parse_json(std::move(text), {.bytes = std::size_t{4} << 30, .values = 400'000'000});
  if (!document) return document.problems();
  Problems problems;
  ShardReader reader(document->text, problems);
  const JsonValue& root = document->root;
  const JsonValue* schema = root.find("schema");
  if (schema == nullptr || schema->string != "saitaku.shard/1")
    return Problem{.code = "shard.not-a-shard", .where = document->text.where(root)};
  ShardFile shard{.name = reader.text(reader.member(root, "name"), "name"),
                  .version = reader.text(reader.member(root, "saitaku_version"), "saitaku_version"),
                  .variants = {}};
  for (const auto& variant : reader.list(reader.member(root, "variants"), "variants")) {
    if (reader.broken()) break;
    if (auto partial = read_variant(reader, variant, shard.name, library))
      shard.variants.push_back(std::move(*partial));
  }
  if (has_errors(problems)) return problems;
  return shard;
}

}  // namespace saitaku::review

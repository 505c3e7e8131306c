// A shard as JSON. Floating-point numbers are written in hexadecimal, so that they read back to the same bits.
#include "engine/base/json.h"
#include "engine/review/detail/exact_text.h"
#include "engine/review/partial.h"

namespace saitaku::review {
namespace {

template <class Range, class Make>
JsonValue array_of(const Range& range, Make make) {
  JsonValue array = JsonValue::array();
  for (const auto& item : range) array.items.push_back(make(item));
  return array;
}

JsonValue whole(std::uint64_t value) { return JsonValue::of(static_cast<std::int64_t>(value)); }
JsonValue number(double value) { return JsonValue::of(std::string_view(hex_of(value))); }

template <class Numbers>
JsonValue wholes(const Numbers& numbers) {
  return array_of(numbers, [](auto value) { return whole(static_cast<std::uint64_t>(value)); });
}

JsonValue node_json(const MomentTree::Node& node) {
  JsonValue json = JsonValue::object();
  json.at("first") = whole(node.first);
  json.at("level") = whole(node.level);
  json.at("row") = array_of(node.row, [](const Moments& moments) {
    JsonValue three = JsonValue::array();
    three.items = {JsonValue::of(moments.count), number(moments.mean), number(moments.squares)};
    return three;
  });
  return json;
}

JsonValue sums_json(const CountSums& sums) {
  JsonValue two = JsonValue::array();
  two.items = {whole(sums.sum), JsonValue::of(std::string_view(digits_of(sums.squares)))};
  return two;
}

JsonValue mechanism_json(const MechanismCounts& counts) {
  JsonValue json = JsonValue::object();
  json.at("awards") = array_of(counts.awards, [](const auto& values) { return array_of(values, sums_json); });
  json.at("quality_applications") = wholes(counts.quality_applications);
  json.at("quality_awards") = wholes(counts.quality_awards);
  json.at("short_replications") = wholes(counts.short_replications);
  json.at("short_missing") = wholes(counts.short_missing);
  json.at("times_awarded") = wholes(counts.times_awarded);
  return json;
}

JsonValue variant_json(const Partial& partial) {
  const Scenario& scenario = *partial.scenario;
  JsonValue json = JsonValue::object();
  json.at("sha256") = JsonValue::of(std::string_view(scenario.sha256));
  json.at("parameters") = array_of(partial.parameters, [](const auto& parameter) {
    JsonValue two = JsonValue::array();
    two.items = {JsonValue::of(std::string_view(parameter.first)), JsonValue::of(std::string_view(parameter.second))};
    return two;
  });
  json.at("planned") = JsonValue::of(partial.planned);
  json.at("shard") = whole(partial.shard);
  json.at("shards") = whole(partial.shards);
  json.at("first_block") = whole(partial.first_block);
  json.at("end_block") = whole(partial.end_block);
  json.at("interrupted") = JsonValue::of(partial.interrupted);
  json.at("quality_borders") = array_of(partial.quality_borders, [](float value) { return number(value); });
  json.at("moments") = array_of(partial.moments.nodes(), [](const MomentTree::Node* node) { return node_json(*node); });
  json.at("applications") = array_of(partial.counts.applications, [](const auto& values) { return wholes(values); });
  json.at("mechanisms") = array_of(partial.counts.mechanisms, mechanism_json);
  json.at("folder") = JsonValue::of(std::string_view(scenario.folder));
  json.at("shipped") = JsonValue::of(scenario.shipped);
  json.at("scenario") = scenario.json;
  return json;
}

}  // namespace

std::string write_shard(const ShardFile& shard) {
  JsonValue json = JsonValue::object();
  json.at("schema") = JsonValue::of(std::string_view("saitaku.shard/1"));
  json.at("saitaku_version") = JsonValue::of(std::string_view(shard.version));
  json.at("name") = JsonValue::of(std::string_view(shard.name));
  json.at("variants") = array_of(shard.variants, variant_json);
  return write_json(json, false) + "\n";
}

}  // namespace saitaku::review

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/review/metric.h"
#include "engine/review/scenario.h"

namespace saitaku::review::metrics {
namespace {

constexpr std::size_t kMostNamed = 30;  // every metric fits, not every institution

class Reader {
 public:
  Reader(std::string_view name, const Vocabulary& vocabulary, const Where& where, Problems& problems)
      : name_(name), vocabulary_(vocabulary), where_(where), problems_(problems) {}

  std::optional<MetricRequest> request() {
    const std::size_t colon = name_.find(':');
    const std::string_view head = name_.substr(0, colon);
    const auto metrics = all_metrics();
    const auto found =
        std::find_if(metrics.begin(), metrics.end(), [&](const Kind* kind) { return kind->name == head; });
    if (found == metrics.end()) return unknown_metric(head);
    MetricRequest request{.name = std::string(name_), .kind = *found};
    std::optional<std::string_view> argument;
    if (colon != std::string_view::npos) argument = name_.substr(colon + 1);
    if (!read_argument(argument, request)) return std::nullopt;
    request.metric = request.kind->make(request.attribute.value_or(0), request.value.value_or(0));
    return request;
  }

 private:
  bool read_argument(std::optional<std::string_view> argument, MetricRequest& request) {
    const std::string metric(request.kind->name);
    if (request.kind->argument == Argument::none) {
      return !argument || problem("metric.no-argument", {{"metric", metric}, {"written", std::string(name_)}});
    }
    if (!argument || argument->empty()) return missing_attribute(*request.kind);
    const bool wants_value = request.kind->argument == Argument::attribute_value;
    const std::size_t equals = wants_value ? argument->find('=') : std::string_view::npos;
    request.attribute = attribute(argument->substr(0, equals));
    if (!request.attribute) return false;
    if (!wants_value) return true;
    if (equals == std::string_view::npos) {
      const AttributeNames& names = vocabulary_.attributes[*request.attribute];
      return missing_value(metric, "metric.hint.values", {{"attribute", names.name}, {"known", listing(names.values)}});
    }
    request.value = value(*request.attribute, argument->substr(equals + 1));
    return request.value.has_value();
  }

  std::optional<AttributeId> attribute(std::string_view written) {
    const auto& all = vocabulary_.attributes;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == written; });
    if (found != all.end()) return static_cast<AttributeId>(found - all.begin());
    problem("metric.unknown-attribute", known(attribute_names(), written, {{"metric", std::string(name_)}}));
    return std::nullopt;
  }

  std::optional<std::uint16_t> value(AttributeId attribute, std::string_view written) {
    const AttributeNames& names = vocabulary_.attributes[attribute];
    const auto found = std::find(names.values.begin(), names.values.end(), written);
    if (found != names.values.end()) return static_cast<std::uint16_t>(found - names.values.begin());
    problem("metric.unknown-value", known(names.values, written, {{"attribute", names.name}}));
    return std::nullopt;
  }

  std::optional<MetricRequest> unknown_metric(std::string_view head) {
    std::vector<std::string> names;
    for (const Kind* kind : all_metrics()) names.emplace_back(kind->name);
    problem("metric.unknown", known(names, head, {}));
    return std::nullopt;
  }

  bool missing_attribute(const Kind& kind) {
    const std::string metric(kind.name), known = listing(attribute_names());
    if (kind.argument == Argument::attribute) {
      return problem("metric.needs-attribute", {{"metric", metric}, {"known", known}});
    }
    return missing_value(metric, "metric.hint.attributes", {{"known", known}});
  }

  bool missing_value(const std::string& metric, std::string_view choices, const Args& args) {
    return problem("metric.needs-value", {{"metric", metric},
                                          {"choices@ja", text(choices, Language::ja, args)},
                                          {"choices@en", text(choices, Language::en, args)}});
  }

  std::vector<std::string> attribute_names() const {
    std::vector<std::string> names;
    for (const AttributeNames& one : vocabulary_.attributes) names.push_back(one.name);
    return names;
  }

  // What was written, and what there is to choose from: the nearest of it, or all.
  static Args known(const std::vector<std::string>& names, std::string_view written, Args args) {
    args.emplace_back("written", std::string(written));
    const auto near = nearest(written, names);
    const Args hint{{"near", near.value_or("")}, {"known", listing(names, kMostNamed)}};
    const std::string_view id = names.empty() ? "metric.hint.none" : (near ? "metric.hint.near" : "metric.hint.known");
    args.emplace_back("hint@ja", text(id, Language::ja, hint));
    args.emplace_back("hint@en", text(id, Language::en, hint));
    return args;
  }

  bool problem(std::string code, Args args) {
    problems_.push_back({.code = std::move(code), .where = where_, .args = std::move(args)});
    return false;
  }

  std::string_view name_;
  const Vocabulary& vocabulary_;
  const Where& where_;
  Problems& problems_;
};

}  // namespace

std::optional<double> Metric::exact(const Scenario&, const Mechanism&) const { return std::nullopt; }

std::optional<MetricRequest> read_metric(std::string_view name, const Vocabulary& vocabulary, const Where& where,
                                         Problems& problems) {
  return Reader(name, vocabulary, where, problems).request();
}

}  // namespace saitaku::review::metrics

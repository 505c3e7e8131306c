#include "engine/rules/diff.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/base/text.h"
#include "engine/rules/explain.h"

namespace saitaku::rules {
namespace {

class Members {
 public:
  void compare(std::string member, const LocalText& before, const LocalText& after) {
    if (before == after) return;
    changes_.push_back({std::move(member), before, after});
  }
  void compare(std::string member, std::string_view before, std::string_view after) {
    compare(std::move(member), both(before), both(after));
  }
  std::vector<MemberChange> take() { return std::move(changes_); }

  static LocalText both(std::string_view text) { return {std::string(text), std::string(text)}; }

 private:
  std::vector<MemberChange> changes_;
};

std::string written(const Citation& citation) {
  std::string text = citation.document;
  if (!citation.place.empty()) text += ' ' + citation.place;
  if (!citation.quote.empty()) text += ": " + citation.quote;
  return text;
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

template <class AnyRule>
void compare_common(Members& members, const AnyRule& a, const AnyRule& b) {
  members.compare("severity", to_string(a.severity), to_string(b.severity));
  members.compare("title", a.title, b.title);
  members.compare("message", a.message.written, b.message.written);
  members.compare("fix", a.fix.written, b.fix.written);
  members.compare("status", to_string(a.status), to_string(b.status));
  members.compare("source", written(a.source), written(b.source));
}

std::vector<MemberChange> changes(const Rule& a, const Rule& b) {
  Members members;
  members.compare("when", a.when_text, b.when_text);
  members.compare("require", a.require_text, b.require_text);
  const auto exceptions = [](const Rule& rule) {
    LocalText all;
    for (const Exception& each : rule.exceptions) {
      all.ja += (all.ja.empty() ? "" : "; ") + each.name.ja + ": " + each.when_text;
      all.en += (all.en.empty() ? "" : "; ") + each.name.en + ": " + each.when_text;
    }
    return all;
  };
  members.compare("exceptions", exceptions(a), exceptions(b));
  compare_common(members, a, b);
  return members.take();
}

std::vector<MemberChange> changes(const BatchRule& a, const BatchRule& b) {
  Members members;
  members.compare("each", a.each_text, b.each_text);
  members.compare("group_by", listed(a.group_by_text), listed(b.group_by_text));
  members.compare("count", a.count_text, b.count_text);
  members.compare("at_most", with_thousands(a.at_most), with_thousands(b.at_most));
  compare_common(members, a, b);
  return members.take();
}

std::vector<MemberChange> changes(const Parameter& a, const Parameter& b) {
  Members members;
  members.compare("value", shown_value(a), shown_value(b));
  members.compare("unit", a.unit, b.unit);
  members.compare("type", a.type.to_string(), b.type.to_string());
  members.compare("label", a.label, b.label);
  members.compare("status", to_string(a.status), to_string(b.status));
  members.compare("source", written(a.source), written(b.source));
  return members.take();
}

std::string range_text(const forms::Field& field) {
  if (!field.range) return {};
  return with_thousands(field.range->low) + " – " + with_thousands(field.range->high);
}

std::vector<MemberChange> changes(const forms::Field& a, const forms::Field& b) {
  Members members;
  members.compare("type", forms::to_string(a.kind), forms::to_string(b.kind));
  members.compare("label", a.label, b.label);
  members.compare("unit", a.unit, b.unit);
  members.compare("required", a.required ? "true" : "false", b.required ? "true" : "false");
  members.compare("required_when", a.required_when, b.required_when);
  members.compare("values", listed(a.values), listed(b.values));
  members.compare("range", range_text(a), range_text(b));
  members.compare("digits", std::to_string(a.digits), std::to_string(b.digits));
  members.compare("closed", a.closed ? "true" : "false", b.closed ? "true" : "false");
  return members.take();
}

/// What an item that only one pack has is worth telling.
std::vector<MemberChange> alone(const Parameter& parameter, bool added) {
  const LocalText value = shown_value(parameter);
  return {added ? MemberChange{"value", {}, value} : MemberChange{"value", value, {}}};
}
template <class Any>
std::vector<MemberChange> alone(const Any&, bool) {
  return {};
}

template <class Item, class Name, class Title>
void compare(const std::vector<Item>& before, const std::vector<Item>& after, Name name, Title title,
             std::vector<PackChange>& all) {
  for (const Item& old : before) {
    const auto now = std::ranges::find(after, old.*name, name);
    if (now == after.end()) {
      all.push_back({PackChange::Kind::removed, old.*name, old.*title, alone(old, false)});
      continue;
    }
    auto members = changes(old, *now);
    if (!members.empty()) all.push_back({PackChange::Kind::changed, old.*name, (*now).*title, std::move(members)});
  }
  for (const Item& fresh : after) {
    if (std::ranges::find(before, fresh.*name, name) != before.end()) continue;
    all.push_back({PackChange::Kind::added, fresh.*name, fresh.*title, alone(fresh, true)});
  }
}

}  // namespace

PackDiff diff(const Pack& before, const Pack& after) {
  PackDiff diff;
  compare(before.parameters, after.parameters, &Parameter::name, &Parameter::label, diff.parameters);
  compare(before.rules, after.rules, &Rule::code, &Rule::title, diff.rules);
  compare(before.batch_rules, after.batch_rules, &BatchRule::code, &BatchRule::title, diff.rules);
  compare(before.form->fields(), after.form->fields(), &forms::Field::path, &forms::Field::label, diff.fields);
  return diff;
}

}  // namespace saitaku::rules

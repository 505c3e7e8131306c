#include "engine/review/detail/in_form.h"

#include <algorithm>
#include <map>

#include "engine/base/messages.h"
#include "engine/forms/batch.h"
#include "engine/intake/application.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/laid.h"
#include "engine/review/detail/scenario_keys.h"

namespace saitaku::review::detail {
namespace {

bool is_one_answer(const forms::Field& field) {
  return field.kind != forms::FieldKind::object && field.kind != forms::FieldKind::list &&
         field.path.find("[]") == std::string::npos;
}

/// Whether an application can say this: an answer of the field's type, and one of its choices where it has any.
bool is_allowed(const std::shared_ptr<const forms::Form>& form, forms::FieldId id, const JsonValue& value) {
  const forms::Field& field = form->fields()[id];
  if (value.is_null()) return true;
  if (!field.values.empty()) {
    return value.is_string() && std::ranges::find(field.values, value.string) != field.values.end();
  }
  intake::Draft draft;
  draft.document = JsonValue::object();
  lay(draft.document, field.path, value);
  forms::Batch batch(form);
  intake::fill(batch, draft);
  return batch.state(id, 0) != forms::CellState::malformed;
}

bool reads(const rules::Rule& rule, const std::string& path) {
  return std::ranges::any_of(rule.fields,
                             [&](const std::string& field) { return field == path || path.starts_with(field + "."); });
}

class InFormReader {
 public:
  InFormReader(Reading& reading, KeyReader& keys, const std::string& attribute)
      : reading_(reading), keys_(keys), attribute_(attribute) {}

  std::optional<InForm> run(std::span<const PlacedValue> values) {
    if (!keys_.has("form")) {
      if (keys_.has("form_values")) keys_.problem("scenario.missing-key", "form", {{"key", "form"}});
      return std::nullopt;
    }
    const auto path = keys_.text("form");
    const JsonValue* written = reading_.object(keys_.object(), "form_values");
    if (written != nullptr) check_names(*written, values);
    if (!path || !find_field(*path)) return std::nullopt;
    InForm form{*path, {}};
    bool good = true;
    for (const PlacedValue& value : values) {
      const JsonValue* other = written == nullptr ? nullptr : written->find(value.value);
      form.values.push_back(other == nullptr ? JsonValue::of(std::string_view(value.value)) : *other);
      good = check(value.value, form.values.back(), other == nullptr ? value.where : reading_.where(*other)) && good;
    }
    if (!good) return std::nullopt;
    return form;
  }

 private:
  /// false: there is none, and that has been said.
  bool find_field(const std::string& path) {
    if (reading_.scenario.call.empty()) {
      keys_.problem("scenario.form-without-call", "form");
      return false;
    }
    if (reading_.pack == nullptr) return false;
    const forms::Form& form = *reading_.pack->form;
    field_ = form.find(path);
    if (field_ && is_one_answer(form.fields()[*field_])) {
      warn_of_unread(path);
      return true;
    }
    std::vector<std::string> known;
    for (const forms::Field& field : form.fields()) {
      const bool below = !field_ || field.path.starts_with(path + ".");
      if (below && is_one_answer(field)) known.push_back(field.path);
    }
    Args args{{"path", path}, {"call", reading_.scenario.call}};
    add_hint(args, path, known);
    keys_.problem(field_ ? "scenario.form-several-answers" : "scenario.form-unknown-field", "form", std::move(args));
    return false;
  }

  void warn_of_unread(const std::string& path) {
    const auto& rules = reading_.pack->rules;
    if (std::ranges::any_of(rules, [&](const rules::Rule& rule) { return reads(rule, path); })) return;
    keys_.warning("scenario.form-unread", "form", {{"path", path}, {"call", reading_.scenario.call}});
  }

  void check_names(const JsonValue& written, std::span<const PlacedValue> values) {
    std::vector<std::string> known;
    for (const PlacedValue& value : values) known.push_back(value.value);
    for (const JsonMember& member : written.members) {
      if (std::ranges::find(known, member.key) != known.end()) continue;
      Args args{{"attribute", attribute_}, {"value", member.key}};
      add_hint(args, member.key, known);
      reading_.problem("scenario.form-unknown-value", member.value, std::move(args));
    }
  }

  bool check(const std::string& value, const JsonValue& written, Where where) {
    if (is_allowed(reading_.pack->form, *field_, written)) return true;
    const forms::Field& field = reading_.pack->form->fields()[*field_];
    Args args{{"path", field.path}, {"attribute", attribute_}, {"value", value}, {"written", shown(written)}};
    if (field.values.empty()) {
      const std::string id = "field.kind." + std::string(forms::to_string(field.kind));
      for (const auto& [suffix, language] : {std::pair{"@ja", Language::ja}, std::pair{"@en", Language::en}}) {
        args.emplace_back(std::string("hint") + suffix,
                          text("scenario.hint.kind", language, {{"kind", text(id, language, {})}}));
      }
    } else {
      add_hint(args, written.is_string() ? written.string : shown(written), field.values);
    }
    reading_.problems.push_back({Severity::error, "scenario.form-value", std::move(where), std::move(args)});
    return false;
  }

  Reading& reading_;
  KeyReader& keys_;
  const std::string& attribute_;
  std::optional<forms::FieldId> field_;
};

}  // namespace

std::optional<InForm> read_in_form(Reading& reading, KeyReader& keys, const std::string& attribute,
                                   std::span<const PlacedValue> values) {
  return InFormReader(reading, keys, attribute).run(values);
}

void check_in_form(Reading& reading, const JsonValue& attributes) {
  const auto& layouts = reading.scenario.population.attributes;
  std::map<std::string, std::string> writers;
  std::size_t ways = 1;
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    if (!layouts[i].form) continue;
    const std::string& attribute = reading.scenario.vocabulary.attributes[i].name;
    const JsonValue& at = *attributes.members[i].value.find("form");
    const auto [first, fresh] = writers.emplace(layouts[i].form->path, attribute);
    if (!fresh) reading.problem("scenario.form-twice", at, {{"path", first->first}, {"other", first->second}});
    const std::size_t before = ways;
    ways = std::min(ways * laid_field(*layouts[i].form).values.size(), kMostInForm * kMostInForm);
    if (before > kMostInForm || ways <= kMostInForm) continue;
    reading.problem("scenario.form-too-many", at, {{"attribute", attribute}, {"most", std::to_string(kMostInForm)}});
  }
}

void check_form_is_judged(Reading& reading) {
  if (reading.scenario.needs.eligible) return;
  const auto& layouts = reading.scenario.population.attributes;
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    if (!layouts[i].form) continue;
    const JsonValue& attributes = *reading.root.find("population")->find("attributes");
    reading.warning("scenario.form-without-screen", *attributes.members[i].value.find("form"),
                    {{"path", layouts[i].form->path}});
  }
}

}  // namespace saitaku::review::detail

// Knowing more never changes what was decided: whatever is filled in, a rule that failed still fails, one that passed
// does not fail, and a verdict stands. Over the tiny pack and every shipped one, from their worked cases and at random.
#include <rapidcheck.h>

#include <random>

#include "engine/intake/application.h"
#include "engine/rules/cases.h"
#include "engine/rules/library.h"
#include "tests/support/tiny_pack.h"

using namespace saitaku;
using rules::Outcome;
using rules::VerdictKind;

namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 random_;
};

/// A document of the form with answers that rules like to compare: small and large numbers, choices, blanks, days
/// around the deadlines. Members are absent now and then.
class Author {
 public:
  Author(const forms::Form& form, Random& random) : form_(form), random_(random) {}

  JsonValue members(const std::vector<forms::FieldId>& fields) {
    auto object = JsonValue::object();
    for (const forms::FieldId id : fields) {
      if (random_.one_in(8)) continue;
      const std::string& path = form_.fields()[id].path;
      object.at(path.substr(path.rfind('.') + 1)) = answer(id);
    }
    return object;
  }

 private:
  JsonValue answer(forms::FieldId id) {
    const forms::Field& field = form_.fields()[id];
    if (random_.one_in(10)) return {};
    switch (field.kind) {
      case forms::FieldKind::boolean: return JsonValue::of_boolean(random_.one_in(2));
      case forms::FieldKind::integer: return JsonValue::of(integer(field));
      case forms::FieldKind::real: return JsonValue::of(static_cast<std::int64_t>(random_.below(100)));
      case forms::FieldKind::string: return JsonValue::of(std::string_view(string(field)));
      case forms::FieldKind::date: return JsonValue::of(std::string_view(day()));
      case forms::FieldKind::timestamp:
        return JsonValue::of(std::string_view(day() + "T12:00:0" + std::to_string(random_.below(2)) + "+09:00"));
      case forms::FieldKind::object: return members(field.children);
      case forms::FieldKind::list: return list(id);
    }
    return {};
  }

  std::int64_t integer(const forms::Field& field) {
    static constexpr std::int64_t usual[] = {0, 1, 2, 3, 5, 100, 101, 1000, 5000, 5001, 100000, 5000000};
    const std::int64_t number = usual[random_.below(std::size(usual))];
    return field.range ? std::clamp(number, field.range->low, field.range->high) : number;
  }

  std::string string(const forms::Field& field) {
    if (!field.values.empty() && !random_.one_in(20)) return field.values[random_.below(field.values.size())];
    if (field.digits > 0) return std::string(static_cast<std::size_t>(field.digits), '1');
    static const std::vector<std::string> usual = {"",   " ",   "a",  "山田 太郎", "yamada@example.ac.jp",
                                                   "JP", "R01", "new"};
    if (random_.one_in(4)) return std::string(random_.below(500), 'x');
    return usual[random_.below(usual.size())];
  }

  std::string day() {
    static const std::vector<std::string> usual = {"2025-09-25", "2026-04-17", "2026-05-18",
                                                   "2026-06-02", "2026-07-03", "2027-02-05"};
    return usual[random_.below(usual.size())];
  }

  JsonValue list(forms::FieldId id) {
    auto array = JsonValue::array();
    const auto& children = form_.fields()[id].children;
    for (std::size_t i = random_.below(4); i > 0; --i) {
      array.items.push_back(form_.record_of(id) != nullptr ? members(children) : answer(children.front()));
    }
    return array;
  }

  const forms::Form& form_;
  Random& random_;
};

/// Makes members absent. Closed fields are left: absent means empty there, which is an answer.
void forget(JsonValue& value, const forms::Form& form, const std::string& path, Random& random, std::size_t odds) {
  for (JsonValue& item : value.items) forget(item, form, path + "[]", random, odds);
  std::erase_if(value.members, [&](const JsonMember& member) {
    const auto field = form.find(path.empty() ? member.key : path + "." + member.key);
    return field && !form.fields()[*field].closed && random.one_in(odds);
  });
  for (JsonMember& member : value.members) {
    forget(member.value, form, path.empty() ? member.key : path + "." + member.key, random, odds);
  }
}

rules::Verdict judged(const rules::Pack& pack, const JsonValue& document) {
  forms::Batch batch(pack.form);
  intake::Draft draft;
  draft.document = document;
  static_cast<void>(intake::fill(batch, draft));
  return rules::judge(pack, batch, 0);
}

/// A rule that passed may turn out not applicable; it cannot fail.
bool may_become(Outcome before, Outcome after) {
  return before == after || before == Outcome::unknown || (before == Outcome::pass && after == Outcome::not_applicable);
}

/// What is wrong with the finding itself: one that is open names what it misses, or why it cannot be decided; one that
/// failed says what to do.
bool is_told(const rules::Finding& finding) {
  const bool open = finding.outcome == Outcome::unknown;
  if (finding.outcome == Outcome::fail && (finding.message.ja.empty() || finding.fix.en.empty())) return false;
  return open ? !finding.message.en.empty() : finding.missing.empty();
}

/// "" or what changed although only absent fields were filled in.
std::string change_of(const rules::Pack& pack, const JsonValue& whole, Random& random) {
  JsonValue partial = whole;
  forget(partial, *pack.form, "", random, 2 + random.below(6));
  const rules::Verdict before = judged(pack, partial);
  const rules::Verdict after = judged(pack, whole);
  std::string changed;
  for (std::size_t i = 0; i < after.findings.size(); ++i) {
    const rules::Finding& now = after.findings[i];
    if (may_become(before.findings[i].outcome, now.outcome) && is_told(before.findings[i]) && is_told(now)) continue;
    changed += now.code + ": " + std::string(to_string(before.findings[i].outcome)) + " -> " +
               std::string(to_string(now.outcome)) + "\n";
  }
  if (before.kind != VerdictKind::undetermined && before.kind != after.kind) {
    changed += "verdict: " + std::string(to_string(before.kind)) + " -> " + std::string(to_string(after.kind)) + "\n";
  }
  return changed.empty() ? "" : pack.id + "\n" + changed + write_json(partial) + write_json(whole);
}

std::vector<std::shared_ptr<const rules::Pack>> packs() {
  std::vector<std::shared_ptr<const rules::Pack>> all = {tests::tiny_pack()};
  const rules::Library library = rules::Library::open();
  for (const rules::PackEntry& entry : library.entries()) {
    if (auto pack = library.load(entry.id)) all.push_back(*pack);
  }
  return all;
}

}  // namespace

TEST_CASE("filling in absent fields of a random application never changes what was decided") {
  const auto all = packs();
  CHECK(rc::check("monotone, random", [&](std::uint64_t seed) {
    Random random(seed);
    const rules::Pack& pack = *all[random.below(all.size())];
    const std::string changed = change_of(pack, Author(*pack.form, random).members(pack.form->roots()), random);
    RC_LOG(changed);
    RC_ASSERT(changed.empty());
  }));
}

TEST_CASE("filling in absent fields of a worked case never changes what was decided") {
  const rules::Library library = rules::Library::open();
  for (const auto& entry : library.entries()) {
    const auto pack = library.load(entry.id);
    if (!pack) continue;
    const auto cases = rules::load_cases(**pack, library.files());
    if (!cases) continue;
    Random random(17);
    for (const rules::Case& worked : *cases) {
      for (const auto& application : worked.applications) CHECK(change_of(**pack, application.document, random) == "");
    }
  }
}

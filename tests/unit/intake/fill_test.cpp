#include "engine/intake/application.h"
#include "tests/support/forms.h"

using namespace saitaku;
using expr::Value;
using forms::CellState;
using tests::codes_of;

namespace {

constexpr std::string_view kFields = R"(
  "id": {"type": "string", "digits": 8, ~},
  "name": {"type": "string", "values": ["a"], ~},
  "flag": {"type": "boolean", ~},
  "day": {"type": "date", ~},
  "at": {"type": "timestamp", ~},
  "rate": {"type": "real", ~},
  "budget.total": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, ~},
  "budget.count": {"type": "integer", ~},
  "budget.items": {"type": "list", ~},
  "budget.items[].amount": {"type": "integer", "range": [0, 9], ~},
  "budget.items[].tags": {"type": "list", ~},
  "budget.items[].tags[]": {"type": "string", ~},
  "others": {"type": "list", "closed": true, ~},
  "others[].name": {"type": "string", ~})";

/// Whether a message names a value that nobody gave it: "{field}".
bool has_placeholder(std::string_view message) {
  for (auto at = message.find('{'); at != std::string_view::npos; at = message.find('{', at + 1)) {
    if (at + 1 < message.size() && message[at + 1] >= 'a' && message[at + 1] <= 'z') return true;
  }
  return false;
}

/// A document read and put into a batch of its own.
struct Filled {
  explicit Filled(std::string_view text) : form(tests::form_of(kFields)), batch(form) {
    auto drafts = intake::drafts_from_json({"draft.json", std::string(text)});
    REQUIRE_MESSAGE(drafts.drafts.size() == 1, describe(drafts.problems, Language::en));
    problems = intake::fill(batch, drafts.drafts[0]);
    for (const auto language : {Language::ja, Language::en}) CHECK_FALSE(has_placeholder(describe(problems, language)));
  }
  Value get(std::string_view path) const { return batch.value(*form->find(path), 0); }
  CellState state(std::string_view path, std::size_t row = 0) const { return batch.state(*form->find(path), row); }
  std::string codes() const { return codes_of(problems); }

  std::shared_ptr<const forms::Form> form;
  forms::Batch batch;
  Problems problems;
};

/// What one member of "budget" becomes: its value, or its state and the code of the problem.
std::string read_number(std::string_view json, std::string_view name = "total") {
  const Filled filled("{\"budget\": {\"" + std::string(name) + "\": " + std::string(json) + "}}");
  const auto path = "budget." + std::string(name);
  std::string text;
  if (filled.state(path) == CellState::value) text = std::to_string(filled.get(path).as_integer());
  if (filled.state(path) == CellState::null) text = "null";
  if (!filled.codes().empty()) text += (text.empty() ? "" : " ") + filled.codes();
  return text;
}

}  // namespace

TEST_CASE("an end of line is one character, whoever wrote it") {
  CHECK(Filled(R"({"name": "a\r\nb\rc\n\r\n\r"})").get("name").as_string() == "a\nb\nc\n\n\n");
}

TEST_CASE("a document's answers become cells of their types") {
  const Filled f(
      R"({"id": "00012345", "name": " 山田\n", "flag": true, "day": "令和8年4月17日", "at": "2026-05-18T12:00:00+09:00",
    "rate": 0.5, "budget": {"total": 900, "items": [{"amount": 1, "tags": ["x", null]}, {}]}, "others": [{"name": "a"}]})");
  CHECK(f.codes().empty());
  CHECK(f.get("id").as_string() == "00012345");
  CHECK(f.get("name").as_string() == " 山田\n");
  CHECK(f.get("flag").is_true());
  CHECK(f.get("day").as_date() == *iso_date("2026-04-17"));
  CHECK(f.get("at").as_timestamp() == *rfc3339_instant("2026-05-18T03:00:00Z"));
  CHECK(f.get("rate").as_real() == 0.5);
  CHECK(f.get("budget.total").as_integer() == 900);
  CHECK(f.state("budget.count") == CellState::unknown);
  REQUIRE(f.get("budget.items").as_list().items.size() == 2);
  CHECK(f.state("budget.items[].amount", 0) == CellState::value);
  CHECK(f.state("budget.items[].amount", 1) == CellState::unknown);
  CHECK(f.state("budget.items[].tags[]", 1) == CellState::null);
  CHECK(f.state("budget.items[].tags", 1) == CellState::unknown);
  CHECK(f.get("others").as_list().items.size() == 1);
}

TEST_CASE("null is null, absent is absent, and a blank text is null where no text is wanted") {
  const Filled f(R"({"name": "", "flag": null, "day": " ", "rate": "", "budget": null, "others": null})");
  CHECK(f.codes().empty());
  CHECK(f.get("name").as_string().empty());
  CHECK(f.get("flag").is_null());
  CHECK(f.get("day").is_null());
  CHECK(f.get("rate").is_null());
  CHECK(f.get("budget.total").is_null());
  CHECK(f.get("budget.items").is_null());
  CHECK(f.get("others").is_null());
  CHECK(f.get("at").is_unknown());
}

TEST_CASE("whole numbers are read exactly, however they are written") {
  CHECK(read_number("900") == "900");
  CHECK(read_number("900.0") == "900");
  CHECK(read_number("9e2") == "900");
  CHECK(read_number("0.9E+3") == "900");
  CHECK(read_number("-0") == "0");
  CHECK(read_number("-5") == "-5");
  CHECK(read_number("1000000000000000") == "1000000000000000");
  CHECK(read_number("3.5") == "field.not-whole");
  CHECK(read_number("900.00000000000000000001") == "field.not-whole");
  CHECK(read_number("1e-3") == "field.not-whole");
  CHECK(read_number("1e308") == "field.out-of-range");
  CHECK(read_number("1000000000000001") == "field.out-of-range");
  CHECK(read_number("-9000000000000000000") == "field.out-of-range");
  CHECK(read_number("18446744073709551615") == "field.out-of-range");
  CHECK(read_number("123456789012345678901234567890") == "field.out-of-range");
}

TEST_CASE("numbers in texts are read when they can only mean one thing, and that is said") {
  CHECK(read_number("\"900\"") == "900 field.normalised");
  CHECK(read_number("\"5,000\"") == "5000 field.normalised");
  CHECK(read_number("\"５，０００\"") == "5000 field.normalised");
  CHECK(read_number("\"５０００千円\"") == "5000 field.normalised");
  CHECK(read_number("\"-1,234,567.0 thousand yen\"") == "-1234567 field.normalised");
  CHECK(read_number("\" \"") == "null");
  CHECK(read_number("\"5百万円\"") == "field.not-a-number");
  CHECK(read_number("\"5000円\"") == "field.not-a-number");
  CHECK(read_number("\"5000千円\"", "count") == "field.not-a-number");
  CHECK(read_number("\"50,00\"") == "field.not-a-number");
  CHECK(read_number("\"1234,567\"") == "field.not-a-number");
  CHECK(read_number("\",500\"") == "field.not-a-number");
  CHECK(read_number("\"1e3\"") == "field.not-a-number");
  CHECK(read_number("\"5.\"") == "field.not-a-number");
  CHECK(read_number("\"3.5\"") == "field.not-whole");
  CHECK(read_number("\"abc\"") == "field.not-a-number");
  CHECK(read_number("true") == "field.wrong-type");
  CHECK(read_number("[900]") == "field.wrong-type");
}

TEST_CASE("an id written as a number gets its zeros back, and that is said") {
  const Filled f(R"({"id": 1234567})");
  CHECK(f.get("id").as_string() == "01234567");
  REQUIRE(f.codes() == "field.leading-zeros-lost");
  CHECK(f.problems[0].severity == Severity::advice);
  CHECK(f.problems[0].what(Language::en).find("01234567") != std::string::npos);
  CHECK(Filled(R"({"id": 12345678})").codes().empty());
  CHECK(Filled(R"({"id": 123456789})").get("id").as_string() == "123456789");
  CHECK(Filled(R"({"id": "1234567"})").get("id").as_string() == "1234567");
  CHECK(Filled(R"({"id": -1})").codes() == "field.wrong-type");
  CHECK(Filled(R"({"id": 1.5})").codes() == "field.wrong-type");
}

TEST_CASE("what is of another type is malformed, told with its place, and the rest is read") {
  const Filled f(R"({"name": 5, "flag": "true", "day": 20260417, "at": "2026-05-18",
 "budget": {"total": {}, "items": [3, null, {"amount": "x", "tags": "t"}]}, "others": {}, "rate": 0.25})");
  CHECK(f.codes() ==
        "field.wrong-type field.not-a-boolean field.wrong-type time.no-time-of-day field.wrong-type field.wrong-type "
        "field.not-a-number field.wrong-type field.wrong-type");
  for (const auto* path : {"name", "flag", "day", "at", "budget.total", "others"}) {
    CHECK_MESSAGE(f.state(path) == CellState::malformed, path);
    CHECK_MESSAGE(f.get(path).is_unknown(), path);
  }
  CHECK(f.state("budget.items[].amount", 0) == CellState::malformed);
  CHECK(f.state("budget.items[].amount", 1) == CellState::null);
  CHECK(f.state("budget.items[].amount", 2) == CellState::malformed);
  CHECK(f.state("budget.items[].tags", 2) == CellState::malformed);
  CHECK(f.get("rate").as_real() == 0.25);
  const auto& tags = f.problems[7].where;
  CHECK(tags.pointer == "/budget/items/2/tags");
  CHECK(tags.line == 2);
  CHECK(f.problems[3].where.pointer == "/at");
}

TEST_CASE("an object that is none makes everything below it malformed") {
  const Filled f(R"({"budget": "5百万円"})");
  CHECK(f.codes() == "field.wrong-type");
  CHECK(f.state("budget.total") == CellState::malformed);
  CHECK(f.state("budget.items") == CellState::malformed);
}

TEST_CASE("a member that the form does not know is a warning with a suggestion") {
  const Filled f(R"({"schema": "saitaku.application/1", "call": "x", "application_id": "1", "_note": 1, "x-mine": 2,
 "naem": "a", "budget.total": 5, "total": 6, "budget": {"itmes": [], "_c": 0}, "zzz": {}})");
  REQUIRE(f.codes() == "field.unknown field.unknown field.unknown field.unknown field.unknown");
  for (const auto& problem : f.problems) CHECK(problem.severity == Severity::warning);
  CHECK(f.problems[0].fix(Language::en).find("\"name\"") != std::string::npos);
  CHECK(f.problems[1].fix(Language::en).find("nested") != std::string::npos);
  CHECK(f.problems[2].fix(Language::en).find("\"budget.total\"") != std::string::npos);
  CHECK(f.problems[3].fix(Language::en).find("\"items\"") != std::string::npos);
  CHECK(f.problems[3].where.pointer == "/budget/itmes");
  CHECK(f.problems[3].where.line == 2);
  CHECK(f.state("budget.items") == CellState::unknown);
}

TEST_CASE("several drafts fill one batch, each its own rows") {
  const auto form = tests::form_of(kFields);
  forms::Batch batch(form);
  const auto drafts = intake::drafts_from_json(
      {"many.ndjson",
       "{\"budget\": {\"items\": [{\"amount\": 1}, {\"amount\": 2}]}}\n{}\n{\"budget\": {\"items\": [{}]}}\n"});
  for (const auto& draft : drafts.drafts) CHECK(intake::fill(batch, draft).empty());
  CHECK(batch.applications() == 3);
  const auto items = *form->find("budget.items");
  CHECK(batch.item_count(items, 0) == 2);
  CHECK(batch.state(items, 1) == CellState::unknown);
  CHECK(batch.path(*form->find("budget.items[].amount"), batch.item_row(items, 2, 0)) == "budget.items[0].amount");
}

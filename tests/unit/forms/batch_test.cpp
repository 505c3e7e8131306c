#include "engine/forms/batch.h"

#include <limits>

#include "tests/support/forms.h"

using namespace saitaku;
using expr::Value;
using forms::Batch;
using forms::CellState;
using tests::form_of;

namespace {

constexpr std::string_view kFields = R"(
  "name": {"type": "string", "values": ["a", "b"], ~},
  "flag": {"type": "boolean", ~},
  "day": {"type": "date", ~},
  "at": {"type": "timestamp", ~},
  "rate": {"type": "real", ~},
  "budget.total": {"type": "integer", "range": [0, 500], ~},
  "budget.items": {"type": "list", ~},
  "budget.items[].amount": {"type": "integer", "range": [0, 900], ~},
  "budget.items[].notes": {"type": "list", ~},
  "budget.items[].notes[]": {"type": "string", ~},
  "others": {"type": "list", "closed": true, ~},
  "others[].name": {"type": "string", ~})";

struct Small {
  std::shared_ptr<const forms::Form> form = form_of(kFields);
  Batch batch{form};
  forms::FieldId id(std::string_view path) const { return *form->find(path); }
  Value get(std::string_view path, std::size_t row = 0) const { return batch.value(id(path), row); }
};

}  // namespace

TEST_CASE("a new application knows nothing but that closed lists are empty") {
  Small s;
  CHECK(s.batch.applications() == 0);
  CHECK(s.batch.add_application() == 0);
  const auto variables = s.batch.variables(0);
  REQUIRE(variables.size() == s.form->roots().size());
  REQUIRE(variables[0].is_unknown());
  const auto& name = variables[0].as_unknown();
  CHECK(name.paths == std::vector<std::string>{"name"});
  CHECK(name.type == expr::Type::string().or_null());
  CHECK(name.values == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(name.may_fail);
  CHECK(name.is_field);
  CHECK(s.get("budget.total").as_unknown().range == expr::IntRange{0, 500});
  CHECK(s.get("budget.items").as_unknown().type.kind() == expr::Type::Kind::list);
  REQUIRE(s.get("others").kind() == Value::Kind::list);
  CHECK(s.get("others").as_list().items.empty());
}

TEST_CASE("values come back as they were set") {
  Small s;
  s.batch.add_application();
  s.batch.set_string(s.id("name"), 0, "山田");
  s.batch.set_boolean(s.id("flag"), 0, true);
  s.batch.set_date(s.id("day"), 0, Date{-1});
  s.batch.set_timestamp(s.id("at"), 0, Instant{kFirstInstantSecond, 999999999});
  s.batch.set_real(s.id("rate"), 0, 0.1);
  s.batch.set_integer(s.id("budget.total"), 0, std::numeric_limits<std::int64_t>::min());
  CHECK(s.get("name").as_string() == "山田");
  CHECK(s.batch.text(s.id("name"), 0) == "山田");
  CHECK(s.get("flag").is_true());
  CHECK(s.get("day").as_date() == Date{-1});
  CHECK(s.get("at").as_timestamp() == Instant{kFirstInstantSecond, 999999999});
  CHECK(s.get("rate").as_real() == 0.1);
  CHECK(s.get("budget.total").as_integer() == std::numeric_limits<std::int64_t>::min());
  const auto budget = s.get("budget");
  REQUIRE(budget.kind() == Value::Kind::record);
  CHECK(budget.records().type()->name == "budget");
  CHECK(budget.records().field(budget.row(), 0).as_integer() == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("null is an answer, absence is not, and a malformed cell says nothing about its value") {
  Small s;
  s.batch.add_application();
  s.batch.set_null(s.id("name"), 0);
  s.batch.set_malformed(s.id("budget.total"), 0);
  CHECK(s.get("name").is_null());
  const auto total = s.get("budget.total");
  REQUIRE(total.is_unknown());
  CHECK(total.as_unknown().paths == std::vector<std::string>{"budget.total"});
  CHECK_FALSE(total.as_unknown().range);
  const auto budget = s.get("budget");
  CHECK(budget.records().malformed(0, 0));
  CHECK_FALSE(budget.records().malformed(0, 1));
  CHECK(s.batch.state(s.id("flag"), 0) == CellState::unknown);
}

TEST_CASE("an object that is null makes everything below it null") {
  Small s;
  s.batch.add_application();
  s.batch.set_null(s.id("budget"), 0);
  CHECK(s.batch.state(s.id("budget"), 0) == CellState::null);
  CHECK(s.get("budget").kind() == Value::Kind::record);
  CHECK(s.get("budget.total").is_null());
  CHECK(s.get("budget.items").is_null());
  s.batch.add_application();
  s.batch.set_malformed(s.id("budget"), 1);
  CHECK(s.get("budget", 1).records().malformed(1, 1));
  CHECK(s.get("budget.items", 1).is_unknown());
}

TEST_CASE("items of lists are rows of their own and know their path") {
  Small s;
  for (int application = 0; application < 3; ++application) {
    const auto row = s.batch.add_application();
    if (application == 1) continue;
    s.batch.begin_list(s.id("budget.items"), row);
    for (int i = 0; i < 2; ++i) {
      const auto item = s.batch.append_item(s.id("budget.items"), row);
      if (i == 0) s.batch.set_integer(s.id("budget.items[].amount"), item, 100 * application);
      s.batch.begin_list(s.id("budget.items[].notes"), item);
      s.batch.append_item(s.id("budget.items[].notes"), item);
      s.batch.set_string(s.id("budget.items[].notes[]"), s.batch.append_item(s.id("budget.items[].notes"), item), "x");
    }
  }
  CHECK(s.get("budget.items", 1).is_unknown());
  const auto items = s.get("budget.items", 2);
  REQUIRE(items.kind() == Value::Kind::list);
  REQUIRE(items.as_list().items.size() == 2);
  const auto& second = items.as_list().items[1];
  REQUIRE(second.kind() == Value::Kind::record);
  const auto amount = second.records().field(second.row(), 0);
  REQUIRE(amount.is_unknown());
  CHECK(amount.as_unknown().paths == std::vector<std::string>{"budget.items[1].amount"});
  CHECK(amount.as_unknown().range == expr::IntRange{0, 900});
  const auto notes = second.records().field(second.row(), 1);
  REQUIRE(notes.as_list().items.size() == 2);
  CHECK(notes.as_list().items[0].as_unknown().paths == std::vector<std::string>{"budget.items[1].notes[0]"});
  CHECK(notes.as_list().items[1].as_string() == "x");
  CHECK(s.batch.item_count(s.id("budget.items"), 2) == 2);
  CHECK(s.batch.item_count(s.id("budget.items"), 1) == 0);
  CHECK(s.batch.item_row(s.id("budget.items"), 2, 1) == second.row());
  CHECK(s.batch.rows(s.id("budget.items[].amount")) == 4);
  CHECK(s.batch.table(s.id("budget.items")).parent == std::vector<std::uint32_t>{0, 0, 2, 2});
}

TEST_CASE("a batch that moves takes its values along") {
  Small s;
  s.batch.add_application();
  s.batch.set_integer(s.id("budget.total"), 0, 7);
  const auto budget = s.get("budget");
  const Batch moved = std::move(s.batch);
  CHECK(budget.records().field(0, 0).as_integer() == 7);
  CHECK(moved.value(s.id("budget.total"), 0).as_integer() == 7);
}

TEST_CASE("a later value replaces an earlier one, also one that was malformed or null") {
  Small s;
  s.batch.add_application();
  s.batch.set_malformed(s.id("name"), 0);
  s.batch.set_string(s.id("name"), 0, "first");
  s.batch.set_string(s.id("name"), 0, "");
  CHECK(s.get("name").as_string().empty());
  s.batch.begin_list(s.id("others"), 0);
  s.batch.append_item(s.id("others"), 0);
  CHECK(s.get("others").as_list().items.size() == 1);
  s.batch.begin_list(s.id("others"), 0);
  CHECK(s.get("others").as_list().items.empty());
}

TEST_CASE("a closed field that is no list is null when absent") {
  const auto form = form_of(R"("files": {"type": "list", ~}, "files[].kind": {"type": "string", "closed": true, ~})");
  Batch batch(form);
  batch.begin_list(0, batch.add_application());
  const auto item = batch.append_item(0, 0);
  CHECK(batch.value(1, item).is_null());
}

TEST_CASE("a batch that holds some fields reads the others as unknown, and writing them does nothing") {
  const auto form = form_of(R"("a": {"type": "integer", ~}, "b.c": {"type": "string", ~}, "b.d": {"type": "string", ~},
                               "l": {"type": "list", ~}, "l[].x": {"type": "integer", ~}, "l[].y": {"type": "date", ~})");
  const auto id = [&](std::string_view path) { return form->find(path).value(); };
  std::vector<bool> wanted(form->fields().size());
  wanted[id("b.c")] = wanted[id("l[].x")] = true;
  Batch batch(form, wanted);
  CHECK(batch.holds(id("b")));
  CHECK(batch.holds(id("l")));
  CHECK_FALSE(batch.holds(id("a")));
  const auto row = batch.add_application();
  batch.set_integer(id("a"), row, 1);
  batch.set_string(id("b.c"), row, "text");
  batch.set_string(id("b.d"), row, "other");
  batch.begin_list(id("l"), row);
  const auto item = batch.append_item(id("l"), row);
  batch.set_integer(id("l[].x"), item, 7);
  batch.set_date(id("l[].y"), item, Date{1});
  CHECK(batch.state(id("a"), row) == CellState::unknown);
  CHECK(batch.text(id("b.c"), row) == "text");
  CHECK(batch.state(id("b.d"), row) == CellState::unknown);
  CHECK(batch.text(id("b.d"), row).empty());
  CHECK(batch.column(id("l[].x")).integers[item] == 7);
  CHECK(batch.state(id("l[].y"), item) == CellState::unknown);
  CHECK(batch.value(id("l[].y"), item).is_unknown());
  CHECK(batch.column(id("l[].y")).state.empty());
  batch.set_null(id("b"), row);
  CHECK(batch.state(id("b.c"), row) == CellState::null);
  CHECK(batch.state(id("b.d"), row) == CellState::unknown);
}

TEST_CASE("a batch that was cleared is as good as a new one") {
  const auto form = form_of(R"("a": {"type": "integer", ~}, "z": {"type": "string", "closed": true, ~},
                               "l": {"type": "list", "closed": true, ~}, "l[].x": {"type": "integer", ~})");
  const auto id = [&](std::string_view path) { return form->find(path).value(); };
  Batch batch(form);
  for (int round = 0; round < 3; ++round) {
    for (std::size_t application = 0; application < 200; ++application) {
      const auto row = batch.add_application();
      CHECK(row == application);
      CHECK(batch.state(id("a"), row) == CellState::unknown);
      CHECK(batch.state(id("z"), row) == CellState::null);
      CHECK(batch.state(id("l"), row) == CellState::value);
      CHECK(batch.item_count(id("l"), row) == 0);
      const auto first = batch.append_items(id("l"), row, 3);
      CHECK(batch.path(id("l[].x"), first + 2) == "l[2].x");
      CHECK(batch.state(id("l[].x"), first) == CellState::unknown);
      batch.set_integer(id("l[].x"), first, 1);
      batch.set_integer(id("a"), row, 1);
      batch.set_string(id("z"), row, "zz");
    }
    CHECK(batch.rows(id("l[].x")) == 600);
    batch.clear();
    CHECK(batch.applications() == 0);
    CHECK(batch.rows(id("l[].x")) == 0);
    CHECK(batch.text_bytes() == 0);
  }
}

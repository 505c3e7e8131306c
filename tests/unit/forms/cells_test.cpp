#include "engine/forms/cells.h"

#include <random>

#include "tests/support/forms.h"

using namespace saitaku;
using forms::Batch;
using forms::CellState;
using forms::FieldId;
using forms::FieldKind;

namespace {

constexpr std::string_view kFields = R"(
  "flag": {"type": "boolean", ~}, "day": {"type": "date", ~}, "at": {"type": "timestamp", ~},
  "rate": {"type": "real", ~}, "name": {"type": "string", "closed": true, ~},
  "o.total": {"type": "integer", ~}, "o.note": {"type": "string", ~},
  "l": {"type": "list", "closed": true, ~}, "l[].x": {"type": "integer", ~}, "l[].p": {"type": "list", ~},
  "l[].p[]": {"type": "string", ~})";

class Writer {
 public:
  Writer(Batch& batch, std::uint64_t seed) : batch_(batch), random_(seed) {}

  void write(FieldId field, std::size_t row) {
    const auto& declared = batch_.form().fields()[field];
    const auto number = static_cast<std::int64_t>(random_());
    switch (random_() % 5) {
      case 0: return;
      case 1: return batch_.set_null(field, row);
      case 2: return batch_.set_malformed(field, row);
      default: break;
    }
    switch (declared.kind) {
      case FieldKind::boolean: return batch_.set_boolean(field, row, number % 2 != 0);
      case FieldKind::integer: return batch_.set_integer(field, row, number);
      case FieldKind::real: return batch_.set_real(field, row, static_cast<double>(number) / 3);
      case FieldKind::string: return batch_.set_string(field, row, std::string(random_() % 300, 'x'));
      case FieldKind::date: return batch_.set_date(field, row, Date{static_cast<std::int32_t>(number % 100000)});
      case FieldKind::timestamp: return batch_.set_timestamp(field, row, {number % 1'000'000'000, 999'999'999});
      case FieldKind::object:
        for (const auto child : declared.children) write(child, row);
        return;
      case FieldKind::list: break;
    }
    batch_.begin_list(field, row);
    std::vector<std::size_t> items;
    for (auto i = random_() % 4; i-- > 0;) items.push_back(batch_.append_item(field, row));
    for (const auto item : items) {
      for (const auto child : declared.children) write(child, item);
    }
  }

 private:
  Batch& batch_;
  std::mt19937_64 random_;
};

/// Everything of one cell as text.
std::string text_of(const Batch& batch, FieldId field, std::size_t row) {
  const auto& declared = batch.form().fields()[field];
  std::string text = declared.path + std::to_string(static_cast<int>(batch.state(field, row)));
  if (declared.kind == FieldKind::object) {
    for (const auto child : declared.children) text += " " + text_of(batch, child, row);
  } else if (batch.state(field, row) == CellState::value) {
    const auto& column = batch.column(field);
    if (declared.kind == FieldKind::string) text += batch.text(field, row);
    if (!column.integers.empty()) text += "i" + std::to_string(column.integers[row]);
    if (!column.nanoseconds.empty()) text += "n" + std::to_string(column.nanoseconds[row]);
    if (!column.reals.empty()) text += "r" + std::to_string(column.reals[row]);
    for (std::size_t i = 0; declared.kind == FieldKind::list && i < batch.item_count(field, row); ++i) {
      for (const auto child : declared.children) text += " " + text_of(batch, child, batch.item_row(field, row, i));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("cells come back as they were kept, and what was cut off is refused") {
  const auto form = tests::form_of(kFields);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Batch batch(form);
    Batch other(form);
    Writer writer(batch, seed);
    for (std::size_t application = 0; application < 3; ++application) {
      const auto row = batch.add_application();
      for (const auto root : form->roots()) writer.write(root, row);
      std::string bytes;
      append_cells(batch, row, form->roots(), bytes);
      CHECK_FALSE(add_from_cells(other, form->roots(), std::string_view(bytes).substr(0, bytes.size() - 1)));
      CHECK_FALSE(add_from_cells(other, form->roots(), bytes + "x"));
      REQUIRE(other.applications() == application);
      REQUIRE(add_from_cells(other, form->roots(), bytes));
      for (const auto root : form->roots()) CHECK(text_of(other, root, row) == text_of(batch, root, row));
    }
  }
}

TEST_CASE("fields that were not kept are as in a new application") {
  const auto form = tests::form_of(kFields);
  Batch batch(form);
  const auto row = batch.add_application();
  batch.set_integer(*form->find("o.total"), row, 5);
  batch.set_boolean(*form->find("flag"), row, true);
  const std::vector<FieldId> fields{*form->find("o.total")};
  std::string bytes;
  append_cells(batch, row, fields, bytes);
  Batch other(form);
  REQUIRE(add_from_cells(other, fields, bytes));
  CHECK(other.column(fields[0]).integers[0] == 5);
  CHECK(other.state(*form->find("flag"), 0) == CellState::unknown);
  CHECK(other.state(*form->find("name"), 0) == CellState::null);
}

#include "engine/forms/form.h"

#include "tests/support/forms.h"

using namespace saitaku;
using forms::FieldKind;
using tests::codes_of;
using tests::form_of;
using tests::json_of;

namespace {

Problems problems_of(std::string_view fields) { return forms::form_from_json(tests::form_document(fields)).problems(); }

constexpr std::string_view kBudget = R"(
  "budget.unit_yen": {"type": "integer", ~},
  "budget.items": {"type": "list", ~},
  "budget.items[].amount": {"type": "integer", "range": [0, 1000], "unit": {"ja": "千円", "en": "thousand yen"}, ~},
  "budget.items[].payee.kind": {"type": "string", "values": ["student", "other"], ~},
  "budget.items[].parts": {"type": "list", "closed": true, ~},
  "budget.items[].parts[]": {"type": "string", ~},
  "id": {"type": "string", "digits": 8, "required": true, ~})";

}  // namespace

TEST_CASE("a form makes the objects that only group fields, and places every field") {
  const auto form = form_of(kBudget);
  const auto& fields = form->fields();
  REQUIRE(form->find("budget"));
  const auto budget = *form->find("budget");
  CHECK(fields[budget].kind == FieldKind::object);
  CHECK(form->roots() == std::vector<forms::FieldId>{budget, *form->find("id")});
  const auto items = *form->find("budget.items");
  CHECK(fields[items].parent == budget);
  CHECK(fields[items].table == forms::kNoField);
  CHECK(fields[items].column == 1);
  const auto kind = *form->find("budget.items[].payee.kind");
  CHECK(fields[kind].table == items);
  CHECK(fields[kind].parent == form->find("budget.items[].payee"));
  CHECK(fields[kind].values == std::vector<std::string>{"student", "other"});
  const auto part = *form->find("budget.items[].parts[]");
  CHECK(fields[part].table == *form->find("budget.items[].parts"));
  CHECK(fields[*form->find("budget.items[].parts")].closed);
  CHECK(form->holds_objects(items));
  CHECK_FALSE(form->holds_objects(*form->find("budget.items[].parts")));
  CHECK(fields[*form->find("id")].required);
  CHECK(fields[*form->find("id")].digits == 8);
  CHECK_FALSE(form->find("budget.items[]"));
}

TEST_CASE("a form gives the checker one record type, answers that may be null, and ranges") {
  const auto form = form_of(kBudget);
  const auto& record = *form->record();
  REQUIRE(record.fields.size() == 2);
  CHECK(record.fields[0].name == "budget");
  CHECK(record.fields[0].type.kind() == expr::Type::Kind::record);
  CHECK_FALSE(record.fields[0].type.nullable());
  const auto& budget = *record.fields[0].type.record();
  CHECK(budget.fields[0].type == expr::Type::integer().or_null());
  const auto& items = budget.fields[1].type;
  CHECK(items.nullable());
  REQUIRE(items.kind() == expr::Type::Kind::list);
  const auto& item = *items.element().record();
  CHECK(item.name == "budget.items[]");
  CHECK(item.fields[0].range == expr::IntRange{0, 1000});
  CHECK(item.fields[0].label.en == "Field");
  CHECK(item.fields[1].type.record()->fields[0].values.size() == 2);
  CHECK(item.fields[2].type == expr::Type::list(expr::Type::string().or_null()).or_null());
}

TEST_CASE("an object declared after its fields is the same object") {
  const auto form =
      form_of(R"("a.b": {"type": "date", ~}, "a": {"type": "object", "label": {"ja": "組", "en": "Group"}})");
  CHECK(form->roots().size() == 1);
  CHECK(form->fields()[*form->find("a")].label.en == "Group");
}

TEST_CASE("lists may hold lists") {
  const auto form =
      form_of(R"("grid": {"type": "list", ~}, "grid[]": {"type": "list", ~}, "grid[][].x": {"type": "real", ~})");
  CHECK(form->record()->fields[0].type.element().element().record()->fields[0].type == expr::Type::real().or_null());
}

TEST_CASE("every fault of a form is told, with its place") {
  const auto problems = problems_of(R"(
"a": {"type": "strng", ~},
"b": {"type": "string", "range": [0, 1], ~},
"c": {"type": "integer", "range": [2, 1], ~},
"d": {"type": "integer"},
"e": {"type": "string", ~, "digts": 8},
"f..g": {"type": "string", ~},
"true": {"type": "boolean", ~},
"call": {"type": "string", ~},
"h": {"type": "string", "values": ["x", "x"], ~},
"i": {"type": "list", "closed": "yes", ~},
"j": {"type": "string", "digits": 0, ~},
"k": 3,
"l": {"type": "object", "closed": true, ~})");
  CHECK(codes_of(problems) ==
        "form.unknown-type form.member-not-for-type form.bad-range form.missing-member form.unknown-member "
        "form.bad-path form.reserved-name form.reserved-name form.repeated-value form.wrong-member-type "
        "form.bad-digits form.wrong-type form.member-not-for-type");
  CHECK(problems[0].where.line == 2);
  CHECK(problems[0].where.column == 15);
  CHECK(problems[0].fix(Language::en).find("\"string\"") != std::string::npos);
  CHECK(problems[4].where.line == 6);
  CHECK(problems[4].fix(Language::en).find("\"digits\"") != std::string::npos);
}

TEST_CASE("fields must stand below an object, items below a declared list") {
  CHECK(codes_of(problems_of(R"("a": {"type": "string", ~}, "a.b": {"type": "string", ~})")) == "form.not-an-object");
  CHECK(codes_of(problems_of(R"("a[].b": {"type": "string", ~})")) == "form.list-not-declared");
  CHECK(codes_of(problems_of(R"("a": {"type": "object", ~}, "a[].b": {"type": "string", ~})")) == "form.not-a-list");
  CHECK(codes_of(problems_of(R"("a": {"type": "list", ~}, "a.b": {"type": "string", ~})")) == "form.not-an-object");
  CHECK(codes_of(problems_of(R"("a": {"type": "list", ~}, "a[]": {"type": "object", ~})")) == "form.item-object");
  CHECK(codes_of(
            problems_of(R"("a": {"type": "list", ~}, "a[]": {"type": "string", ~}, "a[].b": {"type": "string", ~})")) ==
        "form.mixed-items");
  CHECK(codes_of(problems_of(R"("a": {"type": "list", ~})")) == "form.list-without-items");
  CHECK(codes_of(problems_of(R"("a": {"type": "object", ~})")) == "form.object-without-fields");
  CHECK(codes_of(problems_of("")) == "form.no-fields");
}

TEST_CASE("a deep path is refused, a form that is no object too") {
  std::string path = "a";
  for (int i = 0; i < 40; ++i) path += ".a";
  CHECK(codes_of(problems_of("\"" + path + R"(": {"type": "string", ~})")) == "form.too-deep");
  CHECK(codes_of(forms::form_from_json(json_of("[]")).problems()) == "form.wrong-type");
  CHECK(
      codes_of(forms::form_from_json(json_of(R"({"schema": "saitaku.form/2", "id": "x", "title": "t", "fields": []})"))
                   .problems()) == "form.schema form.wrong-member-type");
}

TEST_CASE("changes replace, add and remove fields") {
  const auto document = tests::form_document(kBudget);
  const auto changes = json_of(R"({
    "id": {"type": "integer", "label": "number"},
    "budget.items[].parts": null,
    "plan.policy": {"type": "string", "label": "policy"}})",
                               "pack.json");
  const auto form = forms::form_from_json(document, {{&changes.text, &changes.root}});
  REQUIRE_MESSAGE(form, describe(form.problems(), Language::en));
  CHECK((*form)->fields()[*(*form)->find("id")].kind == FieldKind::integer);
  CHECK((*form)->fields()[*(*form)->find("id")].where.file == "pack.json");
  CHECK_FALSE((*form)->find("budget.items[].parts[]"));
  CHECK((*form)->find("plan.policy"));
  const auto slip = json_of(R"({"budget.itens": null})", "pack.json");
  const auto refused = forms::form_from_json(document, {{&slip.text, &slip.root}});
  CHECK(codes_of(refused.problems()) == "form.nothing-to-remove");
  CHECK(refused.problems()[0].fix(Language::ja).find("budget.items") != std::string::npos);
}

TEST_CASE("a form may name the field of the institution, which must be a text that an application has once") {
  const auto form_with = [](std::string_view institution) {
    const auto document = parse_json(
        {"form.json",
         R"({"schema": "saitaku.form/1", "id": "f", "title": "f", "institution": ")" + std::string(institution) +
             R"(", "fields": {"school.name": {"type": "string", "label": "l"}, "n": {"type": "integer", "label": "l"},
                          "list": {"type": "list", "label": "l"}, "list[].name": {"type": "string", "label": "l"}}})"});
    return forms::form_from_json(*document);
  };
  const auto form = form_with("school.name");
  REQUIRE(form);
  CHECK((*form)->institution() == (*form)->find("school.name"));
  for (const std::string_view wrong : {"school", "n", "list[].name", "missing"}) {
    const auto refused = form_with(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.problems()[0].code == "form.institution");
    CHECK(refused.problems()[0].where.line == 1);
  }
}

TEST_CASE("a field may state the unit of an object's amounts; the object must be one that an application has once") {
  const auto form_with = [](std::string_view object) {
    const auto document = parse_json({"form.json",
                                      R"({"schema": "saitaku.form/1", "id": "f", "title": "f", "fields": {
              "money.total": {"type": "integer", "label": "l"}, "list": {"type": "list", "label": "l"},
              "list[].name": {"type": "string", "label": "l"},
              "unit": {"type": "integer", "label": "l", "unit_of": ")" +
                                          std::string(object) + R"("}}})"});
    return forms::form_from_json(*document);
  };
  const auto form = form_with("money");
  REQUIRE(form);
  CHECK((*form)->fields()[*(*form)->find("unit")].unit_of == "money");
  for (const std::string_view wrong : {"money.total", "list", "missing"}) {
    const auto refused = form_with(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.problems()[0].code == "form.unit-of");
  }
}

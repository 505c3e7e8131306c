#include "tests/support/forms.h"

using namespace saitaku;
using tests::form_of;

namespace {

const JsonValue& at(const JsonValue& schema, std::string_view pointer) {
  const auto* found = find_pointer(schema, pointer);
  REQUIRE_MESSAGE(found != nullptr, pointer);
  return *found;
}

}  // namespace

TEST_CASE("the JSON Schema of an application names every field in both languages and lets every answer be null") {
  const auto form = form_of(R"(
    "plan.title": {"type": "string", "label": {"ja": "題名", "en": "Title"}, "help": {"ja": "短く", "en": "Keep it short"}},
    "plan.kind": {"type": "string", "values": ["research", "travel"], "required": true, ~},
    "plan.number": {"type": "string", "digits": 8, ~},
    "plan.rate": {"type": "real", ~},
    "ends_on": {"type": "date", ~},
    "items": {"type": "list", ~},
    "items[].amount": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, "range": [0, 5], ~},
    "items[].tags": {"type": "list", ~},
    "items[].tags[]": {"type": "string", ~})");
  const auto schema = form->json_schema();
  CHECK(at(schema, "/$schema").string == "https://json-schema.org/draft/2020-12/schema");
  CHECK(at(schema, "/properties/schema/const").string == "saitaku.application/1");
  CHECK(at(schema, "/properties/application_id/type").string == "string");
  const auto& title = at(schema, "/properties/plan/properties/title");
  CHECK(at(title, "/title").string == "題名 / Title");
  CHECK(at(title, "/description").string == "短く / Keep it short");
  CHECK(at(title, "/type/0").string == "string");
  CHECK(at(title, "/type/1").string == "null");
  CHECK(at(schema, "/properties/plan/properties/kind/examples/1").string == "travel");
  CHECK(at(schema, "/properties/plan/properties/number/examples/0").string == "12345678");
  CHECK(at(schema, "/properties/plan/properties/rate/type/0").string == "number");
  CHECK(at(schema, "/properties/ends_on/format").string == "date");
  const auto& item = at(schema, "/properties/items/items");
  CHECK(at(item, "/properties/amount/description").string == "[千円 / thousand yen]");
  CHECK(at(item, "/properties/tags/items/type/0").string == "string");
  CHECK(find_pointer(schema, "/properties/plan/properties/plan") == nullptr);
}

TEST_CASE("what rules ask for is not in the schema: an unfinished draft is a valid document") {
  const auto form = form_of(R"("a": {"type": "integer", "range": [0, 5], "required": true, ~})");
  const auto text = write_json(form->json_schema());
  for (const auto* word : {"\"required\"", "\"enum\"", "\"minimum\"", "\"additionalProperties\""}) {
    CHECK(text.find(word) == std::string::npos);
  }
}

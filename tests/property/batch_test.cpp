// What a document says is what expressions read from the batch; and no document, however wrong, breaks anything.
#include <rapidcheck.h>

#include <random>

#include "engine/intake/application.h"
#include "tests/support/forms.h"

using namespace saitaku;
using expr::Value;

namespace {

constexpr std::string_view kFields = R"(
  "name": {"type": "string", "values": ["a", "b"], ~},
  "flag": {"type": "boolean", ~},
  "day": {"type": "date", ~},
  "at": {"type": "timestamp", ~},
  "rate": {"type": "real", ~},
  "budget.total": {"type": "integer", "range": [0, 500], ~},
  "budget.items": {"type": "list", ~},
  "budget.items[].amount": {"type": "integer", ~},
  "budget.items[].payee.name": {"type": "string", ~},
  "budget.items[].notes": {"type": "list", ~},
  "budget.items[].notes[]": {"type": "string", ~},
  "others": {"type": "list", "closed": true, ~},
  "others[].n": {"type": "integer", "closed": true, ~},
  "grid": {"type": "list", ~},
  "grid[]": {"type": "list", ~},
  "grid[][]": {"type": "integer", ~})";

const forms::Form& form() {
  static const auto the_form = tests::form_of(kFields);
  return *the_form;
}

std::shared_ptr<const forms::Form> shared_form() { return {std::shared_ptr<void>(), &form()}; }

/// Random documents of the form: absent, null and present answers; `wrong` of 100 are of some other kind.
class Writer {
 public:
  Writer(std::uint64_t seed, std::size_t wrong) : random_(seed), wrong_(wrong) {}

  JsonValue application() { return members(form().roots()); }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }

  JsonValue members(const std::vector<forms::FieldId>& fields) {
    auto object = JsonValue::object();
    for (const auto id : fields) {
      if (pick(4) == 0) continue;
      const auto& path = form().fields()[id].path;
      object.at(path.substr(path.rfind('.') + 1)) = value(id);
    }
    if (wrong_ != 0 && pick(8) == 0) object.at("surprise") = anything(2);
    return object;
  }

  JsonValue value(forms::FieldId id) {
    if (pick(100) < wrong_) return anything(2);
    const auto& field = form().fields()[id];
    if (pick(8) == 0 && field.kind != forms::FieldKind::object) return {};
    switch (field.kind) {
      case forms::FieldKind::boolean: return JsonValue::of(pick(2) == 0);
      case forms::FieldKind::integer: return JsonValue::of(static_cast<std::int64_t>(pick(2000000)) - 1000000);
      case forms::FieldKind::real: return JsonValue::of(static_cast<std::int64_t>(pick(100)));
      case forms::FieldKind::string: return JsonValue::of(text());
      case forms::FieldKind::date: return JsonValue::of(to_string(Date{static_cast<std::int32_t>(pick(40000))}));
      case forms::FieldKind::timestamp:
        return JsonValue::of(
            to_string(Instant{static_cast<std::int64_t>(pick(4000000000)), static_cast<std::int32_t>(pick(3))}));
      case forms::FieldKind::object: return members(field.children);
      case forms::FieldKind::list: break;
    }
    auto list = JsonValue::array();
    for (auto count = pick(4); count > 0; --count) {
      list.items.push_back(form().holds_objects(id) ? members(field.children) : value(field.children.front()));
    }
    return list;
  }

  JsonValue anything(int depth) {
    auto some = depth == 0 ? JsonValue() : JsonValue::array();
    switch (pick(8)) {
      case 0: return {};
      case 1: return JsonValue::of(pick(2) == 0);
      case 2: return JsonValue::of(static_cast<std::int64_t>(random_()));
      case 3: return JsonValue::of("5百万円");
      case 4: return JsonValue::of("1,000");
      case 5: return JsonValue::of(text());
      case 6:
        if (depth > 0) some.items = {anything(depth - 1), anything(depth - 1)};
        return some;
      default:
        some = JsonValue::object();
        if (depth > 0) some.at(text()) = anything(depth - 1);
        return some;
    }
  }

  std::string text() {
    static const char* const kTexts[] = {"", "a", " b\n", "山田 太郎", "𠮷", "\"\\/", "a/b~c", "\x01"};
    return kTexts[pick(std::size(kTexts))];
  }

  std::mt19937_64 random_;
  std::size_t wrong_;
};

std::string in_context(const std::string& path, const JsonValue& document, const Value& value) {
  return path + ": " + write_json(document, false) + " read as " + value.to_string();
}

/// Whether `value` is what `json` says about the field. nullptr = absent.
void expect_same(forms::FieldId id, const JsonValue* json, const Value& value, const std::string& path);

void expect_members(const std::vector<forms::FieldId>& fields, const JsonValue* object, const Value& record,
                    const std::string& path) {
  for (const auto id : fields) {
    const auto& field = form().fields()[id];
    const auto name = field.path.substr(field.path.rfind('.') + 1);
    const auto* member = object == nullptr ? nullptr : object->find(name);
    expect_same(id, member, record.records().field(record.row(), field.column), path + "." + name);
  }
}

void expect_list(forms::FieldId id, const JsonValue& json, const Value& value, const std::string& path) {
  RC_ASSERT(value.kind() == Value::Kind::list);
  const auto& items = value.as_list().items;
  RC_ASSERT(items.size() == json.items.size());
  const auto& children = form().fields()[id].children;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto at = path + "[" + std::to_string(i) + "]";
    if (form().holds_objects(id)) {
      expect_members(children, &json.items[i], items[i], at);
    } else {
      expect_same(children.front(), &json.items[i], items[i], at);
    }
  }
}

bool says_the_same(forms::FieldKind kind, const JsonValue& json, const Value& value) {
  switch (kind) {
    case forms::FieldKind::boolean: return value.as_boolean() == json.boolean;
    case forms::FieldKind::integer: return value.as_integer() == json.integer;
    case forms::FieldKind::real: return value.as_real() == static_cast<double>(json.integer);
    case forms::FieldKind::string: return value.as_string() == json.string;
    case forms::FieldKind::date: return to_string(value.as_date()) == json.string;
    default: return to_string(value.as_timestamp()) == json.string;
  }
}

void expect_same(forms::FieldId id, const JsonValue* json, const Value& value, const std::string& path) {
  const auto& field = form().fields()[id];
  if (field.kind == forms::FieldKind::object) return expect_members(field.children, json, value, path);
  if (json == nullptr && field.closed) {
    const bool none = field.kind == forms::FieldKind::list ? value.as_list().items.empty() : value.is_null();
    if (!none) RC_FAIL(path + " is closed, not " + value.to_string());
  } else if (json == nullptr) {
    RC_ASSERT(value.is_unknown());
    RC_ASSERT(value.as_unknown().paths == std::vector<std::string>{path});
    RC_ASSERT(value.as_unknown().type == form().type_of(id));
  } else if (json->is_null()) {
    RC_ASSERT(value.is_null());
  } else if (field.kind == forms::FieldKind::list) {
    expect_list(id, *json, value, path);
  } else if (!says_the_same(field.kind, *json, value)) {
    RC_FAIL(in_context(path, *json, value));
  }
}

intake::Drafts read(std::string text) { return intake::drafts_from_json({"draft.json", std::move(text)}); }

void expect_read_back(const JsonValue& document, const forms::Batch& batch, std::size_t application) {
  const auto variables = batch.variables(application);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto id = form().roots()[i];
    const auto& name = form().fields()[id].path;
    expect_same(id, document.find(name), variables[i], name);
  }
}

}  // namespace

TEST_CASE("what a document says is what the batch gives back, absent and null told apart") {
  CHECK(rc::check("read back", [](std::uint64_t seed, bool pretty) {
    forms::Batch batch(shared_form());
    for (std::uint64_t i = 0; i < 5; ++i) {
      const auto document = Writer(seed * 31 + i, 0).application();
      const auto drafts = read(write_json(document, pretty));
      RC_ASSERT(drafts.drafts.size() == 1);
      RC_ASSERT(intake::fill(batch, drafts.drafts[0]).empty());
      expect_read_back(document, batch, i);
    }
  }));
}

TEST_CASE("many a line, in an array or one by one: the same drafts") {
  CHECK(rc::check("same drafts", [](std::uint64_t seed) {
    std::string lines, array;
    std::vector<std::string> documents;
    for (std::uint64_t i = 0; i < 4; ++i) {
      documents.push_back(write_json(Writer(seed * 31 + i, 10).application(), false));
      lines += documents.back() + "\n";
      array += (i == 0 ? "[" : ",\n") + documents.back();
    }
    const auto by_line = read(lines);
    const auto by_item = read(array + "]");
    RC_ASSERT(by_line.drafts.size() == documents.size());
    RC_ASSERT(by_item.drafts.size() == documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
      RC_ASSERT(write_json(by_line.drafts[i].document, false) == documents[i]);
      RC_ASSERT(write_json(by_item.drafts[i].document, false) == documents[i]);
    }
  }));
}

TEST_CASE("a place found on the way is the place that counting from the start finds") {
  CHECK(rc::check("places", [](std::uint64_t seed, bool pretty) {
    const auto text = write_json(Writer(seed, 30).application(), pretty);
    const auto drafts = read(text);
    const auto document = parse_json({"draft.json", text});
    RC_ASSERT(drafts.drafts.size() == 1);
    for (const auto& [pointer, place] : drafts.drafts[0].places) {
      const auto* value = find_pointer(document->root, pointer);
      RC_ASSERT(value != nullptr);
      auto expected = document->text.where(*value);
      expected.pointer = pointer;
      RC_ASSERT(place == expected);
    }
  }));
}

TEST_CASE("a document full of mistakes fills its row; every problem has a place and can be said") {
  CHECK(rc::check("mistakes", [](std::uint64_t seed) {
    forms::Batch batch(shared_form());
    const auto document = Writer(seed, 40).application();
    const auto drafts = read(write_json(document));
    RC_ASSERT(drafts.drafts.size() == 1);
    const auto problems = intake::fill(batch, drafts.drafts[0]);
    RC_ASSERT(batch.applications() == 1u);
    for (const auto& problem : problems) {
      RC_ASSERT(find_pointer(document, problem.where.pointer) != nullptr);
      RC_ASSERT(problem.where.line > 0);
      RC_ASSERT(!problem.what(Language::ja).empty());
      RC_ASSERT(!problem.fix(Language::en).empty());
    }
    for (const auto& value : batch.variables(0)) RC_ASSERT(!value.is_error());
  }));
}

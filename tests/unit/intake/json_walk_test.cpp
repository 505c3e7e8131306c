// The fast way and the slow way of reading a record give the same: cells, ids, problems, what is unreadable.
#include "engine/intake/detail/json_walk.h"

#include <random>

#include "engine/base/files.h"
#include "tests/unit/intake/units_support.h"

using namespace saitaku;
using forms::FieldId;
using forms::FieldKind;

namespace {

std::shared_ptr<const forms::Form> shipped_form(const std::string& programme) {
  const auto path = std::string(SAITAKU_SOURCE_DIR) + "/rules/" + programme + "/form.json";
  auto text = read_file(path);
  REQUIRE(text);
  const auto document = parse_json({path, std::move(*text)});
  REQUIRE(document);
  auto form = forms::form_from_json(*document);
  REQUIRE_MESSAGE(form, describe(form.problems(), Language::en));
  return *form;
}

/// Documents of a form as text: usual ones, and with every kind of thing in them that people and programs write.
class Documents {
 public:
  Documents(const forms::Form& form, std::uint64_t seed, unsigned oddness)
      : form_(form), random_(seed), oddness_(oddness) {}

  std::string next() {
    std::vector<std::string> members;
    if (chance(2)) members.push_back(R"("schema":"saitaku.application/1")");
    if (odd()) members.push_back(pick({R"("schema":"other/1")", R"("schema":1)", R"("$schema":{"a":1,"a":2})"}));
    if (chance(2)) members.push_back(R"("call":"small/1")");
    if (odd()) members.push_back(pick({R"("call":"small/2")", R"("call":5)", R"("call":null)", R"("call":"")"}));
    if (chance(2)) members.push_back("\"application_id\":\"id-" + std::to_string(random_() % 1000) + "\"");
    if (odd())
      members.push_back(pick({R"("application_id":17)", R"("application_id":-0)", R"("application_id":[])",
                              R"("application_id":18446744073709551615)"}));
    return object(form_.roots(), std::move(members));
  }

 private:
  bool chance(unsigned one_in) { return random_() % one_in == 0; }
  bool odd() { return oddness_ != 0 && chance(oddness_); }
  std::string pick(std::initializer_list<std::string_view> choices) {
    return std::string(choices.begin()[random_() % choices.size()]);
  }

  std::string object(const std::vector<FieldId>& fields, std::vector<std::string> members) {
    for (const auto id : fields) {
      if (chance(8)) continue;
      const auto& path = form_.fields()[id].path;
      auto name = path.substr(path.rfind('.') + 1);
      if (odd()) name = "\\u" + hex(static_cast<unsigned char>(name[0])) + name.substr(1);
      members.push_back("\"" + name + "\":" + value(id));
      if (odd() && chance(3)) members.push_back(members[random_() % members.size()]);
    }
    if (odd()) members.push_back("\"" + pick({"u", "x-note", "_n", "total.a", "名", "", "v"}) + "\":" + junk(0));
    if (chance(4)) std::shuffle(members.begin(), members.end(), random_);
    std::string text = "{";
    for (const auto& member : members) text += (text.size() > 1 ? "," : "") + space() + member;
    return text + space() + "}";
  }

  std::string value(FieldId id) {
    if (chance(10)) return "null";
    if (odd()) return junk(0);
    if (odd()) return number();
    if (odd()) return "\"" + words() + "\"";
    const auto& field = form_.fields()[id];
    switch (field.kind) {
      case FieldKind::boolean: return chance(2) ? "true" : "false";
      case FieldKind::integer: return std::to_string(static_cast<std::int64_t>(random_() % 20000) - 100);
      case FieldKind::real: return pick({"1.5", "0", "7", "-0", "0.0", "1e-310", "12345.678", "-1"});
      case FieldKind::string: return "\"" + words() + "\"";
      case FieldKind::date: return date();
      case FieldKind::timestamp: return timestamp();
      case FieldKind::object: return object(field.children, {});
      case FieldKind::list: return list(id);
    }
    return "null";
  }

  std::string list(FieldId id) {
    const auto& children = form_.fields()[id].children;
    std::string text = "[";
    for (auto i = random_() % 4; i-- > 0;) {
      if (text.size() > 1) text += ",";
      const bool plain = !form_.holds_objects(id);
      text += odd() ? junk(0) : chance(9) ? "null" : plain ? value(children.front()) : object(children, {});
    }
    return text + "]";
  }

  std::string date() {
    if (odd()) {
      return pick({"\"令和8年4月17日\"", "\"2026-02-30\"", "\"2026/4/17\"", "\"8.4.17\"", "\" 2026-07-02 \"", "\"\"",
                   "\"0000-01-01\"", "\"２０２６-０７-０２\"", "\"2026-7-2\"", "\"9999-12-31\"", "20260702"});
    }
    return "\"20" + two(100) + "-" + two(12, 1) + "-" + two(28, 1) + "\"";
  }

  std::string timestamp() {
    const auto clock = "T" + two(24) + ":" + two(60) + ":" + two(60);
    const auto offset = pick({"Z", "+09:00", "-03:30", "z", ".25Z", "+24:00", "", ".5+09:00"});
    if (odd()) {
      return pick({"\"2026-05-18 12:00\"", "\"2026-05-18\"", "\"2026-05-18T23:59:60Z\"", "\"2026-05-18T24:00:00Z\"",
                   "\"0001-01-01T00:00:00+09:00\"", "\"9999-12-31T23:59:59-01:00\"", "\"2026-05-18t12:00:00z\"",
                   "\"2026-05-18T12:00:00+0900\"", "\"2026-05-18T12-00-00Z\"", "1779000000"});
    }
    return "\"20" + two(100) + "-" + two(12, 1) + "-" + two(28, 1) + clock + offset + "\"";
  }

  std::string words() {
    return pick({"", "a", "研究計画", "\\n行\\r\\n二", "\\u3042\\ud83d\\ude00", "  ", "5,000千円", "１２", "true",
                 "0012", "\\\"quoted\\\"", "2026-07-02", "\\u0000", "髙橋 太郎",
                 "a long text of more than sixteen bytes"}) +
           (chance(4) ? std::string(random_() % 400, 'x') : "");
  }

  std::string number() {
    return pick({"0", "-0", "1.0", "9e2", "1e400", "1000000000000001", "-1000000000000000", "1000000000000000",
                 "9223372036854775808", "18446744073709551616", "-9223372036854775809", "0.1e-400", "1.25",
                 "123456789012345678901234567890", "01"});
  }

  std::string junk(int depth) {
    switch (random_() % (depth < 4 ? 9 : 6)) {
      case 0: return "null";
      case 1: return "true";
      case 2: return number();
      case 3: return "\"" + words() + "\"";
      case 4:
        return pick({"[]", "{}", "\"\\ud800\"", "nul", "[1,]", "{\"a\":1,\"b\":2,\"a\":3}", "\"\t\"", "\"\xFF\""});
      case 5: return "{\"k\":{\"k\":[]}}";
      case 6: return "[" + junk(depth + 1) + "," + junk(depth + 1) + "]";
      case 7: return "{\"" + pick({"a", "b", "_c"}) + "\":" + junk(depth + 1) + ",\"b\":" + junk(depth + 1) + "}";
      default: return chance(20) ? std::string(120, '[') + std::string(120, ']') : "{\"x\":" + junk(depth + 1) + "}";
    }
  }

  std::string two(unsigned limit, unsigned least = 0) {
    const auto number = random_() % limit + least;
    return (number < 10 ? "0" : "") + std::to_string(number);
  }
  std::string space() { return chance(20) ? " " : ""; }
  static std::string hex(unsigned char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return std::string("00") + kDigits[c >> 4] + kDigits[c & 15];
  }

  const forms::Form& form_;
  std::mt19937_64 random_;
  unsigned oddness_;
};

/// Reads the records both ways and compares; how many the fast way took.
std::size_t compare(const std::shared_ptr<const forms::Form>& form, const std::vector<bool>& wanted, std::uint64_t seed,
                    unsigned oddness) {
  constexpr std::size_t kRecords = 40;
  Documents documents(*form, seed, oddness);
  intake::JsonWalk walk(form, "small/1");
  intake::Filled fast(form, wanted);
  intake::Filled slow(form, wanted);
  std::size_t walked = 0;
  for (int unit = 0; unit < 3; ++unit) {
    fast.clear();
    slow.clear();
    walk.begin(fast);
    std::string all;
    for (std::size_t i = 0; i < kRecords; ++i) {
      const auto text = documents.next();
      all += text + "\n";
      const intake::Record record{text, i + 1, i * 1000};
      if (walk.add(record, text.size())) {
        ++walked;
      } else {
        intake::fill_record_slowly(record, "f.ndjson", "small/1", fast);
      }
      intake::fill_record_slowly(record, "f.ndjson", "small/1", slow);
    }
    tests::Reading fast_reading;
    tests::Reading slow_reading;
    tests::note(fast, fast_reading);
    tests::note(slow, slow_reading);
    const bool same = fast_reading.applications == slow_reading.applications &&
                      fast_reading.unreadable == slow_reading.unreadable &&
                      fast_reading.unknown_members == slow_reading.unknown_members;
    if (same) continue;
    MESSAGE("seed " << seed << "\n" << all);
    CHECK(fast_reading.applications == slow_reading.applications);
    CHECK(fast_reading.unreadable == slow_reading.unreadable);
    CHECK(fast_reading.unknown_members == slow_reading.unknown_members);
    return walked;
  }
  return walked;
}

}  // namespace

TEST_CASE("the fast way and the slow way read the same from documents of the shipped forms, odd ones too") {
  for (const char* programme : {"spread-1000", "nih"}) {
    if (!std::filesystem::exists(std::string(SAITAKU_SOURCE_DIR) + "/rules/" + programme + "/form.json")) continue;
    const auto form = shipped_form(programme);
    const std::vector<bool> all(form->fields().size(), true);
    std::mt19937_64 random(5);
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
      std::vector<bool> some(all.size());
      for (std::size_t i = 0; i < some.size(); ++i) some[i] = random() % 2 == 0;
      CHECK(compare(form, all, seed, 0) > 0);
      compare(form, seed % 2 == 0 ? all : some, seed, 300);
      compare(form, seed % 2 == 0 ? some : all, seed, 40);
    }
  }
}

TEST_CASE("an ordinary document goes the fast way, with unknown members and notes too") {
  const auto form = tests::form_of(R"("a": {"type": "integer", ~}, "b.c": {"type": "string", ~},
      "l": {"type": "list", ~}, "l[].x": {"type": "date", ~}, "p": {"type": "list", ~}, "p[]": {"type": "string", ~})");
  const std::vector<bool> all(form->fields().size(), true);
  intake::JsonWalk walk(form, "small/1");
  intake::Filled filled(form, all);
  walk.begin(filled);
  const auto added = [&](std::string_view text) { return walk.add({text, 1, 0}, text.size()); };
  CHECK(
      added(R"({"call":"small/1","application_id":"é","a":1,"b":{"c":"x"},"l":[{"x":"2026-07-02"},null],"p":["q"]})"));
  CHECK(added(R"({"p":[],"u":{"v":[{"w":1}]},"_note":2,"b":null,"a":null,"l":null})"));
  CHECK_FALSE(added(R"({"a":1,"a":2})"));
  CHECK_FALSE(added(R"({"u":{"v":1,"v":2}})"));
  CHECK_FALSE(added(R"({"a":"1"})"));
  CHECK_FALSE(added(R"({"call":"small/2"})"));
  CHECK_FALSE(added(R"([1])"));
  CHECK_FALSE(added(R"({"a":1)"));
  CHECK(filled.batch.applications() == 2);
  CHECK(filled.entries[0].id == "é");
  REQUIRE(filled.unknown_members.size() == 1);
  CHECK(filled.unknown_members[0].second == 1);
}

// Made-up packs over a form with every kind of field: conditions that nobody would write, but that compile.
#pragma once

#include <fmt/format.h>

#include "tests/support/packs.h"
#include "tests/support/random_cells.h"

namespace saitaku::tests {

inline constexpr std::string_view kOddForm =
    R"({"schema": "saitaku.form/1", "id": "odd", "title": {"ja": "色々", "en": "Odd"},
 "fields": {
   "flag": {"type": "boolean", ~}, "closed": {"type": "boolean", "closed": true, ~},
   "n": {"type": "integer", "range": [0, 10], ~}, "m": {"type": "integer", ~},
   "r": {"type": "real", ~}, "s": {"type": "string", ~}, "c": {"type": "string", "values": ["a", "b", "pdf"], ~},
   "d": {"type": "date", ~}, "t": {"type": "timestamp", ~},
   "o.n": {"type": "integer", ~}, "o.s": {"type": "string", ~},
   "items": {"type": "list", ~}, "items[].k": {"type": "string", "values": ["a", "b"], ~},
   "items[].n": {"type": "integer", ~}, "items[].f": {"type": "boolean", ~}, "items[].d": {"type": "date", ~},
   "items[].tags": {"type": "list", ~}, "items[].tags[]": {"type": "string", ~},
   "tags": {"type": "list", "closed": true, ~}, "tags[]": {"type": "string", ~},
   "nums": {"type": "list", ~}, "nums[]": {"type": "integer", ~}}})";

inline constexpr std::string_view kOddPack = R"json({"schema": "saitaku.pack/1", "id": "odd/one", "version": "1.0.0",
 "edition": "2026-06-10", "title": {"ja": "色々", "en": "Odd"}, "form": "form.json", "documents": {},
 "parameters": {
   "cap": {"type": "integer", "value": 5, ~, "status": "assumed"},
   "texts": {"type": "list", "value": ["a", "other", "日本", "R01"], ~, "status": "assumed"},
   "numbers": {"type": "list", "value": [1, 2, 100], ~, "status": "assumed"}},
 "rules": [<rules>],
 "batch_rules": [
   {"code": "OD-U01", "severity": "error", "title": {"ja": "鍵", "en": "Key"}, "group_by": ["<text>", "<number>"],
    "count": "<count>", "message": {"ja": "{group_size}件", "en": "{group_size}"}, "fix": {"ja": "減", "en": "Fewer"},
    "status": "assumed"},
   {"code": "OD-U02", "severity": "error", "title": {"ja": "鍵", "en": "Key"}, "each": "items",
    "group_by": ["item.k", "n"], "count": "item.f != false", "message": {"ja": "{item.k}", "en": "{item.k}"},
    "fix": {"ja": "減", "en": "Fewer"}, "status": "assumed"}],
 "cases": []})json";

inline constexpr std::string_view kOddRule = R"json({"code": "<code>", "severity": "error",
    "title": {"ja": "則", "en": "Rule"}, <when> <exceptions> "require": "<require>",
    "message": {"ja": "「{<text>}」は{<number>}。", "en": "“{<other>}” is {<scalar>}."},
    "fix": {"ja": "直す。", "en": "Mend {<number>}."}, "status": "assumed"})json";

class RandomRules {
 public:
  explicit RandomRules(Random& random) : random_(random) {}

  /// nullptr where a condition does not fit together after all.
  std::shared_ptr<const rules::Pack> pack() {
    std::string text(kOddPack);
    std::string rules;
    for (int i = 0; i < 6; ++i) rules += (i == 0 ? "" : ",") + rule(i);
    put(text, "<rules>", rules);
    put(text, "<text>", string(1));
    put(text, "<number>", random_.one_in(2) ? "d" : integer(1));
    put(text, "<count>", random_.one_in(2) ? "true" : boolean(1));
    std::string form(kOddForm);
    for (std::string* each : {&text, &form}) put(*each, "~", R"("label": {"ja": "欄", "en": "Field"})");
    auto loaded = rules::pack_from_file({"pack.json", false}, files_of({{"form.json", form}, {"pack.json", text}}));
    if (!loaded) problems_ = describe(loaded.problems(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  const std::string& problems() const { return problems_; }

 private:
  static void put(std::string& text, std::string_view mark, const std::string& instead) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += instead.size()) {
      text.replace(at, mark.size(), instead);
    }
  }

  std::string rule(int number) {
    std::string text(kOddRule);
    put(text, "<code>", fmt::format("OD-{:02}", number));
    put(text, "<when>", random_.one_in(3) ? R"("when": ")" + boolean(2) + R"(",)" : "");
    const std::string exception = R"("exceptions": [{"name": {"ja": "外", "en": "but"}, "when": "<when>"}],)";
    put(text, "<exceptions>", random_.one_in(3) ? exception : "");
    put(text, "<when>", boolean(2));
    put(text, "<require>", boolean(4));
    put(text, "<text>", string(1));
    put(text, "<other>", string(1));
    put(text, "<number>", integer(1));
    put(text, "<scalar>", scalar());
    return text;
  }

  template <class... Options>
  std::string one_of(Options... options) {
    const std::string all[] = {options...};
    return all[random_.below(sizeof...(options))];
  }

  std::string compared() { return one_of("==", "!=", "<", "<=", ">", ">="); }
  std::string number() { return std::to_string(random_.below(12)); }

  std::string scalar() { return one_of("d", "t", "r", "flag", "c", "size(tags)", "o.s"); }

  std::string integer(int depth) {
    if (depth <= 0)
      return one_of(std::string("n"), std::string("m"), std::string("o.n"), number(), std::string("call.cap"),
                    item_is_bound_ ? std::string("x.n") : std::string("n"));
    switch (random_.below(10)) {
      case 0: return fmt::format("({} + {})", integer(depth - 1), integer(depth - 1));
      case 1: return fmt::format("({} * {})", integer(depth - 1), integer(depth - 1));
      case 2: return fmt::format("({} - {})", integer(depth - 1), integer(depth - 1));
      case 3: return fmt::format("({} ? {} : {})", boolean(depth - 1), integer(depth - 1), integer(depth - 1));
      case 4: return one_of("size(items)", "size(tags)", "size(s)", "utf16_length(s)", "words(o.s)", "nums.sum()");
      case 5: return fmt::format("floor_ratio({}, {}, 7)", integer(depth - 1), number());
      case 6: return fmt::format("({} / {})", integer(depth - 1), integer(depth - 1));
      case 7:
        if (item_is_bound_) return "x.n";
        return over_items(
            [&](const std::string& body) { return "items.map(x, x.n != null && " + body + ", x.n).sum()"; }, depth);
      case 8:
        if (item_is_bound_) return "n";
        return over_items([&](const std::string& body) { return "size(items.filter(x, " + body + "))"; }, depth);
      default: return integer(0);
    }
  }

  std::string string(int depth) {
    if (depth <= 0) return one_of("s", "c", "o.s", "'a'", "'日本'", item_is_bound_ ? "x.k" : "s");
    switch (random_.below(5)) {
      case 0: return fmt::format("fold({})", string(depth - 1));
      case 1: return fmt::format("({} ? {} : {})", boolean(depth - 1), string(depth - 1), string(depth - 1));
      case 2: return fmt::format("{}.lowerAscii()", string(depth - 1));
      case 3: return fmt::format("{}.replace('a', 'b')", string(depth - 1));
      default: return string(0);
    }
  }

  template <class Wrap>
  std::string over_items(const Wrap& wrap, int depth) {
    item_is_bound_ = true;
    const std::string body = boolean(depth - 1);
    item_is_bound_ = false;
    return wrap(body);
  }

  std::string boolean(int depth) {
    if (depth <= 0) {
      return one_of("flag == true", "closed != false", "n == null", "m != null", "blank(s)", "d <= date('2026-06-02')",
                    "t != null", "malformed(o.n)", "has(o.n)", "r > 3.0", "items == null", "n > 3", "s == 'a'",
                    "c in ['a', 'b']", "m in call.numbers", "flag", "!flag",
                    item_is_bound_ ? "x.f == true" : "blank(tags)", item_is_bound_ ? "x.k in call.texts" : "digits(s)",
                    item_is_bound_ ? "x.d == d" : "malformed(o.s)", "true");
    }
    switch (random_.below(14)) {
      case 0:
      case 1: return fmt::format("({} && {})", boolean(depth - 1), boolean(depth - 1));
      case 2:
      case 3: return fmt::format("({} || {})", boolean(depth - 1), boolean(depth - 1));
      case 4: return fmt::format("!({})", boolean(depth - 1));
      case 5: return fmt::format("({} ? {} : {})", boolean(depth - 1), boolean(depth - 1), boolean(depth - 1));
      case 6: return fmt::format("{} {} {}", integer(depth - 1), compared(), integer(depth - 1));
      case 7: return fmt::format("{} {} {}", string(depth - 1), compared(), string(depth - 1));
      case 8: return fmt::format("{} in {}", string(depth - 1), one_of("call.texts", "['a', 'x', null]"));
      case 9: return fmt::format("call.texts.exists(u, fold(u) == {} || {})", string(depth - 1), boolean(depth - 1));
      case 10:
        return fmt::format("{}.{}({})", string(depth - 1), one_of("contains", "startsWith", "endsWith", "matches"),
                           "'a'");
      case 11: return fmt::format("tags.{}(y, y == {})", one_of("all", "exists"), string(0));
      case 12:
        if (item_is_bound_)
          return one_of("x.tags.exists(y, y == x.k)", "x.n > n", "x.n == o.n", "items.all(z, z.n == null)");
        return over_items(
            [&](const std::string& body) {
              return fmt::format("items.{}(x, {})", one_of("all", "exists", "exists_one"), body);
            },
            depth);
      default:
        if (item_is_bound_) return boolean(0);
        return over_items(
            [&](const std::string& body) {
              return fmt::format("items.filter(x, {}).{}(w, w.n {} n)", body, one_of("all", "exists"), compared());
            },
            depth);
    }
  }

  Random& random_;
  bool item_is_bound_ = false;
  std::string problems_;
};

}  // namespace saitaku::tests

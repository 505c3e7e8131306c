#include "engine/base/messages.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/embedded.h"
#include "engine/base/text.h"

using namespace saitaku;

namespace {

/// The names between braces; "{{" is none.
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
    if (text.compare(at, 2, "{{") == 0) {
      at += 2;
      continue;
    }
    const std::size_t close = text.find('}', at);
    CHECK_MESSAGE(close != std::string::npos, text);
    if (close == std::string::npos) break;
    names.insert(text.substr(at + 1, close - at - 1));
    at = close;
  }
  return names;
}

}  // namespace

TEST_CASE("messages: values are filled in, by language first") {
  const Args args{{"weekday", "?"}, {"weekday@ja", "金"}, {"weekday@en", "Friday"}, {"text", "x"}};
  CHECK(message_part("date.wrong-weekday", "what", Language::ja, args) ==
        "「x」の曜日が合いません。この日は金曜日です。");
  CHECK(message_part("date.wrong-weekday", "what", Language::en, args) ==
        "the weekday of \"x\" is wrong: the day is a Friday");
}

TEST_CASE("messages: a doubled brace is a brace, and a value nobody gave stays visible") {
  CHECK(message_part("json.empty", "fix", Language::en, {}).ends_with("the smallest document is {}"));
  CHECK(message_part("io.not-found", "what", Language::en, {}) == "the file {path} was not found");
  CHECK(message_part("io.not-found", "what", Language::en, {{"path", "{path}{{"}}) ==
        "the file {path}{{ was not found");
}

TEST_CASE("messages: entries that are not there") {
  CHECK(has_message("io.not-found"));
  CHECK_FALSE(has_message("io.no-such"));
  CHECK(message_part("io.no-such", "what", Language::en, {}) == "");
  CHECK(message_part("io.not-found", "text", Language::en, {}) == "");
  CHECK(text("base.severity.error", Language::en) == "error");
}

TEST_CASE("messages: every entry of every module is whole, in both languages, with the same values") {
  std::size_t entries = 0;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.ends_with("/messages.json")) continue;
    const auto json = nlohmann::json::parse(file.content);
    for (const auto& item : json.items()) {  // no structured bindings: Clang 14 does not let INFO's lambda see them
      const std::string& id = item.key();
      const auto& entry = item.value();
      INFO(file.path << " " << id);
      ++entries;
      CHECK(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos);
      CHECK((entry.contains("text") != entry.contains("what")));
      for (const auto& member : entry.items()) {
        const std::string& part = member.key();
        const auto& languages = member.value();
        INFO(part);
        CHECK((part == "text" || part == "what" || part == "fix"));
        REQUIRE(languages.size() == 2);
        const auto ja = languages.at("ja").get<std::string>();
        const auto en = languages.at("en").get<std::string>();
        CHECK(trimmed(ja).empty() == trimmed(en).empty());
        if (part == "what") CHECK_FALSE(trimmed(ja).empty());  // a label may be empty, in both languages
        CHECK((placeholders(ja) == placeholders(en)));
      }
    }
  }
  CHECK(entries == message_ids().size());
}

// Small forms and documents for tests, written beside the test that uses them.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/forms/form.h"

namespace saitaku::tests {

/// The document of a test's own text.
inline JsonDocument json_of(std::string_view text, std::string file = "test.json") {
  auto document = parse_json({std::move(file), std::string(text)});
  REQUIRE_MESSAGE(document, describe(document.problems(), Language::en));
  return std::move(*document);
}

/// A form from its "fields" alone: R"("a": {"type": "integer", …}, …)" with `~` for a label.
inline JsonDocument form_document(std::string_view fields) {
  std::string text = R"({"schema": "saitaku.form/1", "id": "small", "title": {"ja": "小", "en": "Small"}, "fields": {)";
  for (const char c : fields) {
    if (c == '~') {
      text += R"("label": {"ja": "項目", "en": "Field"})";
    } else {
      text += c;
    }
  }
  return json_of(text + "}}", "form.json");
}

inline std::shared_ptr<const forms::Form> form_of(std::string_view fields) {
  auto form = forms::form_from_json(form_document(fields));
  REQUIRE_MESSAGE(form, describe(form.problems(), Language::en));
  return *form;
}

/// The codes of the problems in order, joined by spaces.
inline std::string codes_of(const Problems& problems) {
  std::string codes;
  for (const auto& problem : problems) codes += (codes.empty() ? "" : " ") + problem.code;
  return codes;
}

}  // namespace saitaku::tests

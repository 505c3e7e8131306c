#include "engine/intake/detail/file_names.h"

#include <array>
#include <utility>

#include "engine/base/text.h"

namespace saitaku::intake {

std::string lower_ascii(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_left_by_system(const std::string& name) {
  const auto lower = lower_ascii(name);
  return name.starts_with('.') || lower == "thumbs.db" || lower == "desktop.ini" || lower == "__macosx" ||
         name == "Icon\r";
}

bool is_answers_document(const std::string& name) {
  const auto lower = lower_ascii(name);
  return lower == "application.json" || lower == "facts.json";
}

/// The digit 0–4 after one of the words for "form", which is how the official names tell the forms apart:
/// 様式１＿研究計画調書＿…, 第2回_様式0_…, 2nd_Form1_Research Plan_…
std::string form_in_name(const std::string& name) {
  const std::string plain = lower_ascii(nfkc(name));
  for (const std::string_view word : {"様式", "form"}) {
    for (auto at = plain.find(word); at != std::string::npos; at = plain.find(word, at + 1)) {
      auto digit = at + word.size();
      while (digit < plain.size() && (plain[digit] == ' ' || plain[digit] == '_' || plain[digit] == '-')) ++digit;
      const bool one = digit + 1 >= plain.size() || plain[digit + 1] < '0' || plain[digit + 1] > '9';
      if (digit < plain.size() && plain[digit] >= '0' && plain[digit] <= '4' && one)
        return std::string("form-") + plain[digit];
    }
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTitles{
      {{"研究計画調書", "form-1"},
       {"research plan", "form-1"},
       {"申請様式チェックリスト", "form-0"},
       {"同意確認書", "form-2"},
       {"checklist", "form-0"}}};
  for (const auto& [title, form] : kTitles) {
    if (plain.find(title) != std::string::npos) return std::string(form);
  }
  return "";
}

}  // namespace saitaku::intake

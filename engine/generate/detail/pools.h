// People, institutions and subjects that do not exist. Every character has a place in CP932, so that a table for old
// Excel loses nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace saitaku::generate::detail {

struct Person {
  std::string name;           ///< "例野 太郎"
  std::string kana;           ///< "レイノ タロウ"
  std::string surname_latin;  ///< "Reino"
  std::string given_latin;    ///< "Taro"
  std::string latin() const { return surname_latin + " " + given_latin; }
};

/// How many different names there are.
std::uint64_t people();
/// Needs: number < people().
Person person(std::uint64_t number);

struct Institution {
  enum class Kind : std::uint8_t { university, college, institute };
  std::string_view ja, en;
  std::string_view code;    ///< of ten digits, as e-Rad has them; none begins like a real one
  std::string_view domain;  ///< "reiji.example.ac.jp"
  Kind kind;
};
/// Those that may apply: universities and colleges of technology.
std::span<const Institution> institutions();
/// Where collaborators come from as well.
std::span<const Institution> all_institutions();
/// Whether a label of a form ("大学", "Technical College (Kosen)") is what such an institution ticks.
bool is_category_of(Institution::Kind kind, std::string_view label);

struct Subject {
  std::string_view data_ja, goal_ja;  ///< "くずし字の翻刻", "誤り検出"
  std::string_view data_en, goal_en;  ///< "transcriptions of cursive script", "error detection"
  std::string_view field_ja, field_en;
};
std::span<const Subject> subjects();

struct Method {
  std::string_view ja, en;  ///< "大規模言語モデル", "large language models"
};
std::span<const Method> methods();

/// What money is spent on, by the category of a budget line; of "other" where the category is not known.
std::span<const std::string_view> goods(std::string_view category, bool english);
std::span<const std::string_view> departments(bool english);
std::span<const std::string_view> positions(bool english);

}  // namespace saitaku::generate::detail

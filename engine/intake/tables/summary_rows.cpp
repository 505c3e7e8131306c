#include "engine/intake/tables/detail/summary_rows.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"
#include "engine/intake/tables/detail/headers.h"

namespace saitaku::intake::detail {
namespace {

// As header_key leaves them.
constexpr std::array<std::string_view, 20> kLabels{
    "合計", "小計",   "中計",  "総計",   "総合計", "合計額", "合計金額", "計",       "平均",       "平均値",
    "累計", "合計値", "total", "totals", "sum",    "mean",   "average",  "subtotal", "grandtotal", "overalltotal"};
constexpr std::array<std::string_view, 6> kCounters{"件", "名", "人", "課題", "行", "applications"};

/// Without one pair of brackets around all of it.
std::string_view without_brackets(std::string_view key) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"},
                                    {"[", "]"},
                                    {"<", ">"},
                                    {"【", "】"},
                                    {"〔", "〕"},
                                    {"《", "》"}}) {
    if (key.size() > open.size() + close.size() && key.starts_with(open) && key.ends_with(close)) {
      return key.substr(open.size(), key.size() - open.size() - close.size());
    }
  }
  return key;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789,.") == std::string_view::npos;
}

}  // namespace

bool is_summary_label(std::string_view text) {
  if (text.size() > kLongestLabel) return false;
  const auto key = header_key(text);
  return std::find(kLabels.begin(), kLabels.end(), without_brackets(key)) != kLabels.end();
}

bool is_summary_count(std::string_view text) {
  if (text.size() > kLongestLabel) return false;
  const auto whole = folded(text);
  const auto key = without_brackets(whole);
  if (key == "-" || key == "―" || key == "—" || key == "ー") return true;
  return std::any_of(kCounters.begin(), kCounters.end(), [&](std::string_view counter) {
    return key.ends_with(counter) && is_number(key.substr(0, key.size() - counter.size()));
  });
}

}  // namespace saitaku::intake::detail

// Rows of tables that sum others up: 合計, 小計, Total. They are nobody's application.
#pragma once

#include <string_view>

namespace saitaku::intake::detail {

/// The longest text, in bytes of any encoding, that can be a label; longer cells need no look.
inline constexpr std::size_t kLongestLabel = 64;

/// 合計, 【小計】, "総 計", "Total:" … and nothing besides.
bool is_summary_label(std::string_view text);
/// What may stand beside the label where names stand otherwise: "12件", "3 名", "-".
bool is_summary_count(std::string_view text);

}  // namespace saitaku::intake::detail

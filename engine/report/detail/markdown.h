// Text inside Markdown.
#pragma once

#include <string>
#include <string_view>

namespace saitaku::report::detail {

/// A text that stays one: on one line, every mark that Markdown or HTML would take for its own escaped.
std::string markdown_text(std::string_view text);

}  // namespace saitaku::report::detail

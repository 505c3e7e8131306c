// Files that travel inside the program: rule packs, forms, cell maps, scenarios, messages.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace saitaku {

struct EmbeddedFile {
  std::string_view path;  ///< from the project's root, "rules/spread-1000/round-2.json"
  std::string_view content;
};

/// Every embedded file, sorted by path. Generated.
std::span<const EmbeddedFile> embedded_files();

std::optional<std::string_view> embedded_file(std::string_view path);

}  // namespace saitaku

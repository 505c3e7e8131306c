// What a JSON file is, without parsing all of it: the program looks at every pack at each start.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace saitaku::rules::detail {

struct Sniffed {
  std::string schema;
  std::string id;
  LocalText title;
};

/// Top-level members "schema", "id" and "title" of the object, wherever they stand; stops at the last of them.
/// nullopt when this is no object with a "schema" that is a string. Says nothing about the rest of the text.
std::optional<Sniffed> sniff(std::string_view json);

}  // namespace saitaku::rules::detail

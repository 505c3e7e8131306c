// The fields that a form and the changes of its packs declare, one by one, before they are put together.
#pragma once

#include <string>
#include <vector>

#include "engine/forms/form.h"

namespace saitaku::forms {

struct Declaration {
  Field field;         ///< path and everything declared; not its place among the others
  bool valid = false;  ///< false: its own problems have been said
};

struct FormHead {
  std::string id;
  LocalText title;
  std::string institution;  ///< path; empty = none
  Where institution_where;
  std::vector<Declaration> declarations;  ///< in file order; a replaced field stands where it stood
};

FormHead read_declarations(const JsonDocument& document,
                           const std::vector<std::pair<const JsonText*, const JsonValue*>>& changes,
                           Problems& problems);

inline constexpr std::size_t kDeepestPath = 32;  ///< names and [] in a path

/// The path of what holds `path`, "" for the application. "a.b[]" and "a.b[].c" are both held by "a.b".
std::string holder_path(std::string_view path);
/// Whether `path` is inside items of a list that holds it directly ("a.b[]", "a.b[].c").
bool held_by_list(std::string_view path);

}  // namespace saitaku::forms

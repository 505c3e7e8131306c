// What names of files say: the forms of an application, and what is none.
#pragma once

#include <string>
#include <string_view>

namespace saitaku::intake {

std::string lower_ascii(std::string text);

/// What the system leaves in folders and nobody hands in.
bool is_left_by_system(const std::string& name);

/// application.json, facts.json.
bool is_answers_document(const std::string& name);

/// "form-0" … "form-4" for the official names of the forms, else "".
std::string form_in_name(const std::string& name);

}  // namespace saitaku::intake

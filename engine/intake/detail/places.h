// Where the answers of a JSON document stand, by JSON pointer.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/problem.h"

namespace saitaku::intake {

using Places = std::map<std::string, Where>;

/// JsonText::where for offsets that only grow: the whole document is read once, not once per value.
class PlaceReader {
 public:
  explicit PlaceReader(const JsonText& text) : text_(text) {}
  /// Needs: `offset` not before the last one asked for.
  Where where(std::size_t offset);

 private:
  const JsonText& text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 0;
  std::int64_t column_ = 1;
};

/// More places than any real application has; beyond it an answer is named by what holds it.
inline constexpr std::size_t kMostPlaces = 200'000;

/// Adds the place of `value` (as `pointer`) and of everything in it.
void add_places(Places& places, PlaceReader& reader, const JsonValue& value, const std::string& pointer);

/// Removes the places of `pointer` and of everything below it.
void remove_places(Places& places, const std::string& pointer);

/// The place of `pointer`, or of the nearest thing around it that has one; its `pointer` is set either way.
Where find_place(const Places& places, const std::string& file, const std::string& pointer);

/// `pointer` + "/" + the token, escaped as RFC 6901 has it.
std::string join_pointer(const std::string& pointer, std::string_view token);
std::string join_pointer(const std::string& pointer, std::size_t index);

}  // namespace saitaku::intake

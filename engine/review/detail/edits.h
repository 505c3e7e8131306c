// The JSON of a scenario with what `--set` and "sweep" change, every value still knowing where it was written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.h"

namespace saitaku::review::detail {

/// The value at "mechanisms.lottery.stages.draw.take" (a list's item by position, "id" or "do") or at a JSON pointer.
/// What is not there is made, except an item of a list and a name in a map of somebody's own names ("counts").
/// `value` goes there; `key_begin` is where a key that is made was written. nullptr: problem scenario.no-such-path,
/// scenario.ambiguous-path, at `where`.
JsonValue* place_at(JsonValue& root, std::string_view path, const JsonValue& value, std::size_t key_begin,
                    const Where& where, Problems& problems);

/// The same place in the same words, however it is written: keys, and positions of a list's items. What is not there
/// stays as it is written.
std::vector<std::string> plain_path(const JsonValue& root, std::string_view path);

class Edits {
 public:
  explicit Edits(JsonDocument document) : text_(std::move(document.text)), root_(std::move(document.root)) {}

  /// `value` as JSON, or else as text.
  void set(const std::string& path, const std::string& value, Problems& problems);

  const JsonText& text() const { return text_; }
  JsonValue& root() { return root_; }
  /// Problems with values that were set get "--set review.pool" for their file.
  void place(Problems& problems) const;

 private:
  struct Added {
    std::size_t begin;  ///< of the value's text, behind that of the file
    std::string path;
  };
  JsonText text_;
  JsonValue root_;
  std::vector<Added> added_;
};

}  // namespace saitaku::review::detail

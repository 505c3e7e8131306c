// Writing JSON piece by piece: for reports that are as long as their input.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/output_file.h"

namespace saitaku::report::detail {

/// Appends `text` as a JSON string with its quotes. Total: ill-formed UTF-8 becomes U+FFFD. About a nanosecond for
/// eight ASCII characters or one Japanese one.
void append_json(std::string& out, std::string_view text);
void append_number(std::string& out, std::integral auto number) { out += std::to_string(number); }

/// A text as JSON, kept until another comes: neighbouring findings say much the same.
class JsonTextCache {
 public:
  const std::string& of(std::string_view text) {
    if (text != raw_) {
      raw_ = text;
      json_.clear();
      append_json(json_, text);
    }
    return json_;
  }

 private:
  std::string raw_, json_ = "\"\"";
};

/// A document written in order. Values of the outer `open_levels` levels stand on lines of their own, what is inside
/// them on one line; 0 = all on one line.
class JsonStream {
 public:
  JsonStream(ByteSink& out, std::size_t open_levels) : out_(out), open_levels_(open_levels) {}

  void begin(char bracket);  ///< '{' or '['
  void end();
  JsonStream& key(std::string_view name);
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::integral auto number) { raw(std::to_string(number)); }
  void value(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  void text_or_null(std::string_view text) { text.empty() ? null() : value(text); }
  /// A value that is JSON already.
  void raw(std::string_view json);
  /// Hands over what is still held.
  void flush();

 private:
  void next();
  void line();
  ByteSink& out_;
  std::size_t open_levels_;
  std::string buffer_;
  struct Level {
    char closing;
    bool empty;
  };
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace saitaku::report::detail

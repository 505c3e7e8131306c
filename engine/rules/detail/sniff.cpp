#include "engine/rules/detail/sniff.h"

#include "engine/base/json.h"

namespace saitaku::rules::detail {
namespace {

/// Walks over JSON text by brackets and quotes alone. Anything that is not JSON makes it stop somewhere harmless.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// The text of the next value.
  std::string_view value() {
    skip_space();
    const std::size_t begin = at_;
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
      } else {
        if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':')) break;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        ++at_;
      }
      if (depth == 0 && (c == '"' || c == '}' || c == ']')) break;
    }
    return text_.substr(begin, at_ - begin);
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = at_ < text_.size() ? at_ + 1 : text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string string_of(std::string_view json) {
  const auto parsed = parse_json({.file = "", .text = std::string(json)});
  return parsed && parsed->root.is_string() ? parsed->root.string : std::string();
}

LocalText local_of(std::string_view json) {
  const auto parsed = parse_json({.file = "", .text = std::string(json)});
  if (!parsed) return {};
  const auto local = local_text(parsed->text, parsed->root);
  return local ? *local : LocalText{};
}

}  // namespace

std::optional<Sniffed> sniff(std::string_view json) {
  Walker walker(json);
  if (!walker.take('{')) return std::nullopt;
  Sniffed found;
  int wanted = 3;
  do {
    const std::string_view key = walker.value();
    if (key.empty() || !walker.take(':')) break;
    const std::string_view value = walker.value();
    if (value.empty()) break;
    if (key == "\"schema\"") found.schema = string_of(value), --wanted;
    if (key == "\"id\"") found.id = string_of(value), --wanted;
    if (key == "\"title\"") found.title = local_of(value), --wanted;
  } while (wanted > 0 && walker.take(','));
  if (found.schema.empty()) return std::nullopt;
  return found;
}

}  // namespace saitaku::rules::detail

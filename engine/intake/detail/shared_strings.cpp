#include "engine/intake/detail/shared_strings.h"

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"

namespace saitaku::intake::detail {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// The UTF-16 unit that "_xHHHH_" at `at` stands for, or -1.
int escape_at(std::string_view text, std::size_t at) {
  if (text.size() - at < 7 || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return -1;
  int unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view without_outer_space(std::string_view text) {
  while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_xml_space(text.back())) text.remove_suffix(1);
  return text;
}

class SharedStrings : public XmlHandler {
 public:
  SharedStrings(const std::string& file, std::size_t most) : file_(file), most_(most) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "si") {
      item_.clear();
      in_item_ = true;
    } else if (in_item_) {
      item_.start(name, attributes);
    }
  }
  void end(std::string_view name) override {
    if (name == "si") {
      in_item_ = false;
      strings.push_back(item_.value());
      if (strings.size() > most_) stop = fault("workbook.too-many-cells", file_, {{"limit", std::to_string(most_)}});
    } else if (in_item_) {
      item_.end(name);
    }
  }
  void text(std::string_view piece) override {
    if (in_item_) item_.text(piece);
  }

  std::vector<std::string> strings;

 private:
  const std::string& file_;
  std::size_t most_;
  StringItem item_;
  bool in_item_ = false;
};

}  // namespace

std::string decode_escapes(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const int unit = escape_at(text, i);
    if (unit < 0) {
      result += text[i++];
      continue;
    }
    i += 7;
    char32_t code_point = static_cast<char32_t>(unit);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const int low = i < text.size() ? escape_at(text, i) : -1;
      if (low >= 0xdc00 && low < 0xe000) {
        code_point = static_cast<char32_t>(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        i += 7;
      }
    }
    if (code_point >= 0xd800 && code_point < 0xe000) code_point = 0xfffd;  // half a pair is no character
    append_code_point(result, code_point);
  }
  return result;
}

void StringItem::clear() {
  value_.clear();
  run_.clear();
  in_text_ = false;
  phonetic_ = 0;
}

void StringItem::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "rPh") ++phonetic_;
  if (name != "t" || phonetic_ > 0) return;
  in_text_ = true;
  preserve_ = attributes.preserves_space();
  run_.clear();
}

void StringItem::end(std::string_view name) {
  if (name == "rPh" && phonetic_ > 0) --phonetic_;
  if (name != "t" || !in_text_) return;
  in_text_ = false;
  // As Excel reads it: white space at the ends counts only where the writer says so.
  value_ += decode_escapes(preserve_ ? std::string_view(run_) : without_outer_space(run_));
}

void StringItem::text(std::string_view piece) {
  if (in_text_) run_ += piece;
}

Result<std::vector<std::string>> read_shared_strings(std::string_view content, std::string_view part,
                                                     const std::string& file, const WorkbookLimits& limits) {
  SharedStrings handler(file, limits.cells);
  if (auto problem = read_xml(content, part, file, limits.xml_depth, handler)) return *problem;
  return std::move(handler.strings);
}

}  // namespace saitaku::intake::detail

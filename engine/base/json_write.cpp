// write_json of json.h.
#include <fmt/format.h>

#include <cmath>

#include "engine/base/json.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

class Writer {
 public:
  explicit Writer(bool pretty) : pretty_(pretty) {}

  void write(const JsonValue& value) {
    switch (value.kind) {
      case JsonValue::Kind::null: out_ += "null"; return;
      case JsonValue::Kind::boolean: out_ += value.boolean ? "true" : "false"; return;
      case JsonValue::Kind::integer: out_ += fmt::format("{}", value.integer); return;
      case JsonValue::Kind::unsigned_integer: out_ += fmt::format("{}", value.unsigned_integer); return;
      case JsonValue::Kind::number: write_number(value); return;
      case JsonValue::Kind::string: write_string(value.string); return;
      case JsonValue::Kind::array:
        write_list('[', ']', value.items, [this](const JsonValue& item) { write(item); });
        return;
      case JsonValue::Kind::object:
        write_list('{', '}', value.members, [this](const JsonMember& member) {
          write_string(member.key);
          out_ += pretty_ ? ": " : ":";
          write(member.value);
        });
        return;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void write_number(const JsonValue& value) {
    if (!value.string.empty()) {  // as it was written: 1.10 stays 1.10, and no digit of a long integer is lost
      out_ += value.string;
      return;
    }
    SAITAKU_EXPECT(std::isfinite(value.number), "JSON has no NaN and no infinity");
    out_ += shortest(value.number);
  }

  void write_string(const std::string& text) {
    out_ += '"';
    for (const char c : is_utf8(text) ? text : printable_utf8(text)) {
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\n': out_ += "\\n"; break;
        case '\r': out_ += "\\r"; break;
        case '\t': out_ += "\\t"; break;
        default:
          if (static_cast<unsigned char>(c) < 0x20) {
            out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
          } else {
            out_ += c;
          }
      }
    }
    out_ += '"';
  }

  template <class Items, class WriteItem>
  void write_list(char open, char close, const Items& items, const WriteItem& write_item) {
    out_ += open;
    ++depth_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ',';
      new_line();
      write_item(items[i]);
    }
    --depth_;
    if (!items.empty()) new_line();
    out_ += close;
  }

  void new_line() {
    if (pretty_) out_ += '\n' + std::string(2 * depth_, ' ');
  }

  bool pretty_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string write_json(const JsonValue& value, bool pretty) {
  Writer writer(pretty);
  writer.write(value);
  return writer.take();
}

}  // namespace saitaku

// Values as text that reads like the expression that makes them.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/text.h"
#include "engine/expr/value.h"

namespace saitaku::expr {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': result += "\\\""; break;
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\r': result += "\\r"; break;
      case '\t': result += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          result += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
          result += c;
        }
    }
  }
  return result + "\"";
}

std::string quoted_bytes(std::string_view bytes) {
  std::string result = "b\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string in_digits(double value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

/// 1 is an int, so a whole double shows its kind: 1.0. Without an exponent where people read it better.
std::string real_text(double value) {
  const double magnitude = std::fabs(value);
  const bool everyday = magnitude >= 1e-6 && magnitude < 1e17;
  std::string result = everyday ? in_digits(value) : shortest(value);
  if (result.find_first_of(".eEnN") == std::string::npos) result += ".0";
  return result;
}

/// The names that `type(x) == …` is written with.
std::string type_name(const Type& type) {
  switch (type.kind()) {
    case Type::Kind::null: return "null_type";
    case Type::Kind::list: return "list";
    case Type::Kind::map: return "map";
    case Type::Kind::timestamp: return "google.protobuf.Timestamp";
    case Type::Kind::duration: return "google.protobuf.Duration";
    default: return type.without_null().to_string();
  }
}

std::string list_text(const List& list) {
  std::string result = "[";
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i > 0) result += ", ";
    result += list.items[i].to_string();
    if (list.is_uncertain(i)) result += '?';
  }
  return result + "]";
}

std::string map_text(const Map& map) {
  std::string result = "{";
  for (const auto& [key, value] : map.entries) {
    if (result.size() > 1) result += ", ";
    result += key.to_string() + ": " + value.to_string();
  }
  return result + "}";
}

std::string record_text(const Records& records, std::size_t row) {
  std::string result = "{";
  const std::vector<RecordField>& fields = records.type()->fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) result += ", ";
    result += quoted(fields[i].name) + ": " + records.field(row, i).to_string();
  }
  return result + "}";
}

}  // namespace

std::string Value::to_string() const {
  switch (kind_) {
    case Kind::null: return "null";
    case Kind::boolean: return as_boolean() ? "true" : "false";
    case Kind::integer: return std::to_string(as_integer());
    case Kind::unsigned_integer: return std::to_string(as_unsigned()) + "u";
    case Kind::real: return real_text(as_real());
    case Kind::string: return quoted(as_string());
    case Kind::bytes: return quoted_bytes(as_bytes());
    case Kind::list: return list_text(as_list());
    case Kind::map: return map_text(as_map());
    case Kind::timestamp: return "timestamp(\"" + saitaku::to_string(as_timestamp()) + "\")";
    case Kind::duration: return "duration(\"" + saitaku::to_string(as_duration()) + "\")";
    case Kind::date: return "date(\"" + saitaku::to_string(as_date()) + "\")";
    case Kind::type: return type_name(as_type());
    case Kind::record: return record_text(records(), row());
    case Kind::unknown: return fmt::format("unknown({})", fmt::join(as_unknown().paths, ", "));
    case Kind::error: return "error(" + as_error().code + ")";
  }
  return {};
}

}  // namespace saitaku::expr

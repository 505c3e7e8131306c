#include "engine/intake/tables/detail/plain_cells.h"

#include <algorithm>
#include <cstring>

#include "engine/intake/tables/detail/encodings.h"

namespace saitaku::intake::detail {
namespace {

using forms::FieldKind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// At most 15 digits, so that no limit is near.
bool write_integer(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes) {
  const bool negative = bytes.front() == '-';
  if (negative) bytes.remove_prefix(1);
  if (bytes.empty() || bytes.size() > 15) return false;
  std::int64_t value = 0;
  for (const char c : bytes) {
    if (!is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  batch.set_integer(use.field, row, negative ? -value : value);
  return true;
}

bool write_date(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes) {
  if (bytes.size() != 10 || bytes[4] != '-' || bytes[7] != '-') return false;
  const auto date = iso_date(bytes);
  if (date) batch.set_date(use.field, row, *date);
  return date.has_value();
}

bool write_string(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes, bool utf8) {
  const auto first = static_cast<unsigned char>(bytes.front());
  // It may be blank: white space is ASCII, U+00A0 or U+3000.
  if (first <= ' ' || first == 0xC2 || bytes.starts_with("\xE3\x80\x80")) return false;
  if (!utf8 && !is_ascii(bytes)) return false;
  const auto& field = *use.declared;
  if (field.digits > 0) {
    if (bytes.size() != static_cast<std::size_t>(field.digits) || !std::all_of(bytes.begin(), bytes.end(), is_digit)) {
      return false;
    }
  } else if (std::memchr(bytes.data(), '\r', bytes.size()) != nullptr) {
    return false;
  }
  if (bytes.size() > forms::Batch::kMostText - batch.text_bytes()) return false;
  batch.set_string(use.field, row, bytes);
  return true;
}

bool write_boolean(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes) {
  const bool yes = bytes == "true" || bytes == "TRUE" || bytes == "1";
  if (!yes && bytes != "false" && bytes != "FALSE" && bytes != "0") return false;
  batch.set_boolean(use.field, row, yes);
  return true;
}

}  // namespace

bool write_plain(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes, bool utf8) {
  if (use.whole_list) return false;
  if (bytes.empty()) {
    batch.set_null(use.field, row);
    return true;
  }
  switch (use.declared->kind) {
    case FieldKind::integer: return write_integer(batch, use, row, bytes);
    case FieldKind::date: return write_date(batch, use, row, bytes);
    case FieldKind::string: return write_string(batch, use, row, bytes, utf8);
    case FieldKind::boolean: return write_boolean(batch, use, row, bytes);
    default: return false;
  }
}

}  // namespace saitaku::intake::detail

#include "engine/intake/detail/places.h"

#include <algorithm>

namespace saitaku::intake {

Where PlaceReader::where(std::size_t offset) {
  const std::string_view text = text_.text;
  if (at_ == 0 && text.starts_with("\xEF\xBB\xBF")) at_ = 3;  // a byte order mark takes no column
  for (const auto end = std::min(offset, text.size()); at_ < end; ++at_) {
    if (text[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text[at_]) & 0xC0) != 0x80) {
      ++column_;
    }
  }
  Where where;
  where.file = text_.file;
  where.line = static_cast<std::int64_t>(text_.first_line) + line_;
  where.column = column_;
  where.byte = static_cast<std::int64_t>(text_.first_byte + std::min(offset, text.size()));
  return where;
}

std::string join_pointer(const std::string& pointer, std::string_view token) {
  std::string joined = pointer + '/';
  for (const char c : token) {
    if (c == '~') {
      joined += "~0";
    } else if (c == '/') {
      joined += "~1";
    } else {
      joined += c;
    }
  }
  return joined;
}

std::string join_pointer(const std::string& pointer, std::size_t index) {
  return pointer + '/' + std::to_string(index);
}

void add_places(Places& places, PlaceReader& reader, const JsonValue& value, const std::string& pointer) {
  if (places.size() >= kMostPlaces) return;
  auto where = reader.where(value.begin);
  where.pointer = pointer;
  places.insert_or_assign(pointer, std::move(where));
  for (const auto& member : value.members) add_places(places, reader, member.value, join_pointer(pointer, member.key));
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    add_places(places, reader, value.items[i], join_pointer(pointer, i));
  }
}

void remove_places(Places& places, const std::string& pointer) {
  // Everything below begins with "pointer/"; '0' is the character after '/'.
  places.erase(pointer);
  places.erase(places.lower_bound(pointer + '/'), places.lower_bound(pointer + '0'));
}

Where find_place(const Places& places, const std::string& file, const std::string& pointer) {
  Where where;
  where.file = file;
  for (std::string_view at = pointer;; at = at.substr(0, at.rfind('/'))) {
    if (const auto found = places.find(std::string(at)); found != places.end()) {
      where = found->second;
      break;
    }
    if (at.empty()) break;
  }
  where.pointer = pointer;
  return where;
}

}  // namespace saitaku::intake

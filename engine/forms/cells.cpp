#include "engine/forms/cells.h"

#include <bit>
#include <cstring>
#include <optional>

namespace saitaku::forms {
namespace {

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
void put_number(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7F) | 0x80);
  bytes += static_cast<char>(number);
}

std::uint64_t folded_sign(std::int64_t number) {
  return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
}
std::int64_t unfolded_sign(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

class Writer {
 public:
  Writer(const Batch& batch, std::string& bytes) : batch_(batch), bytes_(bytes) {}

  void put(FieldId field, std::size_t row) {
    const auto& declared = batch_.form().fields()[field];
    const auto state = batch_.state(field, row);
    bytes_ += static_cast<char>(state);
    if (declared.kind == FieldKind::object) {
      for (const auto child : declared.children) put(child, row);
    } else if (state == CellState::value) {
      put_value(declared, field, row);
    }
  }

 private:
  void put_value(const Field& declared, FieldId field, std::size_t row) {
    const auto& column = batch_.column(field);
    switch (declared.kind) {
      case FieldKind::timestamp:
        put_number(bytes_, static_cast<std::uint64_t>(column.nanoseconds[row]));
        [[fallthrough]];
      case FieldKind::boolean:
      case FieldKind::integer:
      case FieldKind::date: return put_number(bytes_, folded_sign(column.integers[row]));
      case FieldKind::real: return put_number(bytes_, std::bit_cast<std::uint64_t>(column.reals[row]));
      case FieldKind::string: {
        const auto text = batch_.text(field, row);
        put_number(bytes_, text.size());
        bytes_ += text;
        return;
      }
      case FieldKind::list: {
        const auto count = batch_.item_count(field, row);
        put_number(bytes_, count);
        for (std::size_t item = 0; item < count; ++item) {
          for (const auto child : declared.children) put(child, batch_.item_row(field, row, item));
        }
        return;
      }
      case FieldKind::object: return;
    }
  }

  const Batch& batch_;
  std::string& bytes_;
};

class Reader {
 public:
  Reader(Batch& batch, std::string_view bytes) : batch_(batch), rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }

  bool take(FieldId field, std::size_t row) {
    if (rest_.empty() || static_cast<unsigned char>(rest_[0]) > static_cast<unsigned char>(CellState::malformed)) {
      return false;
    }
    const auto state = static_cast<CellState>(rest_[0]);
    rest_.remove_prefix(1);
    const auto& declared = batch_.form().fields()[field];
    const bool is_list = declared.kind == FieldKind::list;
    if (batch_.holds(field)) {
      (is_list ? batch_.writable_list(field).state : batch_.writable(field).state)[row] = state;
    }
    if (declared.kind == FieldKind::object) return take_all(declared.children, row);
    return state != CellState::value || take_value(declared.kind, field, row);
  }

 private:
  bool take_all(const std::vector<FieldId>& fields, std::size_t row) {
    for (const auto field : fields) {
      if (!take(field, row)) return false;
    }
    return true;
  }

  bool take_value(FieldKind kind, FieldId field, std::size_t row) {
    const auto number = take_number();
    if (!number) return false;
    switch (kind) {
      case FieldKind::boolean: batch_.set_boolean(field, row, *number != 0); break;
      case FieldKind::integer: batch_.set_integer(field, row, unfolded_sign(*number)); break;
      case FieldKind::date: batch_.set_date(field, row, Date{static_cast<std::int32_t>(unfolded_sign(*number))}); break;
      case FieldKind::timestamp: {
        const auto seconds = take_number();
        if (!seconds) return false;
        batch_.set_timestamp(field, row, {unfolded_sign(*seconds), static_cast<std::int32_t>(*number)});
        break;
      }
      case FieldKind::real: batch_.set_real(field, row, std::bit_cast<double>(*number)); break;
      case FieldKind::string:
        if (*number > rest_.size()) return false;
        batch_.set_string(field, row, rest_.substr(0, *number));
        rest_.remove_prefix(*number);
        break;
      case FieldKind::list: return take_items(field, row, *number);
      case FieldKind::object: return false;
    }
    return true;
  }

  bool take_items(FieldId list, std::size_t row, std::uint64_t count) {
    const auto& children = batch_.form().fields()[list].children;
    if (count > rest_.size()) return false;  // an item takes a byte at least
    const auto first = batch_.append_items(list, row, count);
    for (std::uint64_t item = 0; item < count; ++item) {
      if (!take_all(children, first + item)) return false;
    }
    return true;
  }

  std::optional<std::uint64_t> take_number() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_[0]);
      rest_.remove_prefix(1);
      number |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return number;
    }
    return std::nullopt;
  }

  Batch& batch_;
  std::string_view rest_;
};

}  // namespace

void append_cells(const Batch& batch, std::size_t application, std::span<const FieldId> fields, std::string& bytes) {
  Writer writer(batch, bytes);
  for (const auto field : fields) writer.put(field, application);
}

bool add_from_cells(Batch& batch, std::span<const FieldId> fields, std::string_view bytes) {
  Reader reader(batch, bytes);
  const auto row = batch.add_application();
  bool whole = true;
  for (const auto field : fields) whole = whole && reader.take(field, row);
  if (whole && reader.at_end()) return true;
  batch.drop_application();
  return false;
}

}  // namespace saitaku::forms

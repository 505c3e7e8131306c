#include "engine/intake/detail/json_shape.h"

namespace saitaku::intake {
namespace {

using forms::FieldId;
using forms::FieldKind;

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('.') + 1); }

JsonAction action_of(FieldKind kind, bool held) {
  switch (kind) {
    case FieldKind::boolean: return held ? JsonAction::boolean : JsonAction::skip;
    case FieldKind::integer: return held ? JsonAction::integer : JsonAction::skip;
    case FieldKind::real: return held ? JsonAction::real : JsonAction::skip;
    case FieldKind::string: return held ? JsonAction::string : JsonAction::skip;
    case FieldKind::date: return held ? JsonAction::date : JsonAction::skip;
    case FieldKind::timestamp: return held ? JsonAction::timestamp : JsonAction::skip;
    case FieldKind::object: return held ? JsonAction::object : JsonAction::skip_object;
    case FieldKind::list: return held ? JsonAction::list : JsonAction::skip_list;
  }
  return JsonAction::skip;
}

class Shaper {
 public:
  Shaper(const forms::Form& form, const std::vector<bool>& held) : form_(form), held_(held) {}

  std::vector<JsonShape> shape() {
    const auto root = add_shape(forms::kNoField, form_.roots());
    // Beside the answers, unless the form asks for them.
    const auto head = [&](std::string_view name, JsonAction action) {
      if (!form_.find(name)) shapes_[root].add(name, action);
    };
    head("schema", JsonAction::schema);
    head("call", JsonAction::call);
    head("application_id", JsonAction::application_id);
    head("$schema", JsonAction::skip);
    shapes_[root].of_form = shapes_[root].members.size();
    return std::move(shapes_);
  }

 private:
  std::uint32_t add_shape(FieldId owner, const std::vector<FieldId>& children) {
    const auto index = static_cast<std::uint32_t>(shapes_.size());
    shapes_.emplace_back();
    shapes_[index].owner = owner;
    shapes_[index].held = owner == forms::kNoField || held_[owner];
    shapes_[index].plain_items =
        owner != forms::kNoField && form_.fields()[owner].kind == FieldKind::list && !form_.holds_objects(owner);
    for (const auto id : children) {
      const auto& field = form_.fields()[id];
      const auto child =
          field.kind == FieldKind::object || field.kind == FieldKind::list ? add_shape(id, field.children) : 0u;
      const auto at = shapes_[index].add(last_name(field.path), action_of(field.kind, held_[id]));
      shapes_[index].members[at].field = id;
      shapes_[index].members[at].child = child;
    }
    shapes_[index].of_form = shapes_[index].members.size();
    return index;
  }

  const forms::Form& form_;
  const std::vector<bool>& held_;
  std::vector<JsonShape> shapes_;
};

}  // namespace

KeyImage::KeyImage(std::string_view key) {
  std::string image(sizeof(std::uint32_t), '\0');
  const auto length = static_cast<std::uint32_t>(key.size());
  std::memcpy(image.data(), &length, sizeof length);
  image += key;
  std::string mask(image.size(), '\xFF');
  if (image.size() > sizeof words_) rest_ = image.substr(sizeof words_);
  image.resize(sizeof words_);
  mask.resize(sizeof masks_);
  std::memcpy(words_, image.data(), sizeof words_);
  std::memcpy(masks_, mask.data(), sizeof masks_);
}

std::size_t JsonShape::slot(const std::uint8_t* key, std::size_t length) const {
  // Length, the first four characters and the last eight tell the keys of a form apart.
  auto hash = length < 4 ? KeyImage::word(key) & ((std::uint64_t{1} << (32 + 8 * length)) - 1) : KeyImage::word(key);
  if (length >= 4) hash ^= KeyImage::word(key + length - 4) * 0xff51afd7ed558ccdull;
  hash *= 0x9e3779b97f4a7c15ull;
  return static_cast<std::size_t>(hash >> 40) & (table.size() - 1);
}

std::uint32_t JsonShape::find(const std::uint8_t* key) const {
  std::uint32_t length = 0;
  std::memcpy(&length, key, sizeof length);
  for (auto at = slot(key, length);; at = (at + 1) & (table.size() - 1)) {
    if (table[at] == kNoMember || members[table[at]].key.matches(key)) return table[at];
  }
}

std::uint32_t JsonShape::add(std::string_view key, JsonAction action) {
  members.push_back({.key = KeyImage(key), .name = std::string(key), .action = action});
  rebuild();
  return static_cast<std::uint32_t>(members.size() - 1);
}

void JsonShape::rebuild() {
  std::size_t size = 8;
  while (size < members.size() * 4) size *= 2;
  table.assign(size, kNoMember);
  for (std::uint32_t member = 0; member < members.size(); ++member) {
    const auto& text = members[member].name;
    std::string image(sizeof(std::uint32_t), '\0');
    const auto length = static_cast<std::uint32_t>(text.size());
    std::memcpy(image.data(), &length, sizeof length);
    image += text;
    image.append(8, '\0');
    auto at = slot(reinterpret_cast<const std::uint8_t*>(image.data()), text.size());  // characters as bytes
    while (table[at] != kNoMember) at = (at + 1) & (size - 1);
    table[at] = member;
  }
}

std::vector<JsonShape> json_shapes(const forms::Form& form, const std::vector<bool>& held) {
  return Shaper(form, held).shape();
}

}  // namespace saitaku::intake

#include "engine/intake/detail/json_walk.h"

#include <simdjson.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>

#include "engine/base/civil.h"
#include "engine/intake/detail/json_shape.h"
#include "engine/intake/detail/numbers.h"

namespace saitaku::intake {
namespace {

using forms::CellState;
using forms::FieldId;

constexpr std::string_view kSchema = "saitaku.application/1";
constexpr std::size_t kLongest = std::size_t{1} << 20;  // longer records are rare, and their limits are the slow way's
constexpr std::size_t kDeepest = 60;                    // below the draft reader's limit
constexpr std::size_t kMostOtherKeys = 64;              // per object; keys may be data
constexpr std::size_t kLongestOtherKey = 100;
constexpr std::uint64_t kPayload = (std::uint64_t{1} << 56) - 1;
constexpr std::uint64_t kCountSaturated = 0xFFFFFF;
constexpr std::size_t kUnusual = 0;  // no place behind a value: the tape's first word is the document's own

/// A document as simdjson leaves it: 64-bit words with a type in the highest byte, and the strings.
struct Tape {
  const std::uint64_t* words = nullptr;
  const std::uint8_t* strings = nullptr;

  char type(std::size_t at) const { return static_cast<char>(words[at] >> 56); }
  /// Behind the value at `at`.
  std::size_t behind(std::size_t at) const {
    const char t = type(at);
    if (t == '{' || t == '[') return static_cast<std::uint32_t>(words[at]);
    return at + (t == 'l' || t == 'u' || t == 'd' ? 2 : 1);
  }
  /// Within an object or list, the closing bracket.
  std::size_t close(std::size_t at) const { return static_cast<std::uint32_t>(words[at]) - 1; }
  std::uint64_t count(std::size_t at) const { return words[at] >> 32 & kCountSaturated; }
  const std::uint8_t* string(std::size_t at) const { return strings + (words[at] & kPayload); }
  std::string_view text(std::size_t at) const {
    const auto* bytes = string(at);
    std::uint32_t length = 0;
    std::memcpy(&length, bytes, sizeof length);
    return {reinterpret_cast<const char*>(bytes + sizeof length), length};  // bytes as characters
  }
};

/// Copies up to 16 bytes too many. Whether there is a carriage return among the bytes, or perhaps behind them.
bool copy_text(char* to, std::string_view from) {
#ifdef __SSE2__
  const auto returns = _mm_set1_epi8('\r');
  auto found = _mm_setzero_si128();
  std::size_t at = 0;
  do {
    const auto piece = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from.data() + at));  // the type it takes
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + at), piece);
    found = _mm_or_si128(found, _mm_cmpeq_epi8(piece, returns));
    at += sizeof piece;
  } while (at < from.size());
  return _mm_movemask_epi8(found) != 0;
#else
  std::memcpy(to, from.data(), from.size());
  return std::memchr(from.data(), '\r', from.size()) != nullptr;
#endif
}

/// Whether no object from `at` to its end has a key twice.
bool keys_are_unique(const Tape& tape, std::size_t at) {
  const char type = tape.type(at);
  if (type != '{' && type != '[') return true;
  const auto end = tape.close(at);
  if (type == '[') {
    for (++at; at < end; at = tape.behind(at)) {
      if (!keys_are_unique(tape, at)) return false;
    }
    return true;
  }
  constexpr std::uint64_t kManyKeys = 64;
  if (tape.count(at) > kManyKeys) return false;  // not known: the slow way sees
  const auto first = at + 1;
  for (auto key = first; key < end; key = tape.behind(key + 1)) {
    for (auto before = first; before < key; before = tape.behind(before + 1)) {
      if (tape.text(before) == tape.text(key)) return false;
    }
    if (!keys_are_unique(tape, key + 1)) return false;
  }
  return true;
}

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  const auto tens = static_cast<unsigned>(text[at] - '0');
  const auto ones = static_cast<unsigned>(text[at + 1] - '0');
  if (tens > 9 || ones > 9) return std::nullopt;
  return static_cast<int>(tens * 10 + ones);
}

/// "2026-07-02" alone.
std::optional<Date> plain_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto century = two_digits(text, 0);
  const auto year = two_digits(text, 2);
  const auto month = two_digits(text, 5);
  const auto day = two_digits(text, 8);
  if (!century || !year || !month || !day) return std::nullopt;
  return date_from({*century * 100 + *year, *month, *day});
}

/// "2026-07-02T16:40:00+09:00" and "…Z"; fractions are left to the slow way.
std::optional<Instant> plain_instant(std::string_view text) {
  if (text.size() != 20 && text.size() != 25) return std::nullopt;
  const auto date = plain_date(text.substr(0, 10));
  if (!date || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto hour = two_digits(text, 11);
  const auto minute = two_digits(text, 14);
  const auto second = two_digits(text, 17);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::int64_t offset = 0;
  if (text.size() == 20) {
    if (text[19] != 'Z') return std::nullopt;
  } else {
    const auto hours = two_digits(text, 20);
    const auto minutes = two_digits(text, 23);
    if ((text[19] != '+' && text[19] != '-') || text[22] != ':' || !hours || !minutes) return std::nullopt;
    if (*hours > 23 || *minutes > 59) return std::nullopt;
    offset = (*hours * 60 + *minutes) * 60;
    if (text[19] == '-') offset = -offset;
  }
  const Instant instant{std::int64_t{date->days} * 86400 + *hour * 3600 + *minute * 60 + *second - offset, 0};
  if (instant.seconds < kFirstInstantSecond || instant.seconds > kLastInstantSecond) return std::nullopt;
  return instant;
}

}  // namespace

struct JsonWalk::Impl {
  Impl(std::shared_ptr<const forms::Form> the_form, std::string the_call)
      : form(std::move(the_form)), call(std::move(the_call)) {
    usable = parser.allocate(kLongest, kDeepest) == simdjson::SUCCESS;
  }

  void begin(Filled& the_filled) {
    filled = &the_filled;
    batch = &filled->batch;
    ++unit;
    std::vector<bool> now(form->fields().size());
    for (FieldId field = 0; field < now.size(); ++field) now[field] = batch->holds(field);
    if (shapes.empty() || now != held) {
      held = std::move(now);
      shapes = json_shapes(*form, held);
    }
    for (auto& shape : shapes) {
      for (auto& member : shape.members) {
        if (member.field != forms::kNoField) member.column = &batch->writable(member.field);
      }
    }
  }

  bool add(const Record& record, std::size_t readable) {
    if (!usable || record.text.size() > kLongest || !parse(record.text, readable) || tape.type(1) != '{') return false;
    if (record.text.size() > forms::Batch::kMostText - batch->text_bytes()) return false;
    id = {};
    id_number.reset();
    counted.clear();
    text_begin = static_cast<std::uint32_t>(batch->text_bytes());
    text = batch->text_room(record.text.size());
    text_used = 0;
    auto& entry = next_entry(*filled);
    const auto row = batch->add_application();
    if (!members(0, 1, row)) {
      batch->drop_application();
      return false;
    }
    batch->keep_text(text_used);
    if (id_number) {
      entry.id = std::to_string(*id_number);
    } else {
      entry.id = id;
    }
    entry.line = record.line;
    entry.byte = static_cast<std::int64_t>(record.byte);
    for (const auto& [shape, member] : counted) count(shapes[shape], shapes[shape].members[member]);
    return true;
  }

  bool parse(std::string_view record, std::size_t readable) {
    const char* bytes = record.data();
    if (readable < record.size() + simdjson::SIMDJSON_PADDING) {
      padded.reserve(record.size() + simdjson::SIMDJSON_PADDING);
      padded = record;
      bytes = padded.data();
    }
    if (parser.parse(bytes, record.size(), false).error() != simdjson::SUCCESS) return false;
    tape = {parser.doc.tape.get(), parser.doc.string_buf.get()};
    return true;
  }

  void count(const JsonShape& shape, JsonMember& member) {
    if (member.counted_in != unit) {
      member.counter = unknown_member(filled->unknown_members, *form, shape.owner, member.name);
      member.counted_in = unit;
    }
    ++filled->unknown_members[member.counter].second;
  }

  /// The object at `at`, whose cells are in `row`. false: there is something unusual.
  bool members(std::uint32_t shape_index, std::size_t at, std::size_t row) {
    auto& shape = shapes[shape_index];
    const auto object = ++objects;
    const auto end = tape.close(at);
    auto* link = &shape.first;
    for (++at; at < end;) {
      auto guess = *link;
      const auto* key = tape.string(at);
      if (guess == kNoMember || !shape.members[guess].key.matches(key)) {
        guess = shape.find(key);
        if (guess == kNoMember) {
          const bool is_first = link == &shape.first;
          guess = add_other(shape, tape.text(at));
          if (guess == kNoMember) return false;
          if (!is_first) link = nullptr;  // the members have moved
        }
        if (link != nullptr) *link = guess;
      }
      auto& member = shape.members[guess];
      if (member.seen == object) return false;
      member.seen = object;
      link = &member.next;
      if (member.action == JsonAction::count) counted.emplace_back(shape_index, guess);
      at = value(member, at + 1, row);
      if (at == kUnusual) return false;
    }
    return true;
  }

  /// A member that the form does not have; kNoMember: it is unusual.
  static std::uint32_t add_other(JsonShape& shape, std::string_view key) {
    if (key.size() > kLongestOtherKey || shape.members.size() >= shape.of_form + kMostOtherKeys) return kNoMember;
    // What begins so are its author's own notes.
    const bool note = key.starts_with('_') || key.starts_with("x-");
    return shape.add(key, note || !shape.held ? JsonAction::skip : JsonAction::count);
  }

  /// Where the walk goes on behind the value at `at`; kUnusual where there is something unusual.
  /// Plain cells are written here; everything that takes longer is called, so that this stays small enough to be part
  /// of the loop over an object's members.
  [[gnu::always_inline]] std::size_t value(const JsonMember& member, std::size_t at, std::size_t row) {
    const char type = tape.type(at);
    switch (member.action) {
      case JsonAction::string:
        if (type != '"') break;
        return string(*member.column, at, row) ? at + 1 : kUnusual;
      case JsonAction::integer:
        if (type != 'l') break;
        return integer(*member.column, at, row) ? at + 2 : kUnusual;
      case JsonAction::boolean:
        if (type != 't' && type != 'f') break;
        member.column->integers[row] = type == 't';
        member.column->state[row] = CellState::value;
        return at + 1;
      default: return other_value(member, at, row);
    }
    if (type != 'n') return kUnusual;
    member.column->state[row] = CellState::null;
    return at + 1;
  }

  [[gnu::noinline]] std::size_t other_value(const JsonMember& member, std::size_t at, std::size_t row) {
    const char type = tape.type(at);
    const auto behind = tape.behind(at);
    if (member.action > JsonAction::list) return aside(member, type, at) ? behind : kUnusual;
    if (type == 'n') {
      batch->set_null(member.field, row);
      return behind;
    }
    return answer(member, type, at, row) ? behind : kUnusual;
  }

  bool answer(const JsonMember& member, char type, std::size_t at, std::size_t row) {
    switch (member.action) {
      case JsonAction::real: return (type == 'l' || type == 'd') && real(*member.column, type, at, row);
      case JsonAction::date: return type == '"' && date(*member.column, at, row);
      case JsonAction::timestamp: return type == '"' && timestamp(*member.column, at, row);
      case JsonAction::object: return type == '{' && members(member.child, at, row);
      case JsonAction::list: return type == '[' && items(member, at, row);
      default: return false;
    }
  }

  /// What makes no cell.
  bool aside(const JsonMember& member, char type, std::size_t at) {
    switch (member.action) {
      case JsonAction::skip_object:
        if (type == '{') return members(member.child, at, 0);
        break;
      case JsonAction::skip_list:
        if (type == '[') return skipped_items(member, at);
        break;
      case JsonAction::schema: return type == '"' && tape.text(at) == kSchema;
      case JsonAction::call: return type == 'n' || (type == '"' && is_this_call(tape.text(at)));
      case JsonAction::application_id: return application_id(at);
      default: break;
    }
    return keys_are_unique(tape, at);
  }

  bool is_this_call(std::string_view stated) const { return call.empty() || stated.empty() || stated == call; }

  bool application_id(std::size_t at) {
    const char type = tape.type(at);
    if (type == '"') {
      id = tape.text(at);
    } else if (type == 'l') {
      id_number = static_cast<std::int64_t>(tape.words[at + 1]);
    } else if (type != 'n') {
      return false;
    }
    return true;
  }

  bool string(forms::Column& column, std::size_t at, std::size_t row) {
    const auto value = tape.text(at);
    // Ends of lines are read alike, however they are written.
    if (copy_text(text + text_used, value) && value.find('\r') != std::string_view::npos) return false;
    column.text_offset[row] = text_begin + text_used;
    column.text_length[row] = static_cast<std::uint32_t>(value.size());
    column.state[row] = CellState::value;
    text_used += static_cast<std::uint32_t>(value.size());
    return true;
  }

  bool integer(forms::Column& column, std::size_t at, std::size_t row) {
    const auto value = static_cast<std::int64_t>(tape.words[at + 1]);
    if (value > kLargestWhole || value < -kLargestWhole) return false;
    column.integers[row] = value;
    column.state[row] = CellState::value;
    return true;
  }

  bool real(forms::Column& column, char type, std::size_t at, std::size_t row) {
    double value = 0;
    if (type == 'l') {
      value = static_cast<double>(static_cast<std::int64_t>(tape.words[at + 1]));
    } else if (type == 'd') {
      value = std::bit_cast<double>(tape.words[at + 1]);
      constexpr double kLeast = 1e-300;  // what is nearer to zero may have been rounded to it
      if (value < kLeast && value > -kLeast) return false;
    } else {
      return false;
    }
    column.reals[row] = value;
    column.state[row] = CellState::value;
    return true;
  }

  bool date(forms::Column& column, std::size_t at, std::size_t row) {
    const auto value = plain_date(tape.text(at));
    if (!value) return false;
    column.integers[row] = value->days;
    column.state[row] = CellState::value;
    return true;
  }

  bool timestamp(forms::Column& column, std::size_t at, std::size_t row) {
    const auto value = plain_instant(tape.text(at));
    if (!value) return false;
    column.integers[row] = value->seconds;
    column.nanoseconds[row] = value->nanoseconds;
    column.state[row] = CellState::value;
    return true;
  }

  bool items(const JsonMember& list, std::size_t at, std::size_t row) {
    const auto count = tape.count(at);
    if (count == kCountSaturated) return false;
    auto item_row = batch->append_items(list.field, row, count);
    const auto child = list.child;  // members() may move what `list` refers to
    const auto end = tape.close(at);
    const bool plain = shapes[child].plain_items;
    for (++at; at < end; at = tape.behind(at), ++item_row) {
      const char type = tape.type(at);
      if (plain) {
        if (value(shapes[child].members.front(), at, item_row) == kUnusual) return false;
      } else if (type == '{') {
        if (!members(child, at, item_row)) return false;
      } else if (type == 'n') {
        for (const auto field : form->fields()[shapes[child].owner].children) batch->set_null(field, item_row);
      } else {
        return false;
      }
    }
    return true;
  }

  bool skipped_items(const JsonMember& list, std::size_t at) {
    const auto child = list.child;
    const bool plain = shapes[child].plain_items;
    const auto end = tape.close(at);
    for (++at; at < end; at = tape.behind(at)) {
      const bool known = !plain && tape.type(at) == '{';
      if (known ? !members(child, at, 0) : !keys_are_unique(tape, at)) return false;
    }
    return true;
  }

  std::shared_ptr<const forms::Form> form;
  std::string call;
  simdjson::dom::parser parser;
  bool usable = false;
  std::string padded;  ///< a record with too little behind it to be parsed where it stands
  Filled* filled = nullptr;
  forms::Batch* batch = nullptr;
  std::vector<bool> held;
  std::vector<JsonShape> shapes;
  std::uint64_t unit = 0;
  std::uint64_t objects = 0;  ///< walked so far: the number of the one being walked

  // Of the record being added.
  Tape tape;
  std::string_view id;
  std::optional<std::int64_t> id_number;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counted;  ///< shape and member
  char* text = nullptr;                                          ///< behind the batch's own
  std::uint32_t text_begin = 0;
  std::uint32_t text_used = 0;
};

JsonWalk::JsonWalk(std::shared_ptr<const forms::Form> form, std::string call)
    : impl_(std::make_unique<Impl>(std::move(form), std::move(call))) {}
JsonWalk::~JsonWalk() = default;

void JsonWalk::begin(Filled& filled) { impl_->begin(filled); }
bool JsonWalk::add(const Record& record, std::size_t readable) { return impl_->add(record, readable); }

}  // namespace saitaku::intake

// parse_json of json.h: nlohmann's SAX reader over an iterator that counts, so that every value knows its place.
// (Before version 3.12 nlohmann's own tree knows none.)
#include <fmt/format.h>

#include <deque>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "engine/base/detail/json_fault.h"
#include "engine/base/json.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostProblems = 100;  // of one document; nobody reads more
constexpr std::size_t kManyMembers = 16;    // from here on, a hash finds a duplicate key sooner

/// Says through `reached` how far the reader has come.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*reached_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::size_t* reached_;
};

/// Builds the tree. Between two events the reader passes over white space, commas and colons only, so a token
/// begins at the first other character after the last one; it ends where the reader stands, except that numbers
/// are read one character too far.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const JsonText& text, const JsonLimits& limits, std::size_t begin)
      : text_(text), limits_(limits), reached_(begin), last_end_(begin) {}

  std::size_t* reached() { return &reached_; }
  JsonValue take_root() { return std::move(root_); }
  Problems& problems() { return problems_; }
  std::size_t last_end() const { return last_end_; }

  bool null() override { return add(JsonValue{}); }
  bool boolean(bool value) override { return add(JsonValue::of(value)); }
  bool number_integer(number_integer_t value) override { return add(JsonValue::of(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) return add(JsonValue::of(static_cast<std::int64_t>(value)));
    JsonValue number;
    number.kind = JsonValue::Kind::unsigned_integer;
    number.unsigned_integer = value;
    return add(std::move(number));
  }
  bool number_float(number_float_t value, const string_t&) override {
    JsonValue number;
    number.kind = JsonValue::Kind::number;
    number.number = value;
    return add(std::move(number));
  }
  bool string(string_t& value) override {
    JsonValue string = JsonValue::of(std::string_view());
    string.string = std::move(value);
    return add(std::move(string));
  }
  bool binary(binary_t&) override { return false; }  // of other formats than JSON

  bool start_object(std::size_t) override { return open(JsonValue::object()); }
  bool start_array(std::size_t) override { return open(JsonValue::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& key) override;

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& exception) override {
    const bool range = exception.id == 406;  // "number overflow"
    problems_.push_back(detail::json_fault(text_, last_end_, reached_, range));
    return false;
  }

 private:
  struct Open {
    JsonValue* value;
    std::unordered_map<std::string, std::size_t> keys;  ///< with their places, once there are many
    bool drop_next = false;                             ///< the member's key was there before
  };

  std::size_t token_begin() const { return text_.text.find_first_not_of(" \t\r\n,:", last_end_); }
  bool add(JsonValue value);
  bool open(JsonValue value);
  bool close();
  JsonValue* place(JsonValue value);
  std::optional<std::size_t> earlier_key(Open& object, const std::string& key) const;
  bool stop(std::string code, std::size_t at, std::size_t limit);

  const JsonText& text_;
  const JsonLimits& limits_;
  std::size_t reached_;
  std::size_t last_end_;
  std::size_t values_ = 0;
  JsonValue root_;
  std::deque<JsonValue> dropped_;  ///< the values of duplicate keys, which may nest
  std::vector<Open> open_;
  Problems problems_;
};

bool Builder::stop(std::string code, std::size_t at, std::size_t limit) {
  problems_.push_back({.severity = Severity::error,
                       .code = std::move(code),
                       .where = text_.where(at),
                       .args = {{"limit", with_thousands(static_cast<std::int64_t>(limit))}}});
  return false;
}

bool Builder::add(JsonValue value) {
  value.begin = token_begin();
  value.end = reached_;
  if (value.is_number()) {
    const std::size_t stop = std::min(text_.text.find_first_not_of("0123456789+-.eE", value.begin), text_.text.size());
    value.end = reached_ < text_.text.size() ? reached_ - 1 : stop;  // at the end of the text nothing more was read
    value.string = text_.text.substr(value.begin, value.end - value.begin);
  }
  last_end_ = value.end;
  if (++values_ > limits_.values) return stop("json.too-many-values", value.begin, limits_.values);
  place(std::move(value));
  return true;
}

bool Builder::open(JsonValue value) {
  value.begin = token_begin();
  last_end_ = reached_;
  if (open_.size() >= limits_.depth) return stop("json.too-deep", value.begin, limits_.depth);
  if (++values_ > limits_.values) return stop("json.too-many-values", value.begin, limits_.values);
  JsonValue* placed = place(std::move(value));
  open_.push_back({.value = placed, .keys = {}});
  return true;
}

bool Builder::close() {
  last_end_ = reached_;
  open_.back().value->end = reached_;
  open_.pop_back();
  return true;
}

/// Where the value goes. The pointer stays good while the value is open: its parent gets no other child meanwhile.
JsonValue* Builder::place(JsonValue value) {
  if (open_.empty()) return &(root_ = std::move(value));
  Open& parent = open_.back();
  if (parent.value->is_array()) return &parent.value->items.emplace_back(std::move(value));
  if (parent.drop_next) {
    parent.drop_next = false;
    return &dropped_.emplace_back(std::move(value));
  }
  return &(parent.value->members.back().value = std::move(value));
}

std::optional<std::size_t> Builder::earlier_key(Open& object, const std::string& key) const {
  const auto& members = object.value->members;
  if (members.size() < kManyMembers) {
    for (const JsonMember& member : members) {
      if (member.key == key) return member.key_begin;
    }
    return std::nullopt;
  }
  if (object.keys.empty()) {
    for (const JsonMember& member : members) object.keys.emplace(member.key, member.key_begin);
  }
  const auto found = object.keys.find(key);
  if (found != object.keys.end()) return found->second;
  return std::nullopt;
}

bool Builder::key(string_t& key) {
  const std::size_t begin = token_begin();
  last_end_ = reached_;
  Open& object = open_.back();
  if (const auto earlier = earlier_key(object, key)) {
    problems_.push_back({.severity = Severity::error,
                         .code = "json.duplicate-key",
                         .where = text_.where(begin),
                         .args = {{"key", key}, {"line", fmt::format("{}", text_.where(*earlier).line)}}});
    object.drop_next = true;
    return problems_.size() < kMostProblems;
  }
  if (!object.keys.empty()) object.keys.emplace(key, begin);
  object.value->members.push_back({.key = std::move(key), .key_begin = begin, .value = {}});
  return true;
}

Problem problem_at(const JsonText& text, std::size_t offset, std::string code, Args args = {}) {
  return {.severity = Severity::error, .code = std::move(code), .where = text.where(offset), .args = std::move(args)};
}

std::optional<Problem> unfit(const JsonText& text, const JsonLimits& limits, std::size_t begin) {
  if (text.text.size() > limits.bytes) {
    const Args args{{"limit", with_thousands(static_cast<std::int64_t>(limits.bytes))}};
    return problem_at(text, 0, "json.too-large", args);
  }
  if (const auto invalid = first_invalid_utf8(text.text)) {
    const auto byte = static_cast<unsigned char>(text.text[*invalid]);
    return problem_at(text, *invalid, "json.utf8", {{"byte", fmt::format("{:02X}", byte)}});
  }
  if (text.text.find_first_not_of(" \t\r\n", begin) == std::string::npos) return problem_at(text, begin, "json.empty");
  return std::nullopt;
}

}  // namespace

Result<JsonDocument> parse_json(JsonText text, const JsonLimits& limits) {
  const std::size_t begin = text.text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (auto problem = unfit(text, limits, begin)) return *std::move(problem);

  Builder builder(text, limits, begin);
  const char* data = text.text.data();
  const bool read = nlohmann::json::sax_parse(CountingIterator(data + begin, builder.reached()),
                                              CountingIterator(data + text.text.size(), builder.reached()), &builder);
  // nlohmann takes a NUL for the end of the text.
  const std::size_t rest = text.text.find_first_not_of(" \t\r\n", builder.last_end());
  if (read && rest != std::string::npos) {
    builder.problems().push_back(detail::json_fault(text, builder.last_end(), rest, false));
  }
  if (has_errors(builder.problems())) return std::move(builder.problems());
  JsonValue root = builder.take_root();
  return JsonDocument{std::move(text), std::move(root)};
}

}  // namespace saitaku

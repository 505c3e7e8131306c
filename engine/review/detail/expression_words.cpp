#include "engine/review/detail/expression_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/suggest.h"
#include "engine/review/detail/hints.h"

namespace saitaku::review::detail {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }  ///< of a letter beyond ASCII

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Word> words() {
    while (at_ < text_.size()) {
      begin_ = at_;
      const char c = text_[at_];
      if (is_letter(c)) {
        name();
      } else if (c == '`') {
        quoted_name();
      } else if (c == '\'' || c == '"') {
        string(false);
      } else if (is_digit(c)) {
        while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
        add(Word::Kind::other, std::string(text_.substr(begin_, at_ - begin_)));
      } else if (text_.substr(at_).starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        other();
      }
    }
    return std::move(words_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void add(Word::Kind kind, std::string value) { words_.push_back({kind, std::move(value), begin_, at_}); }

  void name() {
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    std::string value(text_.substr(begin_, at_ - begin_));
    const bool prefix = value.size() <= 2 && value.find_first_not_of("rRbB") == std::string::npos;
    if (prefix && (peek() == '\'' || peek() == '"')) return string(value.find_first_of("rR") != std::string::npos);
    add(Word::Kind::name, std::move(value));
  }

  void quoted_name() {
    const std::size_t close = text_.find('`', at_ + 1);
    at_ = close == std::string_view::npos ? text_.size() : close + 1;
    if (close == std::string_view::npos) return add(Word::Kind::other, "`");
    add(Word::Kind::quoted_name, std::string(text_.substr(begin_ + 1, close - begin_ - 1)));
  }

  void string(bool raw) {
    const char quote = text_[at_];
    const std::string three(3, quote);
    const std::string closing = text_.substr(at_).starts_with(three) ? three : std::string(1, quote);
    at_ += closing.size();
    std::string value;
    bool plain = true;
    while (at_ < text_.size() && !text_.substr(at_).starts_with(closing)) {
      if (text_[at_] == '\\' && !raw && at_ + 1 < text_.size()) {
        ++at_;
        plain = plain && (text_[at_] == '\\' || text_[at_] == '\'' || text_[at_] == '"');
      }
      value += text_[at_++];
    }
    at_ = std::min(at_ + closing.size(), text_.size());
    add(Word::Kind::text, plain ? value : std::string());
  }

  void other() {
    static constexpr std::array<std::string_view, 6> kPairs = {"==", "!=", "<=", ">=", "&&", "||"};
    const std::string_view pair = text_.substr(at_, 2);
    at_ += std::find(kPairs.begin(), kPairs.end(), pair) != kPairs.end() ? 2 : 1;
    const char c = text_[begin_];
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      add(Word::Kind::other, std::string(text_.substr(begin_, at_ - begin_)));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::vector<Word> words_;
};

/// A name of the language with so many bytes, another for every attribute.
std::string made_up_name(std::size_t bytes, std::size_t number) {
  static constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string name(bytes, '_');
  for (std::size_t at = bytes; at-- > 1;) {
    name[at] = kDigits[number % kDigits.size()];
    number /= kDigits.size();
  }
  return name;
}

class Naming {
 public:
  Naming(const std::string& expression, const Vocabulary& vocabulary, const std::function<Where(std::size_t)>& where,
         Problems& problems)
      : vocabulary_(vocabulary),
        where_(where),
        problems_(problems),
        expression_(expression),
        words_(words_of(expression)),
        named_{expression, {}} {}

  Named run() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (needs_quotes(i) || !is_variable(i)) continue;
      if (const auto attribute = attribute_of(i)) check_texts(i, *attribute);
    }
    return std::move(named_);
  }

 private:
  /// 分野 == '化学': told here, in one problem, since the language knows only that its letters are none of it.
  bool needs_quotes(std::size_t i) {
    const Word& word = words_[i];
    if (word.begin < told_to_) return true;
    if (word.kind != Word::Kind::name && word.kind != Word::Kind::other) return false;
    const AttributeNames* longest = nullptr;
    for (const AttributeNames& attribute : vocabulary_.attributes) {
      const bool foreign = std::any_of(attribute.name.begin(), attribute.name.end(), is_foreign);
      if (!foreign || expression_.compare(word.begin, attribute.name.size(), attribute.name) != 0) continue;
      const std::size_t end = word.begin + attribute.name.size();
      const char next = end < expression_.size() ? expression_[end] : ' ';
      if (is_foreign(next) || is_letter(next) || is_digit(next)) continue;  // of a longer word
      if (longest == nullptr || attribute.name.size() > longest->name.size()) longest = &attribute;
    }
    if (longest == nullptr) return false;
    told_to_ = word.begin + longest->name.size();
    problems_.push_back({Severity::error, "scenario.name-needs-quotes", where_(word.begin), {{"name", longest->name}}});
    const auto attribute = static_cast<AttributeId>(longest - vocabulary_.attributes.data());
    const std::string name = made_up_name(longest->name.size(), attribute);
    named_.text.replace(word.begin, name.size(), name);
    named_.names.emplace_back(name, attribute);
    return true;
  }

  bool is_variable(std::size_t i) const {
    const Word& word = words_[i];
    if (word.kind != Word::Kind::name && word.kind != Word::Kind::quoted_name) return false;
    const bool member = i > 0 && words_[i - 1].is(".");
    const bool called = i + 1 < words_.size() && words_[i + 1].is("(");
    return !member && !called;
  }

  std::optional<AttributeId> find(std::string_view name) const {
    const AttributeNames* found = vocabulary_.find(name);
    if (found == nullptr) return std::nullopt;
    return static_cast<AttributeId>(found - vocabulary_.attributes.data());
  }

  /// The attribute that a variable stands for. Where its name is none of the language, the expression gets another.
  std::optional<AttributeId> attribute_of(std::size_t i) {
    const Word& word = words_[i];
    auto attribute = find(word.value);
    if (word.kind == Word::Kind::name) {
      if (attribute || word.value != "attribute") return attribute;
      attribute = by_texts(i);
    } else if (!attribute) {
      Args args{{"name", word.value}};
      add_hint(args, word.value, names_of(vocabulary_));
      problems_.push_back({Severity::error, "scenario.unknown-attribute", where_(word.begin), std::move(args)});
    }
    const std::string name = made_up_name(word.end - word.begin, attribute.value_or(0));
    named_.text.replace(word.begin, name.size(), name);
    const std::pair<std::string, AttributeId> entry{name, attribute.value_or(0)};
    if (std::find(named_.names.begin(), named_.names.end(), entry) == named_.names.end()) named_.names.push_back(entry);
    return attribute;
  }

  /// The texts that the variable is compared with: x == 'a', 'a' != x, x in ['a', 'b'].
  std::vector<const Word*> texts_of(std::size_t i) const {
    std::vector<const Word*> texts;
    const auto take = [&](std::size_t at) {
      if (words_[at].kind == Word::Kind::text) texts.push_back(&words_[at]);
    };
    const auto equality = [&](std::size_t at) { return words_[at].is("==") || words_[at].is("!="); };
    if (i + 2 < words_.size() && equality(i + 1)) take(i + 2);
    if (i >= 2 && equality(i - 1)) take(i - 2);
    if (i + 2 < words_.size() && words_[i + 1].kind == Word::Kind::name && words_[i + 1].value == "in" &&
        words_[i + 2].is("[")) {
      for (std::size_t at = i + 3; at < words_.size() && !words_[at].is("]"); ++at) take(at);
    }
    return texts;
  }

  bool has(AttributeId attribute, const std::string& value) const {
    const auto& values = vocabulary_.attributes[attribute].values;
    return std::find(values.begin(), values.end(), value) != values.end();
  }

  /// Those that have more of these values than any other; none when none has any.
  std::vector<AttributeId> attributes_with_most(const std::vector<const Word*>& texts) const {
    std::vector<AttributeId> found;
    std::ptrdiff_t most = 1;
    for (AttributeId id = 0; id < vocabulary_.attributes.size(); ++id) {
      const auto had =
          std::count_if(texts.begin(), texts.end(), [&](const Word* text) { return has(id, text->value); });
      if (had < most) continue;
      if (had > most) found.clear();
      most = had;
      found.push_back(id);
    }
    return found;
  }

  /// `attribute` alone is the attribute that has the compared values.
  std::optional<AttributeId> by_texts(std::size_t i) {
    const auto texts = texts_of(i);
    const std::vector<AttributeId> fitting = attributes_with_most(texts);
    if (fitting.size() > 1) {
      std::vector<std::string> names;
      for (const AttributeId id : fitting) names.push_back('`' + vocabulary_.attributes[id].name + '`');
      problems_.push_back({Severity::error,
                           "scenario.several-attributes-have",
                           where_(words_[i].begin),
                           {{"value", texts[0]->value}, {"attributes", listing(names)}}});
    }
    if (!fitting.empty()) return fitting[0];
    std::vector<std::string> known;
    for (const AttributeNames& attribute : vocabulary_.attributes) {
      known.insert(known.end(), attribute.values.begin(), attribute.values.end());
    }
    Args args{{"value", texts.empty() ? "" : texts[0]->value}};
    const bool compared = !texts.empty();
    add_hint(args, compared ? texts[0]->value : "", compared ? known : names_of(vocabulary_));
    problems_.push_back({Severity::error, compared ? "scenario.no-attribute-has" : "scenario.which-attribute",
                         where_(words_[i].begin), std::move(args)});
    return std::nullopt;
  }

  void check_texts(std::size_t i, AttributeId attribute) {
    for (const Word* text : texts_of(i)) {
      if (text->value.empty() || has(attribute, text->value)) continue;
      Args args{{"value", text->value}, {"attribute", vocabulary_.attributes[attribute].name}};
      add_hint(args, text->value, vocabulary_.attributes[attribute].values);
      problems_.push_back({Severity::warning, "scenario.unknown-value", where_(text->begin), std::move(args)});
    }
  }

  const Vocabulary& vocabulary_;
  const std::function<Where(std::size_t)>& where_;
  Problems& problems_;
  const std::string& expression_;
  std::vector<Word> words_;
  std::size_t told_to_ = 0;  ///< up to here the expression is a name without its back-quotes
  Named named_;
};

}  // namespace

std::vector<Word> words_of(std::string_view expression) { return Scanner(expression).words(); }

Named with_names(const std::string& expression, const Vocabulary& vocabulary,
                 const std::function<Where(std::size_t)>& where, Problems& problems) {
  return Naming(expression, vocabulary, where, problems).run();
}

}  // namespace saitaku::review::detail

#include "engine/expr/detail/lexer.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"

namespace saitaku::expr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

unsigned hex_value(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Fault>& faults) : text_(text), faults_(faults) {}

  std::vector<Token> run() {
    if (const auto bad = first_invalid_utf8(text_)) {
      fault("expr.invalid-utf8", {}, *bad, *bad + 1);
    }
    while (faults_.empty()) {
      skip_space();
      begin_ = at_;
      if (at_ >= text_.size()) break;
      scan();
    }
    begin_ = at_ = text_.size();
    add(Token::Kind::end, "");
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void add(Token::Kind kind, std::string text) { tokens_.push_back({kind, std::move(text), begin_, at_}); }
  void fault(std::string code, Args args, std::size_t begin, std::size_t end) {
    faults_.push_back({std::move(code), std::move(args), begin, std::min(end, text_.size())});
  }

  void skip_space() {
    for (;;) {
      const char c = peek();
      if (at_ < text_.size() && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')) {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  void scan() {
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (const auto prefix = string_prefix()) return string(*prefix);
    if (is_letter(c)) return identifier();
    if (c == '`') return quoted_identifier();
    punctuation();
  }

  /// Letters before a quote: how many, or nothing when this is no string.
  std::optional<std::size_t> string_prefix() const {
    const auto quote = [this](std::size_t i) { return peek(i) == '"' || peek(i) == '\''; };
    if (quote(0)) return 0;
    const auto letter = [](char c, char wanted) { return (c | 0x20) == wanted; };
    const bool first = letter(peek(), 'r') || letter(peek(), 'b');
    if (first && quote(1)) return 1;
    const bool pair = (letter(peek(), 'r') && letter(peek(1), 'b')) || (letter(peek(), 'b') && letter(peek(1), 'r'));
    if (pair && quote(2)) return 2;
    return std::nullopt;
  }

  void identifier() {
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    add(Token::Kind::identifier, std::string(text_.substr(begin_, at_ - begin_)));
  }

  void quoted_identifier() {
    ++at_;
    const std::size_t inner = at_;
    const auto allowed = [](char c) {
      return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '/' || c == ' ';
    };
    while (allowed(peek())) ++at_;
    if (peek() != '`' || at_ == inner) return fault("expr.bad-quoted-name", {}, begin_, at_ + 1);
    const std::string name(text_.substr(inner, at_ - inner));
    ++at_;
    add(Token::Kind::quoted_identifier, name);
  }

  void number() {
    if (peek() == '0' && (peek(1) | 0x20) == 'x' && is_hex(peek(2))) {
      at_ += 2;
      while (is_hex(peek())) ++at_;
      return integer_token();
    }
    while (is_digit(peek())) ++at_;
    bool real = false;
    if (peek() == '.' && is_digit(peek(1))) {
      real = true;
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    if ((peek() | 0x20) == 'e') {
      const std::size_t sign = (peek(1) == '+' || peek(1) == '-') ? 1 : 0;
      if (is_digit(peek(1 + sign))) {
        real = true;
        at_ += 1 + sign;
        while (is_digit(peek())) ++at_;
      }
    }
    if (!real) return integer_token();
    end_of_number(Token::Kind::real, at_);
  }

  void integer_token() {
    const std::size_t digits_end = at_;
    if (peek() == 'u' || peek() == 'U') {
      ++at_;
      return end_of_number(Token::Kind::unsigned_integer, digits_end);
    }
    end_of_number(Token::Kind::integer, digits_end);
  }

  void end_of_number(Token::Kind kind, std::size_t digits_end) {
    if (is_letter(peek()) || is_digit(peek())) {
      while (is_letter(peek()) || is_digit(peek())) ++at_;
      return fault("expr.bad-number", {{"text", std::string(text_.substr(begin_, at_ - begin_))}}, begin_, at_);
    }
    add(kind, std::string(text_.substr(begin_, digits_end - begin_)));
  }

  void string(std::size_t prefix) {
    bool raw = false;
    bool bytes = false;
    for (std::size_t i = 0; i < prefix; ++i) {
      raw |= (peek(i) | 0x20) == 'r';
      bytes |= (peek(i) | 0x20) == 'b';
    }
    at_ += prefix;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    std::string decoded;
    for (;;) {
      if (at_ >= text_.size() || (!triple && (peek() == '\n' || peek() == '\r'))) {
        return fault("expr.unterminated-string", {}, begin_, at_);
      }
      if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) break;
      if (peek() == '\\' && !raw) {
        if (!escape(decoded, bytes)) return;
      } else {
        decoded += text_[at_++];
      }
    }
    at_ += triple ? 3 : 1;
    add(bytes ? Token::Kind::bytes : Token::Kind::string, std::move(decoded));
  }

  bool escape(std::string& decoded, bool bytes) {
    const std::size_t start = at_++;
    const char c = peek();
    static constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\?\"'`";
    if (const auto simple = kNames.find(c); c != '\0' && simple != std::string_view::npos) {
      decoded += kValues[simple];
      ++at_;
      return true;
    }
    if (c == 'x' || c == 'X') return numbered(decoded, start, 2, 16, bytes);
    if (c == 'u' && !bytes) return numbered(decoded, start, 4, 16, false);
    if (c == 'U' && !bytes) return numbered(decoded, start, 8, 16, false);
    if (c >= '0' && c <= '3') {
      --at_;  // the octal digits have no letter before them
      return numbered(decoded, start, 3, 8, bytes);
    }
    at_ = std::min(at_ + 1, text_.size());
    bad_escape(start);
    return false;
  }

  bool numbered(std::string& decoded, std::size_t start, std::size_t digits, unsigned base, bool bytes) {
    ++at_;
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = peek();
      if (!is_hex(c) || hex_value(c) >= base) {
        bad_escape(start);
        return false;
      }
      value = value * base + hex_value(c);
      ++at_;
    }
    if (bytes) {
      decoded += static_cast<char>(value);
      return true;
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
      bad_escape(start);
      return false;
    }
    append_code_point(decoded, value);
    return true;
  }

  void bad_escape(std::size_t start) {
    fault("expr.bad-escape", {{"text", std::string(text_.substr(start, at_ - start))}}, start, at_);
  }

  void punctuation() {
    static constexpr std::array<std::string_view, 6> kPairs = {"&&", "||", "<=", ">=", "==", "!="};
    for (const auto pair : kPairs) {
      if (text_.substr(at_, 2) == pair) {
        at_ += 2;
        return add(Token::Kind::punctuation, std::string(pair));
      }
    }
    static constexpr std::string_view kSingles = "+-*/%!<>?:.,()[]{}";
    if (kSingles.find(peek()) != std::string_view::npos && peek() != '\0') {
      ++at_;
      return add(Token::Kind::punctuation, std::string(1, text_[begin_]));
    }
    std::size_t next = at_;
    next_code_point(text_, next);
    fault("expr.unexpected-character", {{"text", printable_utf8(text_.substr(at_, next - at_))}}, at_, next);
  }

  std::string_view text_;
  std::vector<Fault>& faults_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text, std::vector<Fault>& faults) { return Lexer(text, faults).run(); }

}  // namespace saitaku::expr

#include "engine/expr/detail/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/text.h"
#include "engine/expr/detail/macros.h"

namespace saitaku::expr {
namespace {

constexpr std::array<std::string_view, 17> kReserved = {"as",        "break",  "const",  "continue", "else", "for",
                                                        "function",  "if",     "import", "let",      "loop", "package",
                                                        "namespace", "return", "var",    "void",     "while"};
constexpr std::array<std::string_view, 4> kKeywords = {"true", "false", "null", "in"};

bool is_reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}
bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

/// Thrown inside the parser only, caught in parse(): the first syntax fault ends the reading.
struct Stop {};

class Parser {
 public:
  Parser(std::string_view text, std::vector<Fault>& faults) : tokens_(tokens_of(text, faults)), faults_(faults) {}

  AstPtr run() {
    if (!faults_.empty()) return nullptr;
    auto tree = expression();
    if (token().kind != Token::Kind::end) unexpected();
    return faults_.empty() ? std::move(tree) : nullptr;
  }

 private:
  struct Depth {
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kDeepest) parser_.stop("expr.too-deep", {{"most", std::to_string(kDeepest)}});
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    Parser& parser_;
  };

  const Token& token(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  void next() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  bool accept(std::string_view punctuation) {
    if (!token().is(punctuation)) return false;
    next();
    return true;
  }
  void expect(std::string_view punctuation) {
    if (!accept(punctuation)) unexpected(punctuation);
  }
  bool at_word(std::string_view word) const { return token().kind == Token::Kind::identifier && token().text == word; }

  [[noreturn]] void stop(std::string code, Args args) {
    faults_.push_back({std::move(code), std::move(args), token().begin, token().end});
    throw Stop{};
  }
  [[noreturn]] void unexpected(std::string_view wanted = "") {
    const bool ended = token().kind == Token::Kind::end;
    if (ended && wanted.empty()) stop("expr.unexpected-end", {});
    if (ended) stop("expr.unexpected-end-wanted", {{"wanted", std::string(wanted)}});
    if (wanted.empty()) stop("expr.syntax", {{"text", token().text}});
    stop("expr.syntax-wanted", {{"text", token().text}, {"wanted", std::string(wanted)}});
  }
  void not_supported(std::string what, std::size_t begin, std::size_t end) {
    faults_.push_back({"expr.not-supported", {{"what", std::move(what)}}, begin, end});
  }

  AstPtr make(Ast::Kind kind, std::string name, std::size_t begin, std::size_t at, std::vector<AstPtr> arguments) {
    auto node = std::make_unique<Ast>();
    node->kind = kind;
    node->name = std::move(name);
    node->begin = begin;
    node->at = at;
    node->end = at_ > 0 ? tokens_[at_ - 1].end : 0;
    for (const auto& argument : arguments) node->height = std::max(node->height, argument->height + 1);
    node->arguments = std::move(arguments);
    if (node->height > kHighest) stop("expr.too-deep", {{"most", std::to_string(kHighest)}});
    return node;
  }
  AstPtr make(Ast::Kind kind, std::string name, std::size_t begin, std::size_t at, AstPtr a, AstPtr b) {
    std::vector<AstPtr> arguments;
    arguments.push_back(std::move(a));
    arguments.push_back(std::move(b));
    return make(kind, std::move(name), begin, at, std::move(arguments));
  }

  AstPtr expression() {
    const Depth depth(*this);
    auto condition = logical("||", Ast::Kind::logical_or);
    if (!token().is("?")) return condition;
    const std::size_t at = token().begin;
    const std::size_t begin = condition->begin;
    next();
    std::vector<AstPtr> arguments;
    arguments.push_back(std::move(condition));
    arguments.push_back(logical("||", Ast::Kind::logical_or));
    expect(":");
    arguments.push_back(expression());
    return make(Ast::Kind::conditional, "?:", begin, at, std::move(arguments));
  }

  /// a || b || c is one node: long chains do not nest, and Kleene's logic needs no order.
  AstPtr logical(std::string_view op, Ast::Kind kind) {
    const auto operand = [&] {
      return kind == Ast::Kind::logical_or ? logical("&&", Ast::Kind::logical_and) : relation();
    };
    auto first = operand();
    if (!token().is(op)) return first;
    const std::size_t begin = first->begin;
    const std::size_t at = token().begin;
    std::vector<AstPtr> arguments;
    arguments.push_back(std::move(first));
    while (accept(op)) arguments.push_back(operand());
    return make(kind, std::string(op), begin, at, std::move(arguments));
  }

  AstPtr relation() {
    auto left = addition();
    for (;;) {
      const bool in = at_word("in");
      const bool compares = token().is("<") || token().is("<=") || token().is(">") || token().is(">=") ||
                            token().is("==") || token().is("!=");
      if (!in && !compares) return left;
      left = binary(std::move(left), [this] { return addition(); });
    }
  }
  AstPtr addition() {
    auto left = multiplication();
    while (token().is("+") || token().is("-")) left = binary(std::move(left), [this] { return multiplication(); });
    return left;
  }
  AstPtr multiplication() {
    auto left = unary();
    while (token().is("*") || token().is("/") || token().is("%")) {
      left = binary(std::move(left), [this] { return unary(); });
    }
    return left;
  }
  template <class Operand>
  AstPtr binary(AstPtr left, Operand operand) {
    const std::string op = token().text;
    const std::size_t at = token().begin;
    const std::size_t begin = left->begin;
    next();
    auto right = operand();
    return make(Ast::Kind::binary, op, begin, at, std::move(left), std::move(right));
  }

  AstPtr unary() {
    if (!token().is("!") && !token().is("-")) return member();
    const Depth depth(*this);
    const Token sign = token();
    // -9223372036854775808 is a literal: its digits alone would not fit.
    const auto following = token(1).kind;
    if (sign.is("-") && (following == Token::Kind::integer || following == Token::Kind::real)) return member();
    next();
    if (token().is(sign.is("!") ? "-" : "!")) unexpected();
    auto operand = unary();
    std::vector<AstPtr> arguments;
    arguments.push_back(std::move(operand));
    return make(Ast::Kind::unary, sign.text, sign.begin, sign.begin, std::move(arguments));
  }

  AstPtr member() {
    auto target = primary();
    for (;;) {
      const std::size_t begin = target->begin;
      const std::size_t at = token().begin;
      if (token().is("[")) {
        next();
        if (token().is("?")) stop("expr.not-supported", {{"what", "optional index [?…]"}});
        auto index = expression();
        expect("]");
        target = make(Ast::Kind::index, "[]", begin, at, std::move(target), std::move(index));
      } else if (token().is(".")) {
        next();
        target = selected(std::move(target), at);
      } else if (token().is("{") && is_message_name(*target)) {
        target = message(std::move(target));
      } else {
        return target;
      }
    }
  }

  AstPtr selected(AstPtr target, std::size_t at) {
    const std::size_t begin = target->begin;
    if (token().is("?")) stop("expr.not-supported", {{"what", "optional selection .?"}});
    const Token name = token();
    const bool quoted = name.kind == Token::Kind::quoted_identifier;
    if (!quoted && (name.kind != Token::Kind::identifier || is_keyword(name.text))) unexpected();
    next();
    std::vector<AstPtr> arguments;
    arguments.push_back(std::move(target));
    if (quoted || !token().is("(")) {
      auto node = make(Ast::Kind::select, name.text, begin, name.begin, std::move(arguments));
      node->member = quoted;  // a quoted name is never part of a dotted one
      return node;
    }
    next();
    list_until(")", arguments);
    auto call = make(Ast::Kind::call, name.text, begin, at, std::move(arguments));
    call->member = true;
    return expanded(std::move(call));
  }

  /// A call that is one of CEL's macros becomes a macro node.
  AstPtr expanded(AstPtr call) {
    auto node = expand_macro(std::move(call), faults_);
    if (!node) throw Stop{};
    return node;
  }

  void list_until(std::string_view close, std::vector<AstPtr>& into, bool trailing_comma = false) {
    if (accept(close)) return;
    for (;;) {
      if (token().is("?")) stop("expr.not-supported", {{"what", "optional element ?…"}});
      into.push_back(expression());
      if (accept(close)) return;
      if (!accept(",")) unexpected(close);
      if (trailing_comma && accept(close)) return;
    }
  }

  static bool is_message_name(const Ast& node) {
    const Ast* at = &node;
    while (at->kind == Ast::Kind::select && !at->member) at = at->arguments[0].get();
    return at->kind == Ast::Kind::identifier;
  }

  AstPtr message(AstPtr name) {
    const std::size_t begin = name->begin;
    next();
    while (!token().is("}")) {
      if (token().is("?")) next();
      const auto kind = token().kind;
      if (kind != Token::Kind::identifier && kind != Token::Kind::quoted_identifier) unexpected();
      next();
      expect(":");
      expression();
      if (!accept(",")) break;
    }
    expect("}");
    not_supported("message construction", begin, tokens_[at_ - 1].end);
    return name;
  }

  AstPtr primary() {
    const Token first = token();
    switch (first.kind) {
      case Token::Kind::identifier: return identifier(false);
      case Token::Kind::quoted_identifier: unexpected();
      case Token::Kind::end: unexpected();
      case Token::Kind::punctuation: break;
      default: return literal(false);
    }
    if (first.is("-")) {
      next();
      return literal(true);
    }
    next();
    if (first.is(".")) {
      if (token().kind != Token::Kind::identifier) unexpected();
      return identifier(true);
    }
    if (first.is("(")) {
      auto inner = expression();
      expect(")");
      inner->parenthesised = true;  // (a.b).c selects a field, whatever names have dots
      inner->begin = first.begin;
      inner->end = tokens_[at_ - 1].end;
      return inner;
    }
    if (first.is("[")) {
      std::vector<AstPtr> items;
      list_until("]", items, true);
      return make(Ast::Kind::list, "[]", first.begin, first.begin, std::move(items));
    }
    if (first.is("{")) return map_literal(first);
    at_ -= 1;
    unexpected();
  }

  AstPtr map_literal(const Token& open) {
    std::vector<AstPtr> entries;
    while (!token().is("}")) {
      if (token().is("?")) stop("expr.not-supported", {{"what", "optional entry ?…"}});
      entries.push_back(expression());
      expect(":");
      entries.push_back(expression());
      if (!accept(",")) break;
    }
    expect("}");
    return make(Ast::Kind::map, "{}", open.begin, open.begin, std::move(entries));
  }

  AstPtr identifier(bool absolute) {
    const Token name = token();
    const std::size_t begin = absolute ? tokens_[at_ - 1].begin : name.begin;
    if (!absolute && (name.text == "true" || name.text == "false" || name.text == "null")) {
      next();
      auto node = make(Ast::Kind::literal, name.text, begin, begin, std::vector<AstPtr>{});
      node->literal = name.text == "null" ? Value::null() : Value::boolean(name.text == "true");
      return node;
    }
    if (is_keyword(name.text)) unexpected();
    if (is_reserved(name.text)) stop("expr.reserved-word", {{"name", name.text}});
    next();
    if (!token().is("(")) {
      auto node = make(Ast::Kind::identifier, name.text, begin, begin, std::vector<AstPtr>{});
      node->member = absolute;  // .x is never a macro's variable
      return node;
    }
    next();
    std::vector<AstPtr> arguments;
    list_until(")", arguments);
    return expanded(make(Ast::Kind::call, name.text, begin, begin, std::move(arguments)));
  }

  AstPtr literal(bool negative) {
    const Token number = token();
    next();
    const std::size_t begin = negative ? tokens_[at_ - 2].begin : number.begin;
    auto node = make(Ast::Kind::literal, "", begin, begin, std::vector<AstPtr>{});
    switch (number.kind) {
      case Token::Kind::integer: node->literal = integer_literal(number, negative); break;
      case Token::Kind::unsigned_integer: node->literal = unsigned_literal(number); break;
      case Token::Kind::real: node->literal = real_literal(number, negative); break;
      case Token::Kind::string: node->literal = Value::string(number.text); break;
      default: node->literal = Value::bytes(number.text); break;
    }
    return node;
  }

  std::optional<std::uint64_t> magnitude(const Token& number) const {
    const bool hex = number.text.size() > 2 && (number.text[1] | 0x20) == 'x';
    const std::string_view digits = std::string_view(number.text).substr(hex ? 2 : 0);
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    return value;
  }
  Value integer_literal(const Token& number, bool negative) {
    constexpr std::uint64_t kLargest = 0x7fffffffffffffffULL;
    const auto value = magnitude(number);
    if (!value || *value > kLargest + (negative ? 1 : 0)) {
      faults_.push_back({"expr.integer-range", {{"text", number.text}}, number.begin, number.end});
      return {};
    }
    return Value::integer(static_cast<std::int64_t>(negative ? 0 - *value : *value));
  }
  Value unsigned_literal(const Token& number) {
    const auto value = magnitude(number);
    if (!value) faults_.push_back({"expr.integer-range", {{"text", number.text + "u"}}, number.begin, number.end});
    return Value::unsigned_integer(value.value_or(0));
  }
  Value real_literal(const Token& number, bool negative) {
    auto value = parse_double(number.text);
    // Too small for a double is zero, as CEL's implementations read it; too large is a fault.
    if (!value && number.text.find("e-") != std::string::npos) value = 0.0;
    if (!value && number.text.find("E-") != std::string::npos) value = 0.0;
    if (!value || !std::isfinite(*value)) {
      faults_.push_back({"expr.bad-number", {{"text", number.text}}, number.begin, number.end});
      return {};
    }
    return Value::real(negative ? -*value : *value);
  }

  std::vector<Token> tokens_;
  std::vector<Fault>& faults_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

AstPtr parse(std::string_view text, std::vector<Fault>& faults) {
  try {
    return Parser(text, faults).run();
  } catch (const Stop&) {
    return nullptr;
  }
}

}  // namespace saitaku::expr

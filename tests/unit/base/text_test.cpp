#include "engine/base/text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <limits>

using namespace saitaku;

TEST_CASE("utf8: the first byte that is not UTF-8") {
  CHECK_FALSE(first_invalid_utf8(""));
  CHECK_FALSE(first_invalid_utf8("a採択\U00020BB7\U0010FFFF"));
  CHECK(first_invalid_utf8("ab\x80") == 2u);
  CHECK(first_invalid_utf8("a\xE6\x8E") == 1u);  // cut off
  CHECK(first_invalid_utf8("a\xE6\x8E\x22") == 1u);
  CHECK(first_invalid_utf8("\xC0\x80") == 0u);  // overlong
  CHECK(first_invalid_utf8("\xE0\x80\x80") == 0u);
  CHECK(first_invalid_utf8("x\xED\xA0\x80") == 1u);     // surrogate
  CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0u);  // above U+10FFFF
  CHECK(first_invalid_utf8("\xF5") == 0u);
  CHECK(first_invalid_utf8("\x8d\xcc\x91\xf0") == 0u);  // 採択 in Shift_JIS
}

TEST_CASE("utf8: ill-formed bytes become U+FFFD, one for each broken sequence") {
  CHECK(printable_utf8("a\xE6\x8E"
                       "b") == "a\uFFFDb");
  CHECK(printable_utf8("\xF0\x80\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(printable_utf8("採択") == "採択");
}

TEST_CASE("utf8: any bytes become well-formed text, and code points come back") {
  CHECK(rc::check("printable_utf8 is UTF-8",
                  [](const std::string& bytes) { RC_ASSERT(is_utf8(printable_utf8(bytes))); }));
  CHECK(rc::check("to_utf32 and back", [](const std::string& bytes) {
    const std::string text = printable_utf8(bytes);
    RC_ASSERT(to_utf8(to_utf32(text)) == text);
    RC_ASSERT(to_utf32(text).size() == code_points(text));
  }));
}

TEST_CASE("text: length as Excel's LEN counts") {
  CHECK(utf16_length("") == 0);
  CHECK(utf16_length("採択 a") == 4);
  CHECK(utf16_length("𠮷野家") == 4);
  CHECK(utf16_length("a\nb") == 3);
  CHECK(utf16_length("か\u3099") == 2);
  CHECK(utf16_length("😀") == 2);
  CHECK(code_points("𠮷野家") == 3);
  std::string text;
  for (std::size_t i = 0; i < 9000; ++i) {  // longer than one count in bytes holds, and every length on the way
    if (i < 200 || i % 1000 == 999) CHECK(code_points(text) == i);
    text += std::array{"a", "𠮷", "野", "é", "b"}[i % 5];
  }
}

TEST_CASE("text: words as the official English forms count them") {
  CHECK(words("") == 0);
  CHECK(words("   ") == 0);
  CHECK(words("one") == 1);
  CHECK(words("  one   two ") == 2);
  CHECK(words("one\ntwo") == 1);  // Excel's TRIM knows the space only
  CHECK(words("one　two") == 1);
  CHECK(words("one\u00A0two three") == 2);
}

TEST_CASE("text: columns of a terminal") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("採択") == 4);
  CHECK(display_width("ｱｲｳ") == 3);
  CHECK(display_width("ＡＢ") == 4);
  CHECK(display_width("か\u3099") == 2);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("○※①") == 6);  // ambiguous: wide in Japanese
  CHECK(display_width("○※①", false) == 3);
  CHECK(display_width("𠮷") == 2);
  CHECK(display_width("a\tb\n") == 2);
  CHECK(pad_right("採択", 6) == "採択  ");
  CHECK(pad_right("採択", 3) == "採択");
}

TEST_CASE("text: lines break at spaces and between Japanese characters") {
  CHECK(wrap("the budget is over the cap", 10) == std::vector<std::string>{"the budget", "is over", "the cap"});
  CHECK(wrap("研究計画調書の提出", 8) == std::vector<std::string>{"研究計画", "調書の提", "出"});
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(wrap("a\n\nb\r\nc", 10) == std::vector<std::string>{"a", "", "b", "c"});
  CHECK(wrap("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrap("x budget.direct_total", 21) == std::vector<std::string>{"x budget.direct_total"});
}

TEST_CASE("text: no line begins with what may not begin one") {
  for (std::size_t columns = 6; columns <= 24; ++columns) {
    for (const std::string& line :
         wrap("直接経費は、500万円(税込)以下です。「超過」していませんか？もっと、ゆっくり。", columns)) {
      INFO(line);
      CHECK(display_width(line) <= columns);
      for (const std::string_view bad : {"、", "。", "」", ")", "？", "っ", "ゃ"}) CHECK_FALSE(line.starts_with(bad));
      CHECK_FALSE(line.ends_with("「"));
      CHECK_FALSE(line.ends_with("("));
    }
  }
}

TEST_CASE("text: NFKC and folding") {
  CHECK(nfkc("ＡＢＣ１２３") == "ABC123");
  CHECK(nfkc("㈱") == "(株)");
  CHECK(nfkc("ｶﾞｷﾞ") == "ガギ");
  CHECK(nfkc("か\u3099") == "が");
  CHECK(folded("Ｅ－Rad　研究者 番号") == "e-rad研究者番号");
  CHECK(folded("STRASSE") == folded("straße"));
  CHECK(folded("葛\U000E0100城") == "葛城");
  CHECK(folded(" \t\u00A0\u2003") == "");
}

TEST_CASE("text: blank means white space of any width") {
  CHECK(trimmed(" \t\u00A0\u3000採 択\u3000\r\n") == "採 択");
  CHECK(trimmed("\u3000") == "");
  CHECK(is_blank(""));
  CHECK(is_blank(" \u3000\n"));
  CHECK_FALSE(is_blank(" 0 "));
}

TEST_CASE("numbers: written without a locale") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(5000000) == "5,000,000");
  CHECK(with_thousands(-1234) == "-1,234");
  CHECK(with_thousands(-123) == "-123");
  CHECK(with_thousands(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(5.0) == "5");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(std::nan("")) == "NaN");
  CHECK(shortest(-std::numeric_limits<double>::infinity()) == "-Infinity");
}

TEST_CASE("numbers: the whole text or nothing") {
  CHECK(parse_int("42") == 42);
  CHECK(parse_int("+42") == 42);
  CHECK(parse_int("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const std::string_view text :
       {"", "+", "-", "+-1", "--1", "4 2", " 42", "42 ", "4.0", "0x10", "９", "9223372036854775808"}) {
    INFO(text);
    CHECK_FALSE(parse_int(text));
  }
  CHECK(parse_double("1.5e3") == 1500.0);
  for (const std::string_view text : {"", "nan", "inf", "-inf", "1e999", "1,5", "1.5 ", "1.5x", "+-1"}) {
    INFO(text);
    CHECK_FALSE(parse_double(text));
  }
  CHECK(rc::check("shortest reads back", [](double number) { RC_ASSERT(parse_double(shortest(number)) == number); }));
}

// Encodings of tables: found by their rules, read exactly, broken rows named.
#include <doctest/doctest.h>
#include <iconv.h>

#include <random>

#include "engine/intake/tables/detail/encodings.h"
#include "tests/support/tables.h"

using namespace saitaku;
using namespace saitaku::test;
using namespace std::string_view_literals;
using intake::Encoding;
using intake::detail::detect_encoding;

namespace {

/// The text in an encoding as iconv names it.
std::string in_encoding(const char* name, std::string text) {
  const iconv_t converter = iconv_open(name, "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string out(text.size() * 2 + 8, '\0');
  char* from = text.data();
  char* to = out.data();
  std::size_t left = text.size();
  std::size_t room = out.size();
  REQUIRE(iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1));
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::shared_ptr<const forms::Form> names_form() {
  return tests::form_of(R"("name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}},
                           "place": {"type": "string", "label": {"ja": "所属", "en": "Place"}})");
}

const std::string kText = "受付番号,氏名,所属\n01,髙橋 ①,㈱例示～研究所\n02,\"ｱﾍﾞ,𠮷田\",表計算ソ能\n";
const std::string kNoAstral = "受付番号,氏名,所属\n01,髙橋 ①,㈱例示～研究所\n02,\"ｱﾍﾞ,吉田\",表計算ソ能\n";
const std::string kRows = "2 01 name=髙橋 ① place=㈱例示～研究所\n3 02 name=ｱﾍﾞ,吉田 place=表計算ソ能\n";

struct Written {
  const char* iconv;
  std::string_view mark;
  Encoding encoding;
};
const std::vector<Written> kWritten{{"UTF-8", "", Encoding::utf8},
                                    {"UTF-8", "\xEF\xBB\xBF"sv, Encoding::utf8_bom},
                                    {"CP932", "", Encoding::cp932},
                                    {"EUC-JP-MS", "", Encoding::euc_jp},
                                    {"UTF-16LE", "\xFF\xFE"sv, Encoding::utf16le},
                                    {"UTF-16BE", "\xFE\xFF"sv, Encoding::utf16be},
                                    {"UTF-16LE", "", Encoding::utf16le},
                                    {"UTF-16BE", "", Encoding::utf16be}};

}  // namespace

TEST_CASE("a table is found to be in its encoding, and its characters are those that Windows writes") {
  for (const auto& written : kWritten) {
    CAPTURE(written.iconv);
    const auto bytes = std::string(written.mark) + in_encoding(written.iconv, kNoAstral);
    const auto read = read_table(bytes, names_form());
    REQUIRE(read.failed.empty());
    CHECK((read.head->encoding == written.encoding));
    CHECK(joined(read.rows) == kRows);
    CHECK(read.unreadable.empty());
  }
}

TEST_CASE("in every encoding the rows are the same wherever reading and chunks are cut") {
  for (const auto& written : kWritten) {
    CAPTURE(written.iconv);
    const bool wide = std::string_view(written.iconv).starts_with("UTF");
    const auto bytes = std::string(written.mark) + in_encoding(written.iconv, wide ? kText : kNoAstral);
    const auto whole = read_table(bytes, names_form());
    CHECK(whole.rows.size() == 2);
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
      CAPTURE(size);
      CHECK(joined(read_table(bytes, names_form(), {.block = size}).rows) == joined(whole.rows));
      CHECK(joined(read_table(bytes, names_form(), {.chunk = size, .block = 7}).rows) == joined(whole.rows));
    }
  }
}

TEST_CASE("every character that CP932 and EUC-JP have is read as iconv reads it") {
  for (const auto& [encoding, name] : {std::pair{Encoding::cp932, "CP932"}, {Encoding::euc_jp, "EUC-JP-MS"}}) {
    std::size_t characters = 0;
    for (unsigned first = 0x80; first < 0x100; ++first) {
      for (unsigned second = 0x40; second < 0x100; ++second) {
        const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
        const auto found = intake::detail::character_at(encoding, bytes, 0);
        if (found.bytes != 2) continue;
        ++characters;
        std::string text;
        intake::detail::append_as_utf8(encoding, bytes, text);
        const iconv_t converter = iconv_open("UTF-8", name);
        char out[8];
        char* from = const_cast<char*>(bytes.data());
        char* to = out;
        std::size_t left = 2;
        std::size_t room = sizeof(out);
        REQUIRE(iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1));
        iconv_close(converter);
        CHECK(text == std::string(out, sizeof(out) - room));
      }
    }
    CHECK(characters > 6000);
  }
}

TEST_CASE("bytes that are no character cost their row, with place and bytes") {
  auto bytes = in_encoding("CP932", "ID,氏名\n1,山\n2,");
  bytes += "\x81\x20\n3,\x82";  // 81 20 is no pair; the end cuts 82 off
  bytes += "\n" + in_encoding("CP932", "4,川\n");
  const auto read = read_table(bytes, names_form());
  REQUIRE(read.head);
  CHECK((read.head->encoding == Encoding::cp932));
  CHECK(joined(read.rows) == "2 1 name=山 place=?\n5 4 name=川 place=?\n");
  CHECK(joined(read.unreadable) == "3 15 encoding.invalid\n4 20 encoding.invalid\n");
  CHECK(read.all.front().what(Language::en).find("81 20") != std::string::npos);
}

TEST_CASE("half a surrogate pair in UTF-16 costs its row; offsets are those of the file") {
  std::string bytes = "\xFF\xFE" + in_encoding("UTF-16LE", "ID,氏名\n1,𠮷\n2,");
  const auto at = bytes.size();
  bytes += "\x42\xD8" + in_encoding("UTF-16LE", "\n3,b\n4,c") + "x";
  const auto read = read_table(bytes, names_form());
  CHECK(joined(read.rows) == "2 1 name=𠮷 place=?\n4 3 name=b place=?\n");
  CHECK(joined(read.unreadable) ==
        "3 " + std::to_string(at) + " encoding.invalid\n5 " + std::to_string(bytes.size() - 1) + " encoding.invalid\n");
}

TEST_CASE("a broken character makes no other encoding of UTF-8") {
  const auto found = detect_encoding("氏名,所属\n山田,例示大学\n\xE5\xB1,x\n", true);
  CHECK((found.encoding == Encoding::utf8));
}

TEST_CASE("where two encodings fit it is said, and how to force one") {
  // ﾃｽﾄ in CP932 is also two kanji and a rest in EUC-JP.
  const auto read = read_table("ID,Name\n1,\xC3\xBD\xC4\xC4\n", names_form());
  REQUIRE(read.head);
  CHECK((read.head->encoding == Encoding::cp932 || read.head->encoding == Encoding::euc_jp));
  REQUIRE(!read.head->notes.empty());
  CHECK(read.head->notes.front().code == "encoding.ambiguous");
  intake::ColumnMap map;
  map.encoding = Encoding::cp932;
  map.columns = {{.path = "name", .headers = {"Name"}}};
  CHECK(joined(read_table("ID,Name\n1,\xC3\xBD\xC4\xC4\n", names_form(), {.map = &map}).rows) ==
        "2  name=ﾃｽﾄﾄ place=?\n");
}

TEST_CASE("what is no table in any encoding is refused, and so is ISO-2022-JP") {
  std::string noise;
  for (int i = 0; i < 300; ++i) noise += static_cast<char>(0xF8 + i % 8);
  CHECK(read_table(noise, names_form()).failed == "encoding.none");
  CHECK(read_table("ID,\x1B$B;aL>\x1B(B\n", names_form()).failed == "encoding.iso-2022-jp");
  CHECK(read_table("", names_form()).failed == "table.empty");
}

TEST_CASE("an encoding is named as people spell it") {
  using intake::detail::encoding_named;
  CHECK((encoding_named("Shift_JIS") == Encoding::cp932));
  CHECK((encoding_named("windows-31j") == Encoding::cp932));
  CHECK((encoding_named("utf-8") == Encoding::utf8));
  CHECK((encoding_named("EUC-JP") == Encoding::euc_jp));
  CHECK_FALSE(encoding_named("latin1").has_value());
  CHECK_FALSE(encoding_named("").has_value());
}

namespace {

/// Rows of characters that make telling UTF-16 hard: with a byte 00 at either end, and with those of line ends, tabs,
/// commas and brackets.
std::string hard_table(std::mt19937& random, std::size_t rows) {
  static const std::vector<std::string> kHard{"一", "　", "最", "退", "刀", "上", "不", "三", "丁", "学", "第", "《",
                                              "、", "。", "あ", "ア", "研", "究", "A",  "1",  "Ａ", "髙", "①",  "\\"};
  std::string text = "受付番号,氏名,所属\n";
  for (std::size_t row = 0; row < rows; ++row) {
    text += std::to_string(row) + ",";
    for (auto left = 1 + random() % 40; left > 0; --left) text += kHard[random() % kHard.size()];
    text += row % 3 == 0 ? ",一\n" : ",例示大学\r\n";
  }
  return text;
}

bool is_utf16(std::string_view bytes) { return intake::detail::is_unmarked_utf16(bytes); }

}  // namespace

TEST_CASE(
    "UTF-16 without a mark is told by its structure whatever the characters, and no other encoding is taken for it") {
  std::mt19937 random(20261124);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const auto text = hard_table(random, 1 + random() % 30);
    CHECK(intake::detail::detect_by_start(in_encoding("UTF-16LE", text)).encoding == Encoding::utf16le);
    CHECK(intake::detail::detect_by_start(in_encoding("UTF-16BE", text)).encoding == Encoding::utf16be);
    for (const auto* name : {"UTF-8", "CP932", "EUC-JP-MS"}) {
      CAPTURE(name);
      auto bytes = in_encoding(name, text + text);
      CHECK_FALSE(is_utf16(bytes));
      for (auto left = random() % 9; left > 0; --left) bytes[random() % bytes.size()] = '\0';
      CHECK_FALSE(is_utf16(bytes));
    }
  }
}

TEST_CASE("a table in UTF-16 that begins with 一, or whose first line is long, is read") {
  for (const auto* name : {"UTF-16LE", "UTF-16BE"}) {
    const auto read = read_table(in_encoding(name, "一　覧\n氏名,所属\n一,学\n"), names_form());
    CHECK(joined(read.rows) == "3  name=一 place=学\n");
    std::string headers = "氏名,所属";
    for (int i = 0; i < 2000; ++i) headers += ",列" + std::to_string(i);
    const auto wide = read_table(in_encoding(name, headers + "\n一,二\n"), names_form());
    CHECK(joined(wide.rows) == "2  name=一 place=二\n");
  }
}

#include "engine/report/html/html.h"

#include <doctest/doctest.h>

#include "engine/base/text.h"
#include "engine/report/html/chart.h"
#include "engine/report/html/shell.h"

using namespace saitaku;
using namespace saitaku::report::html;

namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

}  // namespace

TEST_CASE("whatever the text, it is shown as text") {
  CHECK(escaped("<b title='x'>\"&amp;") == "&lt;b title=&#39;x&#39;&gt;&quot;&amp;amp;");
  CHECK(escaped("a\tb\nc") == "a\tb\nc");
  CHECK(escaped(std::string_view("\0\x01\x7F", 3)) == "[U+0000][U+0001][U+007F]");
  CHECK(escaped("\xC2\x85\xEF\xBF\xBF") == "[U+0085][U+FFFF]");
  CHECK(escaped("\xff\xE3\x81") == "\uFFFD\uFFFD");
}

TEST_CASE("names that differ by a direction mark look different") {
  CHECK(escaped("a\u202Efdp.exe") == "a[U+202E]fdp.exe");
  CHECK(escaped("\u2066x\u2069") == "[U+2066]x[U+2069]");
}

TEST_CASE("a long text is cut in the middle, between code points") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("様式1.xlsx", 8) == "様式1.xlsx");
  CHECK(shortened("abcdefghijklmnop.xlsx", 10) == "abcdef…lsx");
  CHECK(shortened("𠮷𠮷𠮷𠮷𠮷", 4) == "𠮷𠮷…𠮷");
  std::string book;
  for (int i = 0; i < 100'000; ++i) book += "長";
  CHECK(code_points(shortened(book, 50)) == 50);
  CHECK(code_points(shortened(std::string(100'000, '\x80'), 50)) == 50);
  CHECK(is_utf8(shortened(std::string(100'000, '\xE3'), 50)));
}

TEST_CASE("somebody's text is isolated, and Japanese on an English page says so") {
  CHECK(isolated("東京", Language::en, 10) == "<bdi lang=\"ja\">東京</bdi>");
  CHECK(isolated("東京", Language::ja, 10) == "<bdi>東京</bdi>");
  CHECK(isolated("a.json", Language::ja, 10) == "<bdi>a.json</bdi>");
  CHECK(language_of("第2回", Language::en) == Language::ja);
  CHECK(language_of("12-34", Language::ja) == Language::ja);
  CHECK(language_of("Six per year", Language::ja) == Language::en);
}

TEST_CASE("elements are closed in turn, attributes escaped") {
  Html html(Language::en);
  html.open("a", {{"href", "\"><script>"}, {"hidden", kFlag}}).text("<").close();
  CHECK(html.take() == "<a href=\"&quot;&gt;&lt;script&gt;\" hidden>&lt;</a>");
}

TEST_CASE("a share is never none or all of it where it is not") {
  CHECK(percentage(0, 0) == "–");
  CHECK(percentage(0, 10) == "0.0 %");
  CHECK(percentage(1, 3) == "33.3 %");
  CHECK(percentage(2, 3) == "66.7 %");
  CHECK(percentage(1, 1'000'000) == "< 0.1 %");
  CHECK(percentage(999'999, 1'000'000) == "> 99.9 %");
  CHECK(percentage(7, 7) == "100.0 %");
}

TEST_CASE("a table that stacks keeps its roles") {
  const Table table({{"Name"}, {"Number", Column::Kind::number}}, Table::Narrow::stacks);
  const auto html = table.begin("<b>x</b>") + table.row({"a", "1"}) + table.end({"Total", "1"});
  CHECK(html.find("<caption><b>x</b></caption>") != std::string::npos);
  CHECK(count(html, "role=\"rowheader\"") == 2);
  CHECK(count(html, "role=\"columnheader\"") == 2);
  CHECK(html.find("<td role=\"cell\" class=\"n\">1</td>") != std::string::npos);
}

TEST_CASE("a chart has a name, a description and bars on one scale") {
  Chart chart{
      .id = "c", .title = "Title", .description = "What it shows", .series = {{"Fail", Ink::bad}, {"Open", Ink::open}}};
  chart.bars = {{"<first>", {75, 25}}, {"second", {1, 0}}, {"none", {0, 0}}};
  const auto svg = bar_chart(chart, Language::en);
  CHECK(svg.find("role=\"img\" aria-labelledby=\"c-t c-d\"") != std::string::npos);
  CHECK(svg.find("&lt;first&gt;") != std::string::npos);
  CHECK(svg.find("class=\"bad\" x=\"0.00%\" y=\"21\" width=\"75.00%\"") != std::string::npos);
  CHECK(svg.find("class=\"open\" x=\"75.00%\" y=\"21\" width=\"25.00%\"") != std::string::npos);
  CHECK(count(svg, "<rect") == 2 + 3);  // two in the legend; nothing is drawn for nothing
}

TEST_CASE("a bar of any size stays within the picture") {
  Chart chart{
      .id = "c", .title = "t", .description = "d", .series = {{"a", Ink::bad}, {"b", Ink::open}, {"c", Ink::good}}};
  chart.bars = {{"x", {1'000'000'000'000'000'000, 1, 1}}};
  const auto svg = bar_chart(chart, Language::en);
  CHECK(svg.find("width=\"100.00%\" height=\"14\"") != std::string::npos);
}

TEST_CASE("the page asks nobody for anything") {
  const auto page =
      page_of({.language = Language::ja, .kind = "報告", .title = "<題>", .sections = {{"a", "節", "<p>x</p>"}}});
  CHECK(page.find("<html lang=\"ja\">") != std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(page.find("<h1>&lt;題&gt;</h1>") != std::string::npos);
  CHECK(count(page, "http://") + count(page, "https://") == 0);
  CHECK(count(page, " style=") + count(page, " onclick=") == 0);  // the policy would not allow them
  CHECK(count(script(), "</") == 0);
}

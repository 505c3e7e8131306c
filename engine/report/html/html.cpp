#include "engine/report/html/html.h"

#include <fmt/format.h>

#include "engine/base/expect.h"
#include "engine/base/text.h"

namespace saitaku::report::html {

Html& Html::open(std::string_view tag, Attributes attributes) {
  html_ += '<';
  html_ += tag;
  for (const auto& [name, value] : attributes) {
    html_ += ' ';
    html_ += name;
    if (value == kFlag) continue;
    html_ += "=\"";
    html_ += escaped(value);
    html_ += '"';
  }
  html_ += '>';
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  SAITAKU_EXPECT(!open_.empty(), "an element is closed once");
  html_ += "</" + open_.back() + ">";
  // A line per block keeps the file readable, and its lines short enough for tools that work by the line.
  for (const std::string_view block :
       {"tr", "p",  "li", "ul",      "table", "thead", "tbody", "section", "details", "summary",
        "h1", "h2", "h3", "caption", "dl",    "dd",    "div",   "nav",     "header",  "main"}) {
    if (open_.back() != block) continue;
    html_ += '\n';
    break;
  }
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  html_ += escaped(text);
  return *this;
}

Html& Html::data(std::string_view text, std::size_t most) {
  html_ += isolated(text, language_, most);
  return *this;
}

Html& Html::raw(std::string_view html) {
  html_ += html;
  return *this;
}

Html& Html::element(std::string_view tag, std::string_view text, Attributes attributes) {
  return open(tag, attributes).text(text).close();
}

std::string Html::take() {
  SAITAKU_EXPECT(open_.empty(), "every element is closed");
  return std::move(html_);
}

std::string number(std::uint64_t count) { return with_thousands(static_cast<std::int64_t>(count)); }

std::string percentage(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "–";
  const auto tenths = (part * 1000 + whole / 2) / whole;
  if (part > 0 && tenths == 0) return "< 0.1 %";
  if (part < whole && tenths >= 1000) return "> 99.9 %";
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

Table::Table(std::vector<Column> columns, Narrow narrow)
    : columns_(std::move(columns)), stacks_(narrow != Narrow::keeps), wraps_(narrow == Narrow::wraps) {}

std::string Table::role(std::string_view name) const {
  return stacks_ ? fmt::format(" role=\"{}\"", name) : std::string{};
}

std::string_view Table::side(std::size_t column) const {
  switch (columns_[column].kind) {
    case Column::Kind::plain: return "";
    case Column::Kind::number: return " class=\"n\"";
    case Column::Kind::prose: return stacks_ ? " class=\"whole\"" : "";
  }
  return "";
}

std::string Table::begin(std::string_view caption_html) const {
  auto html = fmt::format("<table{}{}><caption>{}</caption>\n<thead{}><tr{}>",
                          wraps_    ? " class=\"many\""
                          : stacks_ ? " class=\"stack\""
                                    : "",
                          role("table"), caption_html, role("rowgroup"), role("row"));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    html += fmt::format("<th scope=\"col\"{}{}>{}</th>", role("columnheader"), side(i), escaped(columns_[i].head));
  }
  return html + fmt::format("</tr></thead>\n<tbody{}>\n", role("rowgroup"));
}

std::string Table::row(const std::vector<std::string>& cells_html) const {
  SAITAKU_EXPECT(cells_html.size() == columns_.size(), "a row has a cell for every column");
  auto html = fmt::format("<tr{}><th scope=\"row\"{}>{}</th>", role("row"), role("rowheader"), cells_html.front());
  for (std::size_t i = 1; i < cells_html.size(); ++i) {
    html += fmt::format("<td{}{}>{}</td>", role("cell"), side(i), cells_html[i]);
  }
  return html + "</tr>\n";
}

std::string Table::end(const std::vector<std::string>& cells_html) const {
  if (cells_html.empty()) return "</tbody></table>\n";
  return fmt::format("</tbody><tfoot{}>\n{}</tfoot></table>\n", role("rowgroup"), row(cells_html));
}

}  // namespace saitaku::report::html

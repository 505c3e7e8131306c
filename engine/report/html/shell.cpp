#include "engine/report/html/shell.h"

#include <fmt/format.h>

#include "engine/base/messages.h"
#include "engine/base/sha256.h"
#include "engine/report/html/chart.h"
#include "engine/report/html/html.h"

namespace saitaku::report::html {
namespace {

std::string hash_of(std::string_view text) {
  const auto digest = sha256(text);
  return "'sha256-" + to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "'";
}

/// Nothing may be fetched, sent or framed in; the empty icon keeps browsers from asking a server for one.
std::string head(const Shell& shell) {
  const auto policy =
      fmt::format("default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
                  hash_of(style_sheet()), hash_of(script()));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title>{} – {}</title>\n<link rel=\"icon\" href=\"data:,\">\n"
      "<style>{}</style>\n</head>\n",
      tag(shell.language), policy, escaped(shell.kind), escaped(shell.title), style_sheet());
}

std::string contents(const Shell& shell) {
  Html html(shell.language);
  const auto label = text("report.html.contents", shell.language);
  html.open("nav", {{"aria-label", label}}).open("ul");
  for (const auto& section : shell.sections) {
    html.open("li").element("a", section.heading, {{"href", "#" + section.id}}).close();
  }
  return html.close().close().take();
}

}  // namespace

std::string page_of(const Shell& shell) {
  auto page = head(shell);
  Html top(shell.language);
  top.element("a", text("report.html.skip", shell.language), {{"class", "skip"}, {"href", "#content"}});
  top.open("header").element("p", shell.kind, {{"class", "kind"}}).element("h1", shell.title).raw(shell.subtitle);
  page +=
      "<body>\n" + top.close().take() + contents(shell) + "<main id=\"content\" tabindex=\"-1\">\n" + chart_patterns();
  for (const auto& section : shell.sections) {
    page += fmt::format("<section id=\"{}\" aria-labelledby=\"{}-h\">\n<h2 id=\"{}-h\">{}</h2>\n", section.id,
                        section.id, section.id, escaped(section.heading));
    page += section.body;
    page += "</section>\n";
  }
  page += fmt::format("</main>\n<footer><p>{}</p></footer>\n<script>{}</script>\n</body>\n</html>\n",
                      escaped(shell.footer), script());
  return page;
}

}  // namespace saitaku::report::html

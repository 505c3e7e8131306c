#include "tools/cli/help_scenario.h"

#include <string>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/review/distribution.h"
#include "engine/review/metric.h"
#include "engine/review/stage.h"

namespace saitaku::cli {
namespace {

using report::Page;
using report::Style;

void print_keys(Page& page, std::span<const review::Key> keys) {
  for (const auto& key : keys) {
    std::string name(key.name);
    if (key.required) name += " *";
    std::string what(page.language() == Language::ja ? key.ja : key.en);
    if (!key.choices.empty()) {
      std::string choices;
      for (const auto choice : key.choices) choices += (choices.empty() ? "" : " | ") + std::string(choice);
      what += " (" + choices + ")";
    }
    page.hanging(4, pad_right(name, 18), what);
  }
}

template <class Kind>
void print_kinds(Page& page, std::string_view heading, std::span<const Kind* const> kinds) {
  page.blank();
  page.line(text(heading, page.language()), Style::bold);
  for (const auto* kind : kinds) {
    page.blank();
    page.line(kind->name, Style::bold, 2);
    page.hanging(4, "", page.language() == Language::ja ? kind->ja : kind->en);
    if constexpr (requires { kind->keys; }) print_keys(page, kind->keys);
  }
}

void print_metrics(Page& page) {
  page.blank();
  page.line(text("cli.help.metrics", page.language()), Style::bold);
  for (const auto* kind : review::metrics::all_metrics()) {
    std::string name(kind->name);
    if (kind->argument == review::metrics::Argument::attribute) name += ":ATTR";
    if (kind->argument == review::metrics::Argument::attribute_value) name += ":ATTR=VALUE";
    page.hanging(2, pad_right(name, 26), page.language() == Language::ja ? kind->ja : kind->en);
  }
}

}  // namespace

void print_scenario_words(Page& page) {
  print_kinds(page, "cli.help.stages", review::stages::all_stages());
  print_kinds(page, "cli.help.distributions", review::distributions::all_distributions());
  print_metrics(page);
}

}  // namespace saitaku::cli

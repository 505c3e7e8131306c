// Markdown for an issue or a wiki.
#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/report/detail/markdown.h"
#include "engine/report/detail/number_table.h"
#include "engine/report/formats/diff_pages.h"
#include "engine/report/formats/diff_report.h"

namespace saitaku::report {
namespace {

using audit::Diff;
using audit::DiffTally;
using detail::markdown_text;
using detail::number;

/// More than that nobody reads in Markdown; the JSON formats have them all.
constexpr std::size_t kMostShown = 1000;

class MarkdownDiff : public DiffReport {
 public:
  MarkdownDiff(ByteSink& out, const TextOptions& options) : out_(out), language_(options.language) {}

  void entry(const Diff::Entry& entry) override { first_.add(entry); }

  void end(const Diff& diff) override {
    text_ += "# " + say("report.audit-diff.title", {{"call", markdown_text(diff.after.call)}}) + "\n\n";
    const auto& total = diff.total;
    text_ += say(total.differs() ? "report.audit-diff.totals" : "report.audit-diff.none",
                 {{"new", number(total.fresh)},
                  {"resolved", number(total.resolved)},
                  {"persisting", number(total.persisting)},
                  {"not_comparable", number(total.not_comparable)}}) +
             "\n\n";
    run("report.audit-diff.before", diff.before);
    run("report.audit-diff.after", diff.after);
    if (!diff.changed_rules.empty()) {
      item(say("report.audit-diff.changed-rules", {{"codes", listing(diff.changed_rules, diff.changed_rules.size())},
                                                   {"count", number(diff.changed_rules.size())}}));
    }
    if (diff.fewer_applications() || diff.after.unreadable > diff.before.unreadable)
      item(say("report.audit-diff.fewer"));
    rules(diff);
    institutions(diff);
    fresh(diff);
    out_.write(text_);
  }

 private:
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }
  void item(std::string_view words) { text_ += "- " + markdown_text(words) + "\n"; }
  void section(std::string_view words) { text_ += "\n## " + markdown_text(words) + "\n\n"; }

  void run(std::string_view label, const audit::KeptRun& run) {
    item(say(label) + say("report.audit-diff.run", {{"audit", run.label},
                                                    {"applications", number(run.applications)},
                                                    {"unreadable", number(run.unreadable)},
                                                    {"version", run.pack_version}}));
  }

  void head(const std::vector<std::string>& names) {
    std::string line = "|";
    for (const auto& name : names) {
      text_ += "| " + name + " ";
      line += "---|";
    }
    for (const auto* id : {"report.audit-diff.head.new", "report.audit-diff.head.resolved",
                           "report.audit-diff.head.persisting", "report.audit-diff.head.not-comparable"}) {
      text_ += "| " + say(id) + " ";
      line += "---:|";
    }
    text_ += "|\n" + line + "\n";
  }
  void row(const std::vector<std::string>& names, const DiffTally& tally) {
    for (const auto& name : names) text_ += "| " + markdown_text(name) + " ";
    for (const auto count : {tally.fresh, tally.resolved, tally.persisting, tally.not_comparable})
      text_ += "| " + number(count) + " ";
    text_ += "|\n";
  }

  void rules(const Diff& diff) {
    if (diff.by_rule.empty()) return;
    section(say("report.audit.section.rules"));
    head({say("report.audit.head.rule"), say("report.audit.head.title")});
    for (const auto& [code, tally] : diff.by_rule) row({code, diff.title_of(code)}, tally);
  }

  void institutions(const Diff& diff) {
    const auto changed = changed_institutions(diff);
    if (changed.empty() || (changed.size() == 1 && changed.front().first.empty())) return;
    section(say("report.audit-diff.section.institutions", {{"count", number(changed.size())}}));
    head({say("report.audit.head.institution")});
    for (const auto& [name, tally] : changed) row({name.empty() ? say("report.audit.no-institution") : name}, tally);
    if (diff.other_institutions.differs()) row({say("report.audit.label.other-institutions")}, diff.other_institutions);
  }

  void fresh(const Diff& diff) {
    if (diff.total.fresh == 0) return;
    section(say("report.audit-diff.section.new", {{"count", number(diff.total.fresh)}}));
    for (const auto& finding : first_.findings()) {
      auto name = finding.application;
      if (!finding.institution.empty()) name += say("report.application", {{"id", finding.institution}});
      text_ += "- **" + markdown_text(finding.code) + "** " + markdown_text(name) + ": " +
               markdown_text(finding.message) + "\n";
    }
    const auto shown = first_.findings().size();
    if (diff.total.fresh > shown) item(say("report.audit.more", {{"count", number(diff.total.fresh - shown)}}));
  }

  ByteSink& out_;
  Language language_;
  std::string text_;
  FirstNew first_{kMostShown};
};

}  // namespace

const DiffFormat& diff_markdown() {
  static const DiffFormat format{.name = "markdown",
                                 .ending = ".md",
                                 .make = [](ByteSink& out, const TextOptions& options) -> std::unique_ptr<DiffReport> {
                                   return std::make_unique<MarkdownDiff>(out, options);
                                 }};
  return format;
}

}  // namespace saitaku::report

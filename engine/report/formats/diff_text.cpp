// Text: the totals, by rule and institution, and the first of the new findings.
#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/report/detail/number_table.h"
#include "engine/report/formats/diff_pages.h"
#include "engine/report/formats/diff_report.h"

namespace saitaku::report {
namespace {

using audit::Diff;
using audit::DiffTally;
using detail::number;
using detail::NumberTable;

/// So many are named before the rest is counted.
constexpr std::size_t kMostShown = 20;

class TextDiff : public DiffReport {
 public:
  TextDiff(ByteSink& out, const TextOptions& options) : out_(out), language_(options.language), page_(options) {}

  void entry(const Diff::Entry& entry) override { first_.add(entry); }

  void end(const Diff& diff) override {
    totals(diff);
    rules(diff);
    institutions(diff);
    fresh(diff);
    out_.write(page_.take());
  }

 private:
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }
  static Args counts(const DiffTally& tally) {
    return {{"new", number(tally.fresh)},
            {"resolved", number(tally.resolved)},
            {"persisting", number(tally.persisting)},
            {"not_comparable", number(tally.not_comparable)}};
  }
  static Style style_of(const DiffTally& tally) {
    if (tally.fresh > 0) return Style::bad;
    return tally.not_comparable > 0 ? Style::open : tally.resolved > 0 ? Style::good : Style::plain;
  }

  void run(std::string_view label, const audit::KeptRun& run) {
    page_.hanging(2, say(label),
                  say("report.audit-diff.run", {{"audit", run.label},
                                                {"applications", number(run.applications)},
                                                {"unreadable", number(run.unreadable)},
                                                {"version", run.pack_version}}));
  }

  void totals(const Diff& diff) {
    const auto& total = diff.total;
    const auto* mark = total.fresh > 0            ? "report.mark.ineligible"
                       : total.not_comparable > 0 ? "report.mark.undetermined"
                                                  : "report.mark.eligible";
    const auto style = total.differs() ? style_of(total) : Style::good;
    page_.hanging(0, say(mark) + " ",
                  say(total.differs() ? "report.audit-diff.totals" : "report.audit-diff.none", counts(total)), style,
                  style);
    run("report.audit-diff.before", diff.before);
    run("report.audit-diff.after", diff.after);
    if (!diff.changed_rules.empty()) {
      page_.line(say("report.audit-diff.changed-rules", {{"codes", listing(diff.changed_rules, kMostShown)},
                                                         {"count", number(diff.changed_rules.size())}}),
                 Style::open, 2);
    }
    if (diff.fewer_applications() || diff.after.unreadable > diff.before.unreadable)
      page_.line(say("report.audit-diff.fewer"), Style::open, 2);
  }

  NumberTable table(std::string first, std::string last) const {
    return NumberTable({std::move(first), say("report.audit-diff.head.new"), say("report.audit-diff.head.resolved"),
                        say("report.audit-diff.head.persisting"), say("report.audit-diff.head.not-comparable"),
                        std::move(last)});
  }
  static std::vector<std::uint64_t> numbers(const DiffTally& tally) {
    return {tally.fresh, tally.resolved, tally.persisting, tally.not_comparable};
  }

  void rules(const Diff& diff) {
    if (diff.by_rule.empty()) return;
    page_.headline(say("report.audit.section.rules"));
    auto rules = table(say("report.audit.head.rule"), say("report.audit.head.title"));
    for (const auto& [code, tally] : diff.by_rule)
      rules.row({code, numbers(tally), diff.title_of(code), style_of(tally)});
    rules.print(page_);
  }

  void institutions(const Diff& diff) {
    const auto changed = changed_institutions(diff);
    if (changed.empty() || (changed.size() == 1 && changed.front().first.empty())) return;
    page_.headline(say("report.audit-diff.section.institutions", {{"count", number(changed.size())}}));
    auto rows = table("", say("report.audit.head.institution"));
    auto rest = diff.other_institutions;
    for (std::size_t i = 0; i < changed.size(); ++i) {
      const auto& [name, tally] = changed[i];
      if (i >= kMostShown) {
        add(rest, tally);
      } else {
        rows.row({"", numbers(tally), name.empty() ? say("report.audit.no-institution") : name, style_of(tally)});
      }
    }
    rows.print(page_);
    if (rest.differs()) page_.line(say("report.audit-diff.other-institutions", counts(rest)), Style::dim, 2);
  }

  void fresh(const Diff& diff) {
    if (diff.total.fresh == 0) return;
    page_.headline(say("report.audit-diff.section.new", {{"count", number(diff.total.fresh)}}));
    const std::string* application = nullptr;
    for (const auto& finding : first_.findings()) {
      if (application == nullptr || *application != finding.application) {
        auto name = finding.application;
        if (!finding.institution.empty()) name += say("report.application", {{"id", finding.institution}});
        page_.line(name, Style::bold, 2);
        application = &finding.application;
      }
      const auto open = finding.outcome == "unknown";
      page_.hanging(4, finding.code + "  ", finding.message, open ? Style::open : Style::bad);
    }
    const auto shown = first_.findings().size();
    if (diff.total.fresh > shown) {
      page_.line(say("report.audit.more", {{"count", number(diff.total.fresh - shown)}}), Style::dim, 2);
      page_.line(say("report.audit-diff.all"), Style::dim, 2);
    }
  }

  ByteSink& out_;
  Language language_;
  Page page_;
  FirstNew first_{kMostShown};
};

}  // namespace

const DiffFormat& diff_text() {
  static const DiffFormat format{.name = "text",
                                 .ending = ".txt",
                                 .make = [](ByteSink& out, const TextOptions& options) -> std::unique_ptr<DiffReport> {
                                   return std::make_unique<TextDiff>(out, options);
                                 }};
  return format;
}

}  // namespace saitaku::report

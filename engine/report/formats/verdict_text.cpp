#include "engine/report/formats/verdict_text.h"

#include <algorithm>
#include <map>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/report/citation.h"

namespace saitaku::report {
namespace {

using rules::Finding;
using rules::Outcome;

/// So many missing fields are named before "and N more".
constexpr std::size_t kMostMissingNamed = 4;

class VerdictPage {
 public:
  VerdictPage(const Judged& judged, const Selection& selection, const TextOptions& options)
      : judged_(judged), selection_(selection), language_(options.language), page_(options) {}

  std::string write() {
    for (const auto& finding : judged_.verdict.findings)
      code_width_ = std::max(code_width_, display_width(finding.code));
    verdict();
    if (selection_.fail) failures("report.section.fix", [](const Finding& f) { return f.severity == Severity::error; });
    if (selection_.unknown) checklist();
    if (selection_.fail)
      failures("report.section.look", [](const Finding& f) { return f.severity != Severity::error; });
    if (selection_.pass) list(Outcome::pass, "report.section.pass");
    if (selection_.not_applicable) list(Outcome::not_applicable, "report.section.not-applicable");
    reading_notes();
    footer();
    return page_.take();
  }

 private:
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }
  std::string in(const LocalText& both) const { return both.in(language_); }

  template <class Keep>
  std::vector<const Finding*> findings(Outcome outcome, Keep keep) const {
    std::vector<const Finding*> kept;
    for (const auto& finding : judged_.verdict.findings) {
      if (finding.outcome == outcome && keep(finding)) kept.push_back(&finding);
    }
    return kept;
  }
  std::size_t count(Outcome outcome) const {
    return findings(outcome, [](const Finding&) { return true; }).size();
  }

  std::string counted(std::string_view id, std::size_t number) const {
    // English needs its singular; Japanese has one text for both.
    return text(std::string(id) + (number == 1 ? ".one" : ".many"), language_, {{"count", std::to_string(number)}});
  }

  void verdict() {
    const auto& counts = judged_.verdict.counts;
    std::vector<std::string> parts;
    if (counts.error > 0) parts.push_back(counted("report.count.fix", counts.error));
    if (counts.unknown > 0) parts.push_back(counted("report.count.confirm", counts.unknown));
    if (counts.warning + counts.advice > 0)
      parts.push_back(counted("report.count.look", counts.warning + counts.advice));
    auto sentence = say("report.verdict." + std::string(to_string(judged_.verdict.kind)));
    for (std::size_t i = 0; i < parts.size(); ++i)
      sentence += say(i == 0 ? "report.verdict.first" : "report.verdict.next") + parts[i];
    const auto style = judged_.verdict.kind == rules::VerdictKind::eligible     ? Style::good
                       : judged_.verdict.kind == rules::VerdictKind::ineligible ? Style::bad
                                                                                : Style::open;
    page_.hanging(0, say("report.mark." + std::string(to_string(judged_.verdict.kind))) + " ", sentence, style, style);

    auto subject = judged_.draft.file;
    if (!judged_.draft.application_id.empty())
      subject += say("report.application", {{"id", judged_.draft.application_id}});
    page_.hanging(2, "", subject);
    page_.hanging(2, "",
                  say(judged_.draft.call_recognised ? "report.call-recognised" : "report.call",
                      {{"title", in(judged_.pack->title)}, {"call", judged_.pack->id}}));
    if (judged_.at) {
      page_.hanging(2, "", say("report.at", {{"time", to_string_at_offset(*judged_.at, kJstOffsetSeconds)}}));
    }
  }

  /// "label  text" below a finding, the labels in a column of their own.
  void detail(std::string_view label_id, std::string_view content, Style style = Style::plain) {
    if (content.empty()) return;
    std::size_t width = 0;
    for (const auto id : {"report.label.where", "report.label.what", "report.label.enough", "report.label.fix",
                          "report.label.source", "report.label.others"}) {
      width = std::max(width, display_width(say(id)));
    }
    page_.hanging(4, pad_right(say(label_id), width) + "  ", content, Style::dim, style);
  }

  template <class Keep>
  void failures(std::string_view section, Keep keep) {
    const auto failed = findings(Outcome::fail, keep);
    if (failed.empty()) return;
    page_.headline(say(section, {{"count", std::to_string(failed.size())}}));
    bool first = true;
    for (const auto* finding : failed) {
      if (!first) page_.blank();
      first = false;
      const auto style = finding->severity == Severity::error ? Style::bad : Style::open;
      auto title = in(finding->title);
      if (finding->severity == Severity::advice) title += say("report.mark-advice");
      page_.hanging(2, pad_right(finding->code, code_width_) + "  ", title, style, Style::bold);
      detail("report.label.where", where(*finding));
      detail("report.label.what", in(finding->message));
      detail("report.label.enough", enough(*finding));
      detail("report.label.fix", in(finding->fix));
      detail("report.label.others", listing(finding->others));
      detail("report.label.source", citation_text(*judged_.pack, finding->source, finding->status, language_),
             Style::dim);
    }
  }

  std::string where(const Finding& finding) const {
    const auto fields = fields_to_look_at(*judged_.pack, finding);
    const auto* place = place_of(judged_.draft, fields);
    std::string label;
    if (!fields.empty()) label = field_label(*judged_.pack->form, fields.front(), language_);
    if (place == nullptr) return label;
    const auto spot = place_text(*place, language_, judged_.draft.file);
    return label.empty() ? spot : say("report.place", {{"place", spot}, {"field", label}});
  }

  /// 「直接経費」を 200 千円 減らせば足ります: the smallest change of one field.
  std::string enough(const Finding& finding) const {
    if (!finding.distance || finding.distance->by == 0) return {};
    const auto by = finding.distance->by;
    auto unit = in(finding.distance_unit);
    // Units are plural nouns in English ("days"); "yen" has no singular of its own.
    if (language_ == Language::en && (by == 1 || by == -1) && unit.ends_with('s')) unit.pop_back();
    // The smallest integer has no positive twin; its text without the sign is right all the same.
    auto amount = with_thousands(by);
    if (amount.starts_with('-')) amount.erase(0, 1);
    if (!unit.empty()) amount += say("report.unit", {{"unit", unit}});
    const auto& form = *judged_.pack->form;
    const auto field = form.find(without_indices(path_from_pointer(finding.distance->field)));
    const auto kind = field ? form.fields()[*field].kind : forms::FieldKind::integer;
    const bool time = kind == forms::FieldKind::date || kind == forms::FieldKind::timestamp;
    return say(time ? (by < 0 ? "report.earlier" : "report.later") : (by < 0 ? "report.decrease" : "report.increase"),
               {{"field", field_label(form, finding.distance->field, language_)}, {"amount", amount}});
  }

  std::string listing(const std::vector<std::string>& words) const {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : say("report.comma")) + word;
    return list;
  }

  /// The labels of those missing fields that the draft does not mention, or of those that it has but nobody can read.
  std::string missing(const Finding& finding, bool mentioned) const {
    std::vector<std::string> labels;
    for (const auto& pointer : finding.missing) {
      if ((find_pointer(judged_.draft.document, pointer) != nullptr) != mentioned) continue;
      auto label = field_label(*judged_.pack->form, pointer, language_);
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(std::move(label));
    }
    const auto more = labels.size() > kMostMissingNamed ? labels.size() - kMostMissingNamed : 0;
    labels.resize(labels.size() - more);
    auto list = listing(labels);
    if (more > 0) list += say("report.more", {{"count", std::to_string(more)}});
    return list;
  }

  /// What decides the verdict first; within that, by the part of the form that the answer belongs to.
  void checklist() {
    const auto open = findings(Outcome::unknown, [](const Finding&) { return true; });
    if (open.empty()) return;
    page_.headline(say("report.section.confirm", {{"count", std::to_string(open.size())}}));
    for (const bool decisive : {true, false}) {
      std::vector<std::pair<std::string, std::vector<const Finding*>>> groups;
      for (const auto* finding : open) {
        if ((finding->severity == Severity::error) != decisive) continue;
        auto section = decisive ? section_of(*finding) : say("report.confirm.not-decisive");
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == section; });
        if (group == groups.end()) group = groups.insert(groups.end(), {std::move(section), {}});
        group->second.push_back(finding);
      }
      for (const auto& [section, members] : groups) {
        page_.line(section, Style::bold, 2);
        for (const auto* finding : members) checklist_item(*finding);
      }
    }
  }

  std::string section_of(const Finding& finding) const {
    auto section = finding.missing.empty() ? std::string{}
                                           : section_label(*judged_.pack->form, finding.missing.front(), language_);
    return section.empty() ? say("report.confirm.other") : section;
  }

  void checklist_item(const Finding& finding) {
    auto line = in(finding.title);
    const auto absent = missing(finding, false);
    const auto unreadable = missing(finding, true);
    if (!absent.empty()) line += say("report.missing", {{"fields", absent}});
    if (!unreadable.empty()) line += say("report.unreadable", {{"fields", unreadable}});
    // Undecided although nothing is missing: the message says why.
    if (finding.missing.empty()) line += say("report.open", {{"message", in(finding.message)}});
    if (finding.status == rules::Status::assumed) line += say("report.status.assumed");
    page_.hanging(2, say("report.box") + " " + pad_right(finding.code, code_width_) + "  ", line, Style::open);
  }

  void list(Outcome outcome, std::string_view section) {
    const auto members = findings(outcome, [](const Finding&) { return true; });
    if (members.empty()) return;
    page_.headline(say(section, {{"count", std::to_string(members.size())}}));
    for (const auto* finding : members) {
      auto line = in(finding->title);
      if (!finding->exception.empty()) line += say("report.exception", {{"name", in(finding->exception)}});
      page_.hanging(2, pad_right(finding->code, code_width_) + "  ", line,
                    outcome == Outcome::pass ? Style::good : Style::dim);
    }
  }

  void reading_notes() {
    if (judged_.problems.empty()) return;
    page_.headline(say("report.section.reading", {{"count", std::to_string(judged_.problems.size())}}));
    for (const auto& problem : judged_.problems) {
      const auto place = place_text(problem.where, language_, judged_.draft.file);
      const auto what = problem.what(language_);
      const auto fix = problem.fix(language_);
      const auto style = problem.severity == Severity::error ? Style::bad : Style::open;
      const auto lead = say("report.severity." + std::string(to_string(problem.severity))) + "  ";
      page_.hanging(2, lead, place.empty() ? what : place + "  " + what, style);
      if (!fix.empty()) page_.hanging(2 + display_width(lead), say("report.arrow"), fix);
    }
  }

  void footer() {
    page_.blank();
    const auto& pack = *judged_.pack;
    page_.line(say("report.totals", {{"rules", std::to_string(judged_.verdict.findings.size())},
                                     {"pass", std::to_string(count(Outcome::pass))},
                                     {"fail", std::to_string(count(Outcome::fail))},
                                     {"unknown", std::to_string(count(Outcome::unknown))},
                                     {"not_applicable", std::to_string(count(Outcome::not_applicable))}}),
               Style::dim);
    page_.line(say(pack.edition.empty() ? "report.pack" : "report.pack-edition",
                   {{"call", pack.id}, {"version", pack.version}, {"edition", pack.edition}}),
               Style::dim);
  }

  const Judged& judged_;
  const Selection& selection_;
  Language language_;
  Page page_;
  std::size_t code_width_ = 0;
};

}  // namespace

std::string verdict_text(const Judged& judged, const Selection& selection, const TextOptions& options) {
  return VerdictPage(judged, selection, options).write();
}

}  // namespace saitaku::report

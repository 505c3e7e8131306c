#include "engine/audit/detail/group_outcomes.h"

#include <algorithm>
#include <utility>

#include "engine/audit/detail/bytes.h"
#include "engine/rules/group_findings.h"

namespace saitaku::audit::detail {
namespace {

constexpr std::size_t kReadAhead = std::size_t{64} << 10;

/// Big-endian, so that frames sort as their numbers do.
void put_ordered(std::string& bytes, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
}
std::uint64_t read_ordered(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

void put_texts(std::string& bytes, const std::vector<std::string>& texts) {
  put_number(bytes, texts.size());
  for (const std::string& text : texts) put_text(bytes, text);
}
void read_texts(Bytes& bytes, std::vector<std::string>& texts) {
  for (std::uint64_t left = bytes.count(); left > 0; --left) texts.emplace_back(bytes.text());
}

std::string frame_of(const GroupFinding& finding) {
  std::string frame;
  put_ordered(frame, finding.application);
  put_ordered(frame, finding.rule);
  put_ordered(frame, finding.first_application);
  put_ordered(frame, finding.first_item);
  put_number(frame, static_cast<std::uint64_t>(finding.outcome));
  put_text(frame, finding.message);
  put_text(frame, finding.fix);
  put_texts(frame, finding.fields);
  put_texts(frame, finding.missing);
  put_texts(frame, finding.others);
  put_text(frame, finding.fingerprint);
  return frame;
}

GroupFinding finding_of(std::string_view frame) {
  GroupFinding finding;
  finding.application = read_ordered(frame);
  finding.rule = read_ordered(frame.substr(8));
  finding.first_application = read_ordered(frame.substr(16));
  finding.first_item = read_ordered(frame.substr(24));
  Bytes bytes(frame.substr(32));
  finding.outcome = static_cast<rules::Outcome>(bytes.number());
  finding.message = bytes.text();
  finding.fix = bytes.text();
  read_texts(bytes, finding.fields);
  read_texts(bytes, finding.missing);
  read_texts(bytes, finding.others);
  finding.fingerprint = bytes.text();
  return finding;
}

void unite(std::vector<std::string>& all, std::vector<std::string>&& more, std::size_t most) {
  for (std::string& one : more) {
    if (all.size() == most) return;
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
  }
}

/// As rules::join(), in one language.
void join(GroupFinding& finding, GroupFinding&& other, Language language) {
  if (finding.outcome != other.outcome) {
    if (other.outcome == rules::Outcome::fail) finding = std::move(other);
    return;
  }
  if (finding.message != other.message) finding.message += (language == Language::ja ? "" : " ") + other.message;
  unite(finding.others, std::move(other.others), rules::kMostOthers);
  unite(finding.missing, std::move(other.missing), rules::kMostOthers);
}

}  // namespace

GroupOutcomes::GroupOutcomes(std::string temporary, Language language, std::size_t most_held)
    : temporary_(std::move(temporary)), language_(language), most_held_(most_held) {}

void GroupOutcomes::add(const GroupFinding& finding) {
  held_.push_back(frame_of(finding));
  held_bytes_ += held_.back().size() + sizeof(std::string);
  if (held_bytes_ > most_held_) spill();
}

void GroupOutcomes::spill() {
  std::sort(held_.begin(), held_.end());
  Run& run = runs_.emplace_back(Run{Temporary(temporary_, kReadAhead), {}, false});
  for (const std::string& frame : held_) run.file.append(frame);
  held_.clear();
  held_bytes_ = 0;
}

void GroupOutcomes::sort() {
  spill();
  for (Run& run : runs_) {
    run.file.rewind();
    run.at_end = !run.file.next(run.head);
  }
}

bool GroupOutcomes::smallest(std::size_t& run) const {
  bool found = false;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].at_end || (found && runs_[i].head >= runs_[run].head)) continue;
    run = i;
    found = true;
  }
  return found;
}

void GroupOutcomes::take(std::uint64_t application, std::vector<GroupFinding>& findings) {
  findings.clear();
  for (std::size_t run = 0; smallest(run) && read_ordered(runs_[run].head) <= application;) {
    GroupFinding finding = finding_of(runs_[run].head);
    runs_[run].at_end = !runs_[run].file.next(runs_[run].head);
    if (finding.application < application) continue;
    if (!findings.empty() && findings.back().rule == finding.rule) {
      join(findings.back(), std::move(finding), language_);
    } else {
      findings.push_back(std::move(finding));
    }
  }
}

Problems GroupOutcomes::problems() const {
  for (const Run& run : runs_) {
    if (auto problems = run.file.problems(); !problems.empty()) return problems;
  }
  return {};
}

}  // namespace saitaku::audit::detail

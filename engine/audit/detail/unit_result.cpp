#include "engine/audit/detail/unit_result.h"

#include "engine/audit/detail/bytes.h"

namespace saitaku::audit::detail {
namespace {

/// 0 stands for "none"; otherwise counted from the unit's beginning, from 1.
std::uint64_t relative(std::int64_t at, std::uint64_t first) {
  return at < static_cast<std::int64_t>(first) ? 0 : static_cast<std::uint64_t>(at) - first + 1;
}
std::int64_t absolute(std::uint64_t at, std::uint64_t first, std::int64_t none) {
  return at == 0 ? none : static_cast<std::int64_t>(first + at - 1);
}
std::uint64_t relative_line(std::int64_t line, const UnitPlace& place) {
  return line == 0 ? 0 : relative(line, place.first_line);
}

enum class FileIs : std::uint64_t { none, input, below_input, other };

void put_where(std::string& bytes, const UnitPlace& place, const Where& where) {
  std::string_view file = where.file;
  FileIs is = FileIs::other;
  if (file.empty()) is = FileIs::none;
  if (file == place.path) is = FileIs::input;
  if (file.size() > place.path.size() && file.starts_with(place.path) && file[place.path.size()] == '/') {
    is = FileIs::below_input;
    file.remove_prefix(place.path.size());
  }
  put_number(bytes, static_cast<std::uint64_t>(is));
  if (is == FileIs::below_input || is == FileIs::other) put_text(bytes, file);
  put_number(bytes, relative_line(where.line, place));
  put_number(bytes, static_cast<std::uint64_t>(where.column));
  put_text(bytes, where.sheet);
  put_text(bytes, where.cell);
  put_text(bytes, where.pointer);
  put_number(bytes, relative(where.byte, place.first_byte));
}

/// Into one that is done with: its texts keep their room.
void read_where(Bytes& bytes, const UnitPlace& place, Where& where) {
  where.file.clear();
  switch (static_cast<FileIs>(bytes.number())) {
    case FileIs::input: where.file = place.path; break;
    case FileIs::below_input:
      where.file = place.path;
      where.file += bytes.text();
      break;
    case FileIs::other: where.file = bytes.text(); break;
    case FileIs::none: break;
  }
  where.line = absolute(bytes.number(), place.first_line, 0);
  where.column = static_cast<std::int64_t>(bytes.number());
  where.sheet = bytes.text();
  where.cell = bytes.text();
  where.pointer = bytes.text();
  where.byte = absolute(bytes.number(), place.first_byte, -1);
}

void put_problem(std::string& bytes, const UnitPlace& place, const Problem& problem) {
  put_number(bytes, static_cast<std::uint64_t>(problem.severity));
  put_text(bytes, problem.code);
  put_where(bytes, place, problem.where);
  put_number(bytes, problem.args.size());
  for (const auto& [name, value] : problem.args) {
    put_text(bytes, name);
    put_text(bytes, value);
  }
}

Problem read_problem(Bytes& bytes, const UnitPlace& place) {
  Problem problem;
  problem.severity = static_cast<Severity>(bytes.number() % 3);
  problem.code = bytes.text();
  read_where(bytes, place, problem.where);
  for (std::uint64_t left = bytes.count(); left > 0; --left) {
    std::string name(bytes.text());
    problem.args.emplace_back(std::move(name), bytes.text());
  }
  return problem;
}

void put_texts(std::string& bytes, const std::vector<std::string>& texts) {
  put_number(bytes, texts.size());
  for (const std::string& text : texts) put_text(bytes, text);
}

void read_texts(Bytes& bytes, std::vector<std::string_view>& texts) {
  texts.clear();
  for (std::uint64_t left = bytes.count(); left > 0; --left) texts.push_back(bytes.text());
}

constexpr char kFinding = 'F';
constexpr char kGroup = 'G';
constexpr char kEnd = 'E';

}  // namespace

void put_application(std::string& bytes, const UnitPlace& place, std::uint64_t line, std::int64_t byte,
                     std::string_view sheet, std::string_view id, std::string_view institution,
                     std::string_view identity, const std::vector<Problem>& notes) {
  bytes += static_cast<char>(ResultRecord::Kind::application);
  put_number(bytes, relative_line(static_cast<std::int64_t>(line), place));
  put_number(bytes, relative(byte, place.first_byte));
  put_text(bytes, sheet);
  put_text(bytes, id);
  put_text(bytes, institution);
  put_text(bytes, identity);
  put_number(bytes, notes.size());
  for (const Problem& note : notes) put_problem(bytes, place, note);
}

void put_finding(std::string& bytes, const UnitPlace& place, std::size_t rule, rules::Outcome outcome,
                 std::string_view message, std::string_view fix, const std::vector<std::string>& fields,
                 const std::vector<std::string>& missing, const std::vector<std::string>& others, const Where& where,
                 std::string_view fingerprint) {
  bytes += kFinding;
  put_number(bytes, rule);
  put_number(bytes, static_cast<std::uint64_t>(outcome));
  put_text(bytes, message);
  put_text(bytes, fix);
  put_texts(bytes, fields);
  put_texts(bytes, missing);
  put_texts(bytes, others);
  put_where(bytes, place, where);
  put_text(bytes, fingerprint);
}

void put_group(std::string& bytes, std::size_t rule, std::string_view key, bool sure, std::size_t item) {
  bytes += kGroup;
  put_number(bytes, rule);
  put_text(bytes, key);
  put_number(bytes, sure ? 1 : 0);
  put_number(bytes, item);
}

void put_end(std::string& bytes, std::string_view cells) {
  bytes += kEnd;
  put_text(bytes, cells);
}

void put_unreadable(std::string& bytes, const UnitPlace& place, std::uint64_t line, std::int64_t byte,
                    const Problem& problem) {
  bytes += static_cast<char>(ResultRecord::Kind::unreadable);
  put_number(bytes, relative_line(static_cast<std::int64_t>(line), place));
  put_number(bytes, relative(byte, place.first_byte));
  put_problem(bytes, place, problem);
}

void put_note(std::string& bytes, const UnitPlace& place, const Problem& note) {
  bytes += static_cast<char>(ResultRecord::Kind::note);
  put_problem(bytes, place, note);
}

void put_member(std::string& bytes, std::string_view member, std::uint64_t times) {
  bytes += static_cast<char>(ResultRecord::Kind::member);
  put_text(bytes, member);
  put_number(bytes, times);
}

ResultReader::ResultReader(std::string_view bytes, const UnitPlace& place) : rest_(bytes), place_(place) {}

bool ResultReader::read_application() {
  Bytes bytes(rest_);
  record_.line = static_cast<std::uint64_t>(absolute(bytes.number(), place_.first_line, 0));
  record_.byte = absolute(bytes.number(), place_.first_byte, -1);
  record_.sheet = bytes.text();
  record_.id = bytes.text();
  record_.institution = bytes.text();
  record_.identity = bytes.text();
  record_.notes.clear();
  for (std::uint64_t left = bytes.count(); left > 0; --left) record_.notes.push_back(read_problem(bytes, place_));
  std::size_t findings = 0;
  record_.groups.clear();
  while (true) {
    const std::string_view mark = bytes.raw(1);
    if (bytes.failed()) return false;
    if (mark[0] == kFinding) {
      if (findings == record_.findings.size()) record_.findings.emplace_back();
      ResultFinding& finding = record_.findings[findings++];
      finding.rule = bytes.number();
      finding.outcome = static_cast<rules::Outcome>(bytes.number() % 4);
      finding.message = bytes.text();
      finding.fix = bytes.text();
      read_texts(bytes, finding.fields);
      read_texts(bytes, finding.missing);
      read_texts(bytes, finding.others);
      read_where(bytes, place_, finding.where);
      finding.fingerprint = bytes.text();
      if (finding.fingerprint.size() != kDigestBytes) return false;
    } else if (mark[0] == kGroup) {
      ResultGroup group;
      group.rule = bytes.number();
      group.key = bytes.text();
      group.sure = bytes.number() == 1;
      group.item = bytes.number();
      if (group.key.size() != kDigestBytes) return false;
      record_.groups.push_back(group);
    } else if (mark[0] == kEnd) {
      record_.cells = bytes.text();
      record_.findings.resize(findings);
      rest_ = bytes.rest();
      return !bytes.failed();
    } else {
      return false;
    }
  }
}

const ResultRecord* ResultReader::next() {
  if (rest_.empty() || damaged_) return nullptr;
  record_.kind = static_cast<ResultRecord::Kind>(rest_.front());
  rest_.remove_prefix(1);
  bool good = true;
  if (record_.kind == ResultRecord::Kind::application) {
    good = read_application();
  } else {
    Bytes bytes(rest_);
    if (record_.kind == ResultRecord::Kind::unreadable) {
      record_.line = static_cast<std::uint64_t>(absolute(bytes.number(), place_.first_line, 0));
      record_.byte = absolute(bytes.number(), place_.first_byte, -1);
      record_.problem = read_problem(bytes, place_);
    } else if (record_.kind == ResultRecord::Kind::note) {
      record_.problem = read_problem(bytes, place_);
    } else if (record_.kind == ResultRecord::Kind::member) {
      record_.member = bytes.text();
      record_.times = bytes.number();
    } else {
      good = false;
    }
    good = good && !bytes.failed();
    rest_ = bytes.rest();
  }
  damaged_ = !good;
  return good ? &record_ : nullptr;
}

bool is_intact(std::string_view bytes) {
  ResultReader reader(bytes, {});
  while (reader.next() != nullptr) {
  }
  return !reader.damaged();
}

}  // namespace saitaku::audit::detail

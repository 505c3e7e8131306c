#include "engine/intake/detail/record_cutter.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/text.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::string_view kSpace = " \t\r\n";

/// std::count adds up in words of eight bytes, two a step; every byte passes here, so lanes of one byte are added up.
std::uint64_t line_ends(std::string_view bytes) {
  constexpr std::size_t kLanes = 64;
  constexpr std::size_t kMostRounds = 255;  // then a lane is full
  std::uint64_t ends = 0;
  while (bytes.size() >= kLanes) {
    std::array<std::uint8_t, kLanes> lanes{};
    const auto rounds = std::min(bytes.size() / kLanes, kMostRounds);
    for (std::size_t round = 0; round < rounds; ++round) {
      const char* at = bytes.data() + round * kLanes;
      for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = static_cast<std::uint8_t>(lanes[i] + (at[i] == '\n' ? 1 : 0));
    }
    for (const auto lane : lanes) ends += lane;
    bytes.remove_prefix(rounds * kLanes);
  }
  return ends + static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

}  // namespace

Problem too_long(const std::string& name, std::uint64_t line, std::uint64_t byte, std::size_t limit) {
  Problem problem;
  problem.code = "audit-input.record-too-long";
  problem.where.file = name;
  problem.where.line = static_cast<std::int64_t>(line);
  problem.where.byte = static_cast<std::int64_t>(byte);
  problem.args = {{"limit", with_thousands(static_cast<std::int64_t>(limit))}};
  return problem;
}

RecordCutter::RecordCutter(OpenedSource opened, const UnitOptions& options)
    : source_(std::move(opened.source)),
      tail_(std::move(opened.head)),
      byte_(opened.first_byte),
      line_(opened.first_line),
      name_(std::move(opened.name)),
      unit_bytes_(std::max<std::size_t>(options.unit_bytes, 1)),
      longest_(options.longest_record) {}

std::size_t RecordCutter::fill(std::string& bytes, std::size_t size) {
  // A string that was used for a piece before has its size: nothing is cleared that is written over anyway.
  if (bytes.size() < std::max(size, tail_.size())) bytes.resize(std::max(size, tail_.size()));
  std::copy(tail_.begin(), tail_.end(), bytes.begin());
  const auto have = tail_.size();
  tail_.clear();
  return have < size ? have + source_->read(bytes.data() + have, size - have) : have;
}

std::size_t RecordCutter::fill_more(std::string& bytes, std::size_t have) {
  const auto size = have + std::clamp(have, kBlock, std::max(longest_, kBlock));
  if (bytes.size() < size) bytes.resize(size);
  return have + source_->read(bytes.data() + have, size - have);
}

void RecordCutter::place(Unit& unit) const {
  unit.first_byte = byte_;
  unit.first_line = line_;
}

void RecordCutter::pass(std::string_view bytes) {
  byte_ += bytes.size();
  line_ += line_ends(bytes);
}

void RecordCutter::give(Unit& unit, std::size_t have, std::size_t cut, std::size_t skip) {
  place(unit);
  pass(std::string_view(unit.bytes).substr(0, cut + skip));
  tail_.assign(unit.bytes, cut + skip, have - cut - skip);
  unit.bytes.resize(cut);
}

Problem RecordCutter::problem_here(std::string code, Args args) const {
  Problem problem{Severity::error, std::move(code), {}, std::move(args)};
  problem.where.file = name_;
  problem.where.line = static_cast<std::int64_t>(line_);
  problem.where.byte = static_cast<std::int64_t>(byte_);
  return problem;
}

void RecordCutter::give_up(Unit& unit, Problem problem) {
  place(unit);
  unit.bytes.clear();
  unit.unreadable = std::move(problem);
  done_ = true;
}

bool LineCutter::next(Unit& unit) {
  if (done_) return false;
  auto have = fill(unit.bytes, unit_bytes_);
  const auto text = [&] { return std::string_view(unit.bytes).substr(0, have); };
  if (have == 0) {
    done_ = true;
    if (!source_->fault()) return false;
    give_up(unit, *source_->fault());
    return true;
  }
  // The last line that ends within a piece's size; else the first that ends at all.
  auto end = text().substr(0, unit_bytes_).rfind('\n');
  const bool all = source_->at_end() && !source_->fault() && have <= unit_bytes_;
  if (end == std::string_view::npos || all) end = text().find('\n', std::min(have, unit_bytes_));
  while (end == std::string_view::npos && !source_->at_end() && have <= longest_) {
    const auto before = have;
    have = fill_more(unit.bytes, have);
    end = text().find('\n', before);
  }
  if (end != std::string_view::npos) {
    give(unit, have, end + 1, 0);
  } else if (have > longest_ && !all) {
    skip_long_line(unit, text());
  } else if (source_->fault()) {
    give_up(unit, *source_->fault());  // the line that was cut off with it
  } else {
    give(unit, have, have, 0);
  }
  return true;
}

void LineCutter::skip_long_line(Unit& unit, std::string_view begun) {
  place(unit);
  unit.unreadable = too_long(name_, line_, byte_, longest_);
  std::string block(begun);
  for (;;) {
    const auto end = block.find('\n');
    if (end != std::string::npos) {
      pass(std::string_view(block).substr(0, end + 1));
      tail_ = block.substr(end + 1);
      break;
    }
    pass(block);
    block.clear();
    source_->append(block, kBlock);
    if (block.empty()) break;
  }
  unit.bytes.clear();
}

bool ItemCutter::next(Unit& unit) {
  if (done_) return false;
  return closed_ ? behind_array(unit) : next_items(unit);
}

bool ItemCutter::next_items(Unit& unit) {
  auto have = fill(unit.bytes, unit_bytes_);
  ItemScanner scanner;
  std::size_t at = 0;
  auto cut = std::string_view::npos;  // the last separator within a piece's size
  for (;;) {
    const auto end = scanner.next(std::string_view(unit.bytes).substr(0, have), at);
    const bool fits = end < unit_bytes_ || cut == std::string_view::npos;
    if (end != std::string_view::npos && fits) {
      if (unit.bytes[end] != ',') return close(unit, have, end);
      cut = end;
      at = end + 1;
      if (end < unit_bytes_) continue;
    }
    if (cut != std::string_view::npos) {
      any_ = true;
      give(unit, have, cut, 1);
      return true;
    }
    if (have > longest_) {
      any_ = true;
      skip_long_item(unit, scanner, std::string_view(unit.bytes).substr(0, have));
      return true;
    }
    if (source_->at_end()) {
      give_up(unit, source_->fault() ? *source_->fault() : problem_here("audit-input.array-cut-off"));
      return true;
    }
    at = have;
    have = fill_more(unit.bytes, have);
  }
}

bool ItemCutter::close(Unit& unit, std::size_t have, std::size_t cut) {
  closed_ = true;
  const auto items = std::string_view(unit.bytes).substr(0, cut);
  const bool empty = !any_ && items.find_first_not_of(kSpace) == std::string_view::npos;
  const auto problem = problem_here("draft.empty-array");
  give(unit, have, cut, 1);
  if (!empty) return true;
  unit.bytes.clear();
  unit.unreadable = problem;
  return true;
}

/// After the closing bracket only white space may stand.
bool ItemCutter::behind_array(Unit& unit) {
  done_ = true;
  std::string rest = std::move(tail_);
  for (;;) {
    const auto other = rest.find_first_not_of(kSpace);
    pass(std::string_view(rest).substr(0, std::min(other, rest.size())));
    if (other != std::string::npos) {
      give_up(unit, problem_here("audit-input.behind-array"));
      return true;
    }
    rest.clear();
    source_->append(rest, kBlock);
    if (!rest.empty()) continue;
    if (!source_->fault()) return false;
    give_up(unit, *source_->fault());
    return true;
  }
}

void ItemCutter::skip_long_item(Unit& unit, ItemScanner& scanner, std::string_view begun) {
  place(unit);
  unit.unreadable = too_long(name_, line_, byte_, longest_);
  std::string block(begun);
  auto end = std::string::npos;  // the scanner has seen what was begun
  for (;;) {
    if (end != std::string::npos) {
      closed_ = block[end] != ',';
      pass(std::string_view(block).substr(0, end + 1));
      tail_ = block.substr(end + 1);
      break;
    }
    pass(block);
    block.clear();
    source_->append(block, kBlock);
    if (block.empty()) break;
    end = scanner.next(block, 0);
  }
  unit.bytes.clear();
}

}  // namespace saitaku::intake

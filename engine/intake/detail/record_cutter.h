// Lines of NDJSON and items of an array as pieces of whole records, in bounded memory. Where a piece ends depends on
// the bytes and the sizes asked for alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/intake/detail/byte_source.h"
#include "engine/intake/detail/json_records.h"
#include "engine/intake/units.h"

namespace saitaku::intake {

/// A source that has been looked at, and what was read of it.
struct OpenedSource {
  std::unique_ptr<ByteSource> source;
  std::string head;
  std::uint64_t first_byte = 0;  ///< of `head`
  std::uint64_t first_line = 1;
  std::string name;  ///< for problems
};

/// A record of more than options.longest_record bytes.
Problem too_long(const std::string& name, std::uint64_t line, std::uint64_t byte, std::size_t limit);

class RecordCutter {
 public:
  RecordCutter(OpenedSource opened, const UnitOptions& options);
  virtual ~RecordCutter() = default;
  /// The next piece: bytes or unreadable, first_byte, first_line. false at the end.
  virtual bool next(Unit& unit) = 0;

 protected:
  /// What was read already, and more, until there are `size` bytes or the end comes. How many there are; the string
  /// may be longer.
  std::size_t fill(std::string& bytes, std::size_t size);
  /// Reads on behind `have` bytes, to some twice as many.
  std::size_t fill_more(std::string& bytes, std::size_t have);
  /// The piece is the first `cut` bytes; `skip` bytes behind it are no part of any.
  void give(Unit& unit, std::size_t have, std::size_t cut, std::size_t skip);
  /// Nothing more will come but this.
  void give_up(Unit& unit, Problem problem);
  Problem problem_here(std::string code, Args args = {}) const;
  void place(Unit& unit) const;
  void pass(std::string_view bytes);

  std::unique_ptr<ByteSource> source_;
  std::string tail_;  ///< read, not yet given out
  std::uint64_t byte_;
  std::uint64_t line_;
  std::string name_;
  std::size_t unit_bytes_;
  std::size_t longest_;
  bool done_ = false;
};

/// Records are lines.
class LineCutter : public RecordCutter {
 public:
  using RecordCutter::RecordCutter;
  bool next(Unit& unit) override;

 private:
  void skip_long_line(Unit& unit, std::string_view begun);
};

/// Records are the items of an array; the source stands behind its opening bracket.
class ItemCutter : public RecordCutter {
 public:
  using RecordCutter::RecordCutter;
  bool next(Unit& unit) override;

 private:
  bool next_items(Unit& unit);
  bool close(Unit& unit, std::size_t have, std::size_t cut);
  bool behind_array(Unit& unit);
  void skip_long_item(Unit& unit, ItemScanner& scanner, std::string_view begun);

  bool any_ = false;
  bool closed_ = false;
};

}  // namespace saitaku::intake

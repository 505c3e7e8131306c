// The inputs of an audit, in pieces. A unit (a workbook, a folder, a document, some megabytes of lines or rows) is
// read, judged and kept on its own: memory stays bounded, threads share the work, and what did not change is known by
// its hash.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/base/sha256.h"
#include "engine/forms/batch.h"
#include "engine/forms/cell_map.h"
#include "engine/intake/table.h"

namespace saitaku::intake {

/// A file, or a folder that is one application.
struct Input {
  std::string path;  ///< as it is named in reports: the argument, and what lies below it, joined by '/'
  bool folder = false;
  std::uint64_t bytes = 0;  ///< for progress; 0 = not known
};

/// Everything below some paths, each file once whatever the order and overlap of the arguments, sorted by path bytes.
struct Inventory {
  std::vector<Input> inputs;
  /// What is no application and was not named by itself (a PDF among the workbooks, what systems leave in folders).
  std::vector<Problem> skipped;  ///< advice, code audit-input.skipped.*; `where.file` says which
  Problems problems;             ///< what could not be listed: io.*
};
Inventory take_inventory(std::span<const std::string> paths, std::span<const forms::CellMap> maps);

enum class UnitKind : std::uint8_t { lines, items, document, workbook, folder, rows };

struct Unit {
  std::size_t input = 0;  ///< index into the inventory
  std::size_t part = 0;   ///< within the input, from 0
  bool last = true;       ///< of its input
  UnitKind kind = UnitKind::document;
  std::string bytes;  ///< whole lines, items or rows (unpacked, in the file's own encoding); a document; a workbook
  std::uint64_t first_byte = 0;  ///< of `bytes`, in the unpacked file
  std::uint64_t first_line = 1;
  std::shared_ptr<const TableHead> head;  ///< rows
  bool begins_table = false;              ///< rows: the first of their head
  std::optional<Problem> unreadable;      ///< a part of the input, or all of it, that cannot be read; `bytes` is empty
};

struct UnitOptions {
  std::shared_ptr<const forms::Form> form;
  std::string call;                        ///< of --call, for inputs that do not say
  std::span<const forms::CellMap> maps;    ///< of the call: workbooks to recognise
  const ColumnMap* columns = nullptr;      ///< --map; nullptr = guessed from the form's labels
  std::size_t unit_bytes = 4u << 20;       ///< of lines, items and rows
  std::size_t longest_record = 16u << 20;  ///< a longer line is unreadable
};

/// Cuts the inputs into units, in order. Where a unit ends depends on the file's bytes and `unit_bytes` alone.
class UnitReader {
 public:
  UnitReader(const Inventory& inventory, const UnitOptions& options);
  ~UnitReader();
  /// The next unit; nullopt at the end. Not for two threads at once.
  std::optional<Unit> next();
  /// The same into a unit that is done with, whose memory is used again; false at the end.
  bool next(Unit& unit);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One application of a unit; the batch holds its answers in the same order.
struct Entry {
  std::string id;  ///< application_id of the document, or of the id column; "" = none
  std::uint64_t line =
      0;  ///< of its first byte (a table's row number) within the input; 0 = the input is one application
  std::int64_t byte = -1;  ///< offset within the (unpacked) input
  std::string sheet;       ///< a row of a workbook: where
  Problems problems;       ///< found while reading; it is judged all the same. With an error its cells are malformed
  std::map<std::string, Where> places;  ///< documents, workbooks, folders: where answers stand, by JSON pointer
};

/// A line, row or file that no application could be made of.
struct Unreadable {
  std::uint64_t line = 0;
  std::int64_t byte = -1;
  Problem problem;
};

/// What one unit held. Reused from unit to unit, so that a million records need no million allocations.
struct Filled {
  explicit Filled(std::shared_ptr<const forms::Form> form, const std::vector<bool>& wanted);
  void clear();
  forms::Batch batch;
  std::vector<Entry> entries;  ///< the first `batch.applications()` are of this unit
  std::vector<Unreadable> unreadable;
  Problems notes;  ///< rows of a table that are no application
  /// Members that the form does not have, and how often: a note for the whole input instead of one per record.
  std::vector<std::pair<std::string, std::uint64_t>> unknown_members;
};

/// Reads units into batches: one per thread. Cells of fields not in `wanted` stay unknown.
class UnitFiller {
 public:
  UnitFiller(const Inventory& inventory, const UnitOptions& options, std::vector<bool> wanted);
  ~UnitFiller();
  void fill(const Unit& unit, Filled& filled);

  /// What decides the result of a unit besides the pack: its kind, bytes and head (of a folder: names and bytes of
  /// its files). Equal digests, equal results but for the file's name, first line and first byte.
  static Sha256 digest(const Inventory& inventory, const Unit& unit);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::intake

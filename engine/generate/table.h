// Generated applications as a table: a row each, a column per field.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/forms/form.h"
#include "engine/generate/generate.h"

namespace saitaku::generate {

/// The longest of each list over some applications, by path: what decides the columns.
class Widths {
 public:
  void see(const JsonValue& document);
  void see(const Widths& other);
  std::size_t of(const std::string& list) const;

 private:
  std::map<std::string, std::size_t> longest_;
};

/// The columns of a table and its lines. Headers are field paths with item numbers ("budget.items[0].amount"), which
/// any reader of ours understands without a map; the first column is application_id.
class CsvTable {
 public:
  CsvTable(const forms::Form& form, const Widths& widths);
  std::string header() const;
  /// RFC 4180, CRLF. null and what is absent are empty.
  void append(const JsonValue& document, std::string& text) const;
  const std::vector<std::string>& columns() const { return columns_; }

 private:
  std::vector<std::string> columns_;
};

/// "budget.items[2].amount" of every scalar of a document, with its value.
std::map<std::string, const JsonValue*> scalars(const JsonValue& document);

/// The text in CP932 as Windows writes it. A character that it does not have becomes "?".
std::string to_cp932(std::string_view text);

}  // namespace saitaku::generate

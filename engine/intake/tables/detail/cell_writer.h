// One cell of a table into one cell of a batch. What cannot be read is malformed, and said with row, column and value.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/forms/batch.h"
#include "engine/intake/tables/detail/row_plan.h"

namespace saitaku::intake::detail {

enum class ContentKind : char {
  typed = 't',  ///< text of a CSV file: may be anything
  text = 's',   ///< the others are of a sheet
  number = 'n',
  boolean = 'b',
  error = 'e',
  no_result = 'f',  ///< a formula that was never calculated
};

struct CellContent {
  std::string_view text;  ///< UTF-8
  ContentKind kind = ContentKind::typed;
};

class CellWriter {
 public:
  /// `where` is asked only when there is something to say.
  CellWriter(forms::Batch& batch, bool date_1904, Problems& problems, std::function<Where()> where)
      : batch_(batch), date_1904_(date_1904), problems_(problems), where_(std::move(where)) {}

  void write(const ColumnUse& use, std::size_t row, CellContent content);

 private:
  struct Cell {
    const ColumnUse& use;
    const forms::Field& field;
    forms::FieldId id;
    std::size_t row;
    CellContent content;
  };
  void write_list(const ColumnUse& use, std::size_t row, std::string_view text);
  void write_value(const Cell& cell);
  void write_number(const Cell& cell);
  void write_string(const Cell& cell);
  void write_digits(const Cell& cell);
  void write_boolean(const Cell& cell);
  void write_date(const Cell& cell);
  void write_timestamp(const Cell& cell);
  void set_text(const Cell& cell, std::string_view text);
  void take(const Cell& cell, Problems problems);
  void refuse(const Cell& cell, std::string code, Args args = {});
  void say(Severity severity, std::string code, const Cell& cell, Args args = {});

  forms::Batch& batch_;
  bool date_1904_;
  Problems& problems_;
  std::function<Where()> where_;
};

}  // namespace saitaku::intake::detail

// Standard output and standard error, with what can go wrong there: a reader that has gone, a full disk, a terminal or
// none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saitaku::cli {

/// Standard output. Everything goes through here, so that an error of writing is never lost.
class Output {
 public:
  /// Writes all of it at once.
  void write(std::string_view text);

  /// The reader closed the pipe: nothing more is wanted, and that is no error.
  bool reader_gone() const { return reader_gone_; }
  /// Writing failed otherwise; the system's words for it. Empty = no failure.
  const std::string& failure() const { return failure_; }

 private:
  bool reader_gone_ = false;
  std::string failure_;
};

/// Standard error; failures there have nobody to be told.
void write_error(std::string_view text);

/// Opens what the caller closed of the standard streams, so that a file opened later never lands on their numbers;
/// lets a gone reader be an error of write() instead of a signal; makes Ctrl-C exit with 130.
void prepare_process();

bool is_terminal(int descriptor);
/// COLUMNS or the terminal's own width within 40–100; 80 where standard output is not a terminal.
std::size_t output_columns();
/// For --color auto: a terminal, no NO_COLOR, and not TERM=dumb.
bool color_by_default(int descriptor);

}  // namespace saitaku::cli

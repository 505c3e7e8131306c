#include "tools/cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "engine/base/text.h"
#include "tools/cli/exit_code.h"

namespace saitaku::cli {
namespace {

/// 0, or the error number.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

void on_interrupt(int) { _exit(kInterrupted); }

}  // namespace

void Output::write(std::string_view text) {
  if (reader_gone_ || !failure_.empty()) return;
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE) {
    reader_gone_ = true;
  } else if (error != 0) {
    failure_ = std::strerror(error);
  }
}

void write_error(std::string_view text) { write_all(STDERR_FILENO, text); }

void prepare_process() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // open() takes the lowest free number, which is this one.
    if (open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY) < 0) _exit(kCouldNotRun);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, on_interrupt);
}

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

std::size_t output_columns() {
  constexpr std::int64_t kUsual = 80;
  if (!is_terminal(STDOUT_FILENO)) return kUsual;
  std::int64_t columns = 0;
  if (const char* given = std::getenv("COLUMNS")) columns = parse_int(given).value_or(0);
  winsize size{};
  if (columns <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  if (columns <= 0) columns = kUsual;
  // Beyond 100 columns a line of text is hard to follow; below 40 there is no room for labels.
  return static_cast<std::size_t>(std::clamp<std::int64_t>(columns, 40, 100));
}

bool color_by_default(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return is_terminal(descriptor) && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

}  // namespace saitaku::cli

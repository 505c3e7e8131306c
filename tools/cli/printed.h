// Standard output as a place for bytes.
#pragma once

#include "engine/base/output_file.h"
#include "tools/cli/session.h"

namespace saitaku::cli {

class Printed : public ByteSink {
 public:
  explicit Printed(Session& session) : session_(session) {}
  void write(std::string_view bytes) override { session_.print(bytes); }
  /// A reader that has gone wants nothing more, and that is no failure.
  bool failed() const override { return !session_.output().failure().empty(); }

 private:
  Session& session_;
};

}  // namespace saitaku::cli

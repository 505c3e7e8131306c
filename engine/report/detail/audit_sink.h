// What the reports of an audit share.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/audit/sink.h"
#include "engine/base/output_file.h"
#include "engine/report/page.h"

namespace saitaku::report::detail {

/// A sink that writes to a ByteSink through a buffer, and says when that can take no more.
class AuditWriter : public audit::Sink {
 public:
  explicit AuditWriter(ByteSink& out) : out_(out) {}
  void begin(const audit::RunInfo& run) override { run_ = run; }
  /// report.stopped: the owner of the output knows and tells why.
  Problems problems() const override;

 protected:
  const audit::RunInfo& run() const { return run_; }
  Language language() const { return run_.language; }
  std::string say(std::string_view id, const Args& args = {}) const;
  ByteSink& out() { return out_; }

  /// To be filled at the end; drained where it has grown.
  std::string& buffer() { return buffer_; }
  void drain_when_full() {
    if (buffer_.size() >= kHeld) drain();
  }
  void drain() {
    out_.write(buffer_);
    buffer_.clear();
  }

 private:
  static constexpr std::size_t kHeld = std::size_t{64} << 10;
  ByteSink& out_;
  audit::RunInfo run_;
  std::string buffer_;
};

/// Where in the file `own_file`, which the report names already: "研究計画調書_1枚目!D48", "12行目 5文字目", the byte,
/// the pointer; another file with its name. Empty for the file as a whole.
std::string place_within(const Where& where, std::string_view own_file, Language language);

/// Makes one, for AuditFormat::make.
template <class Report>
std::unique_ptr<audit::Sink> make_report(ByteSink& out, const TextOptions&) {
  return std::make_unique<Report>(out);
}

}  // namespace saitaku::report::detail

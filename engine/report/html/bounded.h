// Pieces of a page as long as there is room.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace saitaku::report::html {

/// What comes after the first piece that has no room is left out as well, and counted.
class Bounded {
 public:
  explicit Bounded(std::size_t room) : room_(room) {}
  void add(const std::string& piece) {
    if (left_out_ == 0 && html_.size() + piece.size() <= room_) {
      html_ += piece;
    } else {
      ++left_out_;
    }
  }
  const std::string& html() const { return html_; }
  std::uint64_t left_out() const { return left_out_; }

 private:
  std::size_t room_;
  std::string html_;
  std::uint64_t left_out_ = 0;
};

}  // namespace saitaku::report::html

// Texts of a column and their codes, which depend on the texts alone and not on the order in which they came.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saitaku::review::detail {

class Interned {
 public:
  Interned() = default;
  Interned(Interned&&) noexcept = default;
  Interned& operator=(Interned&&) noexcept = default;

  /// The number of a text, in order of first arrival.
  std::uint32_t add(std::string_view text);
  std::size_t size() const { return texts_.size(); }
  const std::string& text(std::uint32_t number) const { return *texts_[number]; }

  /// Sorted: whole numbers as numbers when all are, otherwise by bytes. `rank[number]` is the position there.
  struct Sorted {
    std::vector<std::string> texts;
    std::vector<std::uint32_t> rank;
  };
  Sorted sorted() const;

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> texts_;  // keys of the map, which stay where they are
};

}  // namespace saitaku::review::detail

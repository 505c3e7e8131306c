// Batches with cells in every state, and values that rules like to compare.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/forms/batch.h"

namespace saitaku::tests {

class Random {
 public:
  explicit Random(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 random_;
};

/// Writes applications cell by cell: also what no document could say, such as a number outside its range.
class RandomCells {
 public:
  RandomCells(forms::Batch& batch, Random& random) : batch_(batch), form_(batch.form()), random_(random) {}

  /// Few states and values in some batches, all of them in others.
  void add(std::size_t applications) {
    odds_ = random_.one_in(2) ? 40 : 6;
    for (; applications > 0; --applications) fill(form_.roots(), batch_.add_application());
  }

 private:
  using FieldId = forms::FieldId;

  void fill(const std::vector<FieldId>& fields, std::size_t row) {
    for (const FieldId field : fields) fill(field, row);
  }

  void fill(FieldId id, std::size_t row) {
    const forms::Field& field = form_.fields()[id];
    if (random_.one_in(odds_)) return;
    if (random_.one_in(odds_)) return batch_.set_null(id, row);
    if (random_.one_in(odds_ * 2)) return batch_.set_malformed(id, row);
    switch (field.kind) {
      case forms::FieldKind::boolean: return batch_.set_boolean(id, row, !random_.one_in(3));
      case forms::FieldKind::integer: return batch_.set_integer(id, row, integer());
      case forms::FieldKind::real: return batch_.set_real(id, row, static_cast<double>(random_.below(220)) / 2);
      case forms::FieldKind::string: return batch_.set_string(id, row, string(field));
      case forms::FieldKind::date: return batch_.set_date(id, row, Date{day()});
      case forms::FieldKind::timestamp:
        return batch_.set_timestamp(id, row, {day() * std::int64_t{86400} + 10800, random_.one_in(2) ? 0 : 1});
      case forms::FieldKind::object: return fill(field.children, row);
      case forms::FieldKind::list: break;
    }
    batch_.begin_list(id, row);
    std::vector<std::size_t> items(random_.below(5));
    for (std::size_t& item : items) item = batch_.append_item(id, row);
    for (const std::size_t item : items) fill(field.children, item);
  }

  std::int64_t integer() {
    static constexpr std::int64_t usual[] = {0,       1,        2,      3,         5,    10,        100,
                                             101,     1000,     5000,   5001,      1500, 100000,    5000000,
                                             1500000, 15000000, 150000, 200000000, -1,   INT64_MAX, INT64_MIN};
    return usual[random_.below(std::size(usual) - (random_.one_in(10) ? 0 : 3))];
  }

  std::string string(const forms::Field& field) {
    if (!field.values.empty() && !random_.one_in(10)) return field.values[random_.below(field.values.size())];
    if (field.digits > 0 && !random_.one_in(5)) return std::string(static_cast<std::size_t>(field.digits), '1');
    static const std::vector<std::string> usual = {"",
                                                   " ",
                                                   "　",
                                                   "a",
                                                   "山田 太郎",
                                                   "山田　太郎",
                                                   "yamada@example.ac.jp",
                                                   "JP",
                                                   "ＪＰ",
                                                   "日本",
                                                   "R01",
                                                   "new",
                                                   "𠮷野家",
                                                   "self",
                                                   "supervisor",
                                                   "fy2025",
                                                   "FY2026",
                                                   "form-1",
                                                   "form-0",
                                                   "pdf",
                                                   "xlsx",
                                                   "other",
                                                   "equipment",
                                                   "travel",
                                                   "a.XLSX",
                                                   "様式1_大学_12345678_x.xlsx",
                                                   "１２",
                                                   "12345678",
                                                   "pending",
                                                   "self-funded",
                                                   "en",
                                                   "ja",
                                                   "k1",
                                                   "principal_investigator",
                                                   "honorarium",
                                                   "応募中",
                                                   "配分機関処理中",
                                                   "e-Rad"};
    if (random_.one_in(6)) return repeated(random_.one_in(2) ? "x " : "研", random_.below(700));
    return usual[random_.below(usual.size())];
  }

  static std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
  }

  std::int32_t day() {
    static constexpr std::int32_t usual[] = {20356, 20560, 20591, 20606, 20637, 20854, 21000};
    return usual[random_.below(std::size(usual))] + static_cast<std::int32_t>(random_.below(3)) - 1;
  }

  forms::Batch& batch_;
  const forms::Form& form_;
  Random& random_;
  std::size_t odds_ = 6;
};

}  // namespace saitaku::tests

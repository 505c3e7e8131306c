// Reading CSV: 64 MB of applications with a fixed seed, through the chunks and rows that an audit reads, against passes
// over the same bytes in the same run that do nothing but copy them or count their lines.
//   table_fill           UTF-8, the columns that a pack of about a dozen rules wants
//   table_fill_all       every column wanted
//   table_fill_cp932     the same as table_fill in CP932
// Run: cmake --preset release -DSAITAKU_BENCH=ON, build saitaku_bench_csv, and start it. Read bytes_per_second.
#include <benchmark/benchmark.h>
#include <iconv.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "engine/base/embedded.h"
#include "engine/forms/form.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/units.h"

namespace {

using namespace saitaku;

constexpr std::size_t kBytes = std::size_t{64} << 20;

std::shared_ptr<const forms::Form> form() {
  static const auto read = [] {
    const std::string path = "rules/spread-1000/form.json";
    const auto document = parse_json({.file = path, .text = std::string(embedded_file(path).value())});
    return *forms::form_from_json(*document);
  }();
  return read;
}

const std::string& utf8_table() {
  static const std::string table = [] {
    std::string text =
        "受付番号,研究代表者氏名,フリガナ,研究者番号,生年月日,メールアドレス,所属機関名,機関コード,部局,職,研究課題名,"
        "研究領域,直接経費,間接経費,学生である,研究目的,研究方法,達成目標,費目1 費目,費目1 金額,費目2 費目,費目2 "
        "金額,備考\n";
    std::mt19937_64 random(20260417);
    const auto number = [&](std::uint64_t below) { return random() % below; };
    const std::string filler =
        "この研究では、地域の記録を読み解き、道具としての計算を使って新しい見方を得ることを目指します。";
    for (std::size_t row = 0; text.size() < kBytes; ++row) {
      text += std::to_string(100000 + row) + ",例示 花子,レイジ ハナコ," + std::to_string(10000000 + number(90000000)) +
              ",19" + std::to_string(60 + number(40)) + "-0" + std::to_string(1 + number(9)) + "-1" +
              std::to_string(number(10)) + ",hanako@example.ac.jp,例示大学,1234567890,理学部,助教,\"記録と計算, その" +
              std::to_string(row) + "\",情報," + std::to_string(number(5001)) + "," + std::to_string(number(1501)) +
              (number(2) == 0 ? ",TRUE," : ",FALSE,");
      for (int i = 0; i < 3; ++i) text += filler.substr(0, 3 * (10 + number(36))) + ",";
      text += "物品費," + std::to_string(number(3000)) + ",旅費," + std::to_string(number(2000)) + ",\n";
    }
    return text;
  }();
  return table;
}

const std::string& cp932_table() {
  static const std::string table = [] {
    std::string from = utf8_table();
    std::string to(from.size(), '\0');
    const iconv_t converter = iconv_open("CP932", "UTF-8");
    char* in = from.data();
    char* out = to.data();
    std::size_t left = from.size();
    std::size_t room = to.size();
    iconv(converter, &in, &left, &out, &room);
    iconv_close(converter);
    to.resize(to.size() - room);
    return to;
  }();
  return table;
}

std::vector<bool> wanted_fields() {
  std::vector<bool> wanted(form()->fields().size(), false);
  for (const auto* path :
       {"applicant.name", "applicant.birth_date", "applicant.erad.researcher_number", "institution.name",
        "applicant.is_student", "plan.title", "plan.objective", "budget.direct_total", "budget.indirect_total",
        "budget.items", "budget.items[].category", "budget.items[].amount"}) {
    wanted[form()->find(path).value()] = true;
  }
  return wanted;
}

void read_through(benchmark::State& state, const std::string& table, const std::vector<bool>& wanted) {
  intake::RowFiller filler(*form(), wanted);
  intake::Filled filled(form(), wanted);
  std::size_t applications = 0;
  for (auto _ : state) {
    auto reader = intake::detail::open_text_table(intake::detail::bytes_in_memory(table, std::size_t{256} << 10),
                                                  {.file = "bench.csv", .form = form().get()});
    intake::TableChunk chunk;
    applications = 0;
    while (*(*reader)->next(chunk)) {
      filled.clear();
      filler.fill(*(*reader)->head(), chunk.bytes, chunk.first_byte, chunk.first_row, "bench.csv", filled);
      applications += filled.batch.applications();
      if (!filled.unreadable.empty()) state.SkipWithError("a row could not be read");
    }
  }
  state.counters["applications"] = static_cast<double>(applications);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * table.size()));
}

void reference_memcpy(benchmark::State& state) {
  const auto& table = utf8_table();
  std::string copy(table.size(), '\0');
  for (auto _ : state) {
    std::memcpy(copy.data(), table.data(), table.size());
    benchmark::DoNotOptimize(copy.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * table.size()));
}
BENCHMARK(reference_memcpy);

void reference_memchr_lines(benchmark::State& state) {
  const auto& table = utf8_table();
  for (auto _ : state) {
    std::size_t lines = 0;
    for (const char* at = table.data();; ++lines) {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(table.data() + table.size() - at)));
      if (at == nullptr) break;
      ++at;
    }
    benchmark::DoNotOptimize(lines);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * table.size()));
}
BENCHMARK(reference_memchr_lines);

void table_fill(benchmark::State& state) { read_through(state, utf8_table(), wanted_fields()); }
BENCHMARK(table_fill)->Unit(benchmark::kMillisecond);

void table_fill_all(benchmark::State& state) {
  read_through(state, utf8_table(), std::vector<bool>(form()->fields().size(), true));
}
BENCHMARK(table_fill_all)->Unit(benchmark::kMillisecond);

void table_fill_cp932(benchmark::State& state) { read_through(state, cp932_table(), wanted_fields()); }
BENCHMARK(table_fill_cp932)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

#include "tools/bench/bench_audit_records.h"

#include <utility>

namespace saitaku::bench {
namespace {

/// Members of an object, written in one order or another.
std::string object(std::vector<std::string> members, bool shuffled, std::mt19937_64& random) {
  if (shuffled) {
    for (auto i = members.size(); i > 1; --i) std::swap(members[i - 1], members[random() % i]);
  }
  std::string text = "{";
  for (const std::string& member : members) text += (text.size() > 1 ? "," : "") + member;
  return text + '}';
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string quoted(const std::string& name, const std::string& text) { return '"' + name + "\":\"" + text + '"'; }
std::string plain(const std::string& name, const std::string& text) { return '"' + name + "\":" + text; }
std::string plain(const std::string& name, std::uint64_t number) { return plain(name, std::to_string(number)); }

}  // namespace

std::string Records::next() {
  const std::uint64_t number = 10'000'000 + count_++;
  direct_ = 1000 + random_() % 3000;
  travel_ = 100 + random_() % 300;
  return made({quoted("schema", "saitaku.application/1"), quoted("application_id", "BM-" + std::to_string(number)),
               plain("submission", submission()),
               plain("applicant", applicant(kind_.repeated && number % 100 == 99 ? number - 1 : number)),
               plain("institution", institution(number % 50)), plain("plan", plan()), plain("budget", budget()),
               plain("effort", made({plain("percent", 30), plain("others", random_() % 70)})),
               plain("checks", made({plain("integrity_course", "true"), plain("declaration", "true")}))});
}

std::string Records::made(Members members) { return object(std::move(members), kind_.shuffled, random_); }

std::string Records::day(std::uint64_t year) {
  return std::to_string(year) + "-0" + std::to_string(1 + random_() % 9) + "-11";
}

std::string Records::submission() {
  return made({quoted("submitted_at", day(2026).substr(0, 7) + "-02T16:40:00+09:00"),
               quoted("method", kind_.failing ? "post" : "online")});
}

std::string Records::applicant(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return made({quoted("name", "応募 花子" + digits), quoted("kana", "オウボ ハナコ"),
               quoted("email", kind_.failing ? "nobody" : "a" + digits + "@example.ac.jp"),
               quoted("phone", "03-0000-0000"), quoted("researcher_number", digits),
               quoted("birth_date", day(1977 + random_() % 20)), quoted("degree_date", day(2002 + random_() % 20)),
               quoted("position", "researcher"), plain("full_time", "true"),
               plain("is_student", kind_.failing ? "true" : "false"),
               quoted("address", "東京都千代田区霞が関三丁目二番二号 例示研究棟八階")});
}

std::string Records::institution(std::uint64_t number) {
  return made({quoted("name", "例示大学" + std::to_string(number)), quoted("code", std::to_string(10'000 + number)),
               quoted("kind", "university"), plain("consent", "true")});
}

std::string Records::plan() {
  return made({quoted("title", "地域に残る古文書の翻刻と公開のための基盤づくり"), quoted("field", "information"),
               quoted("summary", repeated("地域の家々に残る古文書を翻刻し、誰もが読める形で公開する。", 5)),
               quoted("purpose", repeated("失われつつある資料を次の世代に渡すことを目的とする。", 4)),
               quoted("method", "撮影と機械による翻刻を組み合わせ、郷土史の会と共に確かめる。"),
               quoted("start", "2026-10-01"), quoted("end", "2028-03-31"), plain("figures", random_() % 5),
               plain("human_subjects", "false"), plain("ethics_approval", "null"),
               plain("keywords", R"(["古文書","翻刻","公開"])")});
}

std::string Records::budget() {
  const std::uint64_t indirect = kind_.failing ? direct_ : direct_ * 3 / 10;
  const auto item = [&](const std::string& category, const std::string& what, std::uint64_t amount) {
    return made({quoted("category", category), quoted("what", what), plain("amount", amount)});
  };
  const std::string items = '[' + item("goods", "撮影台", direct_ - travel_ - (kind_.failing ? 11 : 10)) + ',' +
                            item("travel", "資料調査", travel_) + ',' + item("other", "複写", 10) + ']';
  return made({plain("items", items), plain("direct_total", direct_), plain("indirect_total", indirect),
               plain("total", direct_ + indirect + (kind_.failing ? 1 : 0)), plain("travel_total", travel_)});
}

std::string lines(std::size_t records, Kind kind, std::size_t broken_every) {
  Records source(kind);
  std::string text;
  for (std::size_t i = 0; i < records; ++i) {
    std::string record = source.next();
    if (broken_every != 0 && i % broken_every == 0) record.resize(record.size() / 2);
    while (!record.empty() && (record.back() & 0x80) != 0) record.pop_back();
    text += record + '\n';
  }
  return text;
}

}  // namespace saitaku::bench

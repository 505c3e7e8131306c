// Names put together from characters that go together, but that nobody is called by.
#include <array>

#include "engine/generate/detail/pools.h"

namespace saitaku::generate::detail {
namespace {

struct Part {
  std::string_view kanji, kana, latin;
};

constexpr std::array<Part, 15> kFirst{{{"例", "レイ", "Rei"},
                                       {"仮", "カリ", "Kari"},
                                       {"試", "タメシ", "Tameshi"},
                                       {"模", "モ", "Mo"},
                                       {"架", "カ", "Ka"},
                                       {"雛", "ヒナ", "Hina"},
                                       {"標", "シメ", "Shime"},
                                       {"範", "ノリ", "Nori"},
                                       {"想", "ソウ", "So"},
                                       {"夢", "ユメ", "Yume"},
                                       {"幻", "ゲン", "Gen"},
                                       {"虹", "ニジ", "Niji"},
                                       {"霧", "キリ", "Kiri"},
                                       {"暦", "コヨミ", "Koyomi"},
                                       {"偶", "グウ", "Gu"}}};

constexpr std::array<Part, 16> kSecond{{{"野", "ノ", "no"},
                                        {"川", "カワ", "kawa"},
                                        {"山", "ヤマ", "yama"},
                                        {"田", "タ", "ta"},
                                        {"島", "シマ", "shima"},
                                        {"原", "ハラ", "hara"},
                                        {"森", "モリ", "mori"},
                                        {"沢", "サワ", "sawa"},
                                        {"宮", "ミヤ", "miya"},
                                        {"崎", "サキ", "saki"},
                                        {"浜", "ハマ", "hama"},
                                        {"谷", "タニ", "tani"},
                                        {"本", "モト", "moto"},
                                        {"橋", "ハシ", "hashi"},
                                        {"坂", "サカ", "saka"},
                                        {"井", "イ", "i"}}};

constexpr std::array<Part, 48> kGiven{
    {{"太郎", "タロウ", "Taro"},    {"花子", "ハナコ", "Hanako"}, {"一郎", "イチロウ", "Ichiro"},
     {"次郎", "ジロウ", "Jiro"},    {"葵", "アオイ", "Aoi"},      {"桜", "サクラ", "Sakura"},
     {"陽子", "ヨウコ", "Yoko"},    {"健", "ケン", "Ken"},        {"誠", "マコト", "Makoto"},
     {"恵", "メグミ", "Megumi"},    {"光", "ヒカル", "Hikaru"},   {"薫", "カオル", "Kaoru"},
     {"望", "ノゾミ", "Nozomi"},    {"翼", "ツバサ", "Tsubasa"},  {"遥", "ハルカ", "Haruka"},
     {"涼", "リョウ", "Ryo"},       {"智子", "トモコ", "Tomoko"}, {"直樹", "ナオキ", "Naoki"},
     {"美咲", "ミサキ", "Misaki"},  {"拓也", "タクヤ", "Takuya"}, {"千尋", "チヒロ", "Chihiro"},
     {"和子", "カズコ", "Kazuko"},  {"学", "マナブ", "Manabu"},   {"実", "ミノル", "Minoru"},
     {"由美", "ユミ", "Yumi"},      {"修", "オサム", "Osamu"},    {"歩", "アユム", "Ayumu"},
     {"真央", "マオ", "Mao"},       {"優", "ユウ", "Yu"},         {"純", "ジュン", "Jun"},
     {"明", "アキラ", "Akira"},     {"彩", "アヤ", "Aya"},        {"隆", "タカシ", "Takashi"},
     {"文", "フミ", "Fumi"},        {"春斗", "ハルト", "Haruto"}, {"夏樹", "ナツキ", "Natsuki"},
     {"秋子", "アキコ", "Akiko"},   {"冬馬", "トウマ", "Toma"},   {"理沙", "リサ", "Risa"},
     {"数馬", "カズマ", "Kazuma"},  {"史郎", "シロウ", "Shiro"},  {"論", "サトシ", "Satoshi"},
     {"科子", "シナコ", "Shinako"}, {"算", "カズ", "Kazu"},       {"証", "アカシ", "Akashi"},
     {"測子", "ソクコ", "Sokuko"},  {"博", "ヒロシ", "Hiroshi"},  {"究", "キワム", "Kiwamu"}}};

std::string joined(std::string_view a, std::string_view b) { return std::string(a).append(b); }

}  // namespace

std::uint64_t people() { return kFirst.size() * kSecond.size() * kGiven.size(); }

Person person(std::uint64_t number) {
  const Part& given = kGiven[number % kGiven.size()];
  number /= kGiven.size();
  const Part& second = kSecond[number % kSecond.size()];
  const Part& first = kFirst[number / kSecond.size() % kFirst.size()];
  return {.name = joined(first.kanji, second.kanji).append(" ").append(given.kanji),
          .kana = joined(first.kana, second.kana).append(" ").append(given.kana),
          .surname_latin = joined(first.latin, second.latin),
          .given_latin = std::string(given.latin)};
}

}  // namespace saitaku::generate::detail

#include "engine/generate/detail/pools.h"

#include <array>

namespace saitaku::generate::detail {
namespace {

using Kind = Institution::Kind;

constexpr std::array<Institution, 22> kInstitutions{{
    {"例示大学", "Reiji University", "9900000001", "reiji.example.ac.jp", Kind::university},
    {"見本大学", "Mihon University", "9900000002", "mihon.example.ac.jp", Kind::university},
    {"架空大学", "Kaku University", "9900000003", "kaku.example.ac.jp", Kind::university},
    {"仮想工業大学", "Kaso Institute of Technology", "9900000004", "kaso.example.ac.jp", Kind::university},
    {"雛形医科大学", "Hinagata Medical University", "9900000005", "hinagata.example.ac.jp", Kind::university},
    {"標本大学", "Hyohon University", "9900000006", "hyohon.example.ac.jp", Kind::university},
    {"模擬農業大学", "Mogi University of Agriculture", "9900000007", "mogi.example.ac.jp", Kind::university},
    {"例示女子大学", "Reiji Women's University", "9900000008", "reiji-w.example.ac.jp", Kind::university},
    {"試行学院大学", "Shiko Gakuin University", "9900000009", "shiko.example.ac.jp", Kind::university},
    {"虹橋大学", "Nijihashi University", "9900000010", "nijihashi.example.ac.jp", Kind::university},
    {"想定外国語大学", "Sotei University of Foreign Studies", "9900000011", "sotei.example.ac.jp", Kind::university},
    {"夢原大学", "Yumehara University", "9900000012", "yumehara.example.ac.jp", Kind::university},
    {"霧山芸術大学", "Kiriyama University of the Arts", "9900000013", "kiriyama.example.ac.jp", Kind::university},
    {"幻島海洋大学", "Genshima University of Marine Science", "9900000014", "genshima.example.ac.jp", Kind::university},
    {"範例教育大学", "Hanrei University of Education", "9900000015", "hanrei.example.ac.jp", Kind::university},
    {"暦谷大学", "Koyomitani University", "9900000016", "koyomitani.example.ac.jp", Kind::university},
    {"例示工業高等専門学校", "National Institute of Technology, Reiji College", "9900000017", "reiji-ct.example.ac.jp",
     Kind::college},
    {"見本工業高等専門学校", "National Institute of Technology, Mihon College", "9900000018", "mihon-ct.example.ac.jp",
     Kind::college},
    {"雛形商船高等専門学校", "National Institute of Technology, Hinagata Maritime College", "9900000019",
     "hinagata-ct.example.ac.jp", Kind::college},
    {"例示研究所", "Reiji Research Institute", "9900000020", "reiji-ri.example.go.jp", Kind::institute},
    {"架空科学研究機構", "Kaku Research Organization", "9900000021", "kaku-ro.example.go.jp", Kind::institute},
    {"見本総合研究所", "Mihon Research Center", "9900000022", "mihon-rc.example.or.jp", Kind::institute},
}};
constexpr std::size_t kApplying = 19;

constexpr std::array<Subject, 26> kSubjects{{
    {"くずし字の翻刻", "誤り検出", "transcriptions of cursive script", "error detection", "芸術・人文科学",
     "Arts / Humanities"},
    {"方言の会話音声", "自動書き起こし", "recordings of dialects", "automatic transcription", "芸術・人文科学",
     "Arts / Humanities"},
    {"土器の三次元計測", "型式分類", "three-dimensional scans of pottery", "typological classification",
     "芸術・人文科学", "Arts / Humanities"},
    {"地方議会の会議録", "論点抽出", "minutes of local assemblies", "extraction of issues", "社会科学",
     "Social Sciences"},
    {"家計簿の自由記述", "消費行動の推定", "free-text household accounts", "estimation of spending", "社会科学",
     "Social Sciences"},
    {"判例の要旨", "類似事案の検索", "summaries of judgments", "retrieval of similar cases", "社会科学",
     "Social Sciences"},
    {"胸部のX線画像", "所見の下書き", "chest radiographs", "drafting of findings", "臨床科学", "Clinical Science"},
    {"看護記録", "転倒の予測", "nursing records", "prediction of falls", "臨床科学", "Clinical Science"},
    {"心電図の波形", "不整脈の検出", "electrocardiograms", "detection of arrhythmia", "臨床科学", "Clinical Science"},
    {"単一細胞の発現量", "細胞種の同定", "single-cell expression profiles", "cell-type identification",
     "生命科学・薬学", "Life Sciences / Pharmacy"},
    {"酵素の配列", "活性の予測", "enzyme sequences", "prediction of activity", "生命科学・薬学",
     "Life Sciences / Pharmacy"},
    {"培養細胞の顕微鏡画像", "形態の定量", "micrographs of cultured cells", "morphological measurement",
     "生命科学・薬学", "Life Sciences / Pharmacy"},
    {"有機合成の実験記録", "収率の予測", "records of organic syntheses", "prediction of yields", "化学", "Chemistry"},
    {"触媒の分光データ", "反応中間体の同定", "spectra of catalysts", "identification of intermediates", "化学",
     "Chemistry"},
    {"橋梁の点検写真", "ひび割れの検出", "inspection photographs of bridges", "crack detection",
     "機械・社会基盤・エネルギー工学", "Mechanical / Infrastructure / Energy Engineering"},
    {"風車の振動記録", "故障の予兆検知", "vibration records of wind turbines", "early detection of faults",
     "機械・社会基盤・エネルギー工学", "Mechanical / Infrastructure / Energy Engineering"},
    {"合金の組織画像", "強度の推定", "micrographs of alloys", "estimation of strength", "材料・プロセス・応用医工学",
     "Materials / Process / Applied Biomedical Engineering"},
    {"薄膜の成膜条件", "自律的な探索", "deposition conditions of thin films", "autonomous exploration",
     "材料・プロセス・応用医工学", "Materials / Process / Applied Biomedical Engineering"},
    {"組込み機器の通信記録", "異常検知", "communication logs of embedded devices", "anomaly detection",
     "電気工学・電子工学・情報科学・コンピューターサイエンス",
     "Electrical Engineering / Electronic Engineering / Information Science / Computer Science"},
    {"論理回路の設計記述", "検証の自動化", "descriptions of logic circuits", "automated verification",
     "電気工学・電子工学・情報科学・コンピューターサイエンス",
     "Electrical Engineering / Electronic Engineering / Information Science / Computer Science"},
    {"初等整数論の証明", "形式化の支援", "proofs in elementary number theory", "assistance in formalization",
     "数学・物理学・地球科学", "Mathematics / Physics / Earth Sciences"},
    {"火山の観測波形", "微動の分類", "seismograms of volcanoes", "classification of tremors", "数学・物理学・地球科学",
     "Mathematics / Physics / Earth Sciences"},
    {"望遠鏡の観測画像", "突発天体の選別", "telescope images", "selection of transients", "数学・物理学・地球科学",
     "Mathematics / Physics / Earth Sciences"},
    {"水田の空撮画像", "生育の診断", "aerial images of paddy fields", "diagnosis of growth", "農学・環境学・生態学",
     "Agriculture / Environmental Science / Ecology"},
    {"森林の録音", "鳥類の同定", "sound recordings of forests", "identification of birds", "農学・環境学・生態学",
     "Agriculture / Environmental Science / Ecology"},
    {"湖沼の水質記録", "アオコ発生の予測", "water quality records of lakes", "prediction of algal blooms",
     "農学・環境学・生態学", "Agriculture / Environmental Science / Ecology"},
}};

constexpr std::array<Method, 8> kMethods{{{"生成AI", "generative AI"},
                                          {"大規模言語モデル", "large language models"},
                                          {"深層学習", "deep learning"},
                                          {"基盤モデル", "foundation models"},
                                          {"画像認識AI", "image recognition"},
                                          {"機械学習", "machine learning"},
                                          {"能動学習", "active learning"},
                                          {"AIエージェント", "AI agents"}}};

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 5> kEquipmentJa{"GPUワークステーション", "計算サーバー", "測定用カメラ",
                                                       "大容量記憶装置", "データ収録装置"};
constexpr std::array<std::string_view, 5> kConsumablesJa{"SSD", "試薬一式", "記録媒体", "実験用消耗品", "参考図書"};
constexpr std::array<std::string_view, 4> kHonorariumJa{"データの確認", "データ整理の補助", "被験者への謝金",
                                                        "専門知識の提供"};
constexpr std::array<std::string_view, 4> kDomesticJa{"現地調査", "学会発表", "研究打合せ", "資料の撮影"};
constexpr std::array<std::string_view, 3> kForeignJa{"国際会議での発表", "海外研究機関との打合せ", "海外での調査"};
constexpr std::array<std::string_view, 5> kOtherJa{"API費用", "クラウド利用料", "論文掲載料", "英文校正", "印刷費"};
constexpr std::array<std::string_view, 4> kEquipmentEn{"GPU workstation", "Compute server", "Camera for measurements",
                                                       "Storage system"};
constexpr std::array<std::string_view, 4> kConsumablesEn{"SSD", "Reagents", "Laboratory supplies", "Reference books"};
constexpr std::array<std::string_view, 3> kHonorariumEn{"Checking of data", "Assistance with data", "Expert advice"};
constexpr std::array<std::string_view, 3> kDomesticEn{"Field work", "Conference", "Research meeting"};
constexpr std::array<std::string_view, 3> kForeignEn{"International conference", "Meeting abroad", "Field work abroad"};
constexpr std::array<std::string_view, 4> kOtherEn{"API fees", "Cloud computing", "Publication fee", "Proofreading"};

constexpr std::array<std::string_view, 8> kDepartmentsJa{"理学部",     "工学研究科", "文学部",       "医学部",
                                                         "農学研究科", "情報学部",   "教育研究機構", "総合科学部"};
constexpr std::array<std::string_view, 5> kDepartmentsEn{"Faculty of Science", "Graduate School of Engineering",
                                                         "Faculty of Letters", "Faculty of Medicine",
                                                         "School of Informatics"};
constexpr std::array<std::string_view, 4> kPositionsJa{"助教", "准教授", "教授", "講師"};
constexpr std::array<std::string_view, 4> kPositionsEn{"Assistant Professor", "Associate Professor", "Professor",
                                                       "Lecturer"};

}  // namespace

std::span<const Institution> institutions() { return std::span(kInstitutions).first(kApplying); }
std::span<const Institution> all_institutions() { return kInstitutions; }

bool is_category_of(Kind kind, std::string_view label) {
  const auto holds = [&](std::string_view word) { return label.find(word) != std::string_view::npos; };
  switch (kind) {
    case Kind::university: return label == "大学" || label == "University" || label == "university";
    case Kind::college: return holds("高等専門学校") || holds("Kosen") || holds("kosen");
    case Kind::institute: return holds("研究機関") || holds("Research Institution");
  }
  return false;
}

std::span<const Subject> subjects() { return kSubjects; }
std::span<const Method> methods() { return kMethods; }

Words goods(std::string_view category, bool english) {
  if (category == "equipment") return english ? Words(kEquipmentEn) : Words(kEquipmentJa);
  if (category == "consumables") return english ? Words(kConsumablesEn) : Words(kConsumablesJa);
  if (category == "honorarium") return english ? Words(kHonorariumEn) : Words(kHonorariumJa);
  if (category == "domestic-travel" || category == "travel") return english ? Words(kDomesticEn) : Words(kDomesticJa);
  if (category == "foreign-travel") return english ? Words(kForeignEn) : Words(kForeignJa);
  return english ? Words(kOtherEn) : Words(kOtherJa);
}

Words departments(bool english) { return english ? Words(kDepartmentsEn) : Words(kDepartmentsJa); }
Words positions(bool english) { return english ? Words(kPositionsEn) : Words(kPositionsJa); }

}  // namespace saitaku::generate::detail

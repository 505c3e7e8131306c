#include "engine/review/detail/scenario_keys.h"

namespace saitaku::review::detail {
namespace {

using Type = Key::Type;

}  // namespace

std::span<const Key> top_keys() {
  static const std::vector<Key> keys = {
      {.name = "schema",
       .type = Type::text,
       .ja = "形式の名前 \"saitaku.scenario/1\"",
       .en = "The format, \"saitaku.scenario/1\"",
       .required = true},
      {.name = "id",
       .type = Type::text,
       .ja = "短い名前。出荷されたものはファイル名と同じ",
       .en = "Short name; that of a shipped one is its file name",
       .required = true},
      {.name = "title", .type = Type::other, .ja = "題名 {\"ja\", \"en\"}", .en = "Title, {\"ja\", \"en\"}"},
      {.name = "call",
       .type = Type::text,
       .ja = "screen が使う公募の規則の id（例 spread-1000/round-1）",
       .en = "Id of the rule pack that screen judges with, spread-1000/round-1"},
      {.name = "seed",
       .type = Type::other,
       .ja = "乱数の種。同じ種からは同じ結果",
       .en = "Seed of the random numbers: same seed, same results"},
      {.name = "replications",
       .type = Type::count,
       .ja = "審査全体を繰り返す回数（既定 1000）",
       .en = "How often the whole review is repeated (1000 when left out)",
       .low = 1,
       .high = kMostReplications},
      {.name = "population", .type = Type::other, .ja = "だれが応募するか", .en = "Who applies", .required = true},
      {.name = "review",
       .type = Type::other,
       .ja = "審査員が応募をどう見るか",
       .en = "How reviewers see an application"},
      {.name = "mechanisms",
       .type = Type::other,
       .ja = "比べる方法のリスト {\"id\", \"title\", \"stages\"}",
       .en = "The mechanisms to compare, a list of {\"id\", \"title\", \"stages\"}",
       .required = true},
      {.name = "costs", .type = Type::other, .ja = "手間の見積り", .en = "What the work costs in hours"},
      {.name = "metrics",
       .type = Type::other,
       .ja = "報告する指標のリスト",
       .en = "What is reported, a list of metrics",
       .required = true},
      {.name = "notes", .type = Type::other, .ja = "報告の読者への注", .en = "Notes for the reader of the report"},
      {.name = "sources", .type = Type::other, .ja = "資料のリスト", .en = "The sources, a list"},
      {.name = "assumed",
       .type = Type::other,
       .ja = "仮定にすぎない値とその理由のリスト",
       .en = "Values that are only assumed and why, a list"},
      {.name = "published", .type = Type::other, .ja = "比べる公表値", .en = "Published figures to compare with"},
      {.name = "sweep",
       .type = Type::other,
       .ja = "変える値: パスと、値のリストか {\"from\", \"to\", \"step\"}",
       .en = "Values to vary: a path with a list of values or {\"from\", \"to\", \"step\"}"},
  };
  return keys;
}

std::span<const Key> population_keys() {
  static const std::vector<Key> keys = {
      {.name = "count",
       .type = Type::count,
       .ja = "応募の件数",
       .en = "Number of applications",
       .required = true,
       .low = 1,
       .high = kMostApplications},
      {.name = "attributes",
       .type = Type::other,
       .ja = "属性。名前ごとに counts、weights、table のどれか",
       .en = "Attributes by name: counts, weights or a table"},
      {.name = "quality",
       .type = Type::other,
       .ja = "真の質の分布（既定は平均0・標準偏差1の正規分布）",
       .en = "Distribution of the true quality (normal with mean 0 and sd 1 when left out)"},
      {.name = "requested_yen",
       .type = Type::other,
       .ja = "申請額の分布",
       .en = "Distribution of the amount asked for"},
      {.name = "defects", .type = Type::other, .ja = "形式不備", .en = "Planted formal defects"},
      {.name = "fixed_over_replications",
       .type = Type::flag,
       .ja = "true: 真の質をどの反復でも同じにする",
       .en = "true: the same quality in every replication"},
  };
  return keys;
}

std::span<const Key> applications_keys() {
  static const std::vector<Key> keys = {
      {.name = "applications",
       .type = Type::text,
       .ja = "実際の応募のファイルかフォルダー",
       .en = "File or folder of real applications",
       .required = true},
      {.name = "attributes",
       .type = Type::other,
       .ja = "属性。名前ごとに {\"path\": 応募の項目か式}",
       .en = "Attributes by name, {\"path\": a field or an expression over the application}"},
      {.name = "quality",
       .type = Type::other,
       .ja = "真の質の分布（既定は平均0・標準偏差1の正規分布）",
       .en = "Distribution of the true quality (normal with mean 0 and sd 1 when left out)"},
      {.name = "requested_yen",
       .type = Type::other,
       .ja = "申請額 {\"path\": 応募の項目か式}",
       .en = "The amount asked for, {\"path\": a field or an expression over the application}"},
      {.name = "fixed_over_replications",
       .type = Type::flag,
       .ja = "true: 真の質をどの反復でも同じにする",
       .en = "true: the same quality in every replication"},
  };
  return keys;
}

std::span<const Key> scores_keys() {
  static const std::vector<Key> keys = {
      {.name = "scores",
       .type = Type::text,
       .ja = "再現する審査の点数の表（application、reviewer、score）",
       .en = "Table of the scores to replay: application, reviewer, score",
       .required = true},
  };
  return keys;
}

std::span<const Key> attribute_keys() {
  static const std::vector<Key> keys = {
      {.name = "counts",
       .type = Type::other,
       .ja = "値ごとの件数。そのとおりに割り当てる",
       .en = "How many have each value, laid out exactly"},
      {.name = "weights", .type = Type::other, .ja = "値ごとの重み。くじで決める", .en = "Weight of each value, drawn"},
      {.name = "table", .type = Type::text, .ja = "値の表（CSV）", .en = "A table (CSV) of the values"},
      {.name = "value", .type = Type::text, .ja = "表のうち値の列", .en = "Its column with the values"},
      {.name = "weight",
       .type = Type::text,
       .ja = "表のうち重みの列。くじで決める",
       .en = "Its column with the weights, drawn"},
      {.name = "count",
       .type = Type::text,
       .ja = "表のうち件数の列。そのとおりに割り当てる",
       .en = "Its column with the counts, laid out exactly"},
      {.name = "form",
       .type = Type::text,
       .ja = "申請書の項目（例 applicant.round_1_result）。値をここに書いて screen が判定する",
       .en = "Field of the application that holds the value when screen judges it, applicant.round_1_result"},
      {.name = "form_values",
       .type = Type::other,
       .ja = "値の申請書での書き方（値と違うものだけ）。null: 項目を書かない",
       .en = "What the form has for a value, where that is not the value itself; null: the field is left out"},
  };
  return keys;
}

std::span<const Key> given_field_keys() {
  static const std::vector<Key> keys = {
      {.name = "path",
       .type = Type::text,
       .ja = "応募の項目か式（例 applicant.position）",
       .en = "A field of the application, or an expression over its fields",
       .required = true},
  };
  return keys;
}

std::span<const Key> quality_keys() {
  static const std::vector<Key> keys = {
      {.name = "distribution",
       .type = Type::text,
       .ja = "分布の名前",
       .en = "Name of the distribution",
       .required = true},
      {.name = "shift",
       .type = Type::other,
       .ja = "{\"when\", \"by\"} のリスト: 条件に合う応募の質をずらす",
       .en = "List of {\"when\", \"by\"}: moves the quality of those it holds for"},
      {.name = "fixed_over_replications",
       .type = Type::flag,
       .ja = "true: 真の質をどの反復でも同じにする",
       .en = "true: the same quality in every replication"},
  };
  return keys;
}

std::span<const Key> defects_keys() {
  static const std::vector<Key> keys = {
      {.name = "rate",
       .type = Type::share,
       .ja = "形式不備を入れる割合",
       .en = "Share of applications with a planted formal defect",
       .required = true},
  };
  return keys;
}

std::span<const Key> mechanism_keys() {
  static const std::vector<Key> keys = {
      {.name = "id",
       .type = Type::text,
       .ja = "方法の短い名前。重ならないこと",
       .en = "Short name of the mechanism, used once",
       .required = true},
      {.name = "title", .type = Type::other, .ja = "題名 {\"ja\", \"en\"}", .en = "Title, {\"ja\", \"en\"}"},
      {.name = "stages",
       .type = Type::other,
       .ja = "段階のリスト。上から順に行う",
       .en = "The stages, one after the other",
       .required = true},
  };
  return keys;
}

std::span<const Key> costs_keys() {
  static const std::vector<Key> keys = {
      {.name = "applicant_hours",
       .type = Type::number,
       .ja = "応募1件の作成時間",
       .en = "Hours spent on an application",
       .low = 0,
       .high = 1e9},
      {.name = "interview_hours",
       .type = Type::number,
       .ja = "面接1件の時間",
       .en = "Hours of an interview",
       .low = 0,
       .high = 1e9},
      {.name = "reviewer_hours_per_review",
       .type = Type::number,
       .ja = "審査1件の時間",
       .en = "Hours of a review",
       .low = 0,
       .high = 1e9},
  };
  return keys;
}

std::span<const Key> source_keys() {
  static const std::vector<Key> keys = {
      {.name = "id", .type = Type::text, .ja = "資料の短い名前", .en = "Short name of the source", .required = true},
      {.name = "document", .type = Type::text, .ja = "資料の題名", .en = "Title of the document", .required = true},
      {.name = "place", .type = Type::text, .ja = "その中の場所", .en = "Where in it"},
      {.name = "quote", .type = Type::text, .ja = "原文の引用", .en = "Verbatim quote"},
      {.name = "url", .type = Type::text, .ja = "所在", .en = "Address"},
  };
  return keys;
}

std::span<const Key> assumed_keys() {
  static const std::vector<Key> keys = {
      {.name = "at",
       .type = Type::text,
       .ja = "値の場所（JSONポインター、例 /population/quality）",
       .en = "The value: a JSON pointer, /population/quality",
       .required = true},
      {.name = "why",
       .type = Type::other,
       .ja = "理由 {\"ja\", \"en\"}",
       .en = "Why, {\"ja\", \"en\"}",
       .required = true},
  };
  return keys;
}

std::span<const Key> published_keys() {
  static const std::vector<Key> keys = {
      {.name = "awards_by",
       .type = Type::other,
       .ja = "属性と値ごとの公表件数",
       .en = "Published counts by attribute and value",
       .required = true},
      {.name = "source", .type = Type::text, .ja = "資料の id", .en = "Id of the source"},
  };
  return keys;
}

std::span<const Key> published_value_keys() {
  static const std::vector<Key> keys = {
      {.name = "applications",
       .type = Type::count,
       .ja = "応募件数",
       .en = "Applications",
       .required = true,
       .low = 0,
       .high = kMostApplications},
      {.name = "awards",
       .type = Type::count,
       .ja = "採択件数",
       .en = "Awards",
       .required = true,
       .low = 0,
       .high = kMostApplications},
  };
  return keys;
}

std::span<const Key> published_table_keys() {
  static const std::vector<Key> keys = {
      {.name = "table", .type = Type::text, .ja = "表（CSV）", .en = "A table (CSV)", .required = true},
      {.name = "value", .type = Type::text, .ja = "値の列", .en = "Its column with the values", .required = true},
      {.name = "applications",
       .type = Type::text,
       .ja = "応募件数の列",
       .en = "Its column with the applications",
       .required = true},
      {.name = "awards",
       .type = Type::text,
       .ja = "採択件数の列",
       .en = "Its column with the awards",
       .required = true},
  };
  return keys;
}

std::span<const Key> sweep_range_keys() {
  static const std::vector<Key> keys = {
      {.name = "from",
       .type = Type::number,
       .ja = "最初の値",
       .en = "First value",
       .required = true,
       .low = -1e15,
       .high = 1e15},
      {.name = "to",
       .type = Type::number,
       .ja = "これを超えない",
       .en = "Not beyond this",
       .required = true,
       .low = -1e15,
       .high = 1e15},
      {.name = "step",
       .type = Type::number,
       .ja = "刻み",
       .en = "Distance",
       .required = true,
       .low = -1e15,
       .high = 1e15},
  };
  return keys;
}

}  // namespace saitaku::review::detail

#include "engine/generate/detail/texts.h"

#include <algorithm>
#include <array>
#include <span>

#include "engine/base/text.h"

namespace saitaku::generate::detail {
namespace {

// {d} the data, {g} the goal, {m} the method, {n} a number.
using Sentences = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> kObjectiveJa{
    "{d}は年々増えているが、{g}は専門家の手作業に頼っている。",
    "本研究は、{m}により{d}の{g}をどこまで行えるかを明らかにする。",
    "対象は、{n}か所から集めた{d}である。",
    "従来の手法では、条件が変わると精度が大きく落ちることが知られている。",
    "{g}の自動化は、研究の速さだけでなく再現性の向上にもつながる。",
    "{m}が苦手とする条件を整理し、使いどころを示すことも目的とする。",
    "得られた手順は、ほかの分野の研究者にも使える形で公開する。",
    "あわせて、{g}にかかる時間と費用を従来の方法と比べる。"};
constexpr std::array<std::string_view, 10> kMethodJa{"まず、{d}を{n}件集め、正解を付けた評価用のデータを作る。",
                                                     "次に、{m}を三通りの設定で適用し、{g}の精度を測る。",
                                                     "続いて、誤りを種類ごとに分け、その原因を調べる。",
                                                     "専門家二名が独立に結果を判定し、一致の度合いを確かめる。",
                                                     "設定の違いが結果に与える影響は、交差検証によって見積もる。",
                                                     "計算には手元のGPUとクラウドの計算資源を使い分ける。",
                                                     "データの分割と乱数の種を記録し、結果を再現できるようにする。",
                                                     "精度が足りないときは、追加の{n}件で学習し直して差を見る。",
                                                     "従来の手法とも同じデータで比べ、差の信頼区間を示す。",
                                                     "最後に、手順を文書にまとめ、別の{d}でも確かめる。"};
constexpr std::array<std::string_view, 9> kRationaleJa{
    "{g}は経験に頼る作業で、一件に数時間を要する。",
    "{m}は、文脈を広く見て規則にしにくい特徴を捉えることに向いている。",
    "一方で、{d}にどこまで通用するかは分かっていない。",
    "予備調査では、{n}件のうち六割で正しい結果が得られた。",
    "評価用のデータと計測の手順は手元にあり、半年で結論を得られる。",
    "人手だけでは扱える量に限りがあり、全体の傾向を捉えられない。",
    "必要な計算は外部のサービスでも行え、大きな設備を要しない。",
    "結果の根拠を人が確かめられるよう、途中の出力もすべて残す。",
    "うまくいかない場合も、その限界を示すことに意味がある。"};
constexpr std::array<std::string_view, 7> kGoalsJa{"最終の目標は、{g}に{m}を安心して使える手順書の公開である。",
                                                   "三か月後までに評価用のデータ{n}件と一種類目の計測を終える。",
                                                   "六か月後までに設定ごとの比較と手順をまとめる。",
                                                   "{g}にかかる時間を従来の半分以下にすることを目指す。",
                                                   "試作した道具は、説明とともに公開する。",
                                                   "得られた結果は、国内の学会で発表し、論文にまとめる。",
                                                   "二つ以上の研究室で同じ結果が得られることを確かめる。"};
constexpr std::array<std::string_view, 6> kKnowHowJa{
    "指示の文面、失敗した例、費用の記録を工程ごとに整理し、毎月共有する。",
    "{d}以外にも使えるよう、手順を雛形として公開する。",
    "うまくいかなかった設定も、理由とともに記録する。",
    "質問と回答を一覧にまとめ、初めて{m}を使う人に渡す。",
    "計測に使ったプログラムは、誰でも動かせる形で公開する。",
    "得られた注意点は、研究会で報告する。"};
constexpr std::array<std::string_view, 6> kOtherJa{
    "{d}の整理と{g}に要る。", "{m}の利用と結果の確認に用いる。",          "研究の進み具合に応じて見直す。",
    "{g}の計測に使う。",      "データを安全に保管するために必要である。", "成果の発表と意見の交換を行う。"};

constexpr std::array<std::string_view, 6> kObjectiveEn{
    "Collections of {d} grow every year, while {g} still depends on the work of a few experts.",
    "This research examines how far {m} can take over {g} and where human judgment remains necessary.",
    "The material consists of {d} gathered at {n} sites under different conditions.",
    "Established procedures are known to lose accuracy as soon as the conditions change.",
    "A reliable procedure would make the work faster and, above all, easier to reproduce.",
    "We also describe the conditions under which {m} should not be used for this purpose."};
constexpr std::array<std::string_view, 8> kMethodEn{
    "First, we collect {n} examples of {d} and have them annotated by specialists.",
    "Second, we apply {m} in three settings and measure the accuracy of {g} for each of them.",
    "Third, we sort the errors by kind and look for their causes in the material.",
    "Two specialists judge the results independently, and we report their agreement.",
    "The influence of each setting is estimated by cross-validation with fixed random seeds.",
    "Local graphics processors are used for development and cloud services for the final runs.",
    "The established procedure is applied to the same data, and differences are given with intervals.",
    "Finally, we write the procedure down and repeat it with {d} from another source."};
constexpr std::array<std::string_view, 7> kRationaleEn{
    "Today, {g} depends on experience and takes several hours for a single case.",
    "Methods such as {m} are good at features that are hard to put into rules.",
    "How well they work with {d} is an open question that this project will answer.",
    "In a pilot study with {n} cases, six in ten results were judged to be correct.",
    "The data and the procedure for measuring are at hand, so that half a year is enough for a conclusion.",
    "The computation runs on external services and does not require large equipment.",
    "Intermediate results are kept, so that people can check the reasons for every answer."};
constexpr std::array<std::string_view, 6> kGoalsEn{
    "The final goal is a published procedure with which {m} can be used safely for {g}.",
    "After three months, the evaluation data with {n} examples and the first measurements are complete.",
    "After six months, all settings are compared and the procedure is written down.",
    "We aim to cut the time needed for {g} to less than one half.",
    "The prototype is released together with its documentation and the test data.",
    "The results are presented at a conference and submitted to a journal."};
constexpr std::array<std::string_view, 5> kKnowHowEn{
    "Instructions, failures and costs are recorded for each step and shared with the community every month.",
    "The procedure is published as a template that also works for material other than {d}.",
    "Settings that did not work are documented together with the reasons.",
    "Questions and answers are collected for colleagues who use {m} for the first time.",
    "All programs used for the measurements are published in a form that anyone can run."};
constexpr std::array<std::string_view, 4> kOtherEn{
    "Needed for the preparation of {d} and for {g}.", "Used for {m} and for checking the results.",
    "Reviewed as the project makes progress.", "Required to keep the data in a safe place."};

Sentences sentences(Section section, bool english) {
  switch (section) {
    case Section::objective: return english ? Sentences(kObjectiveEn) : Sentences(kObjectiveJa);
    case Section::method: return english ? Sentences(kMethodEn) : Sentences(kMethodJa);
    case Section::rationale: return english ? Sentences(kRationaleEn) : Sentences(kRationaleJa);
    case Section::goals: return english ? Sentences(kGoalsEn) : Sentences(kGoalsJa);
    case Section::know_how: return english ? Sentences(kKnowHowEn) : Sentences(kKnowHowJa);
    case Section::other: break;
  }
  return english ? Sentences(kOtherEn) : Sentences(kOtherJa);
}

void append_filled(std::string& text, std::string_view sentence, const Theme& theme, bool english,
                   RandomStream& random) {
  while (true) {
    const auto open = sentence.find('{');
    text += sentence.substr(0, open);
    if (open == std::string_view::npos) return;
    switch (sentence[open + 1]) {
      case 'd': text += english ? theme.subject->data_en : theme.subject->data_ja; break;
      case 'g': text += english ? theme.subject->goal_en : theme.subject->goal_ja; break;
      case 'm': text += english ? theme.method->en : theme.method->ja; break;
      default: text += std::to_string(2 + random.below(58)); break;
    }
    sentence.remove_prefix(open + 3);
  }
}

/// The first `length` units of the text. A full stop at the end, so that it still reads as one.
std::string cut(const std::string& text, bool english, std::size_t length) {
  std::size_t end = 0;
  if (english) {
    std::size_t count = 0;
    for (end = 0; end < text.size(); ++end) {
      if (text[end] == ' ' && ++count == length) break;
    }
    return text.substr(0, end);
  }
  for (std::size_t i = 0; i + 1 < length && end < text.size(); ++i) next_code_point(text, end);
  return text.substr(0, end) + "。";
}

}  // namespace

Section section_of(std::string_view field_name) {
  const auto holds = [&](std::string_view word) { return field_name.find(word) != std::string_view::npos; };
  if (holds("objective") || holds("purpose") || holds("aim") || holds("background")) return Section::objective;
  if (holds("method") || holds("approach") || holds("plan")) return Section::method;
  if (holds("rationale") || holds("reason") || holds("significance") || holds("abstract")) return Section::rationale;
  if (holds("goal") || holds("outcome") || holds("milestone")) return Section::goals;
  if (holds("know_how") || holds("sharing") || holds("policy")) return Section::know_how;
  return Section::other;
}

std::size_t measured(std::string_view text, bool english) { return english ? words(text) : utf16_length(text); }

std::string paragraph(Section section, const Theme& theme, bool english, std::size_t least, std::size_t most,
                      RandomStream& random) {
  const auto pool = sentences(section, english);
  const std::size_t wanted = std::max<std::size_t>(least + (most - least) / 2, 1);
  // Sentence after sentence from a place of its own: no two paragraphs begin alike, and none says a thing twice before
  // it has said everything.
  std::size_t at = random.below(static_cast<std::uint32_t>(pool.size()));
  std::string text;
  for (std::size_t length = 0; length < wanted; ++at) {
    std::string sentence;
    append_filled(sentence, pool[at % pool.size()], theme, english, random);
    const std::size_t longer = length + measured(sentence, english);
    if (longer > most && length > 0 && length >= least) break;
    if (english && !text.empty()) text += ' ';
    text += sentence;
    if (longer > most) return cut(text, english, most);
    length = longer;
  }
  return text;
}

std::string title(const Theme& theme, bool english, std::size_t most) {
  std::string text;
  if (english) {
    text = std::string(theme.subject->goal_en) + " in " + std::string(theme.subject->data_en);
    text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    const std::string longer = text + " with " + std::string(theme.method->en);
    if (measured(longer, english) <= most) text = longer;
  } else {
    text = std::string(theme.subject->data_ja) + "における" + std::string(theme.subject->goal_ja);
    const std::string longer = std::string(theme.method->ja) + "を用いた" + text;
    if (measured(longer, english) <= most) text = longer;
  }
  return measured(text, english) <= most ? text : cut(text, english, most);
}

}  // namespace saitaku::generate::detail

// A fictitious club's call with one rule of each kind.
#pragma once

#include "tests/support/packs.h"

namespace saitaku::tests {

inline constexpr std::string_view kTinyForm =
    R"({"schema": "saitaku.form/1", "id": "tiny", "title": {"ja": "小", "en": "Tiny"},
 "fields": {
   "name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}, "required": true},
   "birth_date": {"type": "date", "label": {"ja": "生年月日", "en": "Birth date"}},
   "is_student": {"type": "boolean", "label": {"ja": "学生", "en": "Student"}},
   "level": {"type": "string", "values": ["a", "b"], "label": {"ja": "級", "en": "Level"}},
   "sent_at": {"type": "timestamp", "label": {"ja": "提出日時", "en": "Sent at"}},
   "unit": {"type": "integer", "range": [1, 1000], "label": {"ja": "単位", "en": "Unit"}},
   "total": {"type": "integer", "range": [0, 1000000], "label": {"ja": "合計", "en": "Total"}, "unit": {"ja": "千円", "en": "thousand yen"}},
   "items": {"type": "list", "label": {"ja": "費目", "en": "Items"}},
   "items[].what": {"type": "string", "label": {"ja": "内容", "en": "What"}, "required_when": "item.amount != 0"},
   "items[].amount": {"type": "integer", "range": [0, 1000000], "label": {"ja": "金額", "en": "Amount"}},
   "leaders": {"type": "list", "label": {"ja": "代表者", "en": "Leaders"}},
   "leaders[].id": {"type": "string", "label": {"ja": "番号", "en": "Id"}},
   "helpers": {"type": "list", "closed": true, "label": {"ja": "協力者", "en": "Helpers"}},
   "helpers[].name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}}}})";

inline constexpr std::string_view kTinyPack =
    R"({"schema": "saitaku.pack/1", "id": "tiny/one", "version": "1.2.0", "edition": "2026-06-10",
 "title": {"ja": "小さな公募", "en": "A tiny call"}, "form": "form.json",
 "documents": {"G": {"title": {"ja": "要領", "en": "Guidelines"}, "date": "2026-06-01", "url": "https://example.org"}},
 "parameters": {
   "cap": {"type": "integer", "value": 5000000, "unit": "yen", "label": {"ja": "上限", "en": "Cap"}, "status": "official",
           "source": {"document": "G", "place": "§1", "quote": "500万円まで"}},
   "closes": {"type": "timestamp", "value": "2026-05-18T12:00:00+09:00", "label": {"ja": "締切", "en": "Deadline"}, "status": "announced",
              "source": {"document": "G", "place": "§2", "quote": "正午"}},
   "per_leader": {"type": "integer", "value": 2, "label": {"ja": "件数", "en": "Number"}, "status": "assumed",
                  "source": {"document": "G", "place": "§3", "quote": "2件"}}},
 "rules": [
   {"code": "TN-B01", "severity": "error", "title": {"ja": "上限", "en": "Cap"}, "when": "total != null && unit != null",
    "require": "total * unit <= call.cap",
    "message": {"ja": "合計は{total * unit}円で、上限{call.cap}円を超えています。", "en": "The total is {total * unit} yen, above {call.cap}."},
    "fix": {"ja": "減らしてください。", "en": "Reduce it."}, "status": "official", "source": {"document": "G", "place": "§1", "quote": "500万円まで"}},
   {"code": "TN-W01", "severity": "warning", "title": {"ja": "締切", "en": "Deadline"},
    "require": "sent_at <= call.closes",
    "exceptions": [{"name": {"ja": "学生は遅れてもよい", "en": "students may be late"}, "when": "is_student"}],
    "message": {"ja": "{sent_at}は{call.closes}より後です（{name}、{level}、{helpers.map(h, h.name)}、{is_student}）。",
                "en": "{sent_at} is after {call.closes} ({name}, {level}, {helpers.map(h, h.name)}, {is_student})."},
    "fix": {"ja": "早く。", "en": "Earlier."}, "status": "announced", "source": {"document": "G", "place": "§2", "quote": "正午"}},
   {"code": "TN-F01", "severity": "error", "title": {"ja": "未記入", "en": "Blank"}, "answers": "required",
    "message": {"ja": "{answers}が空です。", "en": "{answers} is blank."},
    "fix": {"ja": "書いてください。", "en": "Fill it in."}, "status": "assumed"},
   {"code": "TN-E01", "severity": "error", "title": {"ja": "級", "en": "Level"}, "when": "is_student", "require": "level == 'a'",
    "message": {"ja": "級は{{{level}}}です。", "en": "The level is {{{level}}}."},
    "fix": {"ja": "aに。", "en": "Choose a."}, "status": "official", "source": {"document": "G", "place": "§4", "quote": "a"}}],
 "batch_rules": [
   {"code": "TN-U01", "severity": "error", "title": {"ja": "一人一件", "en": "One each"}, "group_by": ["name", "birth_date"],
    "message": {"ja": "{name}さんの申請が{group_size}件あります（他に{others}）。", "en": "{name} has {group_size} applications (also {others})."},
    "fix": {"ja": "{at_most}件にしてください。", "en": "Keep {at_most}."}, "status": "official", "source": {"document": "G", "place": "§5", "quote": "一人一件"}},
   {"code": "TN-U02", "severity": "warning", "title": {"ja": "代表は2件", "en": "Two per leader"}, "each": "leaders", "group_by": ["item.id"],
    "count": "level == 'a'", "at_most": "call.per_leader",
    "message": {"ja": "{item.id}は{group_size}件です。", "en": "{item.id} leads {group_size}."},
    "fix": {"ja": "減らしてください。", "en": "Reduce."}, "status": "assumed"}],
 "cases": ["cases.json"]})";

inline MemoryFiles tiny_files() {
  return {{"form.json", std::string(kTinyForm)}, {"pack.json", std::string(kTinyPack)}};
}

inline std::shared_ptr<const rules::Pack> tiny_pack() { return pack_of(files_of(tiny_files())); }

}  // namespace saitaku::tests

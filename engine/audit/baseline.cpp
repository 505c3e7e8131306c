#include "engine/audit/baseline.h"

#include <algorithm>

namespace saitaku::audit {
namespace {

constexpr std::string_view kSchema = "saitaku.baseline/1";

bool is_fingerprint(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Reader {
 public:
  Reader(const JsonDocument& document, Date today) : document_(document), today_(today) {}

  std::map<std::string, Known, std::less<>> read() {
    const JsonValue& root = document_.root;
    const std::string* schema = text(root, "schema");
    if (schema != nullptr && *schema != kSchema) {
      say("baseline.schema", *root.find("schema"), {{"got", *schema}, {"wanted", std::string(kSchema)}});
    }
    const JsonValue* findings = root.find("findings");
    if (findings == nullptr) {
      say("baseline.missing-member", root, {{"member", "findings"}});
    } else if (!findings->is_array()) {
      say("baseline.wrong-member-type", *findings, {{"member", "findings"}, {"wanted", "array"}});
    } else {
      for (const JsonValue& entry : findings->items) add(entry);
    }
    if (expired_ > 0) {
      problems_.push_back({Severity::warning,
                           "baseline.expired",
                           document_.text.where(0),
                           {{"count", std::to_string(expired_)}, {"date", oldest_}}});
    }
    return std::move(known_);
  }
  Problems take_problems() { return std::move(problems_); }

 private:
  void say(std::string code, const JsonValue& at, Args args) {
    problems_.push_back({Severity::error, std::move(code), document_.text.where(at), std::move(args)});
  }

  const std::string* text(const JsonValue& object, std::string_view member) {
    const JsonValue* value = object.find(member);
    if (value == nullptr) {
      say("baseline.missing-member", object, {{"member", std::string(member)}});
      return nullptr;
    }
    if (!value->is_string()) {
      say("baseline.wrong-member-type", *value, {{"member", std::string(member)}, {"wanted", "string"}});
      return nullptr;
    }
    return &value->string;
  }

  void add(const JsonValue& entry) {
    const std::string* fingerprint = text(entry, "fingerprint");
    const std::string* reason = text(entry, "reason");
    if (fingerprint == nullptr || reason == nullptr) return;
    if (!is_fingerprint(*fingerprint)) {
      say("baseline.fingerprint", *entry.find("fingerprint"), {{"got", *fingerprint}});
      return;
    }
    std::string expires;
    if (const JsonValue* date = entry.find("expires"); date != nullptr && !date->is_null()) {
      const auto day = date->is_string() ? parse_date(date->string) : Result<Date>(Date{});
      if (!date->is_string() || !day) {
        say("baseline.date", *date, {{"got", date->string}});
        return;
      }
      expires = date->string;
      if (*day < today_) {
        ++expired_;
        if (oldest_.empty() || expires < oldest_) oldest_ = expires;
        return;
      }
    }
    known_.insert_or_assign(*fingerprint, Known{*reason, std::move(expires)});
  }

  const JsonDocument& document_;
  Date today_;
  std::map<std::string, Known, std::less<>> known_;
  std::size_t expired_ = 0;
  std::string oldest_;
  Problems problems_;
};

}  // namespace

Result<Baseline> Baseline::from_json(const JsonDocument& document, Date today) {
  Reader reader(document, today);
  Baseline baseline;
  baseline.known_ = reader.read();
  Problems problems = reader.take_problems();
  if (has_errors(problems)) return problems;
  return {std::move(baseline), std::move(problems)};
}

const Known* Baseline::find(std::string_view fingerprint) const {
  const auto found = known_.find(fingerprint);
  return found == known_.end() ? nullptr : &found->second;
}

}  // namespace saitaku::audit

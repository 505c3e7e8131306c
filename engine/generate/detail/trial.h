// Asking the rules: everything that the generator believes of an application is what the engine says of it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::generate::detail {

struct Judged {
  rules::Verdict verdict;
  bool readable = true;                             ///< every cell could be read as what it should be
  std::vector<const rules::Finding*> open() const;  ///< failed or unknown
  bool clean() const { return readable && open().empty(); }
  bool decided() const;                     ///< no rule is unknown
  std::vector<std::string> broken() const;  ///< codes that failed, pack order
};

class Trial {
 public:
  explicit Trial(const rules::Pack& pack) : pack_(&pack) {}
  Judged judge(const JsonValue& document) const;
  bool clean(const JsonValue& document) const { return judge(document).clean(); }
  /// Per document the codes of the batch rules that fail among these documents, pack order.
  std::vector<std::vector<std::string>> broken_together(std::span<const JsonValue> documents) const;
  const rules::Pack& pack() const { return *pack_; }

 private:
  const rules::Pack* pack_;
};

}  // namespace saitaku::generate::detail

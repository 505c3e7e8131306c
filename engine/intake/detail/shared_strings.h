// The texts of a workbook: string items, shared or inside a cell. Rich text runs are joined, furigana is left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/intake/detail/xml.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake::detail {

/// "_x000D_" is how a string item writes a character that XML cannot hold; "_x005F_" is the underscore itself.
std::string decode_escapes(std::string_view text);

/// Collects the text of one <si> or <is>: feed it the events inside.
class StringItem {
 public:
  void clear();
  void start(std::string_view name, const XmlAttributes& attributes);
  void end(std::string_view name);
  void text(std::string_view piece);
  const std::string& value() const { return value_; }

 private:
  std::string value_;
  std::string run_;  ///< the <t> being read
  bool in_text_ = false;
  bool preserve_ = false;
  int phonetic_ = 0;  ///< depth of <rPh>
};

/// Problems: as read_xml, workbook.too-many-cells.
Result<std::vector<std::string>> read_shared_strings(std::string_view content, std::string_view part,
                                                     const std::string& file, const WorkbookLimits& limits);

}  // namespace saitaku::intake::detail

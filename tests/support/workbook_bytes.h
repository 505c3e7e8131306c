// Writes small workbooks for tests, part by part, so that a test can say exactly which XML is in the file,
// right or wrong.
#pragma once

#include <zip.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace saitaku::test {

/// A ZIP package of the given parts, in this order.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* sink = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(sink, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("cannot write a ZIP file in memory");
  zip_source_keep(sink);
  for (const auto& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("cannot write a ZIP file in memory");
  zip_source_open(sink);
  zip_source_seek(sink, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(sink)), '\0');
  zip_source_seek(sink, 0, SEEK_SET);
  zip_source_read(sink, bytes.data(), bytes.size());
  zip_source_close(sink);
  zip_source_free(sink);
  return bytes;
}

inline std::string xml_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

/// A workbook whose sheets are given as raw <sheetData> content; every other part can be replaced or taken out.
struct WorkbookText {
  struct SheetText {
    std::string name;
    std::string rows;        ///< inside <sheetData>
    std::string after = "";  ///< after it: <mergeCells>…
    std::string state = "";  ///< "hidden"
  };
  std::vector<SheetText> sheets;
  std::string shared = "";                                ///< inside <sst>; "" = no such part
  std::string workbook_properties = "";                   ///< attributes of <workbookPr>
  std::vector<std::pair<std::string, std::string>> more;  ///< further parts, or instead of those above
  std::string main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  std::string relation_namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  std::string relations(const std::vector<std::array<std::string, 3>>& list) const {
    std::string xml = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    for (const auto& [id, type, target] : list) {
      xml += "<Relationship Id=\"" + id + "\" Type=\"" + relation_namespace + "/" + type + "\" Target=\"" + target +
             "\"/>";
    }
    return xml + "</Relationships>";
  }

  std::vector<std::pair<std::string, std::string>> parts() const {
    std::vector<std::pair<std::string, std::string>> result;
    result.emplace_back(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
        "PartName=\"/xl/workbook.xml\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
    result.emplace_back("_rels/.rels", relations({{"rId1", "officeDocument", "xl/workbook.xml"}}));
    std::string book = "<workbook xmlns=\"" + main_namespace + "\" xmlns:r=\"" + relation_namespace +
                       "\"><workbookPr " + workbook_properties + "/><sheets>";
    std::vector<std::array<std::string, 3>> list;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const auto number = std::to_string(i + 1);
      book += "<sheet name=\"" + xml_text(sheets[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
              (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + "/>";
      list.push_back({"rId" + number, "worksheet", "worksheets/sheet" + number + ".xml"});
      result.emplace_back("xl/worksheets/sheet" + number + ".xml",
                          "<worksheet xmlns=\"" + main_namespace + "\"><sheetData>" + sheets[i].rows + "</sheetData>" +
                              sheets[i].after + "</worksheet>");
    }
    if (!shared.empty()) {
      list.push_back({"rIdS", "sharedStrings", "sharedStrings.xml"});
      result.emplace_back("xl/sharedStrings.xml", "<sst xmlns=\"" + main_namespace + "\">" + shared + "</sst>");
    }
    result.emplace_back("xl/workbook.xml", book + "</sheets></workbook>");
    result.emplace_back("xl/_rels/workbook.xml.rels", relations(list));
    for (const auto& other : more) {
      std::erase_if(result, [&](const auto& part) { return part.first == other.first; });
      if (other.second != "<none>") result.push_back(other);  // "<none>" takes a part out
    }
    return result;
  }

  std::string bytes() const { return zip_of(parts()); }
};

/// One sheet with these rows.
inline WorkbookText one_sheet(std::string rows, std::string shared = "") {
  WorkbookText text;
  text.sheets = {{"Sheet1", std::move(rows)}};
  text.shared = std::move(shared);
  return text;
}

/// A sheet from cells by reference: a leading "=" is a formula (without a stored result; "=A1|5" with one), "#" a
/// number, everything else an inline text.
inline std::string rows_of(const std::map<std::pair<int, std::string>, std::string>& cells) {
  std::string xml;
  int row = 0;
  for (const auto& [place, value] : cells) {
    if (place.first != row) {
      if (row != 0) xml += "</row>";
      row = place.first;
      xml += "<row r=\"" + std::to_string(row) + "\">";
    }
    const std::string reference = place.second + std::to_string(row);
    if (value.starts_with("=")) {
      const auto bar = value.find('|');
      xml += "<c r=\"" + reference + "\"><f>" + xml_text(value.substr(1, bar == std::string::npos ? bar : bar - 1)) +
             "</f>";
      if (bar != std::string::npos) xml += "<v>" + value.substr(bar + 1) + "</v>";
      xml += "</c>";
    } else if (value.starts_with("#")) {
      xml += "<c r=\"" + reference + "\"><v>" + value.substr(1) + "</v></c>";
    } else {
      xml += "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xml_text(value) +
             "</t></is></c>";
    }
  }
  return row == 0 ? xml : xml + "</row>";
}

}  // namespace saitaku::test

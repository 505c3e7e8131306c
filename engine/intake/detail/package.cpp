#include "engine/intake/detail/package.h"

#include <algorithm>

#include "engine/intake/detail/xml.h"

namespace saitaku::intake::detail {
namespace {

std::string folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(part.substr(0, slash));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string without_percent(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      result += text[i];
      continue;
    }
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

class Relations : public XmlHandler {
 public:
  explicit Relations(std::string_view source) : source_(source) {}
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const auto type = attributes.find("Type").value_or("");
    Relation relation;
    relation.id = attributes.find("Id").value_or("");
    relation.type = type.substr(type.rfind('/') + 1);  // npos + 1 is 0: all of it
    if (attributes.find("TargetMode") != "External") {
      relation.target = resolve_target(source_, attributes.find("Target").value_or(""));
    }
    relations.push_back(std::move(relation));
  }
  void end(std::string_view) override {}

  std::vector<Relation> relations;

 private:
  std::string_view source_;
};

}  // namespace

std::string resolve_target(std::string_view source, std::string_view target) {
  std::string path = without_percent(target);
  std::replace(path.begin(), path.end(), '\\', '/');
  if (!path.starts_with('/')) path = folder_of(source) + "/" + path;
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto slash = std::min(path.find('/', begin), path.size());
    const auto segment = std::string_view(path).substr(begin, slash - begin);
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (!segment.empty() && segment != "." && segment != "..") segments.push_back(segment);
    begin = slash + 1;
  }
  std::string result;
  for (const auto segment : segments) {
    if (!result.empty()) result += '/';
    result += segment;
  }
  return result;
}

Result<std::vector<Relation>> relations_of(Zip& zip, std::string_view source, const std::string& file,
                                           const WorkbookLimits& limits) {
  const auto folder = folder_of(source);
  const auto base = source.substr(folder.empty() ? 0 : folder.size() + 1);
  const std::string part = (folder.empty() ? "" : folder + "/") + "_rels/" + std::string(base) + ".rels";
  if (!zip.has(part)) return std::vector<Relation>{};
  auto content = zip.read(part);
  if (!content) return content.problems();
  Relations handler(source);
  if (auto problem = read_xml(*content, part, file, limits.xml_depth, handler)) return *problem;
  return std::move(handler.relations);
}

const Relation* find_type(const std::vector<Relation>& relations, std::string_view type) {
  const auto found =
      std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.type == type; });
  return found == relations.end() ? nullptr : &*found;
}

const Relation* find_id(const std::vector<Relation>& relations, std::string_view id) {
  const auto found = std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.id == id; });
  return found == relations.end() ? nullptr : &*found;
}

}  // namespace saitaku::intake::detail

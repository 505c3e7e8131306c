#include "engine/intake/detail/xml.h"

#include <expat.h>

#include <memory>
#include <type_traits>

#include "engine/intake/detail/fault.h"

namespace saitaku::intake::detail {
namespace {

// Between namespace and local name. No local name contains it, so the last one separates.
constexpr char kSeparator = '\n';

std::string_view local(std::string_view name) {
  const auto at = name.rfind(kSeparator);
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

struct Parsing {
  XML_Parser parser;
  XmlHandler* handler;
  std::size_t depth = 0;
  std::size_t most_depth;
  bool doctype = false;
  bool too_deep = false;
};

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& state = *static_cast<Parsing*>(data);
  if (++state.depth > state.most_depth) {
    state.too_deep = true;
    XML_StopParser(state.parser, XML_FALSE);
    return;
  }
  state.handler->start(local(name), XmlAttributes(attributes));
  if (state.handler->stop) XML_StopParser(state.parser, XML_FALSE);
}

void XMLCALL on_end(void* data, const XML_Char* name) {
  auto& state = *static_cast<Parsing*>(data);
  --state.depth;
  // expat still reports the end of an empty element at which the parser was stopped.
  if (state.too_deep || state.handler->stop) return;
  state.handler->end(local(name));
  if (state.handler->stop) XML_StopParser(state.parser, XML_FALSE);
}

void XMLCALL on_text(void* data, const XML_Char* text, int length) {
  auto& state = *static_cast<Parsing*>(data);
  if (state.handler->stop) return;
  state.handler->text(std::string_view(text, static_cast<std::size_t>(length)));
}

void XMLCALL on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& state = *static_cast<Parsing*>(data);
  state.doctype = true;
  XML_StopParser(state.parser, XML_FALSE);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == *pair) return pair[1];
  }
  return std::nullopt;
}

std::optional<std::string_view> XmlAttributes::find_qualified(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view full = *pair;
    if (full.size() > name.size() && local(full) == name) return pair[1];
  }
  return std::nullopt;
}

bool XmlAttributes::preserves_space() const { return find_qualified("space") == "preserve"; }

struct XmlStream::State {
  std::string part;
  std::string file;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser;
  Parsing parsing;
};

XmlStream::XmlStream(std::string part, std::string file, std::size_t most_depth, XmlHandler& handler)
    : state_(std::make_unique<State>()) {
  state_->part = std::move(part);
  state_->file = std::move(file);
  state_->parser.reset(XML_ParserCreateNS(nullptr, kSeparator));
  auto* parser = state_->parser.get();
  SAITAKU_EXPECT(parser != nullptr, "memory for an XML parser");
  state_->parsing = {.parser = parser, .handler = &handler, .most_depth = most_depth};
  XML_SetUserData(parser, &state_->parsing);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_text);
  XML_SetStartDoctypeDeclHandler(parser, on_doctype);
}
XmlStream::XmlStream(XmlStream&&) noexcept = default;
XmlStream& XmlStream::operator=(XmlStream&&) noexcept = default;
XmlStream::~XmlStream() = default;

std::optional<Problem> XmlStream::feed(std::string_view piece, bool last) {
  auto* parser = state_->parser.get();
  const auto& parsing = state_->parsing;
  const auto status = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE);
  if (status == XML_STATUS_OK) return std::nullopt;
  if (parsing.handler->stop) return parsing.handler->stop;
  if (parsing.doctype) return fault("workbook.xml-doctype", state_->file, {{"part", state_->part}});
  return fault(parsing.too_deep ? "workbook.xml-too-deep" : "workbook.xml", state_->file,
               {{"part", state_->part},
                {"line", std::to_string(XML_GetCurrentLineNumber(parser))},
                {"column", std::to_string(XML_GetCurrentColumnNumber(parser) + 1)},
                {"limit", std::to_string(parsing.most_depth)}});
}

std::optional<Problem> read_xml(std::string_view content, std::string_view part, const std::string& file,
                                std::size_t most_depth, XmlHandler& handler) {
  // In one piece: fed in chunks, older expats read a long token again and again.
  return XmlStream(std::string(part), file, most_depth, handler).feed(content, true);
}

}  // namespace saitaku::intake::detail

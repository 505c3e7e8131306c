// Reading one XML part of a package: expat with namespaces, a depth limit, and no document type declarations, so
// that there are no entities to expand or fetch.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku::intake::detail {

/// Attributes of the element being started; valid during the call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Without a namespace; nullopt = not there.
  std::optional<std::string_view> find(std::string_view name) const;
  /// In any namespace ("r:id" whatever the prefix, and whether transitional or strict).
  std::optional<std::string_view> find_qualified(std::string_view name) const;
  /// xml:space="preserve".
  bool preserves_space() const;

 private:
  const char** pairs_;
};

/// Gets the elements of a part by local name. OOXML parts mix few namespaces and local names do not clash in
/// what is read here, so strict and transitional files look the same.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}

  std::optional<Problem> stop;  ///< set it to stop reading with this problem
};

/// A part that comes piece by piece.
class XmlStream {
 public:
  /// Needs: `handler` outlives it.
  XmlStream(std::string part, std::string file, std::size_t most_depth, XmlHandler& handler);
  XmlStream(XmlStream&&) noexcept;
  XmlStream& operator=(XmlStream&&) noexcept;
  ~XmlStream();
  /// Problems: as read_xml. After one, and after the last piece, there is nothing more to feed.
  std::optional<Problem> feed(std::string_view piece, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Problems: workbook.xml (ill-formed, too deep), workbook.xml-doctype, and the handler's own.
std::optional<Problem> read_xml(std::string_view content, std::string_view part, const std::string& file,
                                std::size_t most_depth, XmlHandler& handler);

}  // namespace saitaku::intake::detail

#include "engine/report/citation.h"

#include "engine/base/messages.h"

namespace saitaku::report {

std::string citation_text(const rules::Pack& pack, const rules::Citation& source, rules::Status status,
                          Language language) {
  const auto document = pack.documents.find(source.document);
  auto cited = document == pack.documents.end() ? source.document : document->second.title.in(language);
  if (!source.place.empty()) cited += (cited.empty() ? "" : " ") + source.place;
  if (!source.quote.empty()) cited += text("report.quote", language, {{"quote", source.quote}});
  if (status != rules::Status::official) cited += text("report.status." + std::string(to_string(status)), language);
  return cited;
}

JsonValue citation_json(const rules::Pack& pack, const rules::Citation& source, Language language) {
  auto json = JsonValue::object();
  const auto document = pack.documents.find(source.document);
  const bool known = document != pack.documents.end();
  json.at("document") = JsonValue::of(known ? document->second.title.in(language) : source.document);
  json.at("place") = JsonValue::of(source.place);
  json.at("quote") = JsonValue::of(source.quote);
  if (known) json.at("id") = JsonValue::of(source.document);
  if (known && !document->second.url.empty()) json.at("url") = JsonValue::of(document->second.url);
  return json;
}

}  // namespace saitaku::report

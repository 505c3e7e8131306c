// saitaku rules list: the packs at hand.
#include "engine/base/json.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

struct Line {
  const rules::PackEntry* entry;
  std::shared_ptr<const rules::Pack> pack;  ///< nullptr: it does not load
};

std::string as_text(Session& session, const std::vector<Line>& lines, const report::TextOptions& options) {
  report::Columns table({session.say("cli.rules-list.call"), session.say("cli.rules-list.edition"),
                         session.say("cli.rules-list.rules"), session.say("cli.rules-list.title")});
  for (const auto& [entry, pack] : lines) {
    const auto count = pack ? std::to_string(pack->rules.size() + pack->batch_rules.size()) : "-";
    table.row({entry->id, pack ? pack->edition : "-", count, entry->title.in(session.language())});
  }
  report::Page page(options);
  table.print(page);
  return page.take();
}

std::string as_json(Session& session, const std::vector<Line>& lines) {
  auto list = JsonValue::array();
  for (const auto& [entry, pack] : lines) {
    auto json = JsonValue::object();
    json.at("id") = JsonValue::of(entry->id);
    json.at("title") = JsonValue::of(entry->title.in(session.language()));
    json.at("shipped") = JsonValue::of(entry->embedded);
    json.at("file") = JsonValue::of(entry->path);
    if (pack) {
      json.at("version") = JsonValue::of(pack->version);
      json.at("edition") = JsonValue::of(pack->edition);
      json.at("rules") = JsonValue::of(static_cast<std::int64_t>(pack->rules.size() + pack->batch_rules.size()));
    }
    list.items.push_back(std::move(json));
  }
  return write_json(list) + "\n";
}

int run(Session& session) {
  std::vector<Line> lines;
  int code = kClean;
  for (const auto& entry : session.library().entries()) {
    auto pack = session.library().load(entry.id);
    if (!pack) {
      session.complain(pack.problems());
      code = kCouldNotRun;
    }
    lines.push_back({&entry, pack ? *pack : nullptr});
  }
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    return format == "text" ? as_text(session, lines, options) : as_json(session, lines);
  });
  return delivered ? code : kCouldNotRun;
}

}  // namespace

const Command& rules_list() {
  static const Command command{
      .name = "rules list",
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules list", "cli.rules-list.example.plain"},
                   {"saitaku rules list --rules my-rules", "cli.rules-list.example.own"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli

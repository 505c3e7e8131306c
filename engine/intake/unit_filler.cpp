// Units into batches.
#include <algorithm>

#include "engine/base/files.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/json_records.h"
#include "engine/intake/detail/json_walk.h"
#include "engine/intake/detail/open_input.h"
#include "engine/intake/detail/record_cutter.h"
#include "engine/intake/detail/record_filler.h"
#include "engine/intake/units.h"

namespace saitaku::intake {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

}  // namespace

Filled::Filled(std::shared_ptr<const forms::Form> form, const std::vector<bool>& wanted)
    : batch(std::move(form), wanted) {}

void Filled::clear() {
  batch.clear();
  unreadable.clear();
  notes.clear();
  unknown_members.clear();
}

struct UnitFiller::Impl {
  Impl(const Inventory& the_inventory, const UnitOptions& the_options, const std::vector<bool>& wanted)
      : inventory(the_inventory),
        options(the_options),
        walk(the_options.form, the_options.call),
        rows(*the_options.form, wanted) {}

  void fill(const Unit& unit, Filled& filled) {
    const auto& input = inventory.inputs[unit.input];
    name = display_name(input.path);
    if (unit.unreadable) {
      const auto byte = unit.unreadable->where.byte;
      filled.unreadable.push_back({unit.unreadable->where.line > 0 ? unit.first_line : 0, byte, *unit.unreadable});
      return;
    }
    switch (unit.kind) {
      case UnitKind::lines: return fill_lines(unit, filled);
      case UnitKind::items: return fill_items(unit, filled);
      case UnitKind::document:
        return take(drafts_from_record({name, unit.bytes, 1, static_cast<std::size_t>(unit.first_byte)}), filled);
      case UnitKind::workbook: return take(draft_from_workbook(name, unit.bytes, options.maps), filled);
      case UnitKind::folder: return take(draft_from_folder(input.path, options.maps), filled);
      case UnitKind::rows: return rows.fill(*unit.head, unit.bytes, unit.first_byte, unit.first_line, name, filled);
    }
  }

  void take(Drafts drafts, Filled& filled) {
    if (drafts.drafts.empty()) return refuse(std::move(drafts.problems), filled);
    take_draft(std::move(drafts.drafts.front()), options.call, filled, nullptr, 0, -1);
  }

  void take(Result<Draft> draft, Filled& filled) {
    if (!draft) return refuse(draft.problems(), filled);
    auto read = std::move(*draft);
    draft.take_problems(read.problems);
    take_draft(std::move(read), options.call, filled, nullptr, 0, -1);
  }

  /// One input is one thing unreadable, whatever was found in it.
  static void refuse(Problems problems, Filled& filled) {
    const auto error = std::find_if(problems.begin(), problems.end(),
                                    [](const Problem& problem) { return problem.severity == Severity::error; });
    auto& problem = error == problems.end() ? problems.front() : *error;
    const auto line = static_cast<std::uint64_t>(std::max<std::int64_t>(problem.where.line, 0));
    const auto byte = problem.where.byte;
    filled.unreadable.push_back({line, byte, std::move(problem)});
  }

  void begin(std::string_view bytes, Filled& filled) {
    walk.begin(filled);
    unit_end = bytes.data() + bytes.size();
  }

  void fill_lines(const Unit& unit, Filled& filled) {
    const std::string_view bytes = unit.bytes;
    begin(bytes, filled);
    auto line = unit.first_line;
    for (std::size_t at = 0; at < bytes.size(); ++line) {
      const auto end = std::min(bytes.find('\n', at), bytes.size());
      fill_record(bytes.substr(at, end - at), line, unit.first_byte + at, true, filled);
      at = end + 1;
    }
  }

  void fill_items(const Unit& unit, Filled& filled) {
    const std::string_view bytes = unit.bytes;
    begin(bytes, filled);
    auto line = unit.first_line;
    for (std::size_t at = 0; at <= bytes.size();) {
      const auto end = std::min(ItemScanner().next(bytes, at), bytes.size());
      const auto item = bytes.substr(at, end - at);
      fill_record(item, line, unit.first_byte + at, false, filled);
      line += static_cast<std::uint64_t>(std::count(item.begin(), item.end(), '\n'));
      at = end + 1;
    }
  }

  /// A line or an item, with the space around it. Blank lines are nothing; a blank item is an item left out.
  void fill_record(std::string_view text, std::uint64_t line, std::uint64_t byte, bool is_line, Filled& filled) {
    if (text.size() > options.longest_record) {
      auto problem = too_long(name, line, byte, options.longest_record);
      filled.unreadable.push_back({line, static_cast<std::int64_t>(byte), std::move(problem)});
      return;
    }
    const auto begin = std::min(text.find_first_not_of(kSpace), text.size());
    const auto content = text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
    if (content.empty() && is_line) return;
    const auto before = text.substr(0, begin);
    line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const Record record{content, line, byte + begin};
    const auto readable = static_cast<std::size_t>(unit_end - content.data());
    if (!walk.add(record, readable)) fill_record_slowly(record, name, options.call, filled);
  }

  const Inventory& inventory;
  UnitOptions options;
  JsonWalk walk;
  RowFiller rows;
  std::string name;
  const char* unit_end = nullptr;
};

UnitFiller::UnitFiller(const Inventory& inventory, const UnitOptions& options, std::vector<bool> wanted)
    : impl_(std::make_unique<Impl>(inventory, options, wanted)) {}
UnitFiller::~UnitFiller() = default;

void UnitFiller::fill(const Unit& unit, Filled& filled) { impl_->fill(unit, filled); }

}  // namespace saitaku::intake

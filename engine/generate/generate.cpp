#include "engine/generate/generate.h"

#include <algorithm>
#include <set>

#include "engine/generate/detail/construction.h"
#include "engine/generate/detail/defects.h"
#include "engine/generate/detail/groups.h"
#include "engine/generate/detail/repair.h"
#include "engine/generate/detail/trial.h"

namespace saitaku::generate {

using namespace detail;

namespace {

constexpr std::uint32_t kRecordPurpose = 0x5245434f;
constexpr std::uint32_t kChoicePurpose = 0x43484f49;
constexpr std::uint32_t kDefectPurpose = 0x44454645;
constexpr std::size_t kSettleDraws = 24;
constexpr int kMostTries = 8;

/// "R2-" for spread-1000/round-2: letters that begin the words of the name, and its numbers.
std::string id_prefix(const std::string& pack) {
  std::string prefix;
  bool begins = true;
  for (const char c : pack.substr(pack.rfind('/') + 1)) {
    const bool digit = c >= '0' && c <= '9';
    if (c >= 'a' && c <= 'z' && begins) prefix += static_cast<char>(c - 'a' + 'A');
    if (c >= 'A' && c <= 'Z' && begins) prefix += c;
    if (digit) prefix += c;
    begins = c == '-' || c == '_' || digit;
  }
  return prefix + "-";
}

}  // namespace

struct Generator::Impl {
  Impl(std::shared_ptr<const rules::Pack> of, const Options& with)
      : pack(std::move(of)), options(with), trial(pack), prefix(id_prefix(pack->id)) {}

  Problems build(const rules::Files& files);
  void share_birthdays();
  std::uint64_t capacity() const;

  bool defective(std::uint64_t number) const {
    return options.defects > 0 && entity_stream(number, kDefectPurpose).chance(options.defects);
  }
  RandomStream entity_stream(std::uint64_t number, std::uint32_t purpose) const {
    return RandomStream({.seed = options.seed,
                         .replication = static_cast<std::uint32_t>(number >> 32),
                         .purpose = purpose,
                         .entity = static_cast<std::uint32_t>(number)});
  }
  const Construction& construction_of(std::uint64_t number) const;
  JsonValue record(const Construction& construction, std::uint64_t number, std::uint64_t identity) const;
  JsonValue clean(std::uint64_t number) const;
  JsonValue group_record(const Group& group, std::size_t member) const;
  bool plant(std::uint64_t number, JsonValue& document, std::vector<std::string>& breaks) const;
  bool plant_group(const Group& group, std::uint64_t number, JsonValue& document,
                   std::vector<std::string>& breaks) const;
  std::optional<JsonValue> spoiled(std::uint64_t number, RandomStream& random, std::vector<std::string>& breaks) const;
  void finish(Application& application) const;

  std::shared_ptr<const rules::Pack> pack;
  Options options;
  Trial trial;                     ///< of records: clean applications are clean in all they say
  std::unique_ptr<Trial> written;  ///< as they will be written: what is a defect
  std::string prefix;
  std::vector<Construction> bases;
  std::vector<Construction> others;  ///< variants of the bases
  std::vector<Target> targets;
  std::vector<GroupPlan> groups;
  std::int64_t first_birthday = 0;
  std::int64_t birthdays = 1;
};

Problems Generator::Impl::build(const rules::Files& files) {
  Problems problems;
  auto cases = rules::load_cases(*pack, files);
  cases.take_problems(problems);
  if (!cases) return problems;
  std::vector<JsonValue> examples = clean_examples(*cases, trial);
  if (examples.empty()) {
    auto repaired = clean_from_form(*cases, trial);
    repaired.take_problems(problems);
    if (!repaired) return problems;
    examples.push_back(std::move(*repaired));
  }
  for (std::size_t i = 0; i < examples.size(); ++i) bases.push_back(construct(examples[i], i, trial));
  share_birthdays();
  for (auto& base : bases) settle(base, first_birthday, birthdays, kSettleDraws, trial);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    for (auto& variant : variants(bases[i], examples[i], *cases, trial)) {
      settle(variant, first_birthday, birthdays, kSettleDraws / 4, trial);
      others.push_back(std::move(variant));
    }
  }
  if (options.count > capacity() && options.count != std::numeric_limits<std::uint64_t>::max()) {
    problems.push_back({Severity::error,
                        "generate.too-many",
                        {},
                        {{"count", std::to_string(options.count)}, {"most", std::to_string(capacity())}}});
  }
  if (options.defects > 0 || options.writing != Writing::records) {
    written = std::make_unique<Trial>(pack, options.writing, bases.front().document);
    if (!written->clean(bases.front().document))
      problems.push_back({Severity::error, "generate.cannot-write", {}, {{"call", pack->id}}});
  }
  if (options.defects > 0) {
    targets = learn_defects(bases, examples, *cases, *written);
    groups = group_plans(bases.front().document, *written);
  }
  return problems;
}

/// One range for all constructions: an identity is the same person whichever of them writes it down.
void Generator::Impl::share_birthdays() {
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
  bool all = true;
  for (const auto& base : bases) {
    const auto* slot = base.find(Role::birth_date);
    all = all && slot != nullptr;
    if (slot == nullptr) continue;
    low = std::max(low, slot->low);
    high = std::min(high, slot->high);
  }
  if (all && low <= high) {
    first_birthday = low;
    birthdays = high - low + 1;
  } else {
    for (auto& base : bases) {
      std::erase_if(base.slots, [](const Slot& slot) { return slot.role == Role::birth_date; });
    }
  }
}

/// How many applications there can be before a rule over the batch must break.
std::uint64_t Generator::Impl::capacity() const {
  if (pack->batch_rules.empty()) return std::numeric_limits<std::uint64_t>::max();
  const auto keys = key_fields(*pack);
  std::uint64_t most = 0;
  for (const auto& slot : bases.front().slots) {
    if (std::find(keys.begin(), keys.end(), slot.path) == keys.end()) continue;
    if (slot.role == Role::id) return std::numeric_limits<std::uint64_t>::max();
    if (slot.role == Role::person_name) most = std::max(most, people() * static_cast<std::uint64_t>(birthdays));
    if (slot.role == Role::digits) {
      std::uint64_t size = 1;
      for (int i = 0; i < slot.digits; ++i) size *= 10;
      most = std::max(most, slot.path.find("[]") == std::string::npos ? size : size / 8);
    }
  }
  return std::max<std::uint64_t>(most, 1);
}

const Construction& Generator::Impl::construction_of(std::uint64_t number) const {
  auto random = entity_stream(number, kChoicePurpose);
  // Most applicants are like the example of the call; the first language's more than the others'.
  if (!others.empty() && random.chance(0.25)) return others[random.below(static_cast<std::uint32_t>(others.size()))];
  if (bases.size() == 1 || random.chance(0.8)) return bases.front();
  return bases[1 + random.below(static_cast<std::uint32_t>(bases.size() - 1))];
}

JsonValue Generator::Impl::record(const Construction& construction, std::uint64_t number,
                                  std::uint64_t identity) const {
  Draw draw({.seed = options.seed,
             .replication = static_cast<std::uint32_t>(number >> 32),
             .purpose = kRecordPurpose,
             .entity = static_cast<std::uint32_t>(number)});
  draw.identity = identity;
  draw.first_birthday = first_birthday;
  draw.birthdays = birthdays;
  draw.identities = people() * static_cast<std::uint64_t>(birthdays);
  draw.introduce();
  return construction.make(draw);
}

/// A record without a defect, also once it is written: an exception that the form has no room for is not made.
JsonValue Generator::Impl::clean(std::uint64_t number) const {
  auto document = record(construction_of(number), number, number);
  if (options.writing == Writing::records || written->clean(document)) return document;
  return record(bases.front(), number, number);
}

/// A clean record with one to three defects; nothing where no recipe worked.
std::optional<JsonValue> Generator::Impl::spoiled(std::uint64_t number, RandomStream& random,
                                                  std::vector<std::string>& breaks) const {
  if (targets.empty()) return std::nullopt;
  const auto any = [&](const auto& list) -> const auto& {
    return list[random.below(static_cast<std::uint32_t>(list.size()))];
  };
  const Recipe& first = any(any(targets).recipes);
  JsonValue document = record(bases[first.base], number, number);
  apply_edits(document, first.edits);
  for (double more = random.unit(); more < 0.25; more += 0.18) {
    const Recipe& next = any(any(targets).recipes);
    if (next.base == first.base) apply_edits(document, next.edits);
  }
  const auto judged = written->judge(document);
  breaks = judged.broken();
  if (breaks.empty() || !judged.decided()) return std::nullopt;
  return document;
}

bool Generator::Impl::plant(std::uint64_t number, JsonValue& document, std::vector<std::string>& breaks) const {
  const auto is_defective = [&](std::uint64_t n) { return defective(n); };
  if (const auto group = group_of(number, groups, options.seed, is_defective)) {
    if (plant_group(*group, number, document, breaks)) return true;
  }
  auto random = entity_stream(number, kDefectPurpose);
  random.unit();  // that it is defective at all
  for (int i = 0; i < kMostTries; ++i) {
    if (auto found = spoiled(number, random, breaks)) {
      document = std::move(*found);
      return true;
    }
  }
  breaks.clear();
  return false;
}

JsonValue Generator::Impl::group_record(const Group& group, std::size_t member) const {
  const auto first = group.members.front();
  JsonValue document = record(bases.front(), group.members[member], first);
  if (member > 0) join_group(document, record(bases.front(), first, first), groups[group.plan], member);
  return document;
}

bool Generator::Impl::plant_group(const Group& group, std::uint64_t number, JsonValue& document,
                                  std::vector<std::string>& breaks) const {
  std::vector<JsonValue> together;
  std::size_t own = 0;
  for (std::size_t i = 0; i < group.members.size() && group.members[i] < options.count; ++i) {
    if (group.members[i] == number) own = i;
    together.push_back(group_record(group, i));
  }
  breaks = written->judge(together[own]).broken();
  const auto batch = written->broken_together(together)[own];
  breaks.insert(breaks.end(), batch.begin(), batch.end());
  document = std::move(together[own]);
  return true;
}

void Generator::Impl::finish(Application& application) const {
  std::string digits = std::to_string(application.number + 1);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  application.id = prefix + digits;
  JsonValue head = JsonValue::object();
  head.members.reserve(application.document.members.size() + 3);
  head.at("schema") = JsonValue::of("saitaku.application/1");
  head.at("call") = JsonValue::of(std::string_view(pack->id));
  head.at("application_id") = JsonValue::of(std::string_view(application.id));
  std::move(application.document.members.begin(), application.document.members.end(), std::back_inserter(head.members));
  application.document = std::move(head);
}

Generator::Generator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Generator::~Generator() = default;

Result<std::unique_ptr<Generator>> Generator::make(std::shared_ptr<const rules::Pack> pack, const rules::Files& files,
                                                   const Options& options) {
  auto impl = std::make_unique<Impl>(std::move(pack), options);
  auto problems = impl->build(files);
  if (has_errors(problems)) return problems;
  return {std::unique_ptr<Generator>(new Generator(std::move(impl))), std::move(problems)};
}

Application Generator::application(std::uint64_t number) const {
  Application application;
  application.number = number;
  if (!impl_->defective(number) || !impl_->plant(number, application.document, application.breaks)) {
    application.document = impl_->clean(number);
  }
  impl_->finish(application);
  return application;
}

std::vector<std::string> Generator::breakable() const {
  std::vector<std::string> codes;
  for (const auto& target : impl_->targets) codes.push_back(target.code);
  for (const auto& group : impl_->groups) codes.push_back(group.code);
  return codes;
}

const rules::Pack& Generator::pack() const { return *impl_->pack; }

}  // namespace saitaku::generate

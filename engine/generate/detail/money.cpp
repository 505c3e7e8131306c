#include "engine/generate/detail/money.h"

#include <algorithm>
#include <map>

namespace saitaku::generate::detail {
namespace {

constexpr std::int64_t kThousand = 1000;

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

bool is_amount(std::string_view path) {
  const auto leaf = leaf_name(path);
  if (leaf == "quantity" || (leaf.starts_with("unit_") && leaf != "unit_price")) return false;
  return path.starts_with("budget") || holds(leaf, "amount") || holds(leaf, "price") || holds(leaf, "_yen") ||
         holds(leaf, "_usd") || holds(leaf, "cost");
}

std::int64_t number_at(const JsonValue& document, const Place& place) {
  const auto* value = find(document, place);
  return value != nullptr && value->is_integer() ? value->integer : 0;
}

void put(JsonValue& document, const Place& place, std::int64_t number) {
  if (auto* value = find(document, place)) *value = JsonValue::of(number);
}

/// Rounded down as people round: 2,437 where the example is 1,200 becomes 2,400.
std::int64_t rounded(std::int64_t value, std::int64_t example) {
  std::int64_t grain = 1;
  while (example % (grain * 10) == 0) grain *= 10;
  while (grain > 1 && grain * 10 > value) grain /= 10;
  return std::max(value / grain * grain, grain);
}

Place sibling(Place place, std::string_view name) {
  place.back().name = name;
  return place;
}

Place list_of(const Place& place) {
  Place list = place;
  while (!list.empty() && !list.back().name.empty()) list.pop_back();
  if (!list.empty()) list.pop_back();
  return list;
}

bool in_list(const Place& place) { return !list_of(place).empty(); }

std::size_t item_of(const Place& place) { return place[list_of(place).size()].item; }

}  // namespace

class Money::Learner {
 public:
  Learner(JsonValue& document, const Trial& trial) : document_(document), trial_(trial) {}

  Money learn() {
    add_lines();
    collect();
    find_products();
    find_list_totals();
    find_shares();
    find_pair_totals();
    find_details();
    for (const auto& place : all_) {
      if (!derived(place)) add_amount(place);
    }
    drop_stubborn();
    if (!money_.amounts_.empty()) find_range();
    return std::move(money_);
  }

 private:
  /// A second line of each kind, of half the amount, where that is no more than the rules allow.
  void add_lines() {
    collect();
    std::vector<Place> lists;
    for (const auto& place : all_) {
      const auto list = list_of(place);
      if (!list.empty() && std::find(lists.begin(), lists.end(), list) == lists.end() && total_of(list)) {
        lists.push_back(list);
      }
    }
    for (const auto& list : lists) {
      JsonValue longer = document_;
      auto& items = find(longer, list)->items;
      const auto before = items;
      items.clear();
      for (const auto& item : before) {
        items.push_back(item);
        items.push_back(item);
      }
      std::int64_t total = 0;
      const auto leaf = leaf_of(list);
      for (const auto& item : items) {
        const auto* amount = item.find(leaf);
        total += amount != nullptr && amount->is_integer() ? amount->integer : 0;
      }
      put(longer, *total_of(list), total);
      // Twice the money may be too much where twice the lines are not.
      for (auto& item : items) {
        for (const char* name : {leaf.c_str(), "unit_price"}) {
          if (auto* amount = item.find(name); amount != nullptr && amount->is_integer()) amount->integer /= 2;
        }
      }
      put(longer, *total_of(list), total / 2);
      if (trial_.clean(longer)) document_ = std::move(longer);
    }
  }

  std::string leaf_of(const Place& list) const {
    for (const auto& place : all_) {
      if (list_of(place) == list && leaf_name(field_path(place)) == "amount") return "amount";
    }
    for (const auto& place : all_) {
      if (list_of(place) == list) return std::string(leaf_name(field_path(place)));
    }
    return "";
  }

  /// The scalar that the amounts of the list come to.
  std::optional<Place> total_of(const Place& list) const {
    const auto leaf = leaf_of(list);
    std::int64_t sum = 0;
    for (const auto& place : all_) {
      if (list_of(place) == list && place.back().name == leaf) sum += number_at(document_, place);
    }
    for (const auto& place : all_) {
      if (!in_list(place) && number_at(document_, place) == sum) return place;
    }
    return std::nullopt;
  }

  void collect() {
    all_.clear();
    each_value(document_, [&](const Place& place, const JsonValue& value) {
      if (value.is_integer() && value.integer > 0 && is_amount(field_path(place))) all_.push_back(place);
    });
  }

  bool derived(const Place& place) const {
    return std::find(derived_.begin(), derived_.end(), place) != derived_.end();
  }

  void find_products() {
    for (const auto& place : all_) {
      const auto price = sibling(place, "unit_price");
      const auto quantity = sibling(place, "quantity");
      if (place == price || number_at(document_, price) <= 0) continue;
      if (number_at(document_, price) * number_at(document_, quantity) != number_at(document_, place)) continue;
      products_[field_key(price)] = {place, number_at(document_, quantity)};
      derived_.push_back(place);
    }
  }

  static std::string field_key(const Place& place) {
    std::string key;
    for (const auto& step : place) key += step.name.empty() ? "#" + std::to_string(step.item) : "." + step.name;
    return key;
  }

  void find_list_totals() {
    std::vector<Place> lists;
    for (const auto& place : all_) {
      const auto list = list_of(place);
      if (list.empty() || std::find(lists.begin(), lists.end(), list) != lists.end()) continue;
      lists.push_back(list);
      const auto total = total_of(list);
      if (!total || derived(*total)) continue;
      const auto leaf = leaf_of(list);
      Sum sum{*total, {}};
      for (const auto& part : all_) {
        if (list_of(part) == list && part.back().name == leaf) sum.parts.push_back({part, line_of(part)});
      }
      money_.sums_.push_back(std::move(sum));
      derived_.push_back(*total);
    }
  }

  int line_of(const Place& place) {
    const Line line{list_of(place), item_of(place)};
    for (std::size_t i = 0; i < money_.lines_.size(); ++i) {
      if (money_.lines_[i].list == line.list && money_.lines_[i].item == line.item) return static_cast<int>(i);
    }
    money_.lines_.push_back(line);
    return static_cast<int>(money_.lines_.size()) - 1;
  }

  int known_line(const Place& place) const {
    if (!in_list(place)) return kStays;
    for (std::size_t i = 0; i < money_.lines_.size(); ++i) {
      if (money_.lines_[i].list == list_of(place) && money_.lines_[i].item == item_of(place))
        return static_cast<int>(i);
    }
    return kStays;
  }

  void find_shares() {
    for (const auto& share : all_) {
      if (in_list(share) || !(holds(share.back().name, "indirect") || holds(share.back().name, "overhead"))) continue;
      for (const auto& of : all_) {
        const auto whole = number_at(document_, of);
        const auto part = number_at(document_, share);
        if (in_list(of) || of == share || !holds(of.back().name, "direct") || holds(of.back().name, "indirect") ||
            part * 100 % whole != 0) {
          continue;
        }
        money_.shares_.push_back({of, share, part * 100 / whole});
        derived_.push_back(share);
        break;
      }
    }
  }

  void find_pair_totals() {
    for (const auto& total : all_) {
      if (in_list(total) || derived(total)) continue;
      for (std::size_t i = 0; i < all_.size() && !derived(total); ++i) {
        for (std::size_t j = i + 1; j < all_.size(); ++j) {
          if (in_list(all_[i]) || in_list(all_[j]) || all_[i] == total || all_[j] == total) continue;
          if (number_at(document_, all_[i]) + number_at(document_, all_[j]) != number_at(document_, total)) continue;
          money_.sums_.push_back({total, {{all_[i], kStays}, {all_[j], kStays}}});
          derived_.push_back(total);
          break;
        }
      }
    }
  }

  /// Lists without a total of their own that explain one line of another list.
  void find_details() {
    std::map<std::string, std::vector<Place>> lists;
    for (const auto& place : all_) {
      if (in_list(place) && known_line(place) == kStays) lists[field_path(place)].push_back(place);
    }
    for (const auto& [path, parts] : lists) {
      std::int64_t sum = 0;
      for (const auto& part : parts) sum += number_at(document_, part);
      for (const auto& amount : all_) {
        const int line = known_line(amount);
        if (line == kStays || number_at(document_, amount) < sum || amount.back().name == "unit_price") continue;
        // The first line that is large enough for all of it; on a tie with an exact one, the exact one.
        if (!exact_line(sum).empty() && number_at(document_, amount) != sum) continue;
        money_.details_.push_back({amount, parts});
        kept_.push_back(line);
        derived_.insert(derived_.end(), parts.begin(), parts.end());
        break;
      }
    }
  }

  Place exact_line(std::int64_t sum) const {
    for (const auto& amount : all_) {
      if (known_line(amount) != kStays && number_at(document_, amount) == sum) return amount;
    }
    return {};
  }

  void add_amount(const Place& place) {
    Amount amount{place, number_at(document_, place), 1, std::nullopt, known_line(place)};
    if (const auto product = products_.find(field_key(place)); product != products_.end()) {
      amount.product = product->second.first;
      amount.quantity = product->second.second;
    }
    if (std::find(kept_.begin(), kept_.end(), amount.line) != kept_.end()) amount.line = kStays;
    money_.amounts_.push_back(std::move(amount));
  }

  bool holds_at(std::int64_t thousandths, std::optional<std::size_t> only = std::nullopt) const {
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < money_.amounts_.size(); ++i) {
      const auto example = money_.amounts_[i].example;
      const bool moved = !only || *only == i;
      values.push_back(
          moved ? rounded(example / kThousand * thousandths + example % kThousand * thousandths / kThousand, example)
                : example);
    }
    JsonValue document = document_;
    money_.write(document, values, std::vector<bool>(money_.lines_.size(), false));
    return trial_.clean(document);
  }

  /// What cannot move by itself (a funding line that is a choice) stays where it is.
  void drop_stubborn() {
    for (std::size_t i = money_.amounts_.size(); i-- > 0;) {
      if (!holds_at(900, i)) money_.amounts_.erase(money_.amounts_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void find_range() {
    if (!holds_at(kThousand)) return money_.freeze();
    money_.low_ = edge(kThousand, 10);
    money_.high_ = edge(kThousand, 20 * kThousand);
    // Amounts are rounded and lines left out: not to the very edge.
    money_.low_ = std::min<std::int64_t>(kThousand, money_.low_ * 13 / 10 + 1);
    money_.high_ = std::max<std::int64_t>(kThousand, money_.high_ * 97 / 100);
    money_.high_ = std::min<std::int64_t>(money_.high_, 3 * kThousand);
  }

  /// The last number from `good` towards `beyond` at which the rules hold.
  std::int64_t edge(std::int64_t good, std::int64_t beyond) const {
    if (holds_at(beyond)) return beyond;
    while (std::abs(beyond - good) > 1) {
      const auto middle = good + (beyond - good) / 2;
      (holds_at(middle) ? good : beyond) = middle;
    }
    return good;
  }

  JsonValue& document_;
  const Trial& trial_;
  Money money_;
  std::vector<Place> all_;
  std::vector<Place> derived_;
  std::vector<int> kept_;
  std::map<std::string, std::pair<Place, std::int64_t>> products_;
};

Money Money::learn(JsonValue& document, const Trial& trial) { return Learner(document, trial).learn(); }

bool Money::writes(std::string_view path) const {
  const auto is = [&](const Place& place) { return field_path(place) == path; };
  if (empty()) return false;
  return std::any_of(amounts_.begin(), amounts_.end(),
                     [&](const Amount& a) { return is(a.place) || (a.product && is(*a.product)); }) ||
         std::any_of(sums_.begin(), sums_.end(), [&](const Sum& sum) { return is(sum.total); }) ||
         std::any_of(shares_.begin(), shares_.end(), [&](const Share& share) { return is(share.share); }) ||
         std::any_of(details_.begin(), details_.end(),
                     [&](const Detail& detail) { return is(detail.parts.front()); }) ||
         std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) { return is(line.list); });
}

void Money::write(JsonValue& document, const std::vector<std::int64_t>& values,
                  const std::vector<bool>& left_out) const {
  for (std::size_t i = 0; i < amounts_.size(); ++i) {
    put(document, amounts_[i].place, values[i]);
    if (amounts_[i].product) put(document, *amounts_[i].product, values[i] * amounts_[i].quantity);
  }
  const auto is_out = [&](int line) { return line != kStays && left_out[static_cast<std::size_t>(line)]; };
  const auto add_up = [&](bool pairs) {
    for (const auto& sum : sums_) {
      if (in_list(sum.parts.front().place) == pairs) continue;
      std::int64_t total = 0;
      for (const auto& part : sum.parts) total += is_out(part.line) ? 0 : number_at(document, part.place);
      put(document, sum.total, total);
    }
  };
  add_up(false);
  for (const auto& share : shares_) put(document, share.share, number_at(document, share.of) * share.percent / 100);
  add_up(true);
  for (const auto& detail : details_) {
    std::int64_t rest = number_at(document, detail.amount);
    for (std::size_t i = 0; i < detail.parts.size(); ++i) {
      const auto part = rest / static_cast<std::int64_t>(detail.parts.size() - i);
      put(document, detail.parts[i], part);
      rest -= part;
    }
  }
  for (std::size_t i = lines_.size(); i-- > 0;) {  // backwards: what is taken out moves only what is done
    if (!left_out[i]) continue;
    auto& items = find(document, lines_[i].list)->items;
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(lines_[i].item));
  }
}

void Money::draw(JsonValue& document, RandomStream& random) const {
  if (empty()) return;
  std::vector<bool> left_out(lines_.size(), false);
  std::size_t kept = 0;
  for (const auto& amount : amounts_) {
    if (amount.line == kStays) continue;
    // The last line is kept if nothing else is: a plan without costs is no plan.
    const bool out = random.chance(0.4);
    left_out[static_cast<std::size_t>(amount.line)] = out;
    kept += out ? 0 : 1;
  }
  const bool any_fixed =
      std::any_of(amounts_.begin(), amounts_.end(), [](const Amount& amount) { return amount.line == kStays; });
  if (kept == 0 && !any_fixed) left_out.assign(left_out.size(), false);

  std::int64_t whole = 0;     // of the example
  std::int64_t weighted = 0;  // of the lines that stay, with their weights
  std::vector<std::int64_t> weights;
  for (const auto& amount : amounts_) {
    const bool out = amount.line != kStays && left_out[static_cast<std::size_t>(amount.line)];
    weights.push_back(random.between(600, 1400));
    whole += amount.example * amount.quantity;
    if (!out)
      weighted += amount.example * amount.quantity / kThousand * weights.back() +
                  amount.example * amount.quantity % kThousand * weights.back() / kThousand;
  }
  const double factor = static_cast<double>(random.between(low_, high_)) / 1000.0 * static_cast<double>(whole) /
                        static_cast<double>(std::max<std::int64_t>(weighted, 1));
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < amounts_.size(); ++i) {
    const double value = static_cast<double>(amounts_[i].example) * static_cast<double>(weights[i]) / 1000.0 * factor;
    values.push_back(rounded(static_cast<std::int64_t>(value), amounts_[i].example));
  }
  write(document, values, left_out);
}

}  // namespace saitaku::generate::detail

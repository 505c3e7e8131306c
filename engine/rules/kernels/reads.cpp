#include "engine/rules/kernels/reads.h"

#include <optional>
#include <string_view>

#include "engine/expr/detail/graph.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Node;
using expr::NodeId;
using expr::NodeOp;
using forms::FieldId;

void add(const Template& message, std::vector<NodeId>& nodes) {
  for (const Language language : {Language::ja, Language::en}) {
    for (const Template::Piece& piece : message.in(language)) {
      if (piece.expression) nodes.push_back(*piece.expression);
    }
  }
}

/// What a local stands for: the field of a list's items. Absent: a value of the call's own, or one made of cells that
/// are marked already.
using Locals = std::vector<std::optional<FieldId>>;

class Reader {
 public:
  Reader(const Pack& pack, std::vector<bool>& read) : pack_(pack), form_(*pack.form), read_(read) {}

  void bind_item(const BatchRule& rule) {
    if (!rule.each) return;
    if (const auto list = resolve(*rule.each, {})) item_ = {rule.item_slot, *list};
  }

  /// Marks what the expression reads. `whole`: its value is used, with everything inside.
  void mark(NodeId id, const Locals& locals, bool whole) {
    const Node& node = nodes()[id];
    if (const auto field = resolve(id, locals)) return mark_field(*field, whole);
    switch (node.op) {
      case NodeOp::has:
      case NodeOp::malformed: {
        const auto target = resolve(node.args[0], locals);
        const auto field = target ? child(*target, node.name) : std::nullopt;
        return field ? mark_field(*field, true) : mark(node.args[0], locals, true);
      }
      case NodeOp::macro: return mark_macro(node, locals, whole);
      case NodeOp::bind: {
        mark(node.args[0], locals, true);
        return mark(node.args[1], with(locals, node.slot, resolve(node.args[0], locals)), whole);
      }
      case NodeOp::non_null: return mark(node.args[0], locals, whole);
      default: break;
    }
    const bool shallow = (node.op == NodeOp::call && (node.name == "size" || node.name == "blank")) ||
                         (node.op == NodeOp::binary && compares_with_null(node));
    for (const NodeId arg : node.args) mark(arg, locals, !shallow);
  }

 private:
  const std::vector<Node>& nodes() const { return pack_.graph->impl().nodes; }

  bool compares_with_null(const Node& node) const {
    if (node.binary != expr::Op::equal && node.binary != expr::Op::not_equal) return false;
    for (const NodeId arg : node.args) {
      if (nodes()[arg].op == NodeOp::constant && nodes()[arg].value.is_null()) return true;
    }
    return false;
  }

  static Locals with(Locals locals, std::uint32_t slot, std::optional<FieldId> field) {
    if (locals.size() <= slot) locals.resize(slot + 1);
    locals[slot] = field;
    return locals;
  }

  void mark_macro(const Node& node, const Locals& locals, bool whole) {
    const bool passes_items = node.name == "filter" && whole;
    mark(node.args[0], locals, passes_items);
    const auto list = resolve_list(node.args[0], locals);
    if (!list) mark(node.args[0], locals, true);
    const std::uint32_t slot = node.slot + (node.variables == 2 ? 1u : 0u);
    const Locals inside = with(locals, slot, list ? item_of(*list) : std::nullopt);
    for (std::size_t i = 1; i < node.args.size(); ++i) mark(node.args[i], inside, true);
  }

  /// The list whose items a macro over the expression visits, seen through filter().
  std::optional<FieldId> resolve_list(NodeId id, const Locals& locals) const {
    const Node& node = nodes()[id];
    if (node.op == NodeOp::macro && node.name == "filter") return resolve_list(node.args[0], locals);
    const auto field = resolve(id, locals);
    return field && form_.fields()[*field].kind == forms::FieldKind::list ? field : std::nullopt;
  }

  /// The items of a list of objects stand for the list itself: its children are theirs.
  std::optional<FieldId> item_of(FieldId list) const {
    return form_.holds_objects(list) ? list : form_.fields()[list].children.front();
  }

  std::optional<FieldId> child(FieldId parent, std::string_view name) const {
    for (const FieldId id : form_.fields()[parent].children) {
      const std::string& path = form_.fields()[id].path;
      if (std::string_view(path).substr(path.rfind('.') + 1) == name) return id;
    }
    return std::nullopt;
  }

  /// The field that the expression is, if it is a path and nothing more.
  std::optional<FieldId> resolve(NodeId id, const Locals& locals) const {
    const Node& node = nodes()[id];
    switch (node.op) {
      case NodeOp::variable:
        if (node.slot < form_.roots().size()) return form_.roots()[node.slot];
        if (item_ && item_->slot == node.slot) return item_of(item_->list);
        return std::nullopt;
      case NodeOp::local: return node.slot < locals.size() ? locals[node.slot] : std::nullopt;
      case NodeOp::non_null: return resolve(node.args[0], locals);
      case NodeOp::field: {
        const auto target = resolve(node.args[0], locals);
        return target ? child(*target, node.name) : std::nullopt;
      }
      default: return std::nullopt;
    }
  }

  void mark_field(FieldId field, bool whole) {
    if (whole || is_list_of_plain(field)) mark_below(field);
    for (std::optional<FieldId> at = field; at; at = form_.fields()[*at].parent) read_[*at] = true;
  }

  bool is_list_of_plain(FieldId field) const {
    return form_.fields()[field].kind == forms::FieldKind::list && !form_.holds_objects(field);
  }

  void mark_below(FieldId field) {
    read_[field] = true;
    for (const FieldId inner : form_.fields()[field].children) mark_below(inner);
  }

  struct Item {
    std::size_t slot;
    FieldId list;
  };
  const Pack& pack_;
  const forms::Form& form_;
  std::vector<bool>& read_;
  std::optional<Item> item_;
};

}  // namespace

std::vector<NodeId> rule_expressions(const Pack& pack) {
  std::vector<NodeId> nodes;
  for (const Rule& rule : pack.rules) {
    if (rule.when) nodes.push_back(*rule.when);
    for (const Exception& exception : rule.exceptions) nodes.push_back(exception.when);
    nodes.push_back(rule.require);
    for (const Answer& answer : rule.answers) nodes.push_back(answer.given);
    add(rule.message, nodes);
    add(rule.fix, nodes);
  }
  return nodes;
}

std::vector<NodeId> expressions_of(const BatchRule& rule) {
  std::vector<NodeId> nodes = rule.group_by;
  if (rule.count) nodes.push_back(*rule.count);
  if (rule.each) nodes.push_back(*rule.each);
  add(rule.message, nodes);
  add(rule.fix, nodes);
  return nodes;
}

std::vector<bool> fields_read(const Pack& pack, std::span<const NodeId> expressions, const BatchRule* item_of) {
  std::vector<bool> read(pack.form->fields().size(), false);
  Reader reader(pack, read);
  if (item_of != nullptr) reader.bind_item(*item_of);
  // `each` by itself is no use of the items' fields: they are read as `item`.
  for (const NodeId node : expressions) {
    const bool is_each = item_of != nullptr && item_of->each && *item_of->each == node;
    reader.mark(node, {}, !is_each);
  }
  return read;
}

}  // namespace saitaku::rules::kernels

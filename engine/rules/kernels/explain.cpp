#include "engine/rules/kernels/explain.h"

#include <algorithm>

#include "engine/rules/detail/decide.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Node;
using expr::NodeId;
using expr::NodeOp;
using Kind = Explanation::Kind;

/// As many deciding items as the evaluator's explanation lists.
constexpr std::size_t kMostItems = 20;

class Explainer {
 public:
  Explainer(const Pack& pack, Compiler& compiler) : graph_(pack.graph->impl()), compiler_(compiler) {}

  Explanation of(NodeId id) {
    const Node& node = graph_.nodes[id];
    Explanation found;
    const Operand value = compiler_.compile(id);
    found.value = compiler_.column(value, Shape::boolean);
    found.table = value.is(Operand::Kind::column) ? value.table : forms::kNoField;
    found.present = present_state(node);
    switch (node.op) {
      case NodeOp::negation:
      case NodeOp::non_null:
        found.kind = Kind::inside;
        found.parts.push_back(of(node.args[0]));
        return found;
      case NodeOp::logical_and:
      case NodeOp::logical_or:
      case NodeOp::conditional:
        found.kind = node.op == NodeOp::conditional ? Kind::branch : Kind::logic;
        for (const NodeId arg : node.args) found.parts.push_back(of(arg));
        return found;
      case NodeOp::macro:
        if (node.name != "all" && node.name != "exists") break;
        found.decides = node.name == "exists" ? kTrue : kFalse;
        for (const NodeId arg : node.args) add_fields(arg, found);
        add_items(node, found);
        return found;
      default: break;
    }
    found.kind = Kind::leaf;
    add_fields(id, found);
    return found;
  }

 private:
  /// A comparison with null written as such: of which value it says that there is something.
  State present_state(const Node& node) const {
    if (node.op != NodeOp::binary) return kOpen;
    const bool equal = node.binary == expr::Op::equal;
    if (!equal && node.binary != expr::Op::not_equal) return kOpen;
    for (const NodeId arg : node.args) {
      const Node& operand = graph_.nodes[arg];
      if (operand.op == NodeOp::constant && operand.name.empty() && operand.value.is_null()) {
        return equal ? kFalse : kTrue;
      }
    }
    return kOpen;
  }

  void add_fields(NodeId id, Explanation& found) const {
    found.reads.push_back(id);
    found.locals = locals_;
    found.depends = found.depends || has_macro(id);
    expr::collect_paths(graph_, id, locals_, found.fields);
    found.pointers = detail::pointers_of(found.fields);
  }

  bool has_macro(NodeId id) const {
    const Node& node = graph_.nodes[id];
    if (node.op == NodeOp::macro) return true;
    return std::any_of(node.args.begin(), node.args.end(), [&](NodeId arg) { return has_macro(arg); });
  }

  /// The items that decide, where the list is one of the application's own and no list stands around it.
  void add_items(const Node& node, Explanation& found) {
    found.kind = Kind::items;
    const std::string path = expr::path_of(graph_, node.args[0], locals_);
    const Operand list = compiler_.enter(node);
    if (inside_ || path.empty() || !list.is(Operand::Kind::list) || list.mask || list.items ||
        list.table != forms::kNoField || node.variables != 1) {
      return;
    }
    found.list = list.field;
    inside_ = true;
    locals_.resize(std::max<std::size_t>(locals_.size(), node.slot + 2u));
    locals_[node.slot] = path + "[" + kIndex + "]";
    found.parts.push_back(of(node.args[1]));
    locals_[node.slot].clear();
    inside_ = false;
  }

  const expr::Graph::Impl& graph_;
  Compiler& compiler_;
  expr::LocalPaths locals_;
  bool inside_ = false;
};

class Visitor {
 public:
  Visitor(const expr::Graph::Impl& graph, Columns& columns, const forms::Batch& batch, std::size_t application,
          std::vector<std::string>& found)
      : graph_(graph), columns_(columns), batch_(batch), application_(application), found_(found) {}

  /// With paths instead of pointers.
  bool visit_paths(const Explanation& part) {
    as_paths_ = true;
    found_.clear();
    return visit(part);
  }
  /// The pass stopped where which fields are read depends on those before.
  bool needs_paths() const { return needs_paths_; }
  std::size_t found() const { return used_; }

  bool visit(const Explanation& part) {
    switch (part.kind) {
      case Kind::ask: return false;
      case Kind::leaf: return add(part);
      case Kind::inside: return visit(part.parts[0]);
      case Kind::logic: return visit_logic(part);
      case Kind::branch: {
        const State condition = value(part.parts[0]);
        if ((condition & kEither) == 0) return false;
        return visit(part.parts[0]) && visit(part.parts[condition == kTrue ? 1 : 2]);
      }
      case Kind::items: return visit_items(part);
    }
    return false;
  }

 private:
  State value(const Explanation& part) {
    return columns_.cells(part.value).state_at(part.table == forms::kNoField ? application_ : row_);
  }

  bool visit_logic(const Explanation& whole) {
    const State decided = value(whole);
    if ((decided & kEither) == 0) return false;
    bool all_present = true;
    for (const Explanation& part : whole.parts) {
      const State own = value(part);
      if (own == kOpen) return false;
      if (own == decided && part.present != own) all_present = false;
    }
    for (const Explanation& part : whole.parts) {
      // In `x == null || x <= cap` that there is an x explains nothing.
      if (value(part) != decided || (!all_present && part.present == decided)) continue;
      if (!visit(part)) return false;
    }
    return true;
  }

  bool visit_items(const Explanation& test) {
    const State whole = value(test);
    if ((whole & kEither) == 0) return false;
    if (whole != test.decides) return add(test);  // every item agreed
    if (test.parts.empty()) return false;
    const Explanation& body = test.parts[0];
    const forms::ListColumn& list = batch_.list(test.list);
    std::size_t shown = 0;
    for (index_ = 0; index_ < list.count[application_] && shown < kMostItems; ++index_) {
      row_ = list.begin[application_] + index_;
      const State own = value(body);
      if (own == kOpen) return false;
      if (own != test.decides) continue;
      if (!visit(body)) return false;
      ++shown;
    }
    return true;
  }

  bool add(const Explanation& part) {
    // Beside nothing else, and outside lists, they are those that were found when the pack was compiled.
    const auto has_path = [](const std::string& local) { return !local.empty(); };
    const bool varies = part.depends && (used_ > 0 || std::any_of(part.locals.begin(), part.locals.end(), has_path));
    if (varies && !as_paths_) {
      needs_paths_ = true;
      return false;
    }
    if (varies) {
      expr::LocalPaths locals = part.locals;
      for (std::string& local : locals) local = indexed(local);
      for (const NodeId read : part.reads) expr::collect_paths(graph_, read, locals, found_);
      used_ = found_.size();
      return true;
    }
    for (const std::string& field : as_paths_ ? part.fields : part.pointers) {
      const bool in_list = field.find(kIndex) != std::string::npos;
      if (in_list) indexed_ = indexed(field);
      note(in_list ? indexed_ : field);
    }
    return true;
  }

  void note(const std::string& field) {
    const auto end = found_.begin() + static_cast<std::ptrdiff_t>(used_);
    if (std::find(found_.begin(), end, field) != end) return;
    if (used_ == found_.size()) found_.emplace_back();
    found_[used_++] = field;
  }

  std::string indexed(const std::string& path) const {
    const std::size_t at = path.find(kIndex);
    if (at == std::string::npos) return path;
    return path.substr(0, at) + std::to_string(index_) + path.substr(at + 1);
  }

  const expr::Graph::Impl& graph_;
  Columns& columns_;
  const forms::Batch& batch_;
  std::size_t application_;
  std::vector<std::string>& found_;
  std::size_t used_ = 0;  ///< of `found_`; the others are from an earlier application
  std::string indexed_;
  bool as_paths_ = false, needs_paths_ = false;
  std::size_t row_ = 0;    ///< of the item that is looked at
  std::size_t index_ = 0;  ///< among its list's
};

}  // namespace

Explanation explanation_of(const Pack& pack, Compiler& compiler, NodeId condition) {
  return Explainer(pack, compiler).of(condition);
}

bool deciding_fields(const Pack& pack, const Explanation& explanation, Columns& columns, const forms::Batch& batch,
                     std::size_t application, std::vector<std::string>& pointers) {
  Visitor visitor(pack.graph->impl(), columns, batch, application, pointers);
  const bool told = visitor.visit(explanation);
  if (told) pointers.resize(visitor.found());
  if (told || !visitor.needs_paths()) return told;
  if (!Visitor(pack.graph->impl(), columns, batch, application, pointers).visit_paths(explanation)) return false;
  pointers = detail::pointers_of(pointers);
  return true;
}

}  // namespace saitaku::rules::kernels

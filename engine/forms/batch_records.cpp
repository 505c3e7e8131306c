// A batch as expressions see it: records that are read in place, values made when they are asked for.
#include "engine/forms/detail/batch_impl.h"

namespace saitaku::forms {
namespace {

/// The rows of an object (those of the table it is in) or of a list of objects.
class RowView : public expr::Records {
 public:
  RowView(const Batch::Impl& batch, FieldId owner)
      : batch_(batch), type_(batch.form->record_of(owner)), children_(batch.form->fields()[owner].children) {}

  const std::shared_ptr<const expr::RecordType>& type() const override { return type_; }
  expr::Value field(std::size_t row, std::size_t field) const override { return batch_.value(children_[field], row); }
  bool malformed(std::size_t row, std::size_t field) const override {
    return batch_.state(children_[field], row) == CellState::malformed;
  }

 private:
  const Batch::Impl& batch_;
  const std::shared_ptr<const expr::RecordType>& type_;
  const std::vector<FieldId>& children_;
};

}  // namespace

void Batch::Impl::make_views() {
  views.resize(form->fields().size());
  for (FieldId id = 0; id < views.size(); ++id) {
    if (form->record_of(id) != nullptr) views[id] = std::make_shared<RowView>(*this, id);
  }
}

expr::Value Batch::Impl::value(FieldId field, std::size_t row) const {
  if (form->fields()[field].kind == FieldKind::object) return expr::Value::record(views[field], row);
  switch (const auto cell = state(field, row)) {
    case CellState::null: return expr::Value::null();
    case CellState::value: return known(field, row);
    default: return unknown(field, row, cell);
  }
}

expr::Value Batch::Impl::known(FieldId field, std::size_t row) const {
  const auto& column = columns[field];
  switch (form->fields()[field].kind) {
    case FieldKind::boolean: return expr::Value::boolean(column.integers[row] != 0);
    case FieldKind::integer: return expr::Value::integer(column.integers[row]);
    case FieldKind::real: return expr::Value::real(column.reals[row]);
    case FieldKind::string: return expr::Value::string(std::string(text_at(field, row)));
    case FieldKind::date: return expr::Value::date(Date{static_cast<std::int32_t>(column.integers[row])});
    case FieldKind::timestamp: return expr::Value::timestamp({column.integers[row], column.nanoseconds[row]});
    case FieldKind::object: return expr::Value::record(views[field], row);
    case FieldKind::list: return items(field, row);
  }
  return {};
}

expr::Value Batch::Impl::items(FieldId list, std::size_t row) const {
  const std::size_t begin = lists[list].begin[row];
  std::vector<expr::Value> values;
  values.reserve(lists[list].count[row]);
  for (auto item = begin; item < begin + lists[list].count[row]; ++item) {
    values.push_back(views[list] != nullptr ? expr::Value::record(views[list], item)
                                            : value(form->fields()[list].children.front(), item));
  }
  return expr::Value::list(std::move(values));
}

expr::Value Batch::Impl::unknown(FieldId field, std::size_t row, CellState state) const {
  expr::Unknown unknown;
  unknown.paths.push_back(path(field, row));
  unknown.type = form->type_of(field);
  unknown.may_fail = false;  // whatever it becomes is of the field's type
  unknown.is_field = true;
  if (state == CellState::unknown) {
    unknown.range = form->fields()[field].range;
    unknown.values = form->fields()[field].values;
  }
  // What is malformed says nothing about what was meant: 5百万円 may stand where at most 1,000 is foreseen.
  return expr::Value::unknown(std::move(unknown));
}

std::vector<expr::Value> Batch::variables(std::size_t application) const {
  std::vector<expr::Value> values;
  values.reserve(impl_->form->roots().size());
  for (const auto root : impl_->form->roots()) values.push_back(impl_->value(root, application));
  return values;
}

}  // namespace saitaku::forms

#include "engine/rules/detail/unknown_form.h"

#include <memory>
#include <string>
#include <utility>

namespace saitaku::rules::detail {
namespace {

expr::Value unknown_field(const expr::RecordField& field, const std::string& path, const Assumptions& assumptions);

class UnknownRecord : public expr::Records {
 public:
  UnknownRecord(std::shared_ptr<const expr::RecordType> type, std::string path, Assumptions assumptions)
      : type_(std::move(type)), path_(std::move(path)), assumptions_(std::move(assumptions)) {}

  const std::shared_ptr<const expr::RecordType>& type() const override { return type_; }
  expr::Value field(std::size_t, std::size_t field) const override {
    const expr::RecordField& declared = type_->fields[field];
    return unknown_field(declared, path_ + '.' + declared.name, assumptions_);
  }
  bool malformed(std::size_t, std::size_t) const override { return false; }

 private:
  std::shared_ptr<const expr::RecordType> type_;
  std::string path_;
  Assumptions assumptions_;
};

expr::Value unknown_field(const expr::RecordField& field, const std::string& path, const Assumptions& assumptions) {
  if (field.type.kind() == expr::Type::Kind::record) {
    return expr::Value::record(std::make_shared<UnknownRecord>(field.type.record(), path, assumptions), 0);
  }
  if (assumptions.null.contains(path)) return expr::Value::null();
  expr::Unknown unknown;
  unknown.paths = {path};
  unknown.type = assumptions.not_null.contains(path) ? field.type.without_null() : field.type;
  unknown.range = field.range;
  unknown.values = field.values;
  unknown.may_fail = false;
  unknown.is_field = true;
  return expr::Value::unknown(std::move(unknown));
}

}  // namespace

std::vector<expr::Value> unknown_variables(const forms::Form& form, const Assumptions& assumptions) {
  std::vector<expr::Value> values;
  for (const expr::RecordField& field : form.record()->fields)
    values.push_back(unknown_field(field, field.name, assumptions));
  return values;
}

}  // namespace saitaku::rules::detail

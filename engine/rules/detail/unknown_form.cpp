#include "engine/rules/detail/unknown_form.h"

#include <memory>
#include <string>
#include <utility>

namespace saitaku::rules::detail {
namespace {

expr::Value unknown_field(const expr::RecordField& field, const std::string& path);

class UnknownRecord : public expr::Records {
 public:
  UnknownRecord(std::shared_ptr<const expr::RecordType> type, std::string path)
      : type_(std::move(type)), path_(std::move(path)) {}

  const std::shared_ptr<const expr::RecordType>& type() const override { return type_; }
  expr::Value field(std::size_t, std::size_t field) const override {
    const expr::RecordField& declared = type_->fields[field];
    return unknown_field(declared, path_ + '.' + declared.name);
  }
  bool malformed(std::size_t, std::size_t) const override { return false; }

 private:
  std::shared_ptr<const expr::RecordType> type_;
  std::string path_;
};

expr::Value unknown_field(const expr::RecordField& field, const std::string& path) {
  if (field.type.kind() == expr::Type::Kind::record) {
    return expr::Value::record(std::make_shared<UnknownRecord>(field.type.record(), path), 0);
  }
  expr::Unknown unknown;
  unknown.paths = {path};
  unknown.type = field.type;
  unknown.range = field.range;
  unknown.values = field.values;
  unknown.may_fail = false;
  unknown.is_field = true;
  return expr::Value::unknown(std::move(unknown));
}

}  // namespace

std::vector<expr::Value> unknown_variables(const forms::Form& form) {
  std::vector<expr::Value> values;
  for (const expr::RecordField& field : form.record()->fields) values.push_back(unknown_field(field, field.name));
  return values;
}

}  // namespace saitaku::rules::detail

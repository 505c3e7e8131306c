// The fast way from a record of JSON to the cells of a batch: simdjson's parse, then one walk over what it made. Every
// key is compared with the one that followed its predecessor in the last record, and fields that nobody wants are
// stepped over. A record with anything unusual in it is left to the slow way, so that both ways give the same.
#pragma once

#include <memory>
#include <string>

#include "engine/intake/detail/record_filler.h"

namespace saitaku::intake {

class JsonWalk {
 public:
  JsonWalk(std::shared_ptr<const forms::Form> form, std::string call);
  ~JsonWalk();

  /// The records to come go to this batch.
  void begin(Filled& filled);
  /// Adds the record as an entry with its cells. false: it is unusual, and nothing has been added. `readable`: bytes
  /// that may be read from the record's beginning on.
  bool add(const Record& record, std::size_t readable);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::intake

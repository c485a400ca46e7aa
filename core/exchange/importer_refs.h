// Importer's references: the cells of a row that name other records → their ids; records that are not there yet are
// found first and made only when the whole row is accepted. Internal to the importer.
#pragma once

#include <string>
#include <vector>

#include "core/exchange/importer_state.h"

namespace zhike::exchange {

struct RefCell {
  schema::FieldIndex field = 0;
  std::string key, name;  // cleaned; `key` is whatever the main column holds, number or name
};

struct RefTarget {
  schema::FieldIndex field = 0;
  schema::TypeIndex type = 0;
  base::RecId id, scope;
  enum class State { none, found, deleted, to_create } state = State::none;
  std::string key, name;  // of the record to create
};

// Looks every cell up, in the order of the fields. Errors (where: the field): "value.ambiguous" (several have this
// name), "value.not_found" (and such a record cannot be made from a name alone).
base::Result<std::vector<RefTarget>> find_targets(ImportState& state, const store::Document& document,
                                                  const std::vector<RefCell>& cells);

// Makes those that are to be made, once each, and counts them as also created.
void create_targets(ImportState& state, SliceBuilder& slice, const std::vector<RefTarget>& targets);

}  // namespace zhike::exchange

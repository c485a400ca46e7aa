#include "core/exchange/importer_refs.h"

#include <algorithm>

#include "core/exchange/column_guess.h"

namespace zhike::exchange {
namespace {

using schema::TypeIndex;
using State = RefTarget::State;

constexpr TypeIndex contact_type = schema::type_of<schema::ContactPerson>;
constexpr TypeIndex wave_type = schema::type_of<schema::Wave>;

bool can_create(TypeIndex type) {
  return type == schema::type_of<schema::Customer> || type == schema::type_of<schema::Product> ||
         type == schema::type_of<schema::Problem> || type == survey_type || type == wave_type || type == contact_type;
}

// The record within which the target's key and name are meant: found by an earlier cell of the same row.
base::RecId scope_of(TypeIndex target, const std::vector<RefTarget>& earlier) {
  const TypeIndex within = target == contact_type ? schema::type_of<schema::Customer> : survey_type;
  if (target != contact_type && target != wave_type && target != question_type) return {};
  const auto at = std::ranges::find(earlier, within, &RefTarget::type);
  return at == earlier.end() ? base::RecId{} : at->id;
}

void name_new(RefTarget& target, const RefCell& cell) {
  const bool has_both = target.type == survey_type || target.type == wave_type;
  const std::string& main = cell.key.empty() ? cell.name : cell.key;
  if (has_both || (!cell.key.empty() && !cell.name.empty()) || looks_like_key(main)) target.key = main;
  target.name = cell.name.empty() ? main : cell.name;
  target.id = target.key.empty() ? id_of_name(target.type, target.name, target.scope)
                                 : id_of_key(target.type, target.key, target.scope);
}

IndexedRecord look_up(RecordIndex& index, const store::Document& document, const RefCell& cell, base::RecId scope) {
  if (cell.key.empty()) return index.find_name(cell.name, scope);
  if (const auto id = base::read_id(cell.key))
    if (const IndexedRecord known = known_record(document, index.type(), *id); known.handle) return known;
  return index.find_either(cell.key, scope);
}

base::Result<RefTarget> find_target(ImportState& state, const store::Document& document, const RefCell& cell,
                                    const std::vector<RefTarget>& earlier) {
  const schema::FieldDef& field = state.def().fields[cell.field];
  RefTarget target{cell.field, schema::find_type(field.options.target), {}, {}, State::none, {}, {}};
  if (cell.key.empty() && cell.name.empty()) return target;
  const std::string& shown = cell.key.empty() ? cell.name : cell.key;
  const std::string where(field.key);
  target.scope = scope_of(target.type, earlier);
  IndexedRecord known = look_up(state.index(target.type), document, cell, target.scope);
  if (known.state == IndexedRecord::State::several) return base::fail("value.ambiguous", where, shown);
  if (known.state == IndexedRecord::State::absent) {
    if (!can_create(target.type)) return base::fail("value.not_found", where, shown);
    name_new(target, cell);
    const schema::RecordDef& def = schema::registry[target.type];
    for (const auto& [key, text] : {std::pair<std::string_view, const std::string&>{"key", target.key},
                                    {def.fields[name_field(target.type)].key, target.name}})
      if (const auto f = def.find(key); f < def.fields.size() && !text.empty())
        if (auto status = schema::check(def.fields[f], schema::Value{text}); !status)
          return base::fail(status.error().code, where, status.error().detail);
    known = known_record(document, target.type, target.id);  // made by an earlier import and renamed since
    if (known.state == IndexedRecord::State::absent) {
      target.state = State::to_create;
      return target;
    }
  }
  target.id = known.id;
  target.state = known.state == IndexedRecord::State::deleted ? State::deleted : State::found;
  return target;
}

}  // namespace

base::Result<std::vector<RefTarget>> find_targets(ImportState& state, const store::Document& document,
                                                  const std::vector<RefCell>& cells) {
  std::vector<RefTarget> targets;
  targets.reserve(cells.size());
  for (const RefCell& cell : cells) {
    TRY(RefTarget target, find_target(state, document, cell, targets));
    targets.push_back(std::move(target));
  }
  return targets;
}

void create_targets(ImportState& state, SliceBuilder& slice, const std::vector<RefTarget>& targets) {
  for (const RefTarget& target : targets) {
    if (target.state != State::to_create) continue;
    const schema::RecordDef& def = schema::registry[target.type];
    std::vector<std::string> cols;
    std::vector<store::FieldValue> values;
    const auto put = [&](std::string_view key, schema::Value value) {
      if (def.find(key) >= def.fields.size()) return;
      cols.emplace_back(key);
      values.push_back({std::move(value), {}});
    };
    if (target.scope) put(target.type == contact_type ? "customer" : "survey", target.scope);
    put("key", target.key.empty() ? schema::Value{} : schema::Value{target.key});
    put(def.fields[name_field(target.type)].key, target.name);
    slice.create(target.type, target.id, cols, std::move(values));
    state.index(target.type).add(target.id, target.key, target.name, target.scope);
    state.count_also_created(def.key);
  }
}

}  // namespace zhike::exchange

// Call flow: import → import_row → read_fields → find_targets → identify → create or update; an error anywhere sets the
// row aside before anything of it was written.
#include "core/exchange/importer_rows.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/exchange/column_guess.h"

namespace zhike::exchange {
namespace {

using base::Status;
using schema::FieldDef;
using schema::FieldIndex;
using schema::Value;
using State = IndexedRecord::State;

constexpr std::size_t most_rejected_rows = 10'000;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) { return (a ^ (b >> 31)) * 0x9E3779B97F4A7C15ull + b; }

}  // namespace

RowImporter::RowImporter(ImportState& state, AnswerImporter* answers)
    : state_(state), answers_(answers), key_(state.def().find("key")), name_(name_field(state.type)) {
  const auto& fields = state.def().fields;
  if (state.type == question_type) name_ = static_cast<FieldIndex>(fields.size());  // its wording is no identity
  std::vector<bool> used(fields.size());
  currency_of_.assign(fields.size(), static_cast<FieldIndex>(fields.size()));
  for (const ColumnPlan& plan : state.plans)
    if (plan.role != ColumnPlan::Role::left_out && plan.role != ColumnPlan::Role::question) used[plan.field] = true;
  for (FieldIndex f = 0; f < fields.size(); ++f) {
    const FieldIndex currency = state.def().find("currency");
    if (fields[f].kind != schema::Kind::money || currency == fields.size()) continue;
    if (fields[f].options.group.empty() || fields[f].options.group != fields[currency].options.group) continue;
    currency_of_[f] = currency;
    used[currency] = used[currency] || used[f];
  }
  if (name_ < fields.size() && key_ < fields.size() && used[key_]) used[name_] = true;
  if (answers) used[state.def().find("survey")] = used[state.def().find("wave")] = true;
  for (FieldIndex f = 0; f < fields.size(); ++f) {
    if (!used[f]) continue;
    cols_.emplace_back(fields[f].key);
    col_fields_.push_back(f);
  }
}

void RowImporter::import(const store::Document& document, const CsvRow& row, SliceBuilder& slice) {
  ++state_.preview.rows;
  if (auto status = import_row(document, row, slice); !status) {
    ++state_.preview.rejected;
    if (state_.preview.rejected_rows.size() >= most_rejected_rows) return;
    state_.preview.rejected_rows.push_back(
        {row.line, std::move(status).error(), std::vector<std::string>(row.cells.begin(), row.cells.end())});
  }
}

Status RowImporter::import_row(const store::Document& document, const CsvRow& row, SliceBuilder& slice) {
  if (row.problem == "csv.too_many_cells") return base::fail(std::string(row.problem));
  if (row.problem == "csv.stray_quote") state_.note({std::string(row.problem), std::to_string(row.line), {}});
  TRY_DO(read_fields(row));
  TRY(targets_, find_targets(state_, document, refs_));
  for (const RefTarget& target : targets_)
    if (target.state != RefTarget::State::none) values_[target.field] = target.id;
  if (answers_)
    TRY_DO(answers_->read(state_, document, schema::id_of(values_[state_.def().find("survey")]), row.cells));
  TRY(const Identity identity, identify(document));
  if (identity.is_repeated || identity.state == State::deleted) {
    if (identity.state == State::deleted) state_.note({"record.deleted", std::to_string(row.line), identity.key});
    ++state_.preview.unchanged;
    return {};
  }
  return identity.state == State::absent ? create(identity, slice) : update(document, identity, slice);
}

Status RowImporter::read_fields(const CsvRow& row) {
  values_.assign(state_.def().fields.size(), Value{});
  refs_.clear();
  content_.clear();
  for (const std::string_view cell : row.cells) {
    content_ += base::trim(cell);
    content_ += '\x1f';
  }
  for (std::size_t i = 0; i < state_.plans.size(); ++i) TRY_DO(read_field(i, row.cells[i]));
  if (answers_) add_default_refs();
  base::sort(refs_, {}, &RefCell::field);
  return {};
}

Status RowImporter::read_field(std::size_t column, std::string_view cell) {
  ColumnPlan& plan = state_.plans[column];
  if (plan.role == ColumnPlan::Role::left_out || plan.role == ColumnPlan::Role::question) return {};
  const FieldDef& field = state_.def().fields[plan.field];
  if (plan.role != ColumnPlan::Role::field) {
    read_ref(plan, cell);
    return {};
  }
  TRY(CellReading reading, read_cell(state_.type, field, plan, cell, state_.zone_minutes));
  if (schema::is_empty(reading.value)) return {};
  Value& value = values_[plan.field];
  if (field.is_text() && !schema::is_empty(value)) {  // several columns make up one field
    const std::string_view between = field.kind == schema::Kind::text ? "; " : "\n";
    value = schema::text_of(value) + std::string(between) + schema::text_of(reading.value);
    if (auto status = schema::check(field, value); !status) return status;
  } else {
    value = std::move(reading.value);
  }
  const FieldIndex currency = currency_of_[plan.field];
  const std::string& named = reading.currency.empty() ? plan.currency : reading.currency;
  if (currency < values_.size() && !named.empty() && schema::is_empty(values_[currency])) values_[currency] = named;
  if (!reading.currency.empty() && std::ranges::find(plan.currencies, reading.currency) == plan.currencies.end())
    plan.currencies.push_back(std::move(reading.currency));
  return {};
}

void RowImporter::read_ref(const ColumnPlan& plan, std::string_view cell) {
  if (means_empty(cell)) return;
  auto at = std::ranges::find(refs_, plan.field, &RefCell::field);
  if (at == refs_.end()) at = refs_.insert(refs_.end(), RefCell{plan.field, {}, {}});
  (plan.role == ColumnPlan::Role::ref ? at->key : at->name) = clean_line(cell);
}

// A response without a survey or wave column belongs to one named after the file.
void RowImporter::add_default_refs() {
  for (const std::string_view key : {"survey", "wave"}) {
    const FieldIndex field = state_.def().find(key);
    const bool has_column = std::ranges::any_of(state_.plans, [&](const ColumnPlan& plan) {
      return plan.field == field && (plan.role == ColumnPlan::Role::ref || plan.role == ColumnPlan::Role::ref_name);
    });
    const bool is_given = std::ranges::find(refs_, field, &RefCell::field) != refs_.end();
    if (!is_given && (!has_column || key == "survey")) refs_.push_back({field, state_.stem, {}});
  }
}

base::RecId RowImporter::scope() const {
  const auto id = [&](std::string_view key) { return schema::id_of(values_[state_.def().find(key)]); };
  if (state_.type == response_type) return id("wave") ? id("wave") : id("survey");
  if (state_.type == question_type || state_.type == schema::type_of<schema::Wave>) return id("survey");
  return state_.type == schema::type_of<schema::ContactPerson> ? id("customer") : base::RecId{};
}

base::Result<RowImporter::Identity> RowImporter::identify(const store::Document& document) {
  const bool has_key = key_ < values_.size() && !schema::is_empty(values_[key_]);
  if (has_key) return identify_by_key(document, text_of(key_), scope());
  const bool has_name = name_ < values_.size() && !schema::is_empty(values_[name_]);
  if (has_name) return identify_by_name(document, text_of(name_), scope());
  return identify_by_content(document);
}

// The same key again with the same cells is the same row; with other cells it is another line of the same order, or,
// where keys are unique by nature, a contradiction that a person must settle.
base::Result<RowImporter::Identity> RowImporter::identify_by_key(const store::Document& document,
                                                                 const std::string& key, base::RecId within) {
  Identity out{{}, 0, Identity::By::key, State::absent, false, key};
  const std::uint64_t hash = mix(base::fast_hash(key), base::RecIdHash{}(within));
  std::uint32_t& same_row = key_rows_.at(mix(hash, base::fast_hash(content_)));
  if (same_row++ > 0) {
    out.is_repeated = true;
    return out;
  }
  if (const std::uint32_t count = ++key_counts_.at(hash); count > 1) {
    if (!is_order_line()) return base::fail("value.not_unique", "key", key);
    out.key = key + "#" + std::to_string(count);
  }
  IndexedRecord known = state_.index(state_.type).find_key(out.key, within);
  out.id = id_of_key(state_.type, out.key, within);
  if (known.state == State::absent) known = known_record(document, state_.type, out.id);
  if (known.state == State::absent && name_ < values_.size() && !schema::is_empty(values_[name_])) {
    // Known so far by name alone: this row brings its key.
    const IndexedRecord named = state_.index(state_.type).find_name(text_of(name_), within);
    if (named.state == State::usable && named.handle && document.text(named.handle, key_).empty() &&
        matched_.find(base::RecIdHash{}(named.id)) == 0)
      known = named;
  }
  if (known.state == State::absent) return out;
  out.id = known.id;
  out.handle = known.handle;
  out.state = known.state;
  ++matched_.at(base::RecIdHash{}(known.id));
  return out;
}

base::Result<RowImporter::Identity> RowImporter::identify_by_name(const store::Document& document,
                                                                  const std::string& name, base::RecId within) {
  const std::string where(state_.def().fields[name_].key);
  Identity out{id_of_name(state_.type, name, within), 0, Identity::By::name, State::absent, false, name};
  std::uint32_t& first_row = name_rows_.at(mix(base::RecIdHash{}(out.id), 1));
  const auto row = static_cast<std::uint32_t>(base::fast_hash(content_) | 1);
  if (first_row == row) {
    out.is_repeated = true;
    return out;
  }
  if (first_row != 0) return base::fail("value.not_unique", where, name);
  IndexedRecord known = state_.index(state_.type).find_name(name, within);
  if (known.state == State::several) return base::fail("value.ambiguous", where, name);
  if (known.state == State::absent) known = known_record(document, state_.type, out.id);
  const bool was_in_file = known.state == State::usable && known.handle == 0;
  if (was_in_file || (known.handle && matched_.find(base::RecIdHash{}(known.id)) != 0))
    return base::fail("value.not_unique", where, name);
  first_row = row;
  if (known.state == State::absent) return out;
  out.id = known.id;
  out.handle = known.handle;
  out.state = known.state;
  ++matched_.at(base::RecIdHash{}(known.id));
  return out;
}

RowImporter::Identity RowImporter::identify_by_content(const store::Document& document) {
  Identity out;
  const std::uint32_t occurrence = ++occurrences_.at(base::fast_hash(content_));
  out.id = base::make_name_id(state_.preview.source,
                              std::string(state_.def().key) + '\x1f' + content_ + std::to_string(occurrence));
  const IndexedRecord known = known_record(document, state_.type, out.id);
  out.handle = known.handle;
  out.state = known.state;
  return out;
}

Status RowImporter::check_required() const {
  const auto& fields = state_.def().fields;
  for (FieldIndex f = 0; f < fields.size(); ++f)
    if (fields[f].has(schema::required) && schema::is_empty(values_[f]))
      return base::fail("value.required", std::string(fields[f].key));
  return {};
}

// A row may not point to a deleted record, unless its own record has done so all along.
Status RowImporter::check_targets(const store::Document& document, store::Handle record) const {
  for (const RefTarget& target : targets_) {
    if (target.state != RefTarget::State::deleted) continue;
    if (record && document.value(record, target.field) == Value{target.id}) continue;
    return base::fail("record.deleted", std::string(state_.def().fields[target.field].key));
  }
  return {};
}

Status RowImporter::create(const Identity& identity, SliceBuilder& slice) {
  if (identity.by == Identity::By::key) values_[key_] = identity.key;
  const bool can_be_named = name_ < values_.size() && key_ < values_.size();
  if (can_be_named && schema::is_empty(values_[name_]) && !schema::is_empty(values_[key_]))
    values_[name_] = values_[key_];
  TRY_DO(check_required());
  for (const RefTarget& target : targets_)
    if (target.state == RefTarget::State::deleted)
      return base::fail("record.deleted", std::string(state_.def().fields[target.field].key));
  create_targets(state_, slice, targets_);
  std::vector<store::FieldValue> row;
  row.reserve(col_fields_.size());
  for (const FieldIndex f : col_fields_) row.push_back({std::move(values_[f]), {}});
  const bool is_named = name_ < values_.size() && state_.indexes[state_.type];
  if (is_named) {
    const auto at = std::ranges::find(col_fields_, name_);
    const std::string& name = schema::text_of(row[static_cast<std::size_t>(at - col_fields_.begin())].value);
    state_.index(state_.type).add(identity.id, identity.by == Identity::By::key ? identity.key : "", name, scope());
  }
  slice.create(state_.type, identity.id, cols_, std::move(row));
  if (answers_) answers_->create(state_, slice, identity.id);
  ++state_.preview.created;
  return {};
}

Status RowImporter::update(const store::Document& document, const Identity& identity, SliceBuilder& slice) {
  // A row known by its whole content has not changed; where the record differs, somebody has corrected it since.
  const store::Handle handle = identity.handle;
  if (identity.by == Identity::By::content || handle == 0) {
    ++state_.preview.unchanged;
    return {};
  }
  const auto& fields = state_.def().fields;
  store::RecordOp op{std::string(state_.def().key), identity.id, {}};
  for (FieldIndex f = 0; f < fields.size(); ++f) {
    if (schema::is_empty(values_[f]) || (identity.by == Identity::By::name && f == name_)) continue;
    if (f == key_ && identity.key != text_of(f)) continue;
    const Value shown = document.value(handle, f);
    if (shown == values_[f]) continue;
    if (fields[f].has(schema::locked) && !schema::is_empty(shown))
      return base::fail("record.locked_field", std::string(fields[f].key),
                        schema::value_to_text(fields[f], values_[f]));
    add_set(op, document, handle, f, values_[f]);
  }
  TRY_DO(check_targets(document, handle));
  create_targets(state_, slice, targets_);
  bool has_changed = !op.sets.empty();
  if (has_changed) slice.update(std::move(op));
  if (answers_ && answers_->update(state_, document, slice, handle)) has_changed = true;
  ++(has_changed ? state_.preview.updated : state_.preview.unchanged);
  return {};
}

}  // namespace zhike::exchange

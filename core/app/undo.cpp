#include "core/app/undo.h"

#include <algorithm>

namespace zhike::app {
namespace {

bool has_field(const commands::Fields& values, std::string_view key) {
  return std::ranges::any_of(values, [&](const auto& value) { return value.first == key; });
}

// The alias that a change-set of this session gave the record, if any.
const store::FieldSet* alias_in(const store::Change& change, base::RecId rec) {
  for (const store::RecordOp& op : change.records)
    if (op.rec == rec && !op.sets.empty() && op.sets.front().field == store::alias_key) return &op.sets.front();
  return nullptr;
}

}  // namespace

void remember(UndoStep& step, const store::Document& doc, const store::RecordOp& op) {
  const schema::Handle handle = doc.find(op.rec);
  if (handle == 0 || doc.place(handle).type >= schema::type_count) return;  // a create: undo deletes it
  const auto type = static_cast<schema::TypeIndex>(doc.place(handle).type);
  const auto& fields = schema::registry[type].fields;
  for (const store::FieldSet& set : op.sets) {
    const schema::FieldIndex f = schema::registry[type].find(set.field);
    if (f == fields.size()) continue;
    const auto [place, is_new] = step.places.try_emplace(op.rec, step.before.size());
    if (is_new) step.before.emplace_back(op.rec, commands::Fields{});
    commands::Fields& before = step.before[place->second].second;
    if (has_field(before, set.field)) continue;
    before.emplace_back(set.field, doc.value(handle, f));
    const auto& together = doc.slot_fields(type, f);
    const store::Register* live = together.front() == f ? doc.find_register(handle, f) : nullptr;
    if (!live || live->live.size() < 2) continue;
    commands::Fields shown;
    for (const schema::FieldIndex member : together) put_value(shown, fields[member].key, doc.value(handle, member));
    for (const store::LiveValue& each : live->live) {
      commands::Fields values;
      for (std::size_t i = 0; i < together.size(); ++i)
        put_value(values, fields[together[i]].key, doc.to_value(type, together[i], each.raws[i]));
      if (values != shown) step.rivals.push_back({op.rec, std::move(values)});
    }
  }
}

base::Result<bool> Inverse::step(std::size_t rows) {
  const store::Document& doc = book_.document();
  for (; rows > 0; --rows) {
    if (change_ < step_.changes.size()) {
      if (!is_read_) {
        TRY(current_, store::read_change(book_.line(*doc.find_change(step_.changes[change_]))));
        is_read_ = true;
        return true;  // reading may have taken long
      }
      TRY(const bool has_more, invert_next());
      if (has_more) continue;
      is_read_ = false;
      record_ = batch_ = row_ = 0;
      ++change_;
    } else if (edited_ < step_.before.size()) {
      const auto& [rec, fields] = step_.before[edited_++];
      // A delete that has not seen the value put back would lose against it.
      if (doc.is_visible(doc.find(rec)) && !removed_.contains(rec)) TRY_DO(add_revert(draft_, doc, rec, fields));
    } else {
      return false;
    }
  }
  return true;
}

// One record or row of the current change-set; false when there is none left.
base::Result<bool> Inverse::invert_next() {
  if (record_ < current_.records.size()) {
    const store::RecordOp& op = current_.records[record_++];
    if (op.sets.empty()) return true;
    const std::string_view field = op.sets.front().field;
    TRY_DO(turn(op.rec, field, op.sets.front().value));
    const bool is_creation = field != store::deleted_key && field != store::alias_key && !step_.places.contains(op.rec);
    if (is_creation) TRY_DO(remove(op.rec));
    return true;
  }
  if (batch_ == current_.batches.size()) return false;
  const store::BatchOp& op = current_.batches[batch_];
  if (op.cols.empty() || row_ == op.rows.size()) {
    ++batch_;
    row_ = 0;
    return true;
  }
  const store::BatchRow& row = op.rows[row_++];
  TRY_DO(turn(row.rec, op.cols.front(), row.values.front()));
  if (op.cols.front() != store::deleted_key) TRY_DO(remove(row.rec));
  return true;
}

base::Status Inverse::turn(base::RecId rec, std::string_view field, const store::FieldValue& value) {
  if (field == store::alias_key) turn_alias(rec);
  if (field != store::deleted_key) return {};
  return value.raw_json == "false" ? remove(rec) : add_restore(draft_, book_.document(), rec);
}

base::Status Inverse::remove(base::RecId rec) {
  removed_.insert(rec);
  return add_delete(draft_, book_.document(), rec);
}

// The alias the record had before the current change-set.
void Inverse::turn_alias(base::RecId rec) {
  const store::Document& doc = book_.document();
  base::RecId before{};
  for (const base::ChangeId seen : alias_in(current_, rec)->over) {
    const auto index = doc.find_change(seen);
    const auto earlier = index ? store::read_change(book_.line(*index)) : base::fail("record.missing");
    const store::FieldSet* set = earlier ? alias_in(*earlier, rec) : nullptr;
    if (set && set->value.raw_json.size() == 38)
      before = base::read_id(set->value.raw_json.substr(1, 36)).value_or(before);
  }
  add_alias(draft_, doc, doc.find(rec), before);
}

std::vector<store::RecordOp> Inverse::take_rivals() {
  const store::Document& doc = book_.document();
  std::vector<store::RecordOp> ops;
  for (const UndoStep::Rival& rival : step_.rivals) {
    const schema::Handle handle = doc.find(rival.rec);
    if (!doc.is_visible(handle)) continue;
    const schema::RecordDef& def = schema::registry[doc.place(handle).type];
    const commands::Fields& before = step_.before[step_.places.find(rival.rec)->second].second;
    store::RecordOp beside{std::string(def.key), rival.rec, {}};
    store::RecordOp main{std::string(def.key), rival.rec, {}};
    for (const auto& [field, value] : rival.values) {
      const auto over = doc.live_changes(handle, def.find(field));
      beside.sets.push_back({field, {value, {}}, over});
      if (has_field(before, field)) main.sets.push_back({field, {find_value(before, field), {}}, over});
    }
    const auto is_there = [&](const store::RecordOp& op) {
      return op.rec == rival.rec && std::ranges::any_of(op.sets, [&](const store::FieldSet& set) {
               return set.field == rival.values.front().first;
             });
    };
    if (std::ranges::none_of(draft_.records, is_there)) draft_.records.push_back(std::move(main));
    ops.push_back(std::move(beside));
  }
  return ops;
}

}  // namespace zhike::app

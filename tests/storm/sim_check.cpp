// What the simulator checks: a laptop against the oracle, and that exchanging makes all laptops equal.
#include <algorithm>

#include "core/exchange/bundle.h"
#include "core/exchange/peers.h"
#include "tests/storm/sim.h"

namespace zhike::storm {
namespace {

std::string json_of(const store::Document& doc, schema::TypeIndex type, const std::vector<schema::FieldIndex>& together,
                    const std::vector<std::int64_t>& raws) {
  std::string text;
  for (std::size_t i = 0; i < together.size(); ++i)
    text += base::write_canonical(schema::value_to_json(schema::registry[type].fields[together[i]],
                                                        doc.to_value(type, together[i], raws[i]))) +
            ';';
  return text;
}

// The live values of a slot as the document has them.
std::map<std::string, std::string> live_of(const store::Document& doc, store::Handle record, store::Slot slot) {
  std::map<std::string, std::string> live;
  const store::Place place = doc.place(record);
  const store::Register* reg = doc.find_register(record, slot);
  if (slot >= store::first_unknown_slot) {
    if (reg)
      for (const store::LiveValue& value : reg->live)
        live[base::write_change_id(doc.change(value.change).id)] = doc.raw_json(value.raws[0]);
    return live;
  }
  const auto type = static_cast<schema::TypeIndex>(place.type);
  const auto& together = doc.slot_fields(type, slot);
  if (reg) {
    for (const store::LiveValue& value : reg->live)
      live[base::write_change_id(doc.change(value.change).id)] = json_of(doc, type, together, value.raws);
    return live;
  }
  std::vector<std::int64_t> raws;
  for (const schema::FieldIndex f : together) raws.push_back(doc.written(type, f, place.row));
  for (const base::ChangeId id : doc.live_changes(record, slot))
    live[base::write_change_id(id)] = json_of(doc, type, together, raws);
  return live;
}

}  // namespace

std::string Simulator::compare_record(const store::Document& doc, base::RecId rec, const ExpectedRecord& expected) {
  const store::Handle handle = doc.find(rec);
  const std::string where = expected.type + " " + base::write_id(rec) + " ";
  if (!handle || doc.place(handle).type == UINT16_MAX) return where + "is not there";
  const store::Place place = doc.place(handle);
  if (doc.type_key(place.type) != expected.type) return where + "has another type";
  const auto cell = [&](const std::string& field) {
    const auto at = expected.cells.find(field);
    return at == expected.cells.end() ? LiveCell{} : at->second;
  };
  if (live_of(doc, handle, store::deleted_slot) != cell("_del").live) return where + "_del differs";
  if (live_of(doc, handle, store::alias_slot) != cell("_alias").live) return where + "_alias differs";
  if (place.type >= schema::type_count) return {};
  const auto type = static_cast<schema::TypeIndex>(place.type);
  const auto& fields = schema::registry[type].fields;
  for (schema::FieldIndex f = 0; f < fields.size(); ++f) {
    const auto& together = doc.slot_fields(type, f);
    if (together.front() != f) continue;
    const LiveCell want = cell(std::string(fields[f].key));
    if (live_of(doc, handle, f) != want.live) return where + std::string(fields[f].key) + ": other live values";
    std::vector<std::int64_t> raws;
    for (const schema::FieldIndex member : together) raws.push_back(doc.written(type, member, place.row));
    std::string blank;
    for (std::size_t i = 0; i < together.size(); ++i) blank += "null;";
    if (json_of(doc, type, together, raws) != (want.shown.empty() ? blank : want.live.at(want.shown)))
      return where + std::string(fields[f].key) + ": another value is shown";
    if (fields[f].kind == schema::Kind::ref && raws[0] &&
        doc.root(static_cast<store::Handle>(raws[0])) !=
            static_cast<store::Handle>(doc.table(type).columns[f].raw(place.row)))
      return where + std::string(fields[f].key) + ": does not point to the root";
  }
  const bool is_shown = !expected.is_deleted && expected.root == rec;
  if (doc.is_visible(handle) != is_shown) return where + (is_shown ? "is hidden" : "is shown");
  if (doc.id(doc.root(handle)) != expected.root) return where + "has another root";
  return {};
}

std::string Simulator::check(const Laptop& laptop) {
  if (!laptop.fault.empty()) return laptop.fault;
  const store::Document& doc = laptop.book->document();
  std::vector<const Said*> set;
  for (store::ChangeIndex i = 0; i < doc.change_count(); ++i) set.push_back(&said(std::string(laptop.book->line(i))));
  const Expected expected = expect(set);
  if (expected.purged != doc.purged()) return "other records are purged";
  for (const auto& [rec, record] : expected.records)
    if (std::string fault = compare_record(doc, rec, record); !fault.empty()) return fault;
  std::size_t visible = 0, shown = 0;
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) visible += doc.table(type).visible_count;
  for (const auto& [rec, record] : expected.records)
    shown += schema::find_type(record.type) < schema::type_count && !record.is_deleted && record.root == rec;
  if (visible != shown) return "other records are shown: " + std::to_string(visible) + " for " + std::to_string(shown);
  reached_.equal_clocks += expected.equal_clocks;
  reached_.delete_races += expected.saved_from_delete;
  reached_.many_values += expected.most_live >= 5;
  reached_.forks += expected.forks;
  reached_.type_clashes += expected.clashes;
  return {};
}

// Everybody sends everybody what is lacking by the last acknowledgement, until nothing is.
std::string Simulator::exchange_all() {
  for (Laptop& laptop : laptops_)
    if (keeps_bundles_) bundles_.push_back(exchange::write_bundle(*laptop.book));
  for (int round = 0; round < 6; ++round) {
    for (Laptop& from : laptops_) {
      for (Laptop& to : laptops_) {
        if (&from == &to) continue;
        const exchange::Have have = exchange::acknowledged(*to.book);
        if (!take_in(*to.book, exchange::write_bundle(*from.book, have))) return "a bundle of our own is refused";
      }
    }
    std::set<std::string> states;
    for (const Laptop& laptop : laptops_) states.insert(store::state_hash(laptop.book->document()));
    if (states.size() == 1 && round > 0) {
      state_ = *states.begin();
      return {};
    }
  }
  return "the laptops do not become equal";
}

std::string Simulator::run() {
  ++reached_.schedules;
  const int steps = random_.between(8, 26);
  for (int step = 0; step < steps; ++step) {
    one_step();
    if (random_.chance(0.05))
      if (std::string fault = check(laptops_.front()); !fault.empty()) return "in the middle: " + fault;
  }
  for (const Laptop& laptop : laptops_)
    if (!exchange::gaps(exchange::have_of(laptop.book->document()), laptop.book->forks()).empty()) ++reached_.gaps;
  if (std::string fault = exchange_all(); !fault.empty()) return fault;
  for (const Laptop& laptop : laptops_)
    if (!laptop.fault.empty()) return laptop.fault;
  // All have the same state hash: what one shows, all show.
  if (std::string fault = check(laptops_.front()); !fault.empty()) return fault;
  for (Laptop& laptop : laptops_) {
    for (const exchange::Gap& gap : exchange::gaps(exchange::have_of(laptop.book->document()), laptop.book->forks()))
      if (gap.device != 0xFA00000000000000ull && reached_.restarts == 0) return "a gap was not healed";
  }
  if (!random_.chance(0.3)) return {};
  // What is stored is what is shown.
  Laptop& last = laptops_.back();
  const Files files = saved(last);
  open(last, files);
  if (store::state_hash(last.book->document()) != state_) return "another state after a restart: " + check(last);
  return {};
}

}  // namespace zhike::storm

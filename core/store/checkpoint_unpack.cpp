// Reading: nothing is believed. Call flow: step → advance → one phase after the other, each in parts; whatever does not
// fit ends it, and the caller replays the journal.
#include <algorithm>
#include <cstring>

#include "core/store/alias.h"
#include "core/store/checkpoint_pack.h"

namespace zhike::store {
namespace {

constexpr std::size_t rows_a_step = 50'000, items_a_step = 5'000;

}  // namespace

std::optional<bool> CheckpointUnpacker::step() {
  if (!advance()) return std::nullopt;
  return phase_ != Phase::done;
}

bool CheckpointUnpacker::advance() {
  switch (phase_) {
    case Phase::tables:
      return place_rows();
    case Phase::columns:
      return check_column();
    case Phase::index:
      return insert_ids();
    case Phase::small:
      go_on(Phase::changes);
      return unpack_small() && in_.ok();
    case Phase::changes:
      return unpack_changes() && in_.ok();
    case Phase::births:
      return check_births();
    case Phase::registers:
      return unpack_registers() && in_.ok();
    case Phase::aliases:
      go_on(Phase::done);
      return derive_aliases() && in_.at_end();
    case Phase::done:
      return true;
  }
  return false;
}

bool CheckpointUnpacker::check_arena(const TextArena& arena) const {
  const std::vector<std::uint32_t>& starts = arena.starts_;
  return starts.size() >= 2 && starts[1] == 0 && std::ranges::is_sorted(starts) && starts.back() == arena.bytes_.size();
}

// A record stands in one row of one table.
bool CheckpointUnpacker::place_rows() {
  if (type_ == 0 && at_ == 0) {
    if (doc_.ids_.empty() || doc_.ids_[0] || doc_.born_.size() != doc_.ids_.size()) return false;
    if (!check_arena(doc_.names_) || !check_arena(doc_.raw_json_)) return false;
    doc_.places_.assign(doc_.ids_.size(), Place{});
    doc_.register_bits_.assign(doc_.ids_.size(), 0);
  }
  Table& table = doc_.tables_[type_];
  if (table.visible.size() != table.rows()) return false;
  if (at_ == 0) table.visible_count = 0;
  const std::size_t end = std::min(table.rows(), at_ + rows_a_step);
  for (; at_ < end; ++at_) {
    const Handle handle = table.handles[at_];
    if (handle == 0 || handle >= doc_.ids_.size() || doc_.places_[handle].type != UINT16_MAX) return false;
    if (table.visible[at_] > 1) return false;
    doc_.places_[handle] = {static_cast<std::uint16_t>(type_), static_cast<Row>(at_)};
    table.visible_count += table.visible[at_];
  }
  if (at_ < table.rows()) return true;
  at_ = 0;
  if (++type_ == doc_.tables_.size()) go_on(Phase::columns);
  return true;
}

bool CheckpointUnpacker::check_column() {
  Table& table = doc_.tables_[type_];
  Column& column = table.columns[at_];
  const std::size_t cells = column.wide_ ? column.wide_cells_.size() : column.cells_.size();
  if ((cells != 0 && cells != table.rows()) || !check_arena(column.arena_)) return false;
  column.resize(table.rows(), at_);
  const std::size_t limit = column.field().is_text()                   ? column.arena_.size()
                            : column.field().kind == schema::Kind::ref ? doc_.ids_.size()
                                                                       : SIZE_MAX;
  if (limit != SIZE_MAX)
    for (const std::int32_t cell : column.cells_)
      if (cell < 0 || static_cast<std::size_t>(cell) >= limit) return false;
  if (column.field().has(schema::repeats))
    for (std::uint32_t i = 1; i < column.arena_.size(); ++i)
      column.interned_.emplace(base::fast_hash(column.arena_.at(i)), i);
  if (++at_ < table.columns.size()) return true;
  at_ = 0;
  if (++type_ == doc_.tables_.size()) go_on(Phase::index);
  return true;
}

bool CheckpointUnpacker::insert_ids() {
  at_ = std::max<std::size_t>(at_, 1);  // 0 stands for no record
  for (const std::size_t end = std::min(doc_.ids_.size(), at_ + rows_a_step); at_ < end; ++at_) {
    if (doc_.index_.find(doc_.ids_, doc_.ids_[at_])) return false;
    doc_.index_.insert(doc_.ids_, static_cast<Handle>(at_));
  }
  if (at_ == doc_.ids_.size()) go_on(Phase::small);
  return true;
}

bool CheckpointUnpacker::unpack_small() {
  doc_.revision_ = in_.number();
  for (Table& table : doc_.tables_)
    if (table.rows() > 0) table.revision = doc_.revision_;
  for (std::size_t n = in_.count(); n > 0; --n) doc_.unknown_fields_.emplace_back(in_.text());
  for (std::size_t n = in_.count(); n > 0; --n) doc_.unknown_types_.emplace_back(in_.text());
  if (doc_.unknown_fields_.size() > alias_slot - first_unknown_slot) return false;
  for (std::size_t n = in_.count(); n > 0; --n) {
    const std::uint64_t handle = in_.below(doc_.ids_.size()), type = in_.number();
    const std::size_t types = schema::type_count + doc_.unknown_types_.size();
    if (handle == 0 || doc_.places_[handle].type != UINT16_MAX || type < schema::type_count || type >= types)
      return false;
    doc_.places_[handle].type = static_cast<std::uint16_t>(type);
  }
  for (std::size_t n = in_.count(); n > 0; --n) doc_.purged_.insert(in_.id());
  for (std::size_t n = in_.count(); n > 0; --n) {
    const base::RecId id = in_.id();
    doc_.claimed_types_[id] = in_.text();
  }
  if (!unpack_shown()) return false;
  auto forks = Forks::read(in_);
  if (!forks) return false;
  cover_.forks = std::move(*forks);
  for (std::size_t n = in_.count(); n > 0; --n) {
    const base::ChangeId id = in_.change_id();
    cover_.out.emplace_back(id, unpack_line());
  }
  return true;
}

// Which record each is shown as, and what the cells say that show a root.
bool CheckpointUnpacker::unpack_shown() {
  for (std::size_t n = in_.count(); n > 0; --n) {
    const auto record = static_cast<Handle>(in_.below(doc_.ids_.size())),
               root = static_cast<Handle>(in_.below(doc_.ids_.size()));
    const Place place = doc_.places_[record];
    if (place.type >= schema::type_count || doc_.places_[root].type != place.type || record == root) return false;
    doc_.roots_.emplace(record, root);
  }
  for (std::size_t n = in_.count(); n > 0; --n) {
    const std::uint64_t key = in_.number();
    const auto written = static_cast<Handle>(in_.below(doc_.ids_.size()));
    const std::uint64_t type = key >> 48, field = key >> 32 & 0xFFFF, row = key & 0xFFFFFFFF;
    if (type >= doc_.tables_.size() || field >= doc_.tables_[type].columns.size() || row >= doc_.tables_[type].rows() ||
        doc_.tables_[type].columns[field].field().kind != schema::Kind::ref)
      return false;
    doc_.redirected_.emplace(key, written);
  }
  return true;
}

Journal::Line CheckpointUnpacker::unpack_line() {
  Journal::Line line{};
  line.segment = static_cast<std::uint32_t>(in_.below(cover_.segments.size()));
  line.offset = in_.number32();
  line.length = in_.number32();
  return line;
}

// The items that are left in this phase; read when it begins.
std::size_t CheckpointUnpacker::counted() {
  if (!is_counted_) left_ = in_.count();
  is_counted_ = true;
  return left_;
}

bool CheckpointUnpacker::unpack_changes() {
  for (std::size_t room = items_a_step; counted() > 0 && room > 0; --room, --left_) {
    ChangeInfo c;
    c.id = in_.change_id();
    c.at.ms = in_.integer();
    c.at.counter = in_.number32();
    c.by = static_cast<std::uint32_t>(in_.below(doc_.names_.size()));
    c.command = static_cast<std::uint32_t>(in_.below(doc_.names_.size()));
    c.group = in_.number32();
    const std::string_view hash = in_.text();
    if (!hash.empty() && hash.size() != c.hash.size()) return false;
    std::ranges::copy(hash, c.hash.begin());
    cover_.lines.push_back(unpack_line());
    if (!in_.ok() || !doc_.change_index_.emplace(c.id, static_cast<ChangeIndex>(doc_.changes_.size())).second)
      return false;
    doc_.changes_.push_back(c);
    std::uint32_t& head = doc_.heads_[c.id.device];
    head = std::max(head, c.id.seq);
    doc_.latest_ = std::max(doc_.latest_, c.at);
  }
  if (left_ == 0) go_on(Phase::births);
  return true;
}

// Exactly the records with a place were written by a change-set.
bool CheckpointUnpacker::check_births() {
  const std::size_t end = std::min(doc_.born_.size(), at_ + rows_a_step * 4);
  for (; at_ < end; ++at_)
    if (doc_.born_[at_] > doc_.changes_.size() || (doc_.born_[at_] != 0) != (doc_.places_[at_].type != UINT16_MAX))
      return false;
  if (at_ == doc_.born_.size()) go_on(Phase::registers);
  return true;
}

bool CheckpointUnpacker::is_slot(Handle record, Slot slot) const {
  if (slot == deleted_slot || slot == alias_slot) return true;
  if (slot >= first_unknown_slot) return slot - first_unknown_slot < doc_.unknown_fields_.size();
  const std::uint16_t type = doc_.places_[record].type;
  if (type >= schema::type_count || slot >= doc_.tables_[type].columns.size()) return false;
  return doc_.slots_[type][slot].front() == slot;
}

bool CheckpointUnpacker::check_raws(Handle record, Slot slot, const std::vector<std::int64_t>& raws) const {
  const auto is_below = [](std::int64_t raw, std::size_t limit) {
    return raw >= 0 && static_cast<std::uint64_t>(raw) < limit;
  };
  if (slot >= first_unknown_slot) return raws.size() == 1 && is_below(raws[0], doc_.raw_json_.size());
  const std::uint16_t type = doc_.places_[record].type;
  const std::vector<FieldIndex>& together = doc_.slots_[type][slot];
  if (raws.size() != together.size()) return false;
  for (std::size_t i = 0; i < raws.size(); ++i) {
    const Column& column = doc_.tables_[type].columns[together[i]];
    if (column.field().is_text() && !is_below(raws[i], column.arena_.size())) return false;
    if (column.field().kind == schema::Kind::ref && !is_below(raws[i], doc_.ids_.size())) return false;
  }
  return true;
}

bool CheckpointUnpacker::unpack_registers() {
  for (std::size_t room = items_a_step; counted() > 0 && room > 0; --room, --left_) {
    const std::uint64_t key = in_.number();
    const auto record = static_cast<Handle>(key >> 16);
    const auto slot = static_cast<Slot>(key & 0xFFFF);
    if (key >> 16 >= doc_.ids_.size() || doc_.born_[record] == 0 || !is_slot(record, slot)) return false;
    const auto [at, is_new] = doc_.registers_.try_emplace(key);
    if (!is_new) return false;
    doc_.register_bits_[record] |= Document::slot_bit(slot);
    for (std::size_t n = in_.count(); n > 0; --n) {
      LiveValue live{static_cast<ChangeIndex>(in_.below(doc_.changes_.size())), {}};
      for (std::size_t raws = in_.count(); raws > 0; --raws) live.raws.push_back(in_.integer());
      if (!in_.ok() || !check_raws(record, slot, live.raws)) return false;
      at->second.live.push_back(std::move(live));
    }
    for (std::size_t n = in_.count(); n > 0; --n) at->second.dead.push_back(in_.change_id());
  }
  if (left_ == 0) go_on(Phase::aliases);
  return true;
}

// As Applier::keep_aliases() does with each of them.
bool CheckpointUnpacker::derive_aliases() {
  for (const auto& [key, reg] : doc_.registers_) {
    if ((key & 0xFFFF) != alias_slot) continue;
    const auto record = static_cast<Handle>(key >> 16);
    std::vector<Handle> targets;
    for (const LiveValue& live : reg.live) {
      const auto id = alias_target(doc_.raw_json(live.raws[0]));
      if (!id) continue;
      targets.push_back(doc_.find(*id));
      if (targets.back() == 0) return false;
      doc_.alias_members_.insert({record, targets.back()});
    }
    doc_.aliases_[record] = std::move(targets);
  }
  return true;
}

}  // namespace zhike::store

// Writing: the order of everything in the body of a checkpoint. checkpoint_unpack.cpp reads in the same order.
#include "core/store/checkpoint_pack.h"

#include <algorithm>

namespace zhike::store {
namespace {

constexpr std::size_t items_a_step = 5'000;

template <class Container>
CheckpointArray array(Container& container) {
  return {&container, container.size(), sizeof(typename Container::value_type),
          [](void* at, std::size_t count) { static_cast<Container*>(at)->resize(count); },
          [](void* at) { return reinterpret_cast<char*>(static_cast<Container*>(at)->data()); }};
}

template <class Cells, class Blank>
bool is_blank(const Cells& cells, Blank blank) {
  return std::ranges::all_of(cells, [blank](auto cell) { return cell == blank; });
}

}  // namespace

std::string checkpoint_fingerprint() {
  std::string text;
  for (const schema::RecordDef& def : schema::registry) {
    text.append(def.key).append(1, '\n');
    for (const schema::FieldDef& field : def.fields) {
      text.append(field.key).append(1, ' ').append(schema::kind_key(field.kind));
      text.append(field.has(schema::repeats) ? " r " : " ").append(field.options.group).append(1, ' ');
      text.append(field.options.target).append(1, '\n');
    }
  }
  return base::to_hex(base::sha256(text));
}

std::vector<CheckpointArray> CheckpointPacker::arrays(Document& doc, std::string& rest) {
  std::vector<CheckpointArray> out{array(doc.ids_), array(doc.born_)};
  const auto add_arena = [&out](TextArena& arena) {
    out.push_back(array(arena.bytes_));
    out.push_back(array(arena.starts_));
  };
  add_arena(doc.names_);
  add_arena(doc.raw_json_);
  for (Table& table : doc.tables_) {
    out.push_back(array(table.handles));
    out.push_back(array(table.visible));
    for (Column& column : table.columns) {
      out.push_back(column.wide_ ? array(column.wide_cells_) : array(column.cells_));
      add_arena(column.arena_);
    }
  }
  out.push_back(array(rest));
  return out;
}

std::vector<std::size_t> CheckpointPacker::counts(const Document& doc) {
  std::vector<std::size_t> out{doc.ids_.size(), doc.born_.size()};
  const auto add_arena = [&out](const TextArena& arena) {
    out.push_back(arena.bytes_.size());
    out.push_back(arena.starts_.size());
  };
  add_arena(doc.names_);
  add_arena(doc.raw_json_);
  for (const Table& table : doc.tables_) {
    out.push_back(table.handles.size());
    out.push_back(table.visible.size());
    for (const Column& column : table.columns) {
      const bool is_empty =
          column.wide_ ? is_blank(column.wide_cells_, schema::unset) : is_blank(column.cells_, column.blank());
      out.push_back(is_empty ? 0 : table.rows());
      add_arena(column.arena_);
    }
  }
  return out;
}

bool CheckpointPacker::step(const Document& doc, const CheckpointCover& cover) {
  if (!has_begun_) {
    has_begun_ = true;
    pack_small(doc, cover);
    out_.number(doc.changes_.size());
    return true;
  }
  std::size_t room = items_a_step;
  for (; next_change_ < doc.changes_.size() && room > 0; --room, ++next_change_)
    pack_change(doc.changes_[next_change_], cover.lines[next_change_]);
  if (next_change_ < doc.changes_.size()) return true;
  if (!next_register_) {
    next_register_ = doc.registers_.begin();
    out_.number(doc.registers_.size());
  }
  for (; *next_register_ != doc.registers_.end() && room > 0; --room, ++*next_register_)
    pack_register((*next_register_)->first, (*next_register_)->second);
  return *next_register_ != doc.registers_.end();
}

void CheckpointPacker::pack_small(const Document& doc, const CheckpointCover& cover) {
  out_.number(doc.revision_);
  out_.number(doc.unknown_fields_.size());
  for (const std::string& key : doc.unknown_fields_) out_.text(key);
  out_.number(doc.unknown_types_.size());
  for (const std::string& key : doc.unknown_types_) out_.text(key);
  std::vector<std::pair<Handle, std::uint16_t>> foreign;
  for (Handle h = 1; h < doc.places_.size(); ++h)
    if (doc.places_[h].type != UINT16_MAX && doc.places_[h].type >= schema::type_count)
      foreign.emplace_back(h, doc.places_[h].type);
  out_.number(foreign.size());
  for (const auto& [handle, type] : foreign) out_.number(handle), out_.number(type);
  out_.number(doc.purged_.size());
  for (const base::RecId id : doc.purged_) out_.id(id);
  out_.number(doc.claimed_types_.size());
  for (const auto& [id, type] : doc.claimed_types_) out_.id(id), out_.text(type);
  out_.number(doc.roots_.size());
  for (const auto& [record, root] : doc.roots_) out_.number(record), out_.number(root);
  out_.number(doc.redirected_.size());
  for (const auto& [key, written] : doc.redirected_) out_.number(key), out_.number(written);
  cover.forks.write(out_);
  out_.number(cover.out.size());
  for (const auto& [id, line] : cover.out) out_.change_id(id), pack_line(line);
}

void CheckpointPacker::pack_line(Journal::Line line) {
  out_.number(line.segment);
  out_.number(line.offset);
  out_.number(line.length);
}

void CheckpointPacker::pack_change(const ChangeInfo& change, Journal::Line line) {
  out_.change_id(change.id);
  out_.integer(change.at.ms);
  out_.number(change.at.counter);
  out_.number(change.by);
  out_.number(change.command);
  out_.number(change.group);
  const bool has_hash = change.hash != base::Sha256{};
  out_.text(has_hash ? std::string_view(reinterpret_cast<const char*>(change.hash.data()), change.hash.size())
                     : std::string_view());
  pack_line(line);
}

void CheckpointPacker::pack_register(std::uint64_t key, const Register& reg) {
  out_.number(key);
  out_.number(reg.live.size());
  for (const LiveValue& live : reg.live) {
    out_.number(live.change);
    out_.number(live.raws.size());
    for (const std::int64_t raw : live.raws) out_.integer(raw);
  }
  out_.number(reg.dead.size());
  for (const base::ChangeId id : reg.dead) out_.change_id(id);
}

}  // namespace zhike::store

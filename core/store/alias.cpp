#include "core/store/alias.h"

#include <algorithm>
#include <tuple>

namespace zhike::store {

std::optional<base::RecId> alias_target(std::string_view json) {
  const auto id = json.size() == 38 ? base::read_id(json.substr(1, 36)) : std::nullopt;
  return id && *id ? id : std::nullopt;
}

bool AliasPass::is_record(Handle handle) const {
  return doc_.places_[handle].type < schema::type_count && doc_.born_[handle] != 0;
}

AliasPass::Groups AliasPass::groups() const {
  std::map<Handle, Handle> parent;
  const auto top = [&](Handle h) {
    while (parent.contains(h) && parent[h] != h) h = parent[h];
    return h;
  };
  for (const auto& [from, targets] : doc_.aliases_) {
    for (const Handle to : targets) {
      if (!is_record(from) || !is_record(to) || doc_.places_[from].type != doc_.places_[to].type) continue;
      parent.try_emplace(from, from);
      parent.try_emplace(to, to);
      parent[top(from)] = top(to);
    }
  }
  Groups found;
  for (const auto& [member, above] : parent) found[top(above)].push_back(member);
  return found;
}

Handle AliasPass::root_of(const std::vector<Handle>& members) const {
  return *std::ranges::min_element(members, {}, [&](Handle h) { return std::tuple(doc_.is_deleted(h), doc_.ids_[h]); });
}

void AliasPass::run() {
  std::unordered_map<Handle, Handle> roots;
  for (const auto& [top, members] : groups()) {
    const Handle root = root_of(members);
    for (const Handle member : members)
      if (member != root) roots.emplace(member, root);
  }
  doc_.alias_members_.clear();
  std::set<Handle> concerned;
  for (const auto& [from, targets] : doc_.aliases_) {
    concerned.insert(from);
    concerned.insert(targets.begin(), targets.end());
    if (!targets.empty()) doc_.alias_members_.insert(from);
    doc_.alias_members_.insert(targets.begin(), targets.end());
  }
  for (const auto& [record, root] : doc_.roots_) concerned.insert({record, root});
  std::vector<Handle> moved;
  for (const Handle h : concerned) {
    const auto now = roots.find(h);
    if (doc_.root(h) != (now == roots.end() ? h : now->second)) moved.push_back(h);
  }
  restore(moved);
  doc_.roots_ = std::move(roots);
  for (const Handle h : moved)
    if (doc_.root(h) != h) redirect(h, doc_.root(h));
  for (const Handle h : concerned) {
    if (!is_record(h)) continue;
    Table& table = doc_.tables_[doc_.places_[h].type];
    table.revision = doc_.revision_ + 1;
    if (doc_.root(h) == h && !doc_.is_deleted(h))
      table.show(doc_.places_[h].row);
    else
      table.hide(doc_.places_[h].row);
  }
}

void AliasPass::restore(const std::vector<Handle>& moved) {
  std::erase_if(doc_.redirected_, [&](const auto& cell) {
    if (std::ranges::find(moved, cell.second) == moved.end()) return false;
    Table& table = doc_.tables_[cell.first >> 48];
    table.columns[cell.first >> 32 & 0xFFFF].set_raw(static_cast<Row>(cell.first), cell.second);
    table.revision = doc_.revision_ + 1;
    return true;
  });
}

void AliasPass::redirect(Handle from, Handle to) {
  const std::string_view target = doc_.type_key(doc_.places_[from].type);
  for (std::uint16_t type = 0; type < schema::type_count; ++type) {
    Table& table = doc_.tables_[type];
    for (FieldIndex f = 0; f < table.columns.size(); ++f) {
      Column& column = table.columns[f];
      if (column.field().kind != schema::Kind::ref || column.field().options.target != target) continue;
      for (Row row = 0; row < table.rows(); ++row) {
        if (column.raw(row) != from || doc_.redirected_.contains(Document::cell_key(type, f, row))) continue;
        doc_.redirected_.emplace(Document::cell_key(type, f, row), from);
        column.set_raw(row, to);
        table.revision = doc_.revision_ + 1;
      }
    }
  }
}

}  // namespace zhike::store

// The canonical state, hashed as it is written: for every record in order of (type, id) its slots in order of field
// key, each with its live values in order of change id. stored: do not change (two laptops compare it by eye).
#include <algorithm>

#include "core/base/json.h"
#include "core/store/document.h"

namespace zhike::store {
namespace {

struct Cell {
  base::ChangeId change;
  std::string json;
};

class Writer {
 public:
  void add(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() > 1 << 16) flush();
  }
  std::string finish() {
    flush();
    return base::to_hex(stream_.finish());
  }

 private:
  void flush() {
    stream_.update(buffer_);
    buffer_.clear();
  }
  std::string buffer_;
  base::Sha256Stream stream_;
};

}  // namespace

std::string state_hash(const Document& doc) {
  std::vector<Handle> order;
  for (Handle h = 1; h < doc.ids_.size(); ++h)
    if (doc.born_[h] != 0) order.push_back(h);
  std::ranges::sort(order, [&](Handle a, Handle b) {
    const std::uint16_t ta = doc.places_[a].type, tb = doc.places_[b].type;
    if (ta != tb) return doc.type_key(ta) < doc.type_key(tb);
    return doc.ids_[a] < doc.ids_[b];
  });

  Writer out;
  const auto write_slot = [&](std::string_view key, std::vector<Cell>& cells) {
    if (cells.empty()) return;
    std::ranges::sort(cells, {}, &Cell::change);
    out.add(key);
    for (const Cell& cell : cells) out.add(" " + base::write_change_id(cell.change) + "=" + cell.json);
    out.add("\n");
  };
  for (Handle h : order) {
    const Place place = doc.places_[h];
    out.add(doc.type_key(place.type));
    out.add(" " + base::write_id(doc.ids_[h]) + "\n");
    const auto slot_cells = [&](Slot slot, auto&& json_of) {
      std::vector<Cell> cells;
      if (const Register* reg = doc.find_register(h, slot))
        for (const LiveValue& live : reg->live) cells.push_back({doc.changes_[live.change].id, json_of(live.raws)});
      return cells;
    };
    if (place.type < schema::type_count) {
      const auto type = static_cast<schema::TypeIndex>(place.type);
      const auto& table = doc.tables_[type];
      for (FieldIndex f = 0; f < table.columns.size(); ++f) {
        const auto together = doc.slot_fields(type, f);
        if (together.front() != f) continue;
        const auto json_of = [&](const std::vector<std::int64_t>& raws) {
          std::string json;
          for (std::size_t i = 0; i < together.size(); ++i)
            json += base::write_canonical(schema::value_to_json(table.columns[together[i]].field(),
                                                                doc.to_value(type, together[i], raws[i]))) + ";";
          return json;
        };
        auto cells = slot_cells(f, json_of);
        if (!doc.find_register(h, f)) {
          std::vector<std::int64_t> raws;
          bool is_set = false;
          for (FieldIndex member : together) {
            raws.push_back(table.columns[member].raw(place.row));
            is_set = is_set || table.columns[member].is_set(place.row);
          }
          if (is_set) cells.push_back({doc.changes_[doc.born_[h] - 1].id, json_of(raws)});
        }
        write_slot(table.columns[f].field().key, cells);
      }
    }
    const auto raw_json = [&](const std::vector<std::int64_t>& raws) {
      return std::string(doc.raw_json_.at(static_cast<std::uint32_t>(raws[0])));
    };
    std::vector<std::pair<std::string_view, Slot>> unknown{{deleted_key, deleted_slot}};
    for (std::size_t u = 0; u < doc.unknown_fields_.size(); ++u)
      unknown.emplace_back(doc.unknown_fields_[u], static_cast<Slot>(first_unknown_slot + u));
    std::ranges::sort(unknown);
    for (const auto& [key, slot] : unknown) {
      auto cells = slot_cells(slot, raw_json);
      write_slot(key, cells);
    }
  }
  return out.finish();
}

}  // namespace zhike::store

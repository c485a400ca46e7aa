// The canonical state, hashed as it is written: for every record in order of (type, id) its slots in order of field
// key, each with its live values in order of change id. stored: do not change (two laptops compare it by eye).
#include <algorithm>
#include <numeric>
#include <tuple>

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

// One record: its type and id, then a line for each slot that holds a value.
class StateWriter {
 public:
  explicit StateWriter(const Document& doc, Writer& out) : doc_(doc), out_(out) {}

  void record(Handle handle, Place place, base::ChangeId born, const std::vector<std::string>& unknown_fields) {
    out_.add(doc_.type_key(place.type));
    out_.add(" " + base::write_id(doc_.id(handle)) + "\n");
    if (place.type < schema::type_count) {
      const auto type = static_cast<schema::TypeIndex>(place.type);
      for (FieldIndex f = 0; f < doc_.table(type).columns.size(); ++f)
        if (doc_.slot_fields(type, f).front() == f) slot(handle, place, type, f, born);
    }
    if (doc_.find_register(handle, deleted_slot)) raw_slot(handle, deleted_key, deleted_slot);
    if (doc_.find_register(handle, alias_slot)) raw_slot(handle, alias_key, alias_slot);
    std::vector<std::pair<std::string_view, Slot>> unknown;
    for (std::size_t u = 0; u < unknown_fields.size(); ++u)
      if (doc_.find_register(handle, static_cast<Slot>(first_unknown_slot + u)))
        unknown.emplace_back(unknown_fields[u], static_cast<Slot>(first_unknown_slot + u));
    std::ranges::sort(unknown);
    for (const auto& [key, number] : unknown) raw_slot(handle, key, number);
  }

 private:
  void slot(Handle handle, Place place, schema::TypeIndex type, FieldIndex first, base::ChangeId born) {
    const auto& columns = doc_.table(type).columns;
    const auto& together = doc_.slot_fields(type, first);
    if (const Register* reg = doc_.find_register(handle, first)) {
      cells_.clear();
      for (const LiveValue& live : reg->live) {
        std::string json;
        for (std::size_t i = 0; i < together.size(); ++i) append(json, columns[together[i]], live.raws[i]);
        cells_.push_back({doc_.change(live.change).id, std::move(json)});
      }
      write(columns[first].field().key);
      return;
    }
    if (std::ranges::none_of(together, [&](FieldIndex f) { return columns[f].is_set(place.row); })) return;
    line_.assign(columns[first].field().key);
    line_ += ' ' + base::write_change_id(born) + '=';
    for (const FieldIndex f : together) append(line_, columns[f], doc_.written(type, f, place.row));
    line_ += '\n';
    out_.add(line_);
  }
  void append(std::string& json, const Column& column, std::int64_t raw) const {
    column.append_json(json, raw, [&](Handle handle) { return doc_.id(handle); });
    json += ';';
  }
  void raw_slot(Handle handle, std::string_view key, Slot number) {
    cells_.clear();
    for (const LiveValue& live : doc_.find_register(handle, number)->live)
      cells_.push_back({doc_.change(live.change).id, std::string(doc_.raw_json(live.raws[0]))});
    write(key);
  }
  void write(std::string_view key) {
    if (cells_.empty()) return;
    std::ranges::sort(cells_, {}, &Cell::change);
    out_.add(key);
    for (const Cell& cell : cells_) out_.add(" " + base::write_change_id(cell.change) + "=" + cell.json);
    out_.add("\n");
  }

  const Document& doc_;
  Writer& out_;
  std::vector<Cell> cells_;
  std::string line_;
};

}  // namespace

std::string state_hash(const Document& doc) {
  std::vector<Handle> order;
  for (Handle h = 1; h < doc.ids_.size(); ++h)
    if (doc.born_[h] != 0) order.push_back(h);
  // Types in order of their keys, as numbers: millions of records are sorted here.
  std::vector<std::uint16_t> by_key(schema::type_count + doc.unknown_types_.size()), rank(by_key.size());
  std::iota(by_key.begin(), by_key.end(), std::uint16_t{0});
  std::ranges::sort(by_key, {}, [&](std::uint16_t type) { return doc.type_key(type); });
  for (std::size_t i = 0; i < by_key.size(); ++i) rank[by_key[i]] = static_cast<std::uint16_t>(i);
  std::ranges::sort(order, {}, [&](Handle h) { return std::tuple(rank[doc.places_[h].type], doc.ids_[h]); });
  Writer out;
  StateWriter writer(doc, out);
  for (const base::RecId id : doc.purged_) out.add("purged " + base::write_id(id) + "\n");
  for (const Handle h : order) writer.record(h, doc.places_[h], doc.changes_[doc.born_[h] - 1].id, doc.unknown_fields_);
  return out.finish();
}

}  // namespace zhike::store

#include "tests/storm/oracle.h"

#include <algorithm>
#include <tuple>

#include "core/base/hash.h"
#include "core/schema/registry.h"

namespace zhike::storm {
namespace {

using base::Json;

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list.items()) out.push_back(item.as_string());
  return out;
}

const schema::RecordDef* def_of(const std::string& type) {
  for (const schema::RecordDef& def : schema::registry)
    if (def.key == type) return &def;
  return nullptr;
}

// The fields written together with this one; empty for a field this version does not know.
std::vector<std::string> slot_fields(const std::string& type, const std::string& field) {
  std::vector<std::string> out;
  const schema::RecordDef* def = def_of(type);
  const auto find = [&]() -> const schema::FieldDef* {
    for (const schema::FieldDef& f : def->fields)
      if (f.key == field) return &f;
    return nullptr;
  };
  const schema::FieldDef* mine = def ? find() : nullptr;
  if (!mine) return out;
  for (const schema::FieldDef& f : def->fields)
    if (&f == mine || (!mine->options.group.empty() && f.options.group == mine->options.group)) out.emplace_back(f.key);
  return out;
}
std::string slot_of(const std::string& type, const std::string& field) {
  const auto fields = slot_fields(type, field);
  return fields.empty() ? field : fields.front();
}

struct Entry {
  const Said* said;
  std::string id;  // its own where the number is forked
};

class Working {
 public:
  explicit Working(const std::vector<const Said*>& set) {
    std::map<std::string, std::map<std::string, const Said*>> by_id;
    for (const Said* said : set) {
      const Said*& held = by_id[said->id][said->hash];
      if (!held || said->writes.size() > held->writes.size()) held = said;
    }
    for (const auto& [id, twins] : by_id) {
      if (twins.size() > 1) ++out.forks;
      for (const auto& [hash, said] : twins) {
        const std::string own = twins.size() > 1 ? hash.substr(0, 16) + id.substr(16) : id;
        entries_.push_back({said, own});
        twins_[id].push_back(entries_.back());
      }
    }
    for (const Said* said : set)
      for (const Write& w : said->writes)
        if (w.field == "_purge") out.purged.insert(w.rec);
    std::map<base::RecId, std::set<std::string>> types;
    for (const Entry& e : entries_)
      for (const Write& w : e.said->writes)
        if (!out.purged.contains(w.rec)) types[w.rec].insert(w.type);
    for (const auto& [rec, names] : types) {
      out.records[rec].type = *names.begin();
      out.clashes += names.size() > 1;
    }
    for (auto& [rec, record] : out.records) fill(rec, record);
    for (auto& [rec, record] : out.records) judge_delete(record);
    join();
  }
  Expected out;

 private:
  // Which twin an "over" meant: the only one that wrote the slot.
  std::vector<std::string> meant(const std::string& seen, const Write& w) {
    const auto found = twins_.find(seen);
    if (found == twins_.end() || found->second.size() == 1) return {seen};
    std::vector<std::string> wrote;
    for (const Entry& twin : found->second)
      if (std::ranges::any_of(twin.said->writes, [&](const Write& other) {
            return other.rec == w.rec && slot_of(other.type, other.field) == slot_of(w.type, w.field);
          }))
        wrote.push_back(twin.id);
    return wrote.size() == 1 ? wrote : std::vector<std::string>{};
  }

  void fill(base::RecId rec, ExpectedRecord& record) {
    std::map<std::string, std::set<std::string>> dead;
    for (const Entry& e : entries_) {
      std::set<std::string> done;  // the first field of a group stands for the others
      for (const Write& w : e.said->writes) {
        if (w.rec != rec || w.type != record.type) continue;
        const std::string slot = slot_of(w.type, w.field);
        if (!done.insert(slot).second) continue;
        std::string text;
        bool is_blank = true;
        const auto fields = slot_fields(w.type, w.field);
        for (const std::string& field : fields) {
          Json value;
          for (const Write& other : e.said->writes)
            if (other.rec == rec && other.type == w.type && other.field == field) value = other.value;
          const bool is_empty = value.is_null() || (value.is_string() && value.as_string().empty());
          is_blank = is_blank && is_empty;
          text += base::write_canonical(is_empty ? Json() : value) + ';';
        }
        if (fields.empty()) text = base::write_canonical(w.value), is_blank = false;
        if (is_blank && w.over.empty()) continue;  // says nothing
        record.cells[slot].live[e.id] = text;
        at_[e.id] = e.said->at;
        for (const std::string& seen : w.over)
          for (const std::string& one : meant(seen, w)) dead[slot].insert(one);
      }
    }
    for (auto& [slot, cell] : record.cells) {
      for (const std::string& id : dead[slot]) cell.live.erase(id);
      for (const auto& [id, text] : cell.live)
        if (cell.shown.empty() || order(cell.shown) < order(id)) cell.shown = id;
      std::set<std::string> clocks;
      for (const auto& [id, text] : cell.live) clocks.insert(at_[id]);
      out.most_live = std::max(out.most_live, cell.live.size());
      out.equal_clocks += cell.live.size() - clocks.size();
    }
  }
  std::tuple<std::string, std::string, unsigned long> order(const std::string& id) {
    return {at_[id], id.substr(0, 16), std::stoul(id.substr(17))};
  }

  void judge_delete(ExpectedRecord& record) {
    const auto deletes = record.cells.find("_del");
    if (deletes == record.cells.end() || !def_of(record.type)) return;
    for (const auto& [id, text] : deletes->second.live) {
      if (text == "false") continue;
      bool has_seen_all = true;
      for (const auto& [slot, cell] : record.cells)
        for (const auto& [change, value] : cell.live)
          if (slot != "_del" && slot != "_alias" && text.find('"' + change + '"') == std::string::npos)
            has_seen_all = false;
      if (has_seen_all)
        record.is_deleted = true;
      else
        ++out.saved_from_delete;
    }
  }

  void join() {
    std::map<base::RecId, std::set<base::RecId>> next;
    for (auto& [rec, record] : out.records) {
      record.root = rec;
      const auto alias = record.cells.find("_alias");
      if (alias == record.cells.end() || !def_of(record.type)) continue;
      for (const auto& [id, text] : alias->second.live) {
        const auto to = text.size() == 38 ? base::read_id(text.substr(1, 36)) : std::nullopt;
        if (!to || !out.records.contains(*to) || out.records[*to].type != record.type) continue;
        next[rec].insert(*to);
        next[*to].insert(rec);
      }
    }
    for (auto& [rec, record] : out.records) {
      std::set<base::RecId> group{rec};
      for (bool grows = true; grows;) {
        grows = false;
        for (const base::RecId member : std::set<base::RecId>(group))
          for (const base::RecId other : next[member]) grows |= group.insert(other).second;
      }
      out.alias_groups += group.size() > 1;
      record.root =
          *std::ranges::min_element(group, {}, [&](base::RecId r) { return std::pair(out.records[r].is_deleted, r); });
    }
  }

  std::vector<Entry> entries_;
  std::map<std::string, std::vector<Entry>> twins_;
  std::map<std::string, std::string> at_;
};

}  // namespace

Said read_line(const std::string& line) {
  const Json json = *base::parse_json(line);
  Said said;
  said.device = json["dev"].as_string();
  said.id = said.device + ":" + std::to_string(json["seq"].as_integer());
  said.at = json["at"].as_string();
  said.hash = json.find("stub") ? json["stub"].as_string().substr(7) : base::to_hex(base::sha256(line));
  for (const Json& op : json["ops"].items()) {
    const std::string& type = op["type"].as_string();
    for (const auto& [field, cell] : op["set"].members())
      said.writes.push_back({type, field, *base::read_id(op["rec"].as_string()), cell["v"], strings(cell["over"])});
    for (const Json& row : op["rows"].items())
      for (std::size_t i = 0; i < op["cols"].items().size(); ++i)
        said.writes.push_back({type,
                               op["cols"].items()[i].as_string(),
                               *base::read_id(row.items()[0].as_string()),
                               row.items()[i + 1],
                               {}});
  }
  return said;
}

Expected expect(const std::vector<const Said*>& set) { return Working(set).out; }

}  // namespace zhike::storm

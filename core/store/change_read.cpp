// Reading change-sets: a fast path for canonical lines, and a complete one through JSON.
#include <algorithm>
#include <optional>

#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "core/base/text.h"
#include "core/store/change.h"

namespace zhike::store {
namespace {

using base::Json;

bool is_digest(std::string_view text) { return text.starts_with("sha256:") && text.size() == 71; }

// A column named twice would count differently in the two ways a row is applied.
bool is_repeated(const std::vector<std::string>& cols) {
  for (std::size_t i = 1; i < cols.size(); ++i)
    if (std::find(cols.begin(), cols.begin() + static_cast<std::ptrdiff_t>(i), cols[i]) !=
        cols.begin() + static_cast<std::ptrdiff_t>(i))
      return true;
  return false;
}

// The bulk path: one pass over a canonical line, without building JSON values. nullopt for anything unusual; the line
// is then read as JSON, which knows every form and names every fault.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line), in_(line) {}

  std::optional<Change> read() {
    if (base::find_invalid_utf8(line_) != std::string_view::npos) return std::nullopt;
    Change change;
    bool has_ops = false;
    std::optional<base::Hlc> at;
    std::optional<base::DeviceId> device;
    each_member([&](std::string_view key) {
      if (key == "at")
        at = base::read_hlc(in_.string());
      else if (key == "by")
        change.by = in_.string();
      else if (key == "cmd")
        change.command = in_.string();
      else if (key == "dev")
        device = base::read_device(in_.string());
      else if (key == "group")
        change.group = sequence();
      else if (key == "ops")
        has_ops = read_ops(change);
      else if (key == "prev")
        change.prev = digest(in_.string());
      else if (key == "seq")
        change.id.seq = sequence();
      else if (key == "stub")
        change.stub = digest(in_.string());
      else
        in_.raw();
    });
    if (!in_.ok() || !in_.at_end() || !at || !device || !has_ops || change.id.seq == 0) return std::nullopt;
    change.at = *at;
    change.id.device = *device;
    return change;
  }

 private:
  struct Set {
    std::string key;
    std::vector<base::ChangeId> over;
    std::string_view value;
  };

  std::uint32_t sequence() {
    const std::int64_t n = in_.integer();
    if (n < 1 || n > UINT32_MAX) in_.stop();
    return static_cast<std::uint32_t>(n);
  }
  std::string digest(std::string_view text) {
    if (!is_digest(text)) in_.stop();
    return in_.ok() ? std::string(text.substr(7)) : std::string();
  }
  // Keys must ascend, as JCS has them: that rules out duplicates too.
  template <class F>
  void each_member(F&& visit) {
    in_.expect('{');
    if (in_.take('}')) return;
    std::string last, key;
    do {
      key = in_.string();
      if (!last.empty() && !base::utf16_less(last, key)) in_.stop();
      in_.expect(':');
      if (in_.ok()) visit(std::string_view(key));
      last = key;
    } while (in_.take(','));
    in_.expect('}');
  }
  template <class F>
  void each_item(F&& visit) {
    in_.expect('[');
    if (in_.take(']')) return;
    do visit();
    while (in_.take(','));
    in_.expect(']');
  }

  // An op's type follows its values: they are cut out first and read when the type is known.
  bool read_ops(Change& change) {
    each_item([&] {
      std::string type;
      base::RecId rec;
      std::vector<std::string> cols;
      cells_.clear();
      sets_.clear();
      row_count_ = 0;
      bool is_batch = false;
      each_member([&](std::string_view key) {
        if (key == "cols")
          each_item([&] { cols.emplace_back(in_.string()); });
        else if (key == "rec")
          rec = base::read_id(in_.string()).value_or(base::RecId{});
        else if (key == "rows")
          is_batch = cut_rows(cols.size() + 1);
        else if (key == "set")
          cut_sets();
        else if (key == "type")
          type = in_.string();
        else
          in_.stop();
      });
      if (!in_.ok()) return;
      if (is_batch)
        read_batch(change, std::move(type), std::move(cols));
      else
        read_record(change, std::move(type), rec);
    });
    return in_.ok();
  }
  bool cut_rows(std::size_t width) {
    each_item([&] {
      const std::size_t before = cells_.size();
      each_item([&] { cells_.push_back(in_.raw()); });
      if (cells_.size() - before != width) in_.stop();
      ++row_count_;
    });
    return true;
  }
  void cut_sets() {
    each_member([&](std::string_view field) {
      Set set{std::string(field), {}, {}};
      each_member([&](std::string_view key) {
        if (key == "v")
          set.value = in_.raw();
        else if (key == "over")
          each_item([&] {
            if (const auto id = base::read_change_id(in_.string()))
              set.over.push_back(*id);
            else
              in_.stop();
          });
        else
          in_.stop();
      });
      if (set.value.empty()) in_.stop();
      sets_.push_back(std::move(set));
    });
  }

  void read_batch(Change& change, std::string type, std::vector<std::string> cols) {
    if (is_repeated(cols)) return in_.stop();
    std::vector<const schema::FieldDef*> fields;
    for (const std::string& col : cols) fields.push_back(find_field(type, col));
    BatchOp op{std::move(type), std::move(cols), {}};
    op.rows.resize(row_count_);
    std::size_t cell = 0;
    for (BatchRow& row : op.rows) {
      const auto rec = base::read_id(inside(cells_[cell++]));
      if (!rec) return in_.stop();
      row.rec = *rec;
      row.values.resize(fields.size());
      for (std::size_t i = 0; i < fields.size(); ++i) convert(fields[i], cells_[cell++], row.values[i]);
    }
    change.batches.push_back(std::move(op));
  }
  void read_record(Change& change, std::string type, base::RecId rec) {
    if (!rec) return in_.stop();
    RecordOp op{std::move(type), rec, {}};
    for (Set& set : sets_) {
      FieldSet made{std::move(set.key), {}, std::move(set.over)};
      convert(find_field(op.type, made.field), set.value, made.value);
      op.sets.push_back(std::move(made));
    }
    change.records.push_back(std::move(op));
  }

  // A string's content where nothing in it is escaped; else it stops.
  std::string_view inside(std::string_view raw) {
    if (raw.size() < 2 || raw.front() != '"' || raw.find('\\') != std::string_view::npos) {
      in_.stop();
      return {};
    }
    return raw.substr(1, raw.size() - 2);
  }
  void convert(const schema::FieldDef* field, std::string_view raw, FieldValue& out) {
    if (!field) {
      out.raw_json = raw;
    } else if (raw == "null") {
      // stays empty
    } else if (field->kind == schema::Kind::flag) {
      if (raw == "true" || raw == "false")
        out.value = std::int64_t{raw == "true"};
      else
        in_.stop();
    } else if (field->kind == schema::Kind::integer) {
      base::JsonScanner number(raw);
      out.value = number.integer();
      if (!number.ok()) in_.stop();
    } else if (field->kind == schema::Kind::list) {
      base::JsonScanner list(raw);
      std::string joined;
      list.expect('[');
      if (!list.take(']')) {
        do joined.append(joined.empty() ? "" : "\n").append(list.string());
        while (list.take(','));
      }
      if (!list.ok()) in_.stop();
      if (!joined.empty()) out.value = std::move(joined);
    } else if (field->is_text()) {
      base::JsonScanner text(raw);
      const std::string_view content = text.string();
      if (!text.ok()) in_.stop();
      if (!content.empty()) out.value = std::string(content);
    } else if (auto value = schema::value_from_string(*field, inside(raw))) {
      out.value = std::move(*value);
    } else {
      in_.stop();
    }
  }

  std::string_view line_;
  base::JsonScanner in_;
  std::vector<std::string_view> cells_;
  std::vector<Set> sets_;
  std::size_t row_count_ = 0;
};

base::Result<FieldValue> read_value(const schema::FieldDef* field, const Json& json) {
  if (!field) return FieldValue{{}, base::write_canonical(json)};
  TRY(schema::Value value, schema::value_from_json(*field, json));
  return FieldValue{std::move(value), {}};
}

base::Result<RecordOp> read_record(const Json& json) {
  const auto rec = base::read_id(json["rec"].as_string());
  if (!rec) return base::fail("change.malformed", "rec");
  RecordOp op{json["type"].as_string(), *rec, {}};
  for (const auto& [key, cell] : json["set"].members()) {
    const Json* v = cell.find("v");
    if (!v) return base::fail("change.malformed", key);
    TRY(FieldValue value, read_value(find_field(op.type, key), *v));
    FieldSet set{key, std::move(value), {}};
    for (const Json& seen : cell["over"].items()) {
      const auto id = base::read_change_id(seen.as_string());
      if (!id) return base::fail("change.malformed", key + ".over");
      set.over.push_back(*id);
    }
    op.sets.push_back(std::move(set));
  }
  return op;
}

base::Result<BatchOp> read_batch(const Json& json) {
  BatchOp op{json["type"].as_string(), {}, {}};
  std::vector<const schema::FieldDef*> fields;
  for (const Json& col : json["cols"].items()) {
    op.cols.push_back(col.as_string());
    fields.push_back(find_field(op.type, op.cols.back()));
  }
  if (is_repeated(op.cols)) return base::fail("change.malformed", "cols");
  op.rows.reserve(json["rows"].items().size());
  for (const Json& row : json["rows"].items()) {
    const auto& cells = row.items();
    if (cells.size() != op.cols.size() + 1) return base::fail("change.malformed", "rows");
    const auto rec = base::read_id(cells[0].as_string());
    if (!rec) return base::fail("change.malformed", "rows");
    BatchRow read{*rec, {}};
    read.values.reserve(op.cols.size());
    for (std::size_t i = 0; i < op.cols.size(); ++i) {
      TRY(FieldValue value, read_value(fields[i], cells[i + 1]));
      read.values.push_back(std::move(value));
    }
    op.rows.push_back(std::move(read));
  }
  return op;
}

}  // namespace

base::Result<Change> read_change(std::string_view line) {
  if (auto change = LineReader(line).read()) return std::move(*change);
  TRY(Json json, base::parse_json(line, {.depth = 32, .string_bytes = 1 << 20, .doubles_allowed = false}));
  return read_change(json);
}

base::Result<Change> read_change(const Json& json) {
  Change change;
  const auto at = base::read_hlc(json["at"].as_string());
  const auto device = base::read_device(json["dev"].as_string());
  const std::int64_t seq = json["seq"].as_integer();
  if (!at) return base::fail("change.malformed", "at");
  if (!device) return base::fail("change.malformed", "dev");
  if (seq < 1 || seq > UINT32_MAX) return base::fail("change.malformed", "seq");
  change.id = {*device, static_cast<std::uint32_t>(seq)};
  change.at = *at;
  change.by = json["by"].as_string();
  change.command = json["cmd"].as_string();
  const std::int64_t group = json["group"].as_integer();
  if (group < 0 || group > UINT32_MAX) return base::fail("change.malformed", "group");
  change.group = static_cast<std::uint32_t>(group);
  if (const std::string& prev = json["prev"].as_string(); is_digest(prev)) change.prev = prev.substr(7);
  if (const std::string& stub = json["stub"].as_string(); is_digest(stub)) change.stub = stub.substr(7);
  if (!json["ops"].is_array()) return base::fail("change.malformed", "ops");
  for (const Json& op : json["ops"].items()) {
    if (op.find("rows")) {
      TRY(BatchOp batch, read_batch(op));
      change.batches.push_back(std::move(batch));
    } else {
      TRY(RecordOp record, read_record(op));
      change.records.push_back(std::move(record));
    }
  }
  return change;
}

}  // namespace zhike::store

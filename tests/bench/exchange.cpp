#include "tests/bench/exchange.h"

#include <array>

#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/exchange/bundle.h"

namespace zhike::bench {
namespace {

using schema::Answer;
using schema::Complaint;
using schema::Customer;
using schema::Purchase;
using schema::Response;
using store::Handle;

constexpr std::size_t records_a_change = 1000;

void member(std::string& out, std::string_view key) { out.append(",\"").append(key).append("\":"); }
void put(std::string& out, std::string_view key, std::string_view text) {
  member(out, key);
  base::append_json_string(out, text);
}
void put(std::string& out, std::string_view key, std::int64_t number) {
  member(out, key);
  out += std::to_string(number);
}
void put_day(std::string& out, std::string_view key, std::int64_t day) {
  put(out, key, base::write_day(static_cast<base::Day>(day)));
}

store::FieldValue text_value(std::string_view text) {
  if (text.empty()) return {};
  return {std::string(text), {}};
}

// Our field for one of the benchmark's, and its value in the row.
struct Edit {
  std::string_view field;
  store::FieldValue value;
};
Edit edit_of(Table table, std::string_view field, const SnapshotRow& row) {
  if (table == Table::customers) {
    if (field == "name") return {"name", text_value(row.name)};
    if (field == "tier") return {"tier_override", text_value(row.tier)};
    if (field == "segment") return {"owner", text_value(row.segment)};
    if (field == "region") return {"region", text_value(row.region)};
    if (field == "phone") return {"phone", text_value(row.phone)};
    if (field == "balance") return {"wallet_total", {row.amount * units_a_cent, {}}};
    return {"notes", text_value(row.notes)};
  }
  if (table == Table::transactions) {
    if (field == "date") return {"date", {std::int64_t{base::read_day(row.date).value_or(0)}, {}}};
    if (field == "amount") return {"amount", {row.amount * units_a_cent, {}}};
    return {"channel", text_value(row.category)};
  }
  if (table == Table::answers) {
    if (field == "score") return {"value", {row.score * base::decimal_one, {}}};
    return {"text", text_value(row.comment)};
  }
  if (field == "status") return {"status", text_value(row.status)};
  if (field == "severity") return {"category", text_value(std::to_string(row.severity))};
  return {"original_words", text_value(row.text)};
}

}  // namespace

bool SnapshotWriter::write(std::string& out, std::size_t rows) {
  if (table_ == 0 && row_ == 0) out += "{\"version\":1,\"customers\":[";
  for (; rows > 0 && table_ < table_names.size(); --rows) {
    if (row_ == doc_.table(schema::find_type(table_types[table_])).rows()) {
      ++table_;
      row_ = 0;
      out += "\n]";
      if (table_ < table_names.size()) out.append(",\"").append(table_names[table_]).append("\":[");
      continue;
    }
    out += row_ ? ",\n" : "\n";
    write_row(out, row_++);
  }
  if (table_ < table_names.size()) return true;
  out += "}\n";
  return false;
}

void SnapshotWriter::write_row(std::string& out, store::Row row) const {
  const auto number = [&](Handle handle) { return number_of(doc_.id(handle)); };
  const Handle handle = doc_.table(schema::find_type(table_types[table_])).handles[row];
  out.append("{\"id\":").append(std::to_string(number(handle)));
  switch (static_cast<Table>(table_)) {
    case Table::customers:
      put(out, "name", doc_.column<&Customer::name>().text(row));
      put(out, "tier", doc_.column<&Customer::tier_override>().text(row));
      put(out, "segment", doc_.column<&Customer::owner>().text(row));
      put(out, "region", doc_.column<&Customer::region>().text(row));
      put(out, "phone", doc_.column<&Customer::phone>().text(row));
      put(out, "balance", doc_.column<&Customer::wallet_total>().raw(row) / units_a_cent);
      put_day(out, "joined", doc_.column<&Customer::since>().raw(row));
      put(out, "notes", doc_.column<&Customer::notes>().text(row));
      break;
    case Table::transactions:
      put(out, "cid", number(static_cast<Handle>(doc_.column<&Purchase::customer>().raw(row))));
      put_day(out, "date", doc_.column<&Purchase::date>().raw(row));
      put(out, "amount", doc_.column<&Purchase::amount>().raw(row) / units_a_cent);
      put(out, "category", doc_.column<&Purchase::channel>().text(row));
      break;
    case Table::answers: {
      const auto response = static_cast<Handle>(doc_.column<&Answer::response>().raw(row));
      const auto question = static_cast<Handle>(doc_.column<&Answer::question>().raw(row));
      const store::Row at = doc_.place(response).row;
      put(out, "cid", number(static_cast<Handle>(doc_.column<&Response::customer>().raw(at))));
      put(out, "q", questions[static_cast<std::size_t>(number(question))]);
      put_day(out, "date", doc_.column<&Response::date>().raw(at));
      put(out, "score", doc_.column<&Answer::value>().raw(row) / base::decimal_one);
      put(out, "comment", doc_.column<&Answer::text>().text(row));
      break;
    }
    case Table::complaints:
      put(out, "cid", number(static_cast<Handle>(doc_.column<&Complaint::customer>().raw(row))));
      put_day(out, "date", doc_.column<&Complaint::received>().raw(row) / 86'400'000);
      put(out, "status", doc_.column<&Complaint::status>().text(row));
      member(out, "severity");
      out += doc_.column<&Complaint::category>().text(row);
      put(out, "text", doc_.column<&Complaint::original_words>().text(row));
      break;
  }
  put(out, "u", stamp_of(doc_.id(handle)));
  if (const Stamps stamps = stamps_of(doc_, handle); !stamps.empty()) {
    member(out, "fu");
    out += stamps_value(stamps).raw_json;
  }
  out += '}';
}

BundleMaker::BundleMaker(const store::Book& book) : ours_(book), writer_(book.document()) {
  theirs_.set_identity({book.identity().device ^ 1, "colleague"});
}

void BundleMaker::feed(std::string_view piece) {
  waiting_ += piece;
  std::size_t at = 0;
  for (std::size_t end; (end = waiting_.find('\n', at)) != std::string::npos; at = end + 1)
    add(std::string_view(waiting_).substr(at, end - at));
  waiting_.erase(0, at);
}

void BundleMaker::add(std::string_view line) {
  if (const auto heading = read_heading(line)) {
    table_ = *heading;
    return;
  }
  if (line.ends_with(',')) line.remove_suffix(1);
  if (!read_row(line, row_)) return;
  const store::Document& doc = ours_.document();
  const base::RecId id = id_of(static_cast<std::uint64_t>(table_), row_.id, row_.stamp);
  const Handle handle = doc.find(id);
  if (handle == 0) {
    writer_.add(table_, row_, change_.batches, change_.records);
    ++records_;
  } else if (!row_.later.empty()) {
    store::RecordOp op{std::string(table_types[static_cast<std::size_t>(table_)]), id, {}};
    const auto& def = schema::registry[schema::find_type(op.type)];
    Stamps stamps = stamps_of(doc, handle);
    for (const auto& [field, stamp] : row_.later) {
      Edit edit = edit_of(table_, field, row_);
      const auto ours = stamps.find(field);
      const bool is_seen = ours == stamps.end() || ours->second < stamp;
      // A field cleared here later: an import has no way to say when a cell became empty.
      if (!is_seen && schema::is_empty(doc.value(handle, def.find(edit.field)))) continue;
      op.sets.push_back({std::string(edit.field), std::move(edit.value),
                         is_seen ? doc.live_changes(handle, def.find(edit.field)) : std::vector<base::ChangeId>()});
      if (is_seen) stamps[field] = stamp;
    }
    std::vector<base::ChangeId> stamps_seen;
    if (const store::Register* kept = doc.find_register(handle, store::first_unknown_slot))
      for (const store::LiveValue& live : kept->live) stamps_seen.push_back(doc.change(live.change).id);
    op.sets.push_back({std::string(stamps_field), stamps_value(stamps), std::move(stamps_seen)});
    change_.records.push_back(std::move(op));
    ++records_;
  }
  if (records_ >= records_a_change / 2) flush();
}

void BundleMaker::flush() {
  if (records_ == 0) return;
  change_.at = base::advance(theirs_.document().latest(), 0);  // earlier than anything of ours
  change_.command = "edit";
  theirs_.write(std::exchange(change_, {}));
  records_ = 0;
}

std::string BundleMaker::finish() {
  flush();
  return exchange::write_bundle(theirs_);
}

}  // namespace zhike::bench

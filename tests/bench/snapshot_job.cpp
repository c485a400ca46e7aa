#include "tests/bench/snapshot_job.h"

#include "core/base/date.h"
#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/base/json_scan.h"

namespace zhike::bench {
namespace {

using store::BatchOp;
using store::BatchRow;
using store::FieldValue;

FieldValue text(std::string_view value) {
  if (value.empty()) return {};
  return {std::string(value), {}};
}
FieldValue number(std::int64_t value) { return {value, {}}; }
FieldValue day(std::string_view value) { return {std::int64_t{base::read_day(value).value_or(0)}, {}}; }
FieldValue ref(base::RecId id) { return {id, {}}; }

// The batch of a type at the end of the list, or a new one.
std::vector<BatchRow>& rows_of(std::vector<BatchOp>& batches, std::string_view type, std::vector<std::string> cols) {
  for (BatchOp& batch : batches)
    if (batch.type == type) return batch.rows;
  return batches.emplace_back(BatchOp{std::string(type), std::move(cols), {}}).rows;
}

}  // namespace

Stamps stamps_of(const store::Document& document, store::Handle record) {
  Stamps out;
  const store::Register* kept = document.find_register(record, store::first_unknown_slot);
  if (!kept || kept->live.empty()) return out;
  base::JsonScanner in(document.raw_json(kept->live.front().raws.front()));
  in.expect('{');
  do {
    std::string field(in.string());
    in.expect(':');
    out[std::move(field)] = in.integer();
  } while (in.take(','));
  return out;
}

store::FieldValue stamps_value(const Stamps& stamps) {
  base::Json json = base::Json::object();
  for (const auto& [field, stamp] : stamps) json.set(field, stamp);
  return {{}, base::write_canonical(json)};
}

RowWriter::RowWriter(const store::Document& document) {
  const store::Table& table = document.table<schema::Customer>();
  customers_.resize(table.rows() + 1);
  for (const store::Handle handle : table.handles) {
    const base::RecId id = document.id(handle);
    if (static_cast<std::size_t>(number_of(id)) < customers_.size())
      customers_[static_cast<std::size_t>(number_of(id))] = id;
  }
}

base::RecId RowWriter::customer(std::int64_t number) const {
  return static_cast<std::size_t>(number) < customers_.size() ? customers_[static_cast<std::size_t>(number)]
                                                              : base::RecId{};
}

std::vector<BatchOp> RowWriter::survey() {
  std::vector<BatchOp> batches;
  const base::RecId survey = id_of(survey_kind, 1, 0);
  rows_of(batches, "survey", {"name"}).push_back({survey, {text("benchmark")}});
  for (std::size_t i = 0; i < questions.size(); ++i)
    rows_of(batches, "question", {"survey", "key", "type", "text"})
        .push_back({id_of(question_kind, static_cast<std::int64_t>(i), 0),
                    {ref(survey), text(questions[i]), text(i == 0 ? "nps" : "scale"), text(questions[i])}});
  return batches;
}

void RowWriter::add(Table table, const SnapshotRow& row, std::vector<BatchOp>& batches,
                    std::vector<store::RecordOp>& stamps) {
  const base::RecId id = id_of(static_cast<std::uint64_t>(table), row.id, row.stamp);
  if (!row.later.empty())
    stamps.push_back({std::string(table_types[static_cast<std::size_t>(table)]),
                      id,
                      {{std::string(stamps_field), stamps_value(row.later), {}}}});
  if (table == Table::customers) {
    if (static_cast<std::size_t>(row.id) >= customers_.size()) customers_.resize(static_cast<std::size_t>(row.id) * 2);
    customers_[static_cast<std::size_t>(row.id)] = id;
    rows_of(batches, "customer",
            {"name", "phone", "region", "owner", "since", "wallet_total", "tier_override", "notes"})
        .push_back({id,
                    {text(row.name), text(row.phone), text(row.region), text(row.segment), day(row.date),
                     number(row.amount * units_a_cent), text(row.tier), text(row.notes)}});
  } else if (table == Table::transactions) {
    rows_of(batches, "purchase", {"customer", "date", "amount", "channel"})
        .push_back(
            {id, {ref(customer(row.customer)), day(row.date), number(row.amount * units_a_cent), text(row.category)}});
  } else if (table == Table::answers) {
    const base::RecId response = id_of(response_kind, row.id, row.stamp);
    std::size_t question = 0;
    while (question + 1 < questions.size() && questions[question] != row.question) ++question;
    rows_of(batches, "response", {"survey", "customer", "date"})
        .push_back({response, {ref(id_of(survey_kind, 1, 0)), ref(customer(row.customer)), day(row.date)}});
    rows_of(batches, "answer", {"response", "question", "value", "text"})
        .push_back({id,
                    {ref(response), ref(id_of(question_kind, static_cast<std::int64_t>(question), 0)),
                     number(row.score * base::decimal_one), text(row.comment)}});
  } else {
    rows_of(batches, "complaint", {"customer", "received", "original_words", "category", "status"})
        .push_back(
            {id,
             {ref(customer(row.customer)), number(base::read_day(row.date).value_or(0) * std::int64_t{86'400'000}),
              text(row.text), text(std::to_string(row.severity)), text(row.status)}});
  }
}

void SnapshotJob::feed(std::string_view piece, bool is_last) {
  waiting_.erase(0, at_);
  at_ = 0;
  waiting_ += piece;
  is_last_ = is_last;
}

bool SnapshotJob::take_line(std::string_view& line) {
  const std::size_t end = waiting_.find('\n', at_);
  if (end == std::string::npos) return false;
  line = std::string_view(waiting_).substr(at_, end - at_);
  at_ = end + 1;
  return true;
}

void SnapshotJob::step(app::Session& session, std::size_t rows) {
  std::vector<BatchOp> batches;
  if (!has_written_) batches = RowWriter::survey();
  std::string_view line;
  for (std::size_t i = 0; i < rows && take_line(line); ++i) {
    if (const auto heading = read_heading(line)) {
      table_ = *heading;
      continue;
    }
    if (line == "]}") continue;
    if (line.ends_with(',')) line.remove_suffix(1);
    if (!read_row(line, row_)) {
      fail({"import.malformed_row", std::string(line.substr(0, 80)), {}});
      return;
    }
    writer_.add(table_, row_, batches, stamps_);
    ++rows_;
  }
  if (!batches.empty()) {
    session.write(app::Draft{"import", {}, std::move(batches), {}},
                  has_written_ ? app::Session::Step::joined : app::Session::Step::fresh);
    has_written_ = true;
  }
  if (is_last_ && !has_line() && !stamps_.empty())  // after the records: those stay whole batches
    session.write(app::Draft{"import", std::exchange(stamps_, {}), {}, {}}, app::Session::Step::joined);
  if (is_last_ && !has_line()) finish({});
}

}  // namespace zhike::bench

#include "tests/bench/snapshot_row.h"

#include <algorithm>

#include "core/base/json_scan.h"

namespace zhike::bench {
namespace {

std::string* text_member(SnapshotRow& row, std::string_view key) {
  if (key == "date" || key == "joined") return &row.date;
  if (key == "category") return &row.category;
  if (key == "q") return &row.question;
  if (key == "comment") return &row.comment;
  if (key == "name") return &row.name;
  if (key == "tier") return &row.tier;
  if (key == "segment") return &row.segment;
  if (key == "region") return &row.region;
  if (key == "phone") return &row.phone;
  if (key == "notes") return &row.notes;
  if (key == "status") return &row.status;
  return key == "text" ? &row.text : nullptr;
}

std::int64_t* number_member(SnapshotRow& row, std::string_view key) {
  if (key == "id") return &row.id;
  if (key == "cid") return &row.customer;
  if (key == "u") return &row.stamp;
  if (key == "amount" || key == "balance") return &row.amount;
  if (key == "score") return &row.score;
  return key == "severity" ? &row.severity : nullptr;
}

void read_later(base::JsonScanner& in, Stamps& out) {
  in.expect('{');
  if (in.take('}')) return;
  do {
    std::string field(in.string());
    in.expect(':');
    out[std::move(field)] = in.integer();
  } while (in.take(','));
  in.expect('}');
}

}  // namespace

bool read_row(std::string_view line, SnapshotRow& out) {
  base::JsonScanner in(line);
  out.later.clear();
  in.expect('{');
  do {
    const std::string_view key = in.string();
    std::string* const text = text_member(out, key);
    std::int64_t* const number = text ? nullptr : number_member(out, key);
    const bool is_later = key == "fu";
    in.expect(':');
    if (text)
      *text = in.string();
    else if (number)
      *number = in.integer();
    else if (is_later)
      read_later(in, out.later);
    else
      in.stop();
  } while (in.take(','));
  in.expect('}');
  return in.ok() && in.at_end();
}

std::optional<Table> read_heading(std::string_view line) {
  if (!line.ends_with("\":[")) return std::nullopt;
  line.remove_suffix(3);
  const auto name = std::ranges::find(table_names, line.substr(line.rfind('"') + 1));
  if (name == table_names.end()) return std::nullopt;
  return static_cast<Table>(name - table_names.begin());
}

}  // namespace zhike::bench

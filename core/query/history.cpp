// Call flow: compute_history → lines that mention the id → writes_in (the record's own writes) → old values by `over`.
#include "core/query/history.h"

#include <algorithm>
#include <functional>

#include "core/base/sort.h"

namespace zhike::query {
namespace {

struct Write {
  HistoryRow row;
  std::vector<base::ChangeId> over;
};

// The record's writes in one change-set.
void add_writes(const store::Change& change, base::RecId id, const HistoryRow& head, std::vector<Write>& out) {
  const auto add = [&](std::string_view field, const store::FieldValue& value,
                       const std::vector<base::ChangeId>& over) {
    Write& write = out.emplace_back(Write{head, over});
    write.row.field = field;
    write.row.new_value = value.value;
    write.row.raw_json = value.raw_json;
  };
  for (const store::RecordOp& op : change.records)
    if (op.rec == id)
      for (const store::FieldSet& set : op.sets) add(set.field, set.value, set.over);
  for (const store::BatchOp& op : change.batches)
    for (const store::BatchRow& row : op.rows)
      if (row.rec == id)
        for (std::size_t i = 0; i < op.cols.size() && i < row.values.size(); ++i)
          if (!schema::is_empty(row.values[i].value) || !row.values[i].raw_json.empty())
            add(op.cols[i], row.values[i], {});
}

auto time_of(const HistoryRow& row) { return std::tuple(row.at, row.id); }

// What a write replaced: the newest of the values it lists as seen.
void set_old_values(std::vector<Write>& writes) {
  for (Write& write : writes) {
    const HistoryRow* old = nullptr;
    for (const Write& other : writes) {
      const bool is_seen =
          other.row.field == write.row.field && std::ranges::find(write.over, other.row.id) != write.over.end();
      if (is_seen && (!old || time_of(*old) < time_of(other.row))) old = &other.row;
    }
    if (old) write.row.old_value = old->new_value;
  }
}

}  // namespace

std::vector<HistoryRow> compute_history(const store::Book& book, Handle record) {
  const store::Document& document = book.document();
  if (record == 0 || record >= document.handle_count()) return {};
  const base::RecId id = document.id(record);
  const std::string text = base::write_id(id);
  const std::boyer_moore_horspool_searcher searcher(text.begin(), text.end());
  std::vector<Write> writes;
  for (store::ChangeIndex index = 0; index < document.change_count(); ++index) {
    const std::string_view line = book.line(index);
    if (std::search(line.begin(), line.end(), searcher) == line.end()) continue;
    const base::Result<store::Change> change = store::read_change(line);
    if (!change) continue;  // the book itself reports lines it cannot read
    HistoryRow head;
    head.change = index;
    head.id = change->id;
    head.at = change->at;
    head.by = change->by;
    head.command = change->command;
    add_writes(*change, id, head, writes);
  }
  set_old_values(writes);
  base::sort(writes, std::greater<>(), [](const Write& write) { return time_of(write.row); });
  std::vector<HistoryRow> out;
  for (Write& write : writes) out.push_back(std::move(write.row));
  if (!out.empty())
    for (HistoryRow& row : out) row.is_first = row.id == out.back().id;
  return out;
}

}  // namespace zhike::query

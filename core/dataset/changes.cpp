// Who wrote what, when; and where two people wrote different things.
#include <algorithm>
#include <numeric>

#include "core/base/sort.h"
#include "core/dataset/parts.h"

namespace zhike::dataset {
namespace {

struct Write {
  std::string type, record, field, value, replaces;
};

// What one change-set wrote of what is in the dataset, in the order of its line.
class Writes {
 public:
  explicit Writes(const Scope& scope) : scope_(scope) {}

  std::vector<Write> of(const store::Change& change) {
    std::vector<Write> out;
    for (const store::RecordOp& op : change.records)
      if (const auto id = id_of(op.type, op.rec))
        for (const store::FieldSet& set : op.sets) add(out, op.type, *id, set.field, set.value, set.over);
    for (const store::BatchOp& op : change.batches)
      for (const store::BatchRow& row : op.rows)
        if (const auto id = id_of(op.type, row.rec))
          for (std::size_t i = 0; i < op.cols.size(); ++i)
            if (!schema::is_empty(row.values[i].value) || !row.values[i].raw_json.empty())
              add(out, op.type, *id, op.cols[i], row.values[i], {});
    return out;
  }

 private:
  std::optional<std::string> id_of(const std::string& type, base::RecId rec) const {
    const bool is_known = schema::find_type(type) != schema::type_count;
    const auto id = is_known || !scope_.is_part() ? scope_.id_of(rec) : std::nullopt;
    return id ? std::optional(base::write_id(*id)) : std::nullopt;
  }
  void add(std::vector<Write>& out, const std::string& type, const std::string& record, const std::string& field,
           const store::FieldValue& value, const std::vector<base::ChangeId>& over) const {
    std::string replaces;
    for (const base::ChangeId id : over) replaces += (replaces.empty() ? "" : " ") + base::write_change_id(id);
    out.push_back({type, record, field, scope_.shown(type, field, value), std::move(replaces)});
  }
  const Scope& scope_;
};

std::vector<store::ChangeIndex> in_order(const Document& document) {
  std::vector<store::ChangeIndex> order(document.change_count());
  std::iota(order.begin(), order.end(), store::ChangeIndex{0});
  base::sort(order, {}, [&](store::ChangeIndex i) { return document.change(i).id; });
  return order;
}

}  // namespace

base::Status write_changes(const Plan& log, const Plan& history, const Scope& scope, Sink& out) {
  const Document& document = scope.book().document();
  const std::vector<store::ChangeIndex> order = in_order(document);
  Writes writes(scope);
  // Twice over the lines, so that never more than one change-set is held.
  const auto each = [&](const auto& visit) -> base::Status {
    for (const store::ChangeIndex index : order) {
      const auto change = store::read_change(scope.book().line(index));
      if (!change) continue;  // the book itself reports lines it cannot read
      const std::vector<Write> written = writes.of(*change);
      const bool is_elsewhere = written.empty() && scope.is_part();
      if (!is_elsewhere) TRY_DO(visit(document.change(index), *change, written));
    }
    return {};
  };
  TRY_DO(out.begin(log));
  TRY_DO(each([&](const store::ChangeInfo& info, const store::Change& change, const std::vector<Write>& written) {
    Row row(log.columns.size());
    row.text(base::write_device(info.id.device)).number(info.id.seq).text(base::write_instant(info.at.ms));
    row.number(info.at.counter).text(change.by).text(change.command).number(static_cast<std::int64_t>(written.size()));
    return out.add(row.number(change.stub.empty() ? 0 : 1).cells());
  }));
  TRY_DO(out.begin(history));
  return each([&](const store::ChangeInfo& info, const store::Change&, const std::vector<Write>& written) {
    std::int64_t position = 0;
    for (const Write& write : written) {
      Row row(history.columns.size());
      row.text(base::write_device(info.id.device)).number(info.id.seq).number(++position).text(write.type);
      row.text(write.record).text(write.field).text(write.value).text(write.replaces);
      if (const base::Status added = out.add(row.cells()); !added) return added;
    }
    return base::Status{};
  });
}

base::Status write_conflicts(const Plan& plan, const Scope& scope, Sink& out) {
  TRY_DO(out.begin(plan));
  const Document& document = scope.book().document();
  std::vector<query::ConflictRow> rows = query::compute_conflicts(document, {}).rows;
  base::sort(rows, {}, [&](const query::ConflictRow& row) {
    return std::tuple(row.type, document.id(row.record), row.fields.front());
  });
  for (const query::ConflictRow& conflict : rows) {
    const auto id = scope.id_of(document.id(conflict.record));
    if (!id) continue;
    const schema::RecordDef& def = schema::registry[conflict.type];
    for (std::size_t f = 0; f < conflict.fields.size(); ++f) {
      const std::string_view field = def.fields[conflict.fields[f]].key;
      if (std::ranges::find(conflict.differing, conflict.fields[f]) == conflict.differing.end()) continue;
      for (const query::ConflictValue& value : conflict.values) {
        Row row(plan.columns.size());
        row.text(std::string(def.key)).text(base::write_id(*id)).text(std::string(field));
        row.text(base::write_device(value.device)).number(value.seq).text(value.by);
        row.text(base::write_instant(value.at.ms)).text(scope.shown(def.key, field, {value.values[f], {}}));
        TRY_DO(out.add(row.number(value.is_shown ? 1 : 0).cells()));
      }
    }
  }
  return {};
}

}  // namespace zhike::dataset

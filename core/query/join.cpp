#include "core/query/join.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/query/history.h"
#include "core/query/settings.h"

namespace zhike::query {
using schema::Customer;

std::vector<std::pair<schema::TypeIndex, std::size_t>> records_of(const store::Document& document, Handle record) {
  const std::string_view own_type = document.type_key(document.place(record).type);
  std::vector<std::pair<schema::TypeIndex, std::size_t>> out;
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) {
    const store::Table& table = document.table(type);
    std::size_t count = 0;
    for (const store::Column& column : table.columns) {
      if (column.field().options.target != own_type) continue;
      for (store::Row row = 0; row < table.rows(); ++row)
        if (table.visible[row] && column.raw(row) == record) ++count;
    }
    if (count) out.emplace_back(type, count);
  }
  return out;
}

schema::Value combined(const schema::FieldDef& field, const std::vector<schema::Value>& values) {
  using schema::Kind;
  if (field.kind != Kind::text && field.kind != Kind::long_text && field.kind != Kind::list) return {};
  if (field.has(schema::unique)) return {};
  const std::string_view separator = field.kind == Kind::text ? "; " : "\n";
  std::vector<std::string_view> parts;
  for (const schema::Value& value : values) {
    if (schema::is_empty(value)) continue;
    const std::string& text = std::get<std::string>(value);
    const auto add = [&](std::string_view part) {
      if (!part.empty() && std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
    };
    if (field.kind == Kind::list)
      for (const std::string_view item : base::split(text, '\n')) add(item);
    else
      add(text);
  }
  std::string out;
  for (const std::string_view part : parts) out += (out.empty() ? "" : std::string(separator)) + std::string(part);
  if (parts.empty() || !schema::check(field, out)) return {};
  return out;
}

JoinPlan plan_join(const store::Document& document, Handle first, Handle second) {
  JoinPlan plan;
  plan.kept = document.id(first) < document.id(second) ? first : second;
  plan.gone = plan.kept == first ? second : first;
  const auto type = static_cast<schema::TypeIndex>(document.place(first).type);
  const auto& fields = schema::registry[type].fields;
  const auto is_group_empty = [&](schema::FieldIndex field) {
    return std::ranges::all_of(document.slot_fields(type, field), [&](schema::FieldIndex member) {
      return schema::is_empty(document.value(plan.kept, member));
    });
  };
  for (schema::FieldIndex f = 0; f < fields.size(); ++f) {
    if (fields[f].has(schema::unique)) continue;
    JoinField row{f, document.value(plan.kept, f), document.value(plan.gone, f), {}};
    if (schema::is_empty(row.kept) && schema::is_empty(row.gone)) continue;
    // What belongs together comes from one side.
    row.proposed = is_group_empty(f) ? row.gone : row.kept;
    if (fields[f].kind == schema::Kind::list) row.proposed = combined(fields[f], {row.kept, row.gone});
    plan.fields.push_back(std::move(row));
  }
  plan.kept_holds = records_of(document, plan.kept);
  plan.gone_holds = records_of(document, plan.gone);
  return plan;
}

std::vector<Joined> find_joined(const store::Document& document) {
  std::vector<Joined> out;
  const store::Table& table = document.table<Customer>();
  for (const Handle gone : table.handles) {
    const Handle kept = document.root(gone);
    if (kept == gone) continue;
    const store::Register* aliases = document.find_register(gone, store::alias_slot);
    if (!aliases || aliases->live.empty()) continue;  // joined through the other one
    const auto newest = std::ranges::max_element(aliases->live, {}, [&](const store::LiveValue& live) {
      return std::tuple(document.change(live.change).at, document.change(live.change).id);
    });
    Joined joined{kept, gone, newest->change, {}};
    for (schema::FieldIndex f = 0; f < table.columns.size(); ++f)
      if (std::ranges::any_of(document.live_changes(gone, f), [&](base::ChangeId id) {
            return std::ranges::find(aliases->dead, id) == aliases->dead.end();
          }))
        joined.changed_since.push_back(f);
    out.push_back(std::move(joined));
  }
  base::sort(out, std::greater<>(), [&](const Joined& joined) {
    return std::tuple(document.change(joined.change).at, document.id(joined.gone));
  });
  return out;
}

std::vector<std::pair<std::string, schema::Value>> before_join(const store::Book& book, Handle gone) {
  const store::Document& document = book.document();
  std::vector<std::pair<std::string, schema::Value>> values;
  const store::Register* aliases = document.find_register(gone, store::alias_slot);
  if (!aliases || aliases->live.empty()) return values;
  const base::ChangeId join = document.change(aliases->live.front().change).id;
  const Handle kept = document.root(gone);
  const auto& fields = schema::registry[document.place(kept).type];
  for (const HistoryRow& row : compute_history(book, kept)) {
    const schema::FieldIndex f = fields.find(row.field);
    if (row.id == join && f < fields.fields.size() && document.live_changes(kept, f) == std::vector{join})
      values.emplace_back(row.field, row.old_value);
  }
  return values;
}

std::string apart_key(const store::Document& document, Handle first, Handle second) {
  base::RecId a = document.id(first), b = document.id(second);
  if (b < a) std::swap(a, b);
  return "apart." + base::write_id(a) + "." + base::write_id(b);
}

bool are_apart(const store::Document& document, Handle first, Handle second) {
  const Handle setting = document.find_by_key(schema::type_of<schema::Setting>, apart_key(document, first, second));
  return setting && !document.text(setting, schema::index_of<&schema::Setting::value>()).empty();
}

}  // namespace zhike::query

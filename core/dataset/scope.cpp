
#include "core/base/json.h"
#include "core/base/sort.h"
#include "core/dataset/parts.h"

namespace zhike::dataset {
namespace {

// The share's own change-sets are not part of a dataset, but they need a device and a time.
constexpr base::DeviceId any_device = 1;

}  // namespace

Scope::Scope(const store::Book& book, const Options& options)
    : book_(book), options_{options.owners, options.identifiers, options.key, any_device, 0} {
  const bool is_whole = options.owners.empty() && options.identifiers == exchange::Identifiers::kept;
  if (!is_whole) share_.emplace(exchange::make_share(book, options_));
}

std::optional<base::RecId> Scope::id_of(base::RecId rec) const {
  if (!share_) return rec;
  const base::RecId there = exchange::shared_id(rec, options_);
  if (document().find(there) == 0) return std::nullopt;
  return there;
}

// Under pseudonyms the customer's name is shown as one in the tables, and not at all in the history.
bool Scope::may_show(std::string_view type, std::string_view field) const {
  if (options_.identifiers == exchange::Identifiers::kept) return true;
  const schema::FieldDef* def = store::find_field(type, field);
  return def && !exchange::may_identify(schema::find_type(type), *def);
}

std::string Scope::shown(std::string_view type, std::string_view field, const store::FieldValue& value) const {
  if (field == store::deleted_key && value.raw_json != "false") return "true";
  if (field == store::deleted_key || field == store::purge_key) return value.raw_json;
  const schema::FieldDef* def = store::find_field(type, field);
  const bool is_id = field == store::alias_key || (def && def->kind == schema::Kind::ref);
  if (!may_show(type, field) && !is_id) return {};
  if (is_id) {
    const auto json = base::parse_json(value.raw_json);
    const auto id =
        def ? schema::id_of(value.value) : base::read_id(json ? json->as_string() : "").value_or(base::RecId{});
    const auto there = id ? id_of(id) : std::nullopt;
    return there ? base::write_id(*there) : std::string();
  }
  if (!def) return value.raw_json;
  if (def->kind == schema::Kind::list) return base::write_canonical(schema::value_to_json(*def, value.value));
  if (def->kind == schema::Kind::flag)
    return schema::is_empty(value.value) ? "" : std::to_string(schema::number_of(value.value));
  return schema::value_to_text(*def, value.value);
}

std::string name_of(const Document& document, Handle record) {
  const std::uint16_t type = record ? document.place(record).type : UINT16_MAX;
  if (type >= schema::type_count) return {};
  const schema::RecordDef& def = schema::registry[type];
  for (const std::string_view key : {"name", "title", "text", "original_words", "summary", "key"})
    if (const FieldIndex f = def.find(key); f < def.fields.size() && def.fields[f].is_text())
      if (const std::string_view text = document.text(record, f); !text.empty()) return std::string(text);
  return {};
}

std::vector<Handle> records_of(const Document& document, TypeIndex type) {
  const store::Table& table = document.table(type);
  std::vector<Handle> out;
  out.reserve(table.visible_count);
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) out.push_back(table.handles[row]);
  base::sort(out, {}, [&](Handle handle) { return document.id(handle); });
  return out;
}

Row& Row::value(const schema::FieldDef& field, const schema::Value& value) {
  if (schema::is_empty(value)) return none();
  constexpr double units = 10'000;  // of decimals and money
  switch (field.kind) {
    case schema::Kind::integer:
    case schema::Kind::flag:
      return number(schema::number_of(value));
    case schema::Kind::decimal:
    case schema::Kind::money:
      return real(static_cast<double>(schema::number_of(value)) / units);
    case schema::Kind::list:
      return text(base::write_canonical(schema::value_to_json(field, value)));
    default:
      return text(schema::value_to_text(field, value));
  }
}

}  // namespace zhike::dataset

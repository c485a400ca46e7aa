// Settings and rules: what the whole book shares. Their record ids come from their keys, so that two laptops that set
// the same key make one record.
#include <algorithm>

#include "core/app/handlers.h"

namespace zhike::app {
namespace {

base::RecId shared_id(std::string_view type, std::string_view key) {
  return base::make_name_id("zhike:" + std::string(type), key);
}

base::Status put(Draft& draft, const Document& doc, std::string_view type, const commands::Fields& values) {
  const std::string key = schema::text_of(find_value(values, "key"));
  const schema::Handle known = doc.find_by_key(schema::find_type(type), key);
  if (known) return add_update(draft, doc, doc.id(known), values);
  const base::RecId rec = shared_id(type, key);
  const schema::Handle deleted = doc.find(rec);
  if (!deleted || doc.place(deleted).row == store::no_row) return add_create(draft, doc, type, rec, values);
  TRY_DO(add_restore(draft, doc, rec));
  return add_revert(draft, doc, rec, values);
}

}  // namespace

base::Result<Draft> set_setting(const Document& doc, const commands::SetSetting& c, const Env&) {
  if (c.key.empty()) return base::fail("value.required", "key");
  Draft draft;
  const schema::Value value = c.value.empty() ? schema::Value{} : schema::Value{c.value};
  TRY_DO(put(draft, doc, "setting", {{"key", c.key}, {"value", value}}));
  return draft;
}

base::Result<Draft> replace_rules(const Document& doc, const commands::ReplaceRules& c, const Env&) {
  Draft draft;
  const store::Table& table = doc.table<schema::Rule>();
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < c.rules.size(); ++i) {
    commands::Fields rule = c.rules[i];
    put_value(rule, "kind", c.kind);
    put_value(rule, "position", static_cast<std::int64_t>(i + 1));
    if (schema::is_empty(find_value(rule, "key"))) put_value(rule, "key", c.kind + "." + std::to_string(i + 1));
    kept.push_back(schema::text_of(find_value(rule, "key")));
    TRY_DO(put(draft, doc, "rule", rule));
  }
  for (store::Row row = 0; row < table.rows(); ++row) {
    const auto rule = doc.read<schema::Rule>(table.handles[row]);
    if (table.visible[row] && rule.kind.text == c.kind && std::ranges::find(kept, rule.key.text) == kept.end())
      TRY_DO(add_delete(draft, doc, doc.id(table.handles[row])));
  }
  return draft;
}

}  // namespace zhike::app

#include "web/ui/schema_form.h"

#include "core/i18n/catalog.h"

namespace zhike::ui {
namespace {

FieldKind kind_of(schema::Kind kind) {
  switch (kind) {
    case schema::Kind::text:
      return FieldKind::text;
    case schema::Kind::long_text:
      return FieldKind::long_text;
    case schema::Kind::integer:
      return FieldKind::integer;
    case schema::Kind::decimal:
      return FieldKind::decimal;
    case schema::Kind::money:
      return FieldKind::money;
    case schema::Kind::flag:
      return FieldKind::flag;
    case schema::Kind::date:
      return FieldKind::date;
    case schema::Kind::datetime:
      return FieldKind::datetime;
    case schema::Kind::choice:
      return FieldKind::choice;
    case schema::Kind::ref:
      return FieldKind::ref;
    case schema::Kind::list:
      break;
  }
  return FieldKind::list;
}

}  // namespace

FormField form_field(const schema::RecordDef& type, const schema::FieldDef& field, RecordAge age,
                     std::string_view currency) {
  const std::string place = std::string(type.key) + "." + std::string(field.key);
  FormField result{.key = std::string(field.key), .label_key = "field." + place, .kind = kind_of(field.kind)};
  for (const std::string_view each : field.options.choices) result.choices.emplace_back(each);
  result.choice_prefix = "choice." + place + ".";
  if (const std::string help = "help." + place; i18n::has_text(help)) result.help_key = help;
  if (field.kind == schema::Kind::money) result.currency = currency;
  if (field.is_text()) result.max_length = static_cast<int>(field.limit_code_points());
  result.is_required = field.has(schema::required);
  result.is_read_only = age == RecordAge::existing && field.has(schema::locked);
  return result;
}

std::vector<FormField> form_fields(const schema::RecordDef& type, RecordAge age, std::string_view currency,
                                   std::initializer_list<std::string_view> keys) {
  std::vector<FormField> fields;
  if (keys.size() == 0)
    for (const schema::FieldDef& field : type.fields) fields.push_back(form_field(type, field, age, currency));
  for (const std::string_view key : keys)
    if (const schema::FieldIndex at = type.find(key); at < type.fields.size())
      fields.push_back(form_field(type, type.fields[at], age, currency));
  return fields;
}

}  // namespace zhike::ui

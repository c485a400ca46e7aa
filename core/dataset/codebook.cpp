// Plans of all tables, and the codebook that says them in words.
#include <algorithm>
#include <array>

#include "core/dataset/parts.h"
#include "core/i18n/catalog.h"

namespace zhike::dataset {
namespace {

using i18n::Lang;
using ports::ColumnType;
using schema::Kind;

constexpr std::array languages{Lang::en, Lang::zh_hans, Lang::zh_hant};

ColumnType type_of(Kind kind) {
  if (kind == Kind::integer || kind == Kind::flag) return ColumnType::integer;
  return kind == Kind::decimal || kind == Kind::money ? ColumnType::real : ColumnType::text;
}

Plan plan_of_type(TypeIndex type) {
  const schema::RecordDef& def = schema::registry[type];
  Plan plan{std::string(def.key), 1, {{{"id", ColumnType::text}}}, type};
  for (const schema::FieldDef& field : def.fields) {
    const std::string key(field.key), target(field.options.target);
    plan.columns.push_back({{key, type_of(field.kind)}, &field, false, target});
    if (field.kind == Kind::ref) plan.columns.push_back({{key + "_name", ColumnType::text}, &field, true, target});
  }
  return plan;
}

Plan fixed(std::string name, std::size_t key_columns, std::initializer_list<Column> columns) {
  return {std::move(name), key_columns, columns};
}
Column text(const char* name, const char* refers_to = "") {
  return {{name, ColumnType::text}, nullptr, false, refers_to};
}
Column count(const char* name) { return {{name, ColumnType::integer}}; }
Column real(const char* name) { return {{name, ColumnType::real}}; }

std::string_view sql_type(ColumnType type) {
  constexpr std::string_view keys[] = {"TEXT", "INTEGER", "REAL"};
  return keys[static_cast<int>(type)];
}

std::string_view kind_of(const Column& column) {
  if (column.field && !column.is_name_of) return schema::kind_key(column.field->kind);
  constexpr std::string_view keys[] = {"text", "integer", "decimal"};
  return keys[static_cast<int>(column.def.type)];
}

// In what a number or text is counted or written; "" where the label says all.
std::string unit_of(const Column& column) {
  const std::string& name = column.def.name;
  if (name == "minutes") return "minutes";
  if (name.ends_with("_days")) return "days";
  if (!column.refers_to.empty() && !column.is_name_of) return "id of " + column.refers_to;
  const Kind kind = column.field && !column.is_name_of ? column.field->kind : Kind::text;
  if (kind == Kind::money) return "currency of the row, else of the book";
  if (kind == Kind::flag || name.starts_with("is_")) return "0 or 1";
  if (kind == Kind::date || name == "date") return "YYYY-MM-DD";
  if (kind == Kind::datetime || name.ends_with("_at")) return "YYYY-MM-DDThh:mm:ss.sssZ, UTC";
  return kind == Kind::list ? "JSON array of texts" : "";
}

std::string label_of(const Plan& plan, const Column& column, Lang lang) {
  if (!column.field) return std::string(i18n::text_under(lang, "dataset.column.", column.def.name));
  const std::string place = plan.name + "." + std::string(column.field->key);
  const std::string label(i18n::text_under(lang, "field.", place));
  return column.is_name_of ? i18n::format(lang, "dataset.name_of", {{"field", label}}) : label;
}

std::string label_of(const Plan& plan, Lang lang) {
  if (!plan.type) return std::string(i18n::text_under(lang, "dataset.table.", plan.name));
  return std::string(i18n::text_under(lang, "record.", plan.name + ".plural"));
}

base::Status write_choices(const Plan& table, const Plan& plan, Sink& out) {
  for (const Column& column : plan.columns) {
    if (!column.field || column.is_name_of) continue;
    std::int64_t position = 0;
    for (const std::string_view choice : column.field->options.choices) {
      Row row(table.columns.size());
      row.text(plan.name).text(column.def.name).text(std::string(choice)).number(++position);
      const std::string place = plan.name + "." + std::string(column.field->key) + "." + std::string(choice);
      for (const Lang lang : languages) {
        const std::string label(i18n::text_under(lang, "choice.", place));
        row.text(label == place ? std::string(choice) : label);
      }
      TRY_DO(out.add(row.cells()));
    }
  }
  return {};
}

// The table itself is the row without a column.
base::Status write_columns(const Plan& table, const Plan& plan, Sink& out) {
  Row about(table.columns.size());
  about.text(plan.name).text("*").number(0).none().none().none().none().none();
  for (const Lang lang : languages) about.text(label_of(plan, lang));
  TRY_DO(out.add(about.cells()));
  std::int64_t position = 0;
  for (const Column& column : plan.columns) {
    Row row(table.columns.size());
    row.text(plan.name).text(column.def.name).number(++position).text(std::string(sql_type(column.def.type)));
    const bool is_field = column.field && !column.is_name_of;
    row.text(std::string(kind_of(column))).text(unit_of(column));
    row.number(is_field && column.field->has(schema::required) ? 1 : 0);
    row.number(column.field && column.field->has(schema::personal) ? 1 : 0);
    for (const Lang lang : languages) row.text(label_of(plan, column, lang));
    TRY_DO(out.add(row.cells()));
  }
  return {};
}

}  // namespace

std::vector<Plan> make_plans() {
  std::vector<Plan> plans;
  plans.push_back(fixed("dataset", 1, {text("property"), text("value")}));
  plans.push_back(fixed(
      "codebook", 2,
      {text("table_name"), text("column_name"), count("position"), text("sql_type"), text("kind"), text("unit"),
       count("is_required"), count("is_personal"), text("label_en"), text("label_zh_hans"), text("label_zh_hant")}));
  plans.push_back(fixed("codebook_choice", 3,
                        {text("table_name"), text("column_name"), text("value"), count("position"), text("label_en"),
                         text("label_zh_hans"), text("label_zh_hant")}));
  for (TypeIndex type = 0; type < schema::type_count; ++type) plans.push_back(plan_of_type(type));
  plans.push_back(fixed("answers_long", 1,
                        {text("answer", "answer"), text("response", "response"), text("response_key"),
                         text("survey", "survey"), text("survey_name"), text("wave_name"), text("customer", "customer"),
                         text("customer_name"), text("date"), text("mode"), text("question", "question"),
                         text("question_key"), count("question_position"), text("question_type"), text("question_text"),
                         text("construct"), text("half"), real("value_number"), text("value_text")}));
  plans.push_back(fixed("conflict", 5,
                        {text("record_type"), text("record"), text("field"), text("device"), count("sequence"),
                         text("written_by"), text("written_at"), text("value"), count("is_shown")}));
  plans.push_back(fixed("change_log", 2,
                        {text("device"), count("sequence"), text("written_at"), count("clock_counter"),
                         text("written_by"), text("command"), count("writes"), count("is_erased")}));
  plans.push_back(fixed("change_history", 3,
                        {text("device"), count("sequence"), count("position"), text("record_type"), text("record"),
                         text("field"), text("value"), text("replaces")}));
  return plans;
}

const Plan& plan_of(const std::vector<Plan>& plans, std::string_view name) {
  return *std::ranges::find(plans, name, &Plan::name);
}

base::Status write_codebook(const std::vector<Plan>& plans, Sink& out) {
  const Plan& columns = plan_of(plans, "codebook");
  TRY_DO(out.begin(columns));
  for (const Plan& plan : plans) TRY_DO(write_columns(columns, plan, out));
  const Plan& choices = plan_of(plans, "codebook_choice");
  TRY_DO(out.begin(choices));
  for (const Plan& plan : plans) TRY_DO(write_choices(choices, plan, out));
  return {};
}

}  // namespace zhike::dataset

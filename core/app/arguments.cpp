#include "core/app/arguments.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/text.h"

namespace zhike::app {
namespace {

using base::Json;
using commands::Fields;
using query::ParamDef;
using query::ParamKind;
using store::Document;

constexpr std::array<ParamDef, 2> create_params{{{.key = "type", .is_required = true}, {.key = "rec"}}};
constexpr std::array<ParamDef, 3> update_params{{{.key = "rec"}, {.key = "recs"}, {.key = "type"}}};
constexpr std::array<ParamDef, 3> recs_params = update_params;
constexpr std::array<ParamDef, 4> contact_params{{{.key = "promises"},
                                                  {.key = "promise_text"},
                                                  {.key = "promise_due", .kind = ParamKind::day},
                                                  {.key = "complaint"}}};
constexpr std::array<ParamDef, 4> promise_params{
    {{.key = "promise", .kind = ParamKind::record, .is_required = true, .target = "promise"},
     {.key = "status", .kind = ParamKind::choice, .choices = schema::promise_statuses, .default_value = "kept"},
     {.key = "evidence"},
     {.key = "closed_on", .kind = ParamKind::day}}};
constexpr std::array<ParamDef, 3> complaint_params{
    {{.key = "complaint", .kind = ParamKind::record, .is_required = true, .target = "complaint"},
     {.key = "status", .kind = ParamKind::choice, .is_required = true, .choices = schema::complaint_statuses},
     {.key = "resolution"}}};
constexpr std::array<ParamDef, 3> tier_params{
    {{.key = "customer", .kind = ParamKind::record, .is_required = true, .target = "customer"},
     {.key = "tier"},
     {.key = "reason"}}};
constexpr std::array<ParamDef, 2> survey_params{{{.key = "questions", .is_required = true}, {.key = "wave"}}};
constexpr std::array<ParamDef, 1> response_params{{{.key = "answers", .is_required = true}}};
constexpr std::array<ParamDef, 2> setting_params{{{.key = "key", .is_required = true}, {.key = "value"}}};
constexpr std::array<ParamDef, 2> rules_params{
    {{.key = "kind", .kind = ParamKind::choice, .is_required = true, .choices = schema::rule_kinds},
     {.key = "rules", .is_required = true}}};
constexpr std::array<ParamDef, 2> conflict_params{{{.key = "rec", .is_required = true}, {.key = "type"}}};
constexpr std::array<std::string_view, 2> merge_sides{"in", "out"};
constexpr std::array<ParamDef, 2> switch_params{
    {{.key = "merge", .kind = ParamKind::integer, .is_required = true},
     {.key = "to", .kind = ParamKind::choice, .choices = merge_sides, .default_value = "out"}}};
constexpr std::array<ParamDef, 2> pair_params{
    {{.key = "first", .kind = ParamKind::record, .is_required = true, .target = "customer"},
     {.key = "second", .kind = ParamKind::record, .is_required = true, .target = "customer"}}};
constexpr std::array<std::string_view, 2> value_sides{"written", "replaced"};
constexpr std::array<ParamDef, 5> restore_params{
    {{.key = "rec", .is_required = true},
     {.key = "type"},
     {.key = "field", .is_required = true},
     {.key = "change", .is_required = true},
     {.key = "which", .kind = ParamKind::choice, .choices = value_sides, .default_value = "written"}}};

constexpr std::array<ParamDef, 3> join_params{
    {{.key = "rec", .is_required = true}, {.key = "duplicate", .is_required = true}, {.key = "type"}}};

constexpr std::array<CommandDef, 21> defs{{
    {"create", create_params, "*"},
    {"update", update_params, "*"},
    {"delete", recs_params, ""},
    {"restore", recs_params, ""},
    {"log_contact", contact_params, "communication"},
    {"close_promise", promise_params, ""},
    {"advance_complaint", complaint_params, ""},
    {"override_tier", tier_params, ""},
    {"define_survey", survey_params, "survey"},
    {"record_response", response_params, "response"},
    {"set_setting", setting_params, ""},
    {"replace_rules", rules_params, ""},
    {"resolve_conflict", conflict_params, "*"},
    {"join", join_params, "*"},
    {"separate", conflict_params, ""},
    {"purge", recs_params, ""},
    {"keep_apart", pair_params, ""},
    {"restore_value", restore_params, ""},
    {"switch_merge", switch_params, ""},
    {"undo", {}, ""},
    {"redo", {}, ""},
}};
static_assert(defs.size() == std::variant_size_v<commands::Command>);

// Arguments of one command; remembers which were used, so that a misspelt one is refused.
class Arguments {
 public:
  Arguments(const Document& doc, const CommandDef& def, const Json& args) : doc_(doc), def_(def), args_(args) {}

  base::Status check() const {
    for (const ParamDef& p : def_.params)
      if (p.is_required && !args_.find(p.key)) return base::fail("command.missing_argument", std::string(p.key));
    for (const auto& [key, value] : args_.members()) {
      const bool is_param = std::ranges::any_of(def_.params, [&](const ParamDef& p) { return p.key == key; });
      if (!is_param && def_.fields_of.empty()) return base::fail("command.unknown_argument", key);
    }
    return {};
  }
  const std::string& text(std::string_view key) const { return args_[key].as_string(); }
  const Json& json(std::string_view key) const { return args_[key]; }

  base::Result<base::RecId> record(std::string_view key, std::string_view type) const {
    TRY(const schema::Handle handle, find_record(doc_, type, text(key)));
    return doc_.id(handle);
  }
  base::Result<std::vector<base::RecId>> records() const {
    std::vector<base::RecId> recs;
    const auto add = [&](const std::string& given) -> base::Status {
      TRY(const schema::Handle handle, find_record(doc_, text("type"), given));
      recs.push_back(doc_.id(handle));
      return {};
    };
    if (args_.find("rec")) TRY_DO(add(text("rec")));
    for (const Json& rec : json("recs").items()) TRY_DO(add(rec.as_string()));
    if (recs.empty()) return base::fail("command.missing_argument", "rec");
    return recs;
  }
  // All arguments that are no parameters (or the members of "fields"), as values of a type's fields.
  base::Result<Fields> fields(std::string_view type) const {
    Fields out;
    for (const auto& [key, value] : args_.members()) {
      if (key == "fields" && value.is_object()) {
        TRY(Fields nested, read_fields(type, value));
        out.insert(out.end(), nested.begin(), nested.end());
      } else if (std::ranges::none_of(def_.params, [&](const ParamDef& p) { return p.key == key; })) {
        TRY(schema::Value read, field_value(type, key, value));
        out.emplace_back(key, std::move(read));
      }
    }
    return out;
  }
  base::Result<Fields> read_fields(std::string_view type, const Json& object) const {
    Fields out;
    for (const auto& [key, value] : object.members()) {
      TRY(schema::Value read, field_value(type, key, value));
      out.emplace_back(key, std::move(read));
    }
    return out;
  }
  base::Result<std::vector<Fields>> list(std::string_view key, std::string_view type) const {
    std::vector<Fields> out;
    for (const Json& item : json(key).items()) {
      TRY(Fields fields, read_fields(type, item));
      out.push_back(std::move(fields));
    }
    return out;
  }

 private:
  base::Result<schema::Value> field_value(std::string_view type, const std::string& key, const Json& value) const {
    const schema::TypeIndex t = schema::find_type(type);
    if (t == schema::type_count) return base::fail("record.unknown_type", std::string(type));
    const schema::FieldIndex f = schema::registry[t].find(key);
    if (f == schema::registry[t].fields.size()) return base::fail("command.unknown_argument", key);
    return read_value(doc_, schema::registry[t].fields[f], value);
  }

  const Document& doc_;
  const CommandDef& def_;
  const Json& args_;
};

std::string type_of(const Document& doc, base::RecId rec) {
  return std::string(doc.type_key(doc.place(doc.find(rec)).type));
}

base::Result<commands::Command> read_contact(const Arguments& args) {
  commands::LogContact c;
  TRY(c.communication, args.fields("communication"));
  TRY(c.promises, args.list("promises", "promise"));
  if (!args.text("promise_text").empty()) {
    Json promise = Json::object().set("text", args.text("promise_text")).set("due", args.json("promise_due"));
    TRY(Fields fields, args.read_fields("promise", promise));
    c.promises.push_back(std::move(fields));
  }
  if (args.json("complaint").is_object()) {
    TRY(c.complaint, args.read_fields("complaint", args.json("complaint")));
  } else if (!args.text("complaint").empty()) {
    c.complaint = Fields{{"original_words", args.text("complaint")}};
  }
  return c;
}

base::Result<commands::Command> read_response(const Document& doc, const Arguments& args) {
  commands::RecordResponse c;
  TRY(c.response, args.fields("response"));
  for (const auto& [question, given] : args.json("answers").members()) {
    TRY(const schema::Handle handle, find_record(doc, "question", question));
    const Json object = given.is_object()                                        ? given
                        : doc.read<schema::Question>(handle).type.text == "open" ? Json::object().set("text", given)
                                                                                 : Json::object().set("value", given);
    TRY(Fields fields, args.read_fields("answer", object));
    c.answers.emplace_back(doc.id(handle), std::move(fields));
  }
  return c;
}

base::Result<commands::Command> read_pair(const Arguments& args) {
  TRY(const base::RecId first, args.record("first", "customer"));
  TRY(const base::RecId second, args.record("second", "customer"));
  return commands::KeepApart{first, second};
}

base::Result<commands::Command> read_restore(const Arguments& args) {
  TRY(const auto recs, args.records());
  const auto change = base::read_change_id(args.text("change"));
  if (!change) return base::fail("history.no_such_value", args.text("field"), args.text("change"));
  using Which = commands::RestoreValue::Which;
  return commands::RestoreValue{recs.front(), args.text("field"), *change,
                                args.text("which") == "replaced" ? Which::replaced : Which::written};
}

base::Result<commands::Command> read_merge_switch(const Arguments& args) {
  const Json& given = args.json("merge");
  const auto merge = given.is_string() ? std::strtoul(given.as_string().c_str(), nullptr, 10)
                                       : static_cast<unsigned long>(std::max<std::int64_t>(0, given.as_integer()));
  return commands::SwitchMerge{static_cast<std::uint32_t>(merge), args.text("to").empty() ? "out" : args.text("to")};
}

base::Result<commands::Command> read_by_name(const Document& doc, std::string_view name, const Arguments& args) {
  if (name == "create") {
    commands::CreateRecord c{args.text("type"), {}, {}};
    TRY(c.values, args.fields(c.type));
    if (!args.text("rec").empty()) {
      const auto rec = base::read_id(args.text("rec"));
      if (!rec) return base::fail("value.not_a_reference", "rec", args.text("rec"));
      c.rec = *rec;
    }
    return c;
  }
  if (name == "update" || name == "resolve_conflict") {
    commands::UpdateRecords c;
    TRY(c.recs, args.records());
    TRY(c.values, args.fields(type_of(doc, c.recs.front())));
    if (name == "update") return c;
    return commands::ResolveConflict{c.recs.front(), std::move(c.values)};
  }
  if (name == "delete" || name == "restore") {
    TRY(auto recs, args.records());
    if (name == "delete") return commands::DeleteRecords{std::move(recs)};
    return commands::RestoreRecords{std::move(recs)};
  }
  if (name == "join") {
    TRY(const auto kept, args.records());
    TRY(const base::RecId duplicate, args.record("duplicate", args.text("type")));
    TRY(Fields values, args.fields(type_of(doc, kept.front())));
    return commands::JoinRecords{kept.front(), duplicate, std::move(values)};
  }
  if (name == "separate") {
    TRY(const auto recs, args.records());
    return commands::SeparateRecord{recs.front()};
  }
  if (name == "purge") {
    TRY(auto recs, args.records());
    return commands::PurgeRecords{std::move(recs)};
  }
  if (name == "log_contact") return read_contact(args);
  if (name == "close_promise") {
    commands::ClosePromise c;
    TRY(c.promise, args.record("promise", "promise"));
    c.status = args.text("status").empty() ? "kept" : args.text("status");
    c.evidence = args.text("evidence");
    if (!args.text("closed_on").empty()) {
      const auto day = base::read_day(args.text("closed_on"));
      if (!day) return base::fail("value.not_a_date", "closed_on", args.text("closed_on"));
      c.closed_on = *day;
    }
    return c;
  }
  if (name == "advance_complaint") {
    TRY(const base::RecId rec, args.record("complaint", "complaint"));
    return commands::AdvanceComplaint{rec, args.text("status"), args.text("resolution")};
  }
  if (name == "override_tier") {
    TRY(const base::RecId rec, args.record("customer", "customer"));
    return commands::OverrideTier{rec, args.text("tier"), args.text("reason")};
  }
  if (name == "define_survey") {
    commands::DefineSurvey c;
    TRY(c.survey, args.fields("survey"));
    TRY(c.questions, args.list("questions", "question"));
    if (args.json("wave").is_object()) {
      TRY(c.wave, args.read_fields("wave", args.json("wave")));
    }
    return c;
  }
  if (name == "record_response") return read_response(doc, args);
  if (name == "set_setting") return commands::SetSetting{args.text("key"), args.text("value")};
  if (name == "replace_rules") {
    TRY(auto rules, args.list("rules", "rule"));
    return commands::ReplaceRules{args.text("kind"), std::move(rules)};
  }
  if (name == "keep_apart") return read_pair(args);
  if (name == "restore_value") return read_restore(args);
  if (name == "switch_merge") return read_merge_switch(args);
  if (name == "redo") return commands::Redo{};
  return commands::Undo{};
}

}  // namespace

std::span<const CommandDef> command_defs() { return defs; }

base::Result<schema::Handle> find_record(const Document& doc, std::string_view type_key, std::string_view text) {
  const auto missing = [&] { return base::fail("record.missing", std::string(text), std::string(type_key)); };
  if (const auto id = base::read_id(text)) {
    const schema::Handle handle = doc.find(*id);
    if (!handle || doc.place(handle).row == store::no_row) return missing();
    return handle;
  }
  const schema::TypeIndex type = schema::find_type(type_key);
  if (type == schema::type_count) return missing();
  if (const schema::Handle handle = doc.find_by_key(type, text)) return handle;
  const schema::FieldIndex name = schema::registry[type].find("name");
  if (name < schema::registry[type].fields.size())
    if (const schema::Handle handle = doc.find_by_text(type, name, text)) return handle;
  return missing();
}

base::Result<schema::Value> read_value(const Document& doc, const schema::FieldDef& field, const Json& json) {
  if (field.kind == schema::Kind::ref && json.is_string() && !json.as_string().empty()) {
    TRY(const schema::Handle handle, find_record(doc, field.options.target, json.as_string()));
    return schema::Value{doc.id(handle)};
  }
  if (auto stored = schema::value_from_json(field, json)) {
    TRY_DO(schema::check(field, *stored));
    return stored;
  }
  if (json.is_string()) return schema::value_from_text(field, json.as_string());
  if (json.is_bool()) return schema::value_from_text(field, json.as_bool() ? "1" : "0");
  if (json.is_number()) return schema::value_from_text(field, base::write_json(json));
  return base::fail("value.wrong_kind", std::string(field.key));
}

base::Result<commands::Command> read_command(const Document& doc, std::string_view name, const Json& args) {
  const auto def = std::ranges::find(defs, name, &CommandDef::name);
  if (def == defs.end()) return base::fail("command.unknown", std::string(name));
  const Arguments arguments(doc, *def, args);
  TRY_DO(arguments.check());
  return read_by_name(doc, name, arguments);
}

}  // namespace zhike::app

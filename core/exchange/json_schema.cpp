// Call flow: json_schema → definitions (values, cells, records, change-set) → plain, bundle.
#include "core/exchange/json_schema.h"

#include "core/schema/registry.h"

namespace zhike::exchange {
namespace {

using base::Json;
using schema::Kind;

constexpr std::string_view day_pattern = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
constexpr std::string_view time_pattern = "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z";

Json object(std::initializer_list<std::pair<const char*, Json>> members) {
  Json out = Json::object();
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

Json list(std::initializer_list<Json> items) {
  Json out = Json::array();
  for (const Json& item : items) out.push(item);
  return out;
}

Json string_of(std::string_view pattern) { return object({{"type", "string"}, {"pattern", pattern}}); }
Json array_of(Json items) { return object({{"type", "array"}, {"items", std::move(items)}}); }
Json def_ref(std::string_view name) { return object({{"$ref", "#/$defs/" + std::string(name)}}); }

Json required(std::initializer_list<const char*> names) {
  Json out = Json::array();
  for (const char* name : names) out.push(name);
  return out;
}

// Every value but those of members, which patterns bind more closely than "format" does in most validators.
void add_values(Json& defs) {
  const std::string day(day_pattern), time(time_pattern);
  defs.set("text", object({{"type", "string"}, {"minLength", 1}}));
  defs.set("integer", object({{"type", "integer"}, {"minimum", INT64_MIN}, {"maximum", INT64_MAX}}));
  defs.set("decimal", string_of("^-?[0-9]{1,15}(\\.[0-9]{1,4})?$"));
  defs.set("flag", object({{"type", "boolean"}}));
  defs.set("date", string_of("^" + day + "$"));
  defs.set("datetime", string_of("^" + day + time + "$"));
  defs.set("id", string_of("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"));
  defs.set("list", array_of(object({{"type", "string"}})).set("minItems", 1));
  defs.set("clock", string_of("^" + day + time + "-[0-9a-f]{8}$"));
  defs.set("device", string_of("^[0-9a-f]{16}$"));
  defs.set("sequence", object({{"type", "integer"}, {"minimum", 1}, {"maximum", std::int64_t{UINT32_MAX}}}));
  defs.set("change_id", string_of("^[0-9a-f]{16}:[1-9][0-9]{0,9}$"));
  defs.set("digest", string_of("^sha256:[0-9a-f]{64}$"));
}

constexpr std::string_view value_names[] = {"text", "integer", "decimal", "flag", "date", "datetime", "id", "list"};

std::string_view value_name(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "integer";
    case Kind::decimal:
    case Kind::money:
      return "decimal";
    case Kind::flag:
      return "flag";
    case Kind::date:
      return "date";
    case Kind::datetime:
      return "datetime";
    case Kind::ref:
      return "id";
    case Kind::list:
      return "list";
    default:
      return "text";
  }
}

Json cell_of(Json value) {
  return object({{"type", "object"},
                 {"properties", object({{"over", array_of(def_ref("change_id"))}, {"v", std::move(value)}})},
                 {"required", required({"v"})}});
}

// One write of a field: the value, or null, and what it replaces.
void add_cells(Json& defs) {
  for (const std::string_view name : value_names)
    defs.set("cell_" + std::string(name),
             cell_of(object({{"anyOf", list({def_ref(name), object({{"type", "null"}})})}})));
  const Json saw = object({{"type", "object"},
                           {"properties", object({{"saw", array_of(def_ref("change_id"))}})},
                           {"required", required({"saw"})}});
  defs.set("cell_deleted", cell_of(object({{"anyOf", list({saw, object({{"const", false}})})}})));
  defs.set("cell_purged", cell_of(object({{"const", true}})));
  defs.set("cell_any", cell_of(Json(true)));
}

// What a record of the plain export holds. Another version may know further choices: they are listed, not enforced; and
// a record may have come without a field that the form asks for.
Json record_schema(const schema::RecordDef& def) {
  Json properties = object({{"id", def_ref("id")}});
  for (const schema::FieldDef& field : def.fields) {
    Json value = def_ref(value_name(field.kind));
    if (!field.options.choices.empty()) {
      Json choices = Json::array();
      for (std::string_view choice : field.options.choices) choices.push(choice);
      value.set("examples", std::move(choices));
    }
    if (field.kind == Kind::ref) value.set("$comment", "id of a record of type " + std::string(field.options.target));
    properties.set(std::string(field.key), std::move(value));
  }
  return object({{"type", "object"}, {"properties", std::move(properties)}, {"required", required({"id"})}});
}

Json set_schema(const schema::RecordDef& def) {
  Json properties = Json::object();
  for (const schema::FieldDef& field : def.fields)
    properties.set(std::string(field.key), def_ref("cell_" + std::string(value_name(field.kind))));
  return object({{"properties", std::move(properties)}});
}

Json record_op() {
  const Json own =
      object({{"_alias", def_ref("cell_id")}, {"_del", def_ref("cell_deleted")}, {"_purge", def_ref("cell_purged")}});
  const Json set = object({{"type", "object"}, {"properties", own}, {"additionalProperties", def_ref("cell_any")}});
  Json by_type = Json::array();
  for (const schema::RecordDef& def : schema::registry) {
    const std::string key(def.key);
    const Json is_it = object({{"properties", object({{"type", object({{"const", key}})}})}});
    const Json then = object({{"properties", object({{"set", def_ref(key + "_set")}})}});
    by_type.push(object({{"if", is_it}, {"then", then}}));
  }
  return object({{"type", "object"},
                 {"properties", object({{"rec", def_ref("id")}, {"set", set}, {"type", def_ref("text")}})},
                 {"required", required({"rec", "set", "type"})},
                 {"allOf", std::move(by_type)}});
}

Json batch_op() {
  Json row = array_of(Json(true)).set("prefixItems", list({def_ref("id")})).set("minItems", 1);
  const Json cols = array_of(def_ref("text")).set("uniqueItems", true);
  return object(
      {{"type", "object"},
       {"properties", object({{"cols", cols}, {"rows", array_of(std::move(row))}, {"type", def_ref("text")}})},
       {"required", required({"cols", "rows", "type"})}});
}

Json change_schema() {
  const Json is_batch = object({{"type", "object"}, {"required", required({"rows"})}});
  const Json op = object({{"if", is_batch}, {"then", def_ref("batch_op")}, {"else", def_ref("record_op")}});
  const Json version = object({{"type", "integer"}, {"minimum", 1}});
  return object({{"type", "object"},
                 {"properties", object({{"at", def_ref("clock")},
                                        {"by", object({{"type", "string"}})},
                                        {"cmd", object({{"type", "string"}})},
                                        {"dev", def_ref("device")},
                                        {"group", def_ref("sequence")},
                                        {"ops", array_of(op)},
                                        {"prev", def_ref("digest")},
                                        {"seq", def_ref("sequence")},
                                        {"stub", def_ref("digest")},
                                        {"sv", version},
                                        {"v", version}})},
                 {"required", required({"at", "by", "cmd", "dev", "ops", "seq", "sv", "v"})}});
}

Json by_device(Json value) {
  return object({{"type", "object"}, {"propertyNames", def_ref("device")}, {"additionalProperties", std::move(value)}});
}

Json bundle_schema() {
  const Json range = array_of(def_ref("sequence")).set("minItems", 2).set("maxItems", 2);
  const Json head = object({{"type", "array"},
                            {"prefixItems", list({def_ref("sequence"), def_ref("digest")})},
                            {"items", false},
                            {"minItems", 2}});
  return object(
      {{"type", "object"},
       {"properties", object({{"format", object({{"const", "zhike-bundle/1"}})},
                              {"sv", object({{"type", "integer"}, {"minimum", 1}})},
                              {"v", object({{"const", 1}})},
                              {"by", object({{"type", "string"}})},
                              {"dev", def_ref("device")},
                              {"have", by_device(array_of(range))},
                              {"heads", by_device(head)},
                              {"root", def_ref("digest")},
                              {"count", object({{"type", "integer"}, {"minimum", 0}})},
                              {"changes", array_of(def_ref("change"))}})},
       {"required", required({"format", "sv", "v", "by", "dev", "have", "heads", "root", "count", "changes"})}});
}

Json plain_schema() {
  Json records = Json::object();
  for (const schema::RecordDef& def : schema::registry) records.set(std::string(def.key), array_of(def_ref(def.key)));
  const Json other = array_of(
      object({{"type", "object"}, {"properties", object({{"id", def_ref("id")}})}, {"required", required({"id"})}}));
  return object(
      {{"type", "object"},
       {"properties",
        object({{"format", object({{"const", "zhike-plain/1"}})},
                {"records",
                 object({{"type", "object"}, {"properties", std::move(records)}, {"additionalProperties", other}})}})},
       {"required", required({"format", "records"})}});
}

}  // namespace

Json json_schema() {
  Json defs = Json::object();
  add_values(defs);
  add_cells(defs);
  for (const schema::RecordDef& def : schema::registry) {
    defs.set(std::string(def.key), record_schema(def));
    defs.set(std::string(def.key) + "_set", set_schema(def));
  }
  defs.set("record_op", record_op());
  defs.set("batch_op", batch_op());
  defs.set("change", change_schema());
  defs.set("plain", plain_schema());
  defs.set("bundle", bundle_schema());
  const Json is_plain =
      object({{"type", "object"},
              {"properties", object({{"format", object({{"type", "string"}, {"pattern", "^zhike-plain/"}})}})},
              {"required", required({"format"})}});
  return object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"$id", "urn:zhike:schema:1"},
                 {"title", "Zhike plain export and bundle"},
                 {"if", is_plain},
                 {"then", def_ref("plain")},
                 {"else", def_ref("bundle")},
                 {"$defs", std::move(defs)}});
}

}  // namespace zhike::exchange

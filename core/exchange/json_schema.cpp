#include "core/exchange/json_schema.h"

#include "core/schema/registry.h"

namespace zhike::exchange {
namespace {

using base::Json;
using schema::Kind;

Json object(std::initializer_list<std::pair<const char*, Json>> members) {
  Json out = Json::object();
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

Json string_with(const char* keyword, const char* value) { return object({{"type", "string"}, {keyword, value}}); }

Json value_schema(const schema::FieldDef& field) {
  switch (field.kind) {
    case Kind::integer:
      return object({{"type", "integer"}});
    case Kind::decimal:
    case Kind::money:
      return string_with("pattern", "^-?[0-9]+(\\.[0-9]{1,4})?$");
    case Kind::flag:
      return object({{"type", "boolean"}});
    case Kind::date:
      return string_with("format", "date");
    case Kind::datetime:
      return string_with("format", "date-time");
    case Kind::ref:
      return string_with("format", "uuid");
    case Kind::list:
      return object({{"type", "array"}, {"items", object({{"type", "string"}})}});
    default:
      return object({{"type", "string"}});
  }
}

Json record_schema(const schema::RecordDef& def) {
  Json properties = object({{"id", string_with("format", "uuid")}}), required = Json::array().push("id");
  for (const schema::FieldDef& field : def.fields) {
    Json value = value_schema(field);
    // Another version may know further choices: they are listed, not enforced.
    if (!field.options.choices.empty()) {
      Json choices = Json::array();
      for (std::string_view choice : field.options.choices) choices.push(choice);
      value.set("examples", std::move(choices));
    }
    properties.set(std::string(field.key), std::move(value));
    if (field.has(schema::required)) required.push(field.key);
  }
  return object({{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}});
}

Json change_schema() {
  const Json change_id = string_with("pattern", "^[0-9a-f]{16}:[1-9][0-9]*$");
  const Json cell = object(
      {{"type", "object"},
       {"properties", object({{"over", object({{"type", "array"}, {"items", change_id}})}, {"v", Json::object()}})},
       {"required", Json::array().push("v")}});
  const Json one = object({{"type", "object"},
                           {"properties", object({{"rec", string_with("format", "uuid")},
                                                  {"set", object({{"type", "object"}, {"additionalProperties", cell}})},
                                                  {"type", object({{"type", "string"}})}})},
                           {"required", Json::array().push("rec").push("set").push("type")}});
  const Json many =
      object({{"type", "object"},
              {"properties", object({{"cols", object({{"type", "array"}, {"items", object({{"type", "string"}})}})},
                                     {"rows", object({{"type", "array"}, {"items", object({{"type", "array"}})}})},
                                     {"type", object({{"type", "string"}})}})},
              {"required", Json::array().push("cols").push("rows").push("type")}});
  const Json ops = object({{"type", "array"}, {"items", object({{"anyOf", Json::array().push(one).push(many)}})}});
  const Json seq = object({{"type", "integer"}, {"minimum", 1}});
  return object({{"type", "object"},
                 {"properties", object({{"at", string_with("pattern", "^.{24}-[0-9a-f]{8}$")},
                                        {"by", object({{"type", "string"}})},
                                        {"cmd", object({{"type", "string"}})},
                                        {"dev", string_with("pattern", "^[0-9a-f]{16}$")},
                                        {"ops", ops},
                                        {"prev", string_with("pattern", "^sha256:[0-9a-f]{64}$")},
                                        {"seq", seq}})},
                 {"required", Json::array().push("at").push("by").push("dev").push("ops").push("seq")}});
}

}  // namespace

Json json_schema() {
  Json records = Json::object(), defs = Json::object();
  for (const schema::RecordDef& def : schema::registry) {
    const std::string key(def.key);
    defs.set(key, record_schema(def));
    records.set(key, object({{"type", "array"}, {"items", object({{"$ref", "#/$defs/" + key}})}}));
  }
  defs.set("change", change_schema());
  const Json plain =
      object({{"type", "object"},
              {"properties", object({{"format", object({{"const", "zhike-plain/1"}})},
                                     {"records", object({{"type", "object"}, {"properties", records}})}})},
              {"required", Json::array().push("format").push("records")}});
  const Json bundle =
      object({{"type", "object"},
              {"properties",
               object({{"format", object({{"const", "zhike-bundle/1"}})},
                       {"have", object({{"type", "object"}})},
                       {"root", string_with("pattern", "^sha256:[0-9a-f]{64}$")},
                       {"count", object({{"type", "integer"}, {"minimum", 0}})},
                       {"changes", object({{"type", "array"}, {"items", object({{"$ref", "#/$defs/change"}})}})}})},
              {"required", Json::array().push("format").push("have").push("root").push("count").push("changes")}});
  return object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"$id", "urn:zhike:schema:1"},
                 {"title", "Zhike plain export and bundle"},
                 {"oneOf", Json::array().push(plain).push(bundle)},
                 {"$defs", defs}});
}

}  // namespace zhike::exchange

// Arguments: commands described with every parameter, and made from JSON. The one reader for the page's bridge and the
// command line. References may be given as an id, as the record's own key, or as its exact name.
#pragma once

#include <span>
#include <string_view>

#include "core/base/json.h"
#include "core/commands/commands.h"
#include "core/query/catalog.h"

namespace zhike::app {

struct CommandDef {
  std::string_view name;
  std::span<const query::ParamDef> params;
  // Besides params, the fields of this record type are parameters: "" none, "*" those of the type given.
  std::string_view fields_of;
};

std::span<const CommandDef> command_defs();

// `args`: an object. Errors: "command.unknown" (where: name), "command.unknown_argument", "command.missing_argument"
// (where: the parameter), and what reading the values finds.
base::Result<commands::Command> read_command(const store::Document& document, std::string_view name,
                                             const base::Json& args);

// A value for a field, from its stored form or from plain text. References are looked up.
base::Result<schema::Value> read_value(const store::Document& document, const schema::FieldDef& field,
                                       const base::Json& json);
// A record by id, unique key or exact name; `type` may be empty when an id is given. "record.missing" (where: what was
// given), "record.ambiguous" is never guessed: the first by key wins over a name.
base::Result<schema::Handle> find_record(const store::Document& document, std::string_view type, std::string_view text);

}  // namespace zhike::app

// JSON Schema 2020-12 of the plain export and the bundle, made from the registry. Published with the site and printed
// by `zhike schema`. Unknown members stay allowed: files of newer versions remain valid.
#pragma once

#include "core/base/json.h"

namespace zhike::exchange {

base::Json json_schema();

}  // namespace zhike::exchange

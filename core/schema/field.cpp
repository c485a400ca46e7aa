#include "core/schema/field.h"

namespace zhike::schema {

std::string_view kind_key(Kind kind) {
  static constexpr std::array<std::string_view, 11> keys{"text", "long_text", "integer", "decimal", "money", "flag",
                                                         "date", "datetime",  "choice",  "ref",     "list"};
  return keys[static_cast<std::size_t>(kind)];
}

}  // namespace zhike::schema
